import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { aboutIdOf, isAboutAct } from "../../../domain/objection/objection.ts";
import type { ContestedRecord, ObjectionReader } from "../../../ports/objections.ts";
import { disclosureKey, readDisclosure } from "../items/disclosure-items.ts";
import { getAll } from "../db/get-all.ts";
import { inboxPage } from "../items/inbox.ts";
import { entryKey, readEntry } from "../items/items.ts";
import { objectionKey, readObjection } from "../items/objection-items.ts";

const place = z.object({ objectionId: z.string() });

/** Objections as they are read. What those to acts are about lies in another table. */
export const createObjectionReader = (
  db: DynamoDBDocumentClient,
  lists: string,
  disclosures: string,
): ObjectionReader => {
  const contestedActs = async (ids: readonly string[]) =>
    ids.length === 0 ? [] : getAll(db, disclosures, ids.map(disclosureKey));
  return {
    find: async (objectionId) => {
      const key = objectionKey(objectionId);
      const { Item } = await db.send(new GetCommand({ TableName: lists, Key: key, ConsistentRead: true }));
      return Item ? readObjection(Item) : undefined;
    },
    inbox: async (of, page) => {
      const { items, next } = await inboxPage(
        db,
        lists,
        { kind: "objections", of },
        page,
        (item) => place.parse(item).objectionId,
      );
      const about = (acts: boolean) => [
        ...new Set(items.filter((objectionId) => isAboutAct(objectionId) === acts).map(aboutIdOf)),
      ];
      const [found, acts] = await Promise.all([
        getAll(db, lists, [...items.map(objectionKey), ...about(false).map(entryKey)]),
        contestedActs(about(true)),
      ]);
      const isObjection = (item: Record<string, unknown>) => item["record"] === "objection";
      const objections = new Map(
        found
          .filter(isObjection)
          .map(readObjection)
          .map((objection) => [objection.objectionId, objection]),
      );
      const contested = new Map<string, ContestedRecord>([
        ...found
          .filter((item) => !isObjection(item))
          .map((item) => readEntry(item).entry)
          .map((entry) => [entry.entryId, entry] as const),
        ...acts
          .map((item) => readDisclosure(item).disclosure)
          .map((disclosure) => [disclosure.disclosureId, disclosure] as const),
      ]);
      return {
        items: items.flatMap((objectionId) => {
          const objection = objections.get(objectionId);
          return objection ? [{ objection, contested: contested.get(aboutIdOf(objectionId)) }] : [];
        }),
        next,
      };
    },
  };
};
