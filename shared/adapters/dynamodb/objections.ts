import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { aboutIdOf } from "../../domain/objection/objection.ts";
import type { ObjectionReader } from "../../ports/objections.ts";
import { getAll } from "./get-all.ts";
import { inboxPage } from "./inbox.ts";
import { entryKey, readEntry } from "./items.ts";
import { objectionKey, readObjection } from "./objection-items.ts";

const place = z.object({ objectionId: z.string() });

/** Objections as agencies read them. */
export const createObjectionReader = (db: DynamoDBDocumentClient, lists: string): ObjectionReader => ({
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
    const about = [...new Set(items.map(aboutIdOf))].map(entryKey);
    const found = await getAll(db, lists, [...items.map(objectionKey), ...about]);
    const isObjection = (item: Record<string, unknown>) => item["record"] === "objection";
    const objections = new Map(
      found
        .filter(isObjection)
        .map(readObjection)
        .map((objection) => [objection.objectionId, objection]),
    );
    const entries = new Map(
      found
        .filter((item) => !isObjection(item))
        .map((item) => readEntry(item).entry)
        .map((entry) => [entry.entryId, entry]),
    );
    return {
      items: items.flatMap((objectionId) => {
        const objection = objections.get(objectionId);
        return objection ? [{ objection, entry: entries.get(aboutIdOf(objectionId)) }] : [];
      }),
      next,
    };
  },
});
