import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { getAcross } from "./get-all.ts";

type Key = Record<string, string>;
type Item = Record<string, unknown>;

/** Reads one item as it stands this moment. */
export type ReadItem = (table: string, key: Key) => Promise<Item | undefined>;

/** Each read a request of its own. */
export const readAlone =
  (db: DynamoDBDocumentClient): ReadItem =>
  async (TableName, Key) =>
    (await db.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;

interface Asked {
  readonly table: string;
  readonly key: Key;
  readonly answer: (item: Promise<Item | undefined>) => void;
}

/**
 * Reads that are asked for in the same turn go as one request, across tables: what a command rests on beside its entry is
 * the standing and the head of the catalogue, and half of what a request costs is the request. One alone goes likewise, so
 * that whoever reads so needs one right to each of the tables, `BatchGetItem`.
 */
export const readTogether = (db: DynamoDBDocumentClient): ReadItem => {
  let asked: Asked[] = [];
  const send = (): void => {
    const all = asked;
    asked = [];
    const found = getAcross(db, keysOf(all), true);
    for (const { table, key, answer } of all)
      answer(found.then((items) => items.get(table)?.find((item) => isUnder(item, key))));
  };
  return (table, key) =>
    new Promise((answer) => {
      if (asked.push({ table, key, answer }) === 1) queueMicrotask(send);
    });
};

/** Each key once: the engine refuses one that is named twice. */
const keysOf = (all: readonly Asked[]): ReadonlyMap<string, Key[]> => {
  const keys = new Map<string, Key[]>();
  for (const { table, key } of all) {
    const own = keys.get(table) ?? [];
    if (!own.some((other) => isUnder(other, key))) keys.set(table, [...own, key]);
  }
  return keys;
};

const isUnder = (item: Item, key: Key): boolean => Object.entries(key).every(([name, value]) => item[name] === value);
