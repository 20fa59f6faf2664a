import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";

export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** What each write of a refused transaction failed on, in order; `ok` where it was not the cause. */
export type Cause = "ok" | "condition" | "conflict";

/**
 * Runs one transaction. Gives nothing when it was written, or the cause for each write when a condition or another
 * writer stood against it. Everything else throws: it is not an answer.
 */
export const transact = async (
  db: DynamoDBDocumentClient,
  writes: readonly Write[],
): Promise<readonly Cause[] | undefined> => {
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
