import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";

export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** What each write of a refused transaction failed on, in order; `ok` where it was not the cause. */
export type Cause = "ok" | "condition" | "conflict";

/** Waits at most this long before the second try, then twice as long each time. */
const firstWaitMs = 50;
const waits = 3;

/** A file of evidence is the one item that decisions on different records write: all rows of a file may cite it. */
const manyWrite = (write: Write | undefined): boolean => String(write?.Update?.Key?.pk).startsWith("evidence#");

/**
 * Runs one transaction; where nothing but other citations of a file of evidence are in its way, it waits and tries again.
 * Gives nothing when it was written, or the cause for each write when a condition or another
 * writer stood against it. Everything else throws: it is not an answer.
 */
export const transact = async (
  db: DynamoDBDocumentClient,
  writes: readonly Write[],
): Promise<readonly Cause[] | undefined> => {
  for (let wait = 0; ; wait++) {
    const causes = await once(db, writes);
    const outrun = causes?.some((cause, index) => cause === "conflict" && manyWrite(writes[index]));
    if (!causes || !outrun || causes.includes("condition") || wait === waits) return causes;
    // Any part of the wait: many that failed together do not come again together.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * firstWaitMs * 2 ** wait));
  }
};

const once = async (db: DynamoDBDocumentClient, writes: readonly Write[]): Promise<readonly Cause[] | undefined> => {
  try {
    await db.send(new TransactWriteCommand({ TransactItems: [...writes] }));
    return undefined;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const causes = (error.CancellationReasons ?? []).map(({ Code }): Cause => {
      if (Code === "None") return "ok";
      if (Code === "ConditionalCheckFailed") return "condition";
      if (Code === "TransactionConflict") return "conflict";
      throw error;
    });
    if (causes.length === 0) throw error;
    return causes;
  }
};
