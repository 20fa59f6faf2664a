import { type DynamoDBDocumentClient, GetCommand, QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { idType } from "../../../../events/vocabulary.ts";
import { shardOf } from "../../../kernel/ids.ts";
import type { PersonDocument, PersonFinder, PersonIndex, Persons, PersonVault } from "../../../ports/persons.ts";
import { getAll } from "../db/get-all.ts";
import { transact, type Write } from "../db/transaction.ts";

/**
 * Persons in the subjects table (SPEC "Persons and their data", ADR 24). `document:<version>:<keyed hash>` leads to the
 * subject and holds nothing else. `sealed:<subjectId>` holds the number as KMS ciphertext and says under which key it is
 * indexed; it alone is in the index `byPepper`, for rotations.
 */
const indexItem = z.object({ identifier: z.string(), subjectId: z.string() });
const sealedItem = z.object({ subjectId: z.string(), idType, sealed: z.string(), indexedAs: z.string() });

/** What a document is called under each version of the pepper, the oldest first. */
type IndexKeys = (
  text: string,
) => Promise<readonly { readonly version: number; readonly current: boolean; readonly digest: string }[]>;

const pepperShards = 8;
const attempts = 12;

const keysOf = async (indexKeys: IndexKeys, { idType, idNumber }: PersonDocument) =>
  (await indexKeys(`person ${idType} ${idNumber}`)).map(({ version, current, digest }) => ({
    version,
    current,
    identifier: `document:${version}:${digest}`,
  }));
type Key = Awaited<ReturnType<typeof keysOf>>[number];

const sealedKey = (subjectId: string) => ({ identifier: `sealed:${subjectId}` });
const pepperShard = (version: number, shard: number): string => `${version}#${shard}`;

/**
 * Reads index items under one version after the other, the oldest first: a person who is moved meanwhile is met under the
 * old or under the new one. One request outside of a rotation, two during one, for each hundred documents.
 */
const lookUp = async (
  db: DynamoDBDocumentClient,
  table: string,
  documents: readonly (readonly Key[])[],
): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  const versions = documents[0]?.map(({ version }) => version) ?? [];
  for (const version of versions) {
    const wanted = documents.flatMap((keys) =>
      keys.filter((key) => key.version === version).map(({ identifier }) => identifier),
    );
    const items = await getAll(
      db,
      table,
      [...new Set(wanted)].map((identifier) => ({ identifier })),
      true,
    );
    for (const item of items.map((each) => indexItem.parse(each))) found.set(item.identifier, item.subjectId);
  }
  return found;
};

export const createPersonFinder = (db: DynamoDBDocumentClient, table: string, indexKeys: IndexKeys): PersonFinder => ({
  find: async (documents) => {
    const keys = await Promise.all(documents.map((document) => keysOf(indexKeys, document)));
    const found = await lookUp(db, table, keys);
    return keys.map((each) => each.map(({ identifier }) => found.get(identifier)).find((id) => id !== undefined));
  },
});

export interface PersonKeys {
  readonly indexKeys: IndexKeys;
  /** Encrypts a number so that it can be opened for this subject alone. */
  readonly seal: (number: string, subjectId: string) => Promise<string>;
  readonly newSubjectId: () => string;
}

/** Finds or makes the subject of a document. However many meet the same person at once, one subject is made. */
export const createPersons = (db: DynamoDBDocumentClient, table: string, keys: PersonKeys): Persons => ({
  identify: async (document) => {
    const subjectId = keys.newSubjectId();
    let sealed: string | undefined;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const names = await keysOf(keys.indexKeys, document);
      const found = await lookUp(db, table, [names]);
      const known = names.map(({ identifier }) => found.get(identifier)).find((id) => id !== undefined);
      if (known !== undefined) return { subjectId: known };
      sealed ??= await keys.seal(document.idNumber, subjectId);
      const causes = await transact(db, newPerson(table, names, { subjectId, idType: document.idType, sealed }));
      if (!causes) return { subjectId };
    }
    throw new Error("a person's index item kept changing");
  },
});

