import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { figureToldV1 } from "../../../../events/figure-told/v1.ts";
import { type Counters, type FigurePlace, standing } from "../../../domain/compliance/count.ts";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import type { FigureReader, FigureStore, Source } from "../../../ports/figures.ts";
import { getAll } from "../db/get-all.ts";
import { transact, type Write } from "../db/transaction.ts";

const counters = z.record(z.string(), z.number());
const sourceItem = z.object({
  source: z.string(),
  fact: figureToldV1.shape.fact,
  counted: z.object({ agencyId: z.string(), places: z.record(z.string(), counters) }).optional(),
  version: z.int(),
});
const figuresItem = z.object({ counters, version: z.int() });

const sourceKey = (source: string) => ({ pk: `source#${source}`, sk: "counted" });
const figuresKey = ({ place, agencyId }: FigurePlace) => ({ pk: `figures#${place}`, sk: agencyId });
const textOf = ({ pk, sk }: Record<string, unknown>): string => `${String(pk)} ${String(sk)}`;

/** Reads keys as they stand this moment, and gives each item under its key. */
const read = async (db: DynamoDBDocumentClient, table: string, keys: readonly Record<string, unknown>[]) =>
  new Map((await getAll(db, table, keys, true)).map((item) => [textOf(item), item]));

/** Figures in their table, and beside them what each record said and was counted for. */
export const createFigureStore = (db: DynamoDBDocumentClient, table: string): FigureStore => {
  const write = (key: Record<string, unknown>, item: Record<string, unknown>, version: number): Write => ({
    Put: {
      TableName: table,
      Item: { ...key, ...item, version: version + 1 },
      ...(version === 0
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : {
            ConditionExpression: "#version = :version",
            ExpressionAttributeNames: { "#version": "version" },
            ExpressionAttributeValues: { ":version": version },
          }),
    },
  });
  return {
    sources: async (ids) => {
      const found = await read(db, table, ids.map(sourceKey));
      return new Map(
        [...found.values()].map((item) => {
          const { counted, ...source } = sourceItem.parse(item);
          return [source.source, { ...source, counted } satisfies Source];
        }),
      );
    },
    at: async (places) => {
      const found = await read(db, table, places.map(figuresKey));
      return places.map(({ agencyId, place }) => {
        const item = found.get(textOf(figuresKey({ agencyId, place })));
        return { agencyId, place, ...(item ? figuresItem.parse(item) : { counters: {}, version: 0 }) };
      });
    },
    commit: async (sources, figures) => {
      const causes = await transact(db, [
        ...sources.map(({ source, fact, counted, version }) =>
          write(sourceKey(source), { source, fact, counted }, version),
        ),
        ...figures.map(({ agencyId, place, counters: now, version }) =>
          write(figuresKey({ agencyId, place }), { counters: now }, version),
        ),
      ]);
      return causes === undefined ? "committed" : "conflict";
    },
  };
};

const position = z.string().min(1).max(63);
const listed = z.object({ sk: z.string(), counters });

/** Figures by month: one agency's in one request, a page of all of them in two that go side by side, or more where they are large. */
export const createFigureReader = (db: DynamoDBDocumentClient, table: string): FigureReader => {
  const listOf = async (place: string, limit: number, after: string | undefined) => {
    const found = new Map<string, Counters>();
    let start: Record<string, unknown> | undefined;
    // An answer ends at 1 MB, and what stands for an agency may be many duties.
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: after === undefined ? "pk = :pk" : "pk = :pk AND sk > :after",
          ExpressionAttributeValues: { ":pk": `figures#${place}`, ...(after === undefined ? {} : { ":after": after }) },
          Limit: limit - found.size,
          ExclusiveStartKey: start,
        }),
      );
      for (const item of page.Items ?? []) {
        const { sk, counters: counted } = listed.parse(item);
        found.set(sk, counted);
      }
      start = page.LastEvaluatedKey;
    } while (start !== undefined && found.size < limit);
    return found;
  };
  return {
    ofAgency: async (agencyId, month) => {
      const keys = [month, standing].map((place) => figuresKey({ agencyId, place }));
      const found = await read(db, table, keys);
      const of = (key: Record<string, unknown>): Counters => {
        const item = found.get(textOf(key));
        return item ? figuresItem.parse(item).counters : {};
      };
      return {
        month: of(figuresKey({ agencyId, place: month })),
        standing: of(figuresKey({ agencyId, place: standing })),
      };
    },
    ofMonth: async (month, { limit, cursor }) => {
      const after = readCursor(position, cursor);
      const [monthly, always] = await Promise.all([
        listOf(month, limit + 1, after),
        listOf(standing, limit + 1, after),
      ]);
      // Both lists go by code, so that the first of both together are among the first of each.
      const codes = [...new Set([...monthly.keys(), ...always.keys()])].sort();
      const page = codes.slice(0, limit);
      const items = page.map((agencyId) => ({
        agencyId,
        month: monthly.get(agencyId) ?? {},
        standing: always.get(agencyId) ?? {},
      }));
      return { items, next: codes.length > limit ? writeCursor(page.at(-1)) : null };
    },
  };
};
