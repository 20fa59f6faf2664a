import {
  BatchExecuteStatementCommand,
  type BatchExecuteStatementCommandInput,
  type DynamoDBDocumentClient,
} from "@aws-sdk/lib-dynamodb";

type Statement = NonNullable<BatchExecuteStatementCommandInput["Statements"]>[number];

/** Makes items where none stand yet, 25 to a request; what stands already stays as it is (ADR 4). */
export const insert = (
  db: DynamoDBDocumentClient,
  table: string,
  items: readonly Readonly<Record<string, unknown>>[],
): Promise<void> =>
  run(
    db,
    items.map((item) => {
      const attributes = Object.entries(item).filter(([, value]) => value !== undefined);
      const fields = attributes.map(([name]) => `'${name}': ?`).join(", ");
      return {
        Statement: `INSERT INTO "${table}" VALUE {${fields}}`,
        Parameters: attributes.map(([, value]) => value),
      };
    }),
  );

/** Runs inserts; what the engine finds standing already is done. */
const run = async (db: DynamoDBDocumentClient, statements: readonly Statement[]): Promise<void> => {
  for (let start = 0; start < statements.length; start += 25) {
    let left = statements.slice(start, start + 25);
    for (let attempt = 0; left.length > 0; attempt++) {
      const { Responses = [] } = await db.send(new BatchExecuteStatementCommand({ Statements: left }));
      const failed = left.flatMap((statement, index) => {
        const code = Responses[index]?.Error?.Code;
        return code === undefined || code === "DuplicateItem" ? [] : [{ statement, code }];
      });
      const fatal = failed.find(({ code }) => !retryable.has(code));
      if (fatal) throw new Error(`statement refused: ${fatal.code}`);
      if (failed.length > 0 && attempt === 5) throw new Error(`statements still refused: ${failed[0]?.code ?? ""}`);
      left = failed.map(({ statement }) => statement);
    }
  }
};

const retryable = new Set([
  "TransactionConflict",
  "ProvisionedThroughputExceeded",
  "ThrottlingError",
  "RequestLimitExceeded",
  "InternalServerError",
]);
