import { BatchExecuteStatementCommand, type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { createLike, type Item, scan } from "./same-tables.ts";

/** What the platform wrote for one entry: a transaction, and what followed from it. */
export interface Written {
  readonly standing: Item;
  readonly entry: Item;
  readonly decision: Item;
  readonly triggers: readonly Item[];
}

const atOnce = 16;
const written = ["Subjects", "Lists", "Triggers"] as const;

/** Reads back from the host's tables what a file of one entry per subject wrote. */
export const readWritten = async (db: DynamoDBDocumentClient, submissionId: string): Promise<readonly Written[]> => {
  const [subjects, lists, triggers] = await Promise.all(written.map((name) => scan(db, name)));
  const standings = new Map((subjects ?? []).map((item) => [String(item["subjectId"]), item]));
  const entries = new Map<string, Item>();
  for (const item of lists ?? []) if (submissionOf(item) === submissionId) entries.set(String(item["pk"]), item);
  const ofEntry = Map.groupBy(triggers ?? [], (item) => String(item["entryId"]));
  return (lists ?? [])
    .filter(({ record, entryId }) => record === "decision" && entries.has(`entry#${String(entryId)}`))
    .map((decision) => {
      const standing = standings.get(String(decision["pk"]).slice("subject#".length));
      const entry = entries.get(`entry#${String(decision["entryId"])}`);
      const made = ofEntry.get(String(decision["entryId"]));
      if (!standing || !entry || !made) throw new Error(`decision ${String(decision["sk"])} stands alone`);
      return { standing, entry, decision, triggers: made };
    });
};

/** The file that an item is an entry of. */
const submissionOf = (item: Item): string | undefined =>
  (item as { entry?: { origin?: { submissionId?: string } } }).entry?.origin?.submissionId;

/**
 * Writes the same items with nothing but the SDK into new tables of the same shape: the same transaction for each entry,
 * then the same inserts of its triggers, 25 to a request; 16 entries at once. Gives the seconds that it took.
 */
export const writeBare = async (
  from: DynamoDBDocumentClient,
  to: DynamoDBDocumentClient,
  all: readonly Written[],
): Promise<number> => {
  for (const name of written) await createLike(from, name, to);
  const left = [...all];
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) await writeOne(to, next);
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, work));
  return (performance.now() - started) / 1000;
};

const writeOne = async (
  db: DynamoDBDocumentClient,
  { standing, entry, decision, triggers }: Written,
): Promise<void> => {
  await db.send(
    new TransactWriteCommand({
      TransactItems: [put("Subjects", standing, "identifier"), put("Lists", entry, "pk"), put("Lists", decision, "pk")],
    }),
  );
  for (let start = 0; start < triggers.length; start += 25)
    await db.send(new BatchExecuteStatementCommand({ Statements: triggers.slice(start, start + 25).map(insert) }));
};

const put = (table: string, item: Item, key: string) => ({
  Put: { TableName: table, Item: item, ConditionExpression: `attribute_not_exists(${key})` },
});

const insert = (item: Item) => ({
  Statement: `INSERT INTO "Triggers" VALUE {${Object.keys(item)
    .map((name) => `'${name}': ?`)
    .join(", ")}}`,
  Parameters: Object.values(item),
});