const newPerson = (
  table: string,
  names: readonly Key[],
  person: { readonly subjectId: string; readonly idType: string; readonly sealed: string },
): Write[] => {
  const current = names.find((name) => name.current);
  if (!current) throw new Error("no pepper is the current one");
  return [
    {
      Put: {
        TableName: table,
        Item: { identifier: current.identifier, subjectId: person.subjectId },
        ConditionExpression: "attribute_not_exists(identifier)",
      },
    },
    {
      Put: {
        TableName: table,
        Item: {
          ...sealedKey(person.subjectId),
          ...person,
          indexedAs: current.identifier,
          pepperShard: pepperShard(current.version, shardOf(person.subjectId, pepperShards)),
        },
        ConditionExpression: "attribute_not_exists(identifier)",
      },
    },
    // Nobody is indexed under two versions, whichever of them a function takes for the current one.
    ...names
      .filter((name) => !name.current)
      .map(({ identifier }) => ({
        ConditionCheck: {
          TableName: table,
          Key: { identifier },
          ConditionExpression: "attribute_not_exists(identifier)",
        },
      })),
  ];
};

type OpenSealed = (ciphertext: string, subjectId: string) => Promise<string>;

const readSealed = async (db: DynamoDBDocumentClient, table: string, subjectId: string) => {
  const { Item } = await db.send(new GetCommand({ TableName: table, Key: sealedKey(subjectId), ConsistentRead: true }));
  return Item ? sealedItem.parse(Item) : undefined;
};

export const createPersonVault = (db: DynamoDBDocumentClient, table: string, open: OpenSealed): PersonVault => ({
  open: async (subjectId) => {
    const item = await readSealed(db, table, subjectId);
    return item && { idType: item.idType, idNumber: await open(item.sealed, subjectId) };
  },
});

export const createPersonIndex = (
  db: DynamoDBDocumentClient,
  table: string,
  { indexKeys, open }: { readonly indexKeys: IndexKeys; readonly open: OpenSealed },
): PersonIndex => ({
  shards: pepperShards,
  underPepper: async function* (version, shard) {
    let after: Record<string, unknown> | undefined;
    do {
      const page: QueryCommandOutput = await db.send(
        new QueryCommand({
          TableName: table,
          IndexName: "byPepper",
          KeyConditionExpression: "pepperShard = :shard",
          ExpressionAttributeValues: { ":shard": pepperShard(version, shard) },
          ExclusiveStartKey: after,
        }),
      );
      yield (page.Items ?? []).map((item) => String(item["identifier"]).slice("sealed:".length));
      after = page.LastEvaluatedKey;
    } while (after);
  },
  move: async (subjectId) => {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const item = await readSealed(db, table, subjectId);
      if (!item) throw new Error(`${subjectId} is in the index of peppers and has no number`);
      const document = { idType: item.idType, idNumber: await open(item.sealed, subjectId) };
      const current = (await keysOf(indexKeys, document)).find((key) => key.current);
      if (!current) throw new Error("no pepper is the current one");
      if (item.indexedAs === current.identifier) return false;
      // Whoever got ahead may have moved the person or have stood in the way for a moment; only reading again tells.
      const causes = await transact(db, movedPerson(table, subjectId, item.indexedAs, current));
      if (!causes) return true;
    }
    throw new Error(`the index item of ${subjectId} kept changing`);
  },
});

const movedPerson = (table: string, subjectId: string, before: string, current: Key): Write[] => [
  {
    Put: {
      TableName: table,
      Item: { identifier: current.identifier, subjectId },
      ConditionExpression: "attribute_not_exists(identifier)",
    },
  },
  { Delete: { TableName: table, Key: { identifier: before } } },
  {
    Update: {
      TableName: table,
      Key: sealedKey(subjectId),
      UpdateExpression: "SET indexedAs = :now, pepperShard = :shard",
      ConditionExpression: "indexedAs = :before",
      ExpressionAttributeValues: {
        ":now": current.identifier,
        ":before": before,
        ":shard": pepperShard(current.version, shardOf(subjectId, pepperShards)),
      },
    },
  },
];
