import {
  BatchExecuteStatementCommand,
  type BatchExecuteStatementCommandInput,
  type DynamoDBDocumentClient,
} from "@aws-sdk/lib-dynamodb";

export type Statement = NonNullable<BatchExecuteStatementCommandInput["Statements"]>[number];
type Item = Readonly<Record<string, unknown>>;

/** What a statement came to: done, or why the engine refused it and will go on refusing it. */
export type StatementOutcome = "done" | "DuplicateItem" | "ConditionalCheckFailed";

const perRequest = 25;
const requestsAtOnce = 4;

/** Makes items where none stand yet, 25 to a request; what stands already stays as it is (ADR 4). */
export const insert = async (db: DynamoDBDocumentClient, table: string, items: readonly Item[]): Promise<void> => {
  await execute(
    db,
    items.map((item) => insertion(table, item)),
  );
};

/** The statement that makes an item where none stands yet. */
export const insertion = (table: string, item: Item): Statement => {
  const attributes = Object.entries(item).filter(([, value]) => value !== undefined);
  const fields = attributes.map(([name]) => `'${name}': ?`).join(", ");
  return {
    Statement: `INSERT INTO "${table}" VALUE {${fields}}`,
    Parameters: attributes.map(([, value]) => value),
  };
};

/** Runs statements, each about an item of its own, and gives what each came to. Throws when one cannot be run. */
export const execute = async (
  db: DynamoDBDocumentClient,
  statements: readonly Statement[],
): Promise<readonly StatementOutcome[]> => {
  const outcomes: StatementOutcome[] = [];
  for (let start = 0; start < statements.length; start += perRequest * requestsAtOnce) {
    const requests = Array.from({ length: requestsAtOnce }, (_, lane) => start + lane * perRequest)
      .filter((first) => first < statements.length)
      .map((first) => statements.slice(first, first + perRequest));
    outcomes.push(...(await Promise.all(requests.map((request) => run(db, request)))).flat());
  }
  return outcomes;
};

const run = async (db: DynamoDBDocumentClient, statements: readonly Statement[]): Promise<StatementOutcome[]> => {
  const outcomes: StatementOutcome[] = statements.map(() => "done");
  let left = statements.map((_, index) => index);
  for (let attempt = 0; left.length > 0; attempt++) {
    const { Responses = [] } = await db.send(
      new BatchExecuteStatementCommand({ Statements: left.flatMap((index) => statements[index] ?? []) }),
    );
    const failed: { readonly index: number; readonly code: string }[] = [];
    for (const [place, index] of left.entries()) {
      const code = Responses[place]?.Error?.Code;
      if (code === "DuplicateItem" || code === "ConditionalCheckFailed") outcomes[index] = code;
      else if (code !== undefined) failed.push({ index, code });
    }
    const fatal = failed.find(({ code }) => !retryable.has(code));
    if (fatal) throw new Error(`statement refused: ${fatal.code}`);
    if (failed.length > 0 && attempt === 5) throw new Error(`statements still refused: ${failed[0]?.code ?? ""}`);
    left = failed.map(({ index }) => index);
  }
  return outcomes;
};

const retryable = new Set([
  "TransactionConflict",
  "ProvisionedThroughputExceeded",
  "ThrottlingError",
  "RequestLimitExceeded",
  "InternalServerError",
]);
