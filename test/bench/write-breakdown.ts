import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { itemBytes } from "./item-size.ts";
import type { Capacity } from "./operation-cost.ts";
import { createLike, type Item, scan, tableNames } from "./same-tables.ts";
import { short } from "./table.ts";
import { purposeOf } from "./write-purposes.ts";

/** One item that was written, and what it takes to write it alone into an empty table of the same shape. */
interface Part {
  readonly label: string;
  readonly bytes: number;
  readonly table: number;
  readonly indexes: Readonly<Record<string, number>>;
}

/**
 * Runs an operation on nearly empty tables and says of every item that it wrote what it costs: its size, the units of
 * the table, of each index, and the factor that the platform's way of writing puts on the table's. Nothing else may be
 * under way meanwhile.
 */
export const explainWrites = async (
  db: DynamoDBDocumentClient,
  run: () => Promise<Capacity>,
): Promise<{ cost: Capacity; text: string }> => {
  const names = await tableNames(db);
  const before = new Map<string, Set<string>>();
  for (const name of names) before.set(name, new Set((await scan(db, name)).map(identity)));
  const cost = await run();
  const lines: string[] = [];
  let least = 0;
  for (const name of names) {
    const made = (await scan(db, name)).filter((item) => !before.get(name)?.has(identity(item)));
    if (made.length === 0) continue;
    const alone = `alone-${name}`;
    await createLike(db, name, db, alone);
    const parts: Part[] = [];
    for (const item of made) parts.push(await writeAlone(db, alone, item));
    const factor = factorOf(parts, cost.tables[name]);
    lines.push(...explainTable(name, parts, factor, cost.tables[name]));
    least += sum(parts.map(({ indexes }) => factor + Object.keys(indexes).length));
  }
  const head = `Write units of one published entry by POST /v1/entries: ${short(cost.writeUnits)}`;
  const foot = `The same items and index entries, none over 1 KB, would take ${short(least)}: the rest is their size.`;
  return { cost, text: [head, ...lines, foot].join("\n") };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const identity = (item: Item): string =>
  ["identifier", "pk", "sk", "entryId", "triggerKey"].map((key) => String(item[key] ?? "")).join(" ");

const writeAlone = async (db: DynamoDBDocumentClient, table: string, item: Item): Promise<Part> => {
  const { ConsumedCapacity } = await db.send(
    new PutCommand({ TableName: table, Item: item, ReturnConsumedCapacity: "INDEXES" }),
  );
  const indexes = Object.entries(ConsumedCapacity?.GlobalSecondaryIndexes ?? {});
  return {
    label: String(item["record"] ?? item["kind"] ?? "item"),
    bytes: itemBytes(item),
    table: ConsumedCapacity?.Table?.CapacityUnits ?? 0,
    indexes: Object.fromEntries(indexes.map(([name, { CapacityUnits = 0 }]) => [name, CapacityUnits])),
  };
};

type TableCost = Capacity["tables"][string] | undefined;

const writesOf = (cost: TableCost) =>
  Object.entries(cost?.operations ?? {}).filter(([, { writeUnits }]) => writeUnits > 0);

/** What the platform paid for the items themselves, over what a plain write of each costs: two in a transaction. */
const factorOf = (parts: readonly Part[], cost: TableCost): number => {
  const paid = sum(writesOf(cost).map(([, { writeUnits }]) => writeUnits));
  const inIndexes = sum(parts.flatMap(({ indexes }) => Object.values(indexes)));
  return (paid - inIndexes) / sum(parts.map(({ table }) => table));
};

const explainTable = (name: string, parts: readonly Part[], factor: number, cost: TableCost): string[] => {
  const writes = writesOf(cost);
  const paid = sum(writes.map(([, { writeUnits }]) => writeUnits));
  const by = writes.map(([operation]) => operation).join(", ");
  const groups = Map.groupBy(parts, ({ label }) => label);
  return [
    `  ${name}: ${short(paid)}, by ${by}: ${short(factor, 2)} for each KB of an item, 1 for each KB in an index`,
    ...[...groups].flatMap(([label, group]) => explainGroup(name, label, group, factor)),
  ];
};

const explainGroup = (name: string, label: string, group: readonly Part[], factor: number): string[] => {
  const sizes = group.map(({ bytes }) => bytes / 1024).sort((a, b) => a - b);
  const [least = 0, most = 0] = [sizes[0], sizes.at(-1)];
  const size = group.length === 1 ? `${short(most, 2)} KB` : `${short(least, 2)} to ${short(most, 2)} KB`;
  const large = group.length > 1 ? `, ${group.filter(({ table }) => table > 1).length} over 1 KB` : "";
  const units = short(sum(group.map(({ table }) => table)) * factor);
  const indexes = new Set(group.flatMap((part) => Object.keys(part.indexes)));
  return [
    `    ${units}  ${group.length} ${label}, ${size}${large}: ${purposeOf(name, label)}`,
    ...[...indexes].map((index) => {
      const inIndex = short(sum(group.map((part) => part.indexes[index] ?? 0)));
      return `    ${inIndex}  in index ${index}: ${purposeOf(name, index)}`;
    }),
  ];
};
