import { type DynamoDBDocumentClient, PutCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openActs } from "../../shared/adapters/dynamodb/items/act-clock-items.ts";
import { clockWrite } from "../../shared/adapters/dynamodb/items/clock-items.ts";
import { createClockReader } from "../../shared/adapters/dynamodb/clock/clocks.ts";
import { createPublicDisclosures } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { InvalidCursor, writeCursor } from "../../shared/kernel/cursor.ts";
import type { ClockReader } from "../../shared/ports/clocks.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";

/** DynamoDB refuses a start outside the range of the question; the engine begins where the range does. */
const strict = ({ db }: TestEngine): DynamoDBDocumentClient => {
  db.middlewareStack.add(
    (next) => (args) => {
      const {
        ExclusiveStartKey,
        KeyConditionExpression = "",
        ExpressionAttributeValues: values = {},
      } = args.input as Partial<QueryCommandInput>;
      const sort: unknown = Object.entries(ExclusiveStartKey ?? {}).find(([key]) => key.endsWith("Sort"))?.[1];
      const from: unknown = values[":from"] ?? values[":month"] ?? values[":today"] ?? "0";
      const before: unknown = values[":before"] ?? "9~";
      if (
        KeyConditionExpression &&
        sort !== undefined &&
        (String(sort) < String(from) || String(sort) > String(before))
      )
        throw new Error("ValidationException: The provided starting key is outside query boundaries");
      return next(args);
    },
    { step: "initialize" },
  );
  return db;
};

let engine: TestEngine;
let clocks: ClockReader;
const days = ["2026-11-20", "2026-11-23", "2026-11-24", "2026-11-25"];
const clockOf = (dueOn: string) => ({
  clockId: `ent_${dueOn}.entryReport`,
  kind: "listReport" as const,
  agencyId: "tax",
  startedOn: "2026-11-02",
  warnOn: dueOn,
  dueOn,
  provisional: false,
});
beforeAll(async () => {
  engine = await startEngine();
  const { table } = engine;
  const db = strict(engine);
  clocks = createClockReader(db, { lists: table.Lists, triggers: table.Triggers, disclosures: table.Disclosures });
  for (const dueOn of days) {
    const { Put } = clockWrite(table.Lists, clockOf(dueOn), { entryId: `ent_${dueOn}` });
    if (Put) await db.send(new PutCommand(Put));
    const Item = {
      pk: `disclosure#dis_${dueOn}`,
      sk: "state",
      act: "penalty",
      collectedOn: "2026-11-02",
      clocks: [{ ...clockOf(dueOn), kind: "disclosurePublication" }],
      clocksOf: openActs("tax"),
      clocksSort: `${dueOn}#dis_${dueOn}`,
    };
    await db.send(new PutCommand({ TableName: table.Disclosures, Item }));
  }
});
afterAll(() => {
  engine.stop();
});

const today = { from: "2026-11-24" };
const dueOf = (page: Awaited<ReturnType<ClockReader["open"]>>) => page.items.map(({ clock }) => clock.dueOn);
const dueOfActs = (page: Awaited<ReturnType<ClockReader["acts"]["open"]>>) =>
  page.items.map((act) => act.clocks[0]?.dueOn);
const filed = (day: string, sk = "clock") =>
  writeCursor({ pk: `clock#ent_${day}.entryReport`, sk, directorySort: `${day}#ent_${day}.entryReport` });
const act = (day: string, sk = "state") =>
  writeCursor({ pk: `disclosure#dis_${day}`, sk, clocksSort: `${day}#dis_${day}` });
const trigger = (inboxSort: string) => writeCursor({ entryId: "ent_1", triggerKey: "trg_1", inboxSort });

test("a cursor of yesterday goes on at the beginning of what is asked for today", async () => {
  const { next } = await clocks.open("tax", { from: "2026-11-20" }, { limit: 1 });
  expect(dueOf(await clocks.open("tax", today, { limit: 9, cursor: next ?? "" }))).toEqual(days.slice(2));
  const acts = await clocks.acts.open("tax", { from: "2026-11-20" }, { limit: 1 });
  expect(dueOfActs(await clocks.acts.open("tax", today, { limit: 9, cursor: acts.next ?? "" }))).toEqual(days.slice(2));
  const before = { limit: 9, cursor: trigger("2026-10-31T08:00:00#trg_1") };
  expect(await clocks.triggers("tax", "pending", "2026-11", before)).toEqual({ items: [], next: null });
  const shown = createPublicDisclosures(engine.db, engine.table.Disclosures);
  const cursor = writeCursor({ pk: "disclosure#dis_1", sort: "2026-11-23#dis_1" });
  expect(await shown.ofParty("91330100MA0000000X", "2026-11-24", { limit: 9, cursor })).toEqual({
    items: [],
    next: null,
  });
});

test("within the range a cursor goes on after its place", async () => {
  expect(dueOf(await clocks.open("tax", today, { limit: 9, cursor: filed("2026-11-24") }))).toEqual(days.slice(3));
  expect(dueOfActs(await clocks.acts.open("tax", today, { limit: 9, cursor: act("2026-11-24") }))).toEqual(
    days.slice(3),
  );
});

test("a cursor beyond the range, or of another item, is the client's mistake", async () => {
  const late = { before: "2026-11-23" };
  for (const cursor of [filed("2026-11-25"), filed("2026-11-20", "event#1")])
    await expect(clocks.open("tax", late, { limit: 9, cursor })).rejects.toThrow(InvalidCursor);
  for (const cursor of [act("2026-11-25"), act("2026-11-20", "event#1")])
    await expect(clocks.acts.open("tax", late, { limit: 9, cursor })).rejects.toThrow(InvalidCursor);
  await expect(
    clocks.triggers("tax", "pending", "2026-11", { limit: 9, cursor: trigger("2026-12-01T08:00:00#trg_1") }),
  ).rejects.toThrow(InvalidCursor);
});
