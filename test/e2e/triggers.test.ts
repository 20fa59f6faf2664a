import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { expectWholeFanOut } from "../support/fan-out.ts";
import { client, type Client, type Host, startHost } from "../support/host.ts";
import { listing } from "../support/house.ts";

interface Trigger {
  readonly triggerId: string;
  readonly entryId: string;
  readonly agencyId: string;
  readonly kind: string;
  readonly status: string;
  readonly measure: { readonly measureId: string };
  readonly clocks: readonly { readonly kind: string; readonly dueOn: string; readonly status: string }[];
}
interface Alert {
  readonly alertId: string;
  readonly kind: string;
  readonly agencyId: string;
  readonly entryId: string;
  readonly triggerId: string;
}

let engine: TestEngine;
let host: Host;
let xinheng: Client;
let entryId: string;

beforeAll(async () => {
  engine = await startEngine();
  host = await startHost({ endpoint: engine.endpoint });
  xinheng = client(host.url);
  await xinheng.registerAgencies();
  entryId = await enter(1);
});
afterAll(async () => {
  await host.stop();
  host.clean();
  engine.stop();
});

const enter = async (n: number): Promise<string> => {
  const { body } = await xinheng.post("/v1/entries", { as: "market-regulation", body: listing(n) });
  await xinheng.drain();
  return body.entryId as string;
};
const triggersOf = (id: string) =>
  xinheng.all(`/v1/triggers?entry=${id}&limit=200`, { as: "credit-office" }) as Promise<Trigger[]>;
const counts = async () => (await xinheng.get("/v1/triggers/counts", { as: "finance" })).body as object;
const alertsOf = (agency: string) =>
  xinheng.all("/v1/alerts?limit=200&level=overdue", { as: agency }) as Promise<Alert[]>;
const visibleAlerts = async () =>
  ((await xinheng.get("/_local/queues")).body as { name: string; visible: number }[]).find(
    ({ name }) => name === "Xinheng-AlertQueue",
  )?.visible;

test("an inbox says how much waits, and can be asked for one kind, list or measure", async () => {
  const inbox = (filter: string) => xinheng.all(`/v1/triggers?${filter}`, { as: "finance" }) as Promise<Trigger[]>;
  const waiting = await inbox("status=pending");
  expect(waiting.length).toBeGreaterThan(1);
  const all = { open: waiting.length, overdue: 0 };
  const none = { open: 0, overdue: 0 };
  expect(await counts()).toMatchObject({
    ...all,
    byStatus: { pending: waiting.length, acknowledged: 0, failed: 0 },
    byKind: { apply: all, suspend: none, resume: none, correct: none, lift: none },
    complete: true,
  });
  const [first] = waiting;
  const same = await inbox(`status=pending&measure=${first?.measure.measureId}`);
  expect(same.map(({ triggerId }) => triggerId)).toEqual(
    waiting.filter(({ measure }) => measure.measureId === first?.measure.measureId).map(({ triggerId }) => triggerId),
  );
  expect(await inbox("kind=apply&list=black")).toHaveLength(waiting.length);
  expect(await inbox("list=red")).toEqual([]);
  expect(await inbox("kind=lift")).toEqual([]);
  expect((await xinheng.get("/v1/triggers?list=grey", { as: "finance" })).status).toBe(422);
  expect(first?.clocks).toMatchObject([
    { kind: "triggerAcknowledgement", dueOn: "2026-11-26", status: "open" },
    { kind: "triggerFeedback", dueOn: "2026-12-07", status: "open" },
  ]);
});

test("who neither takes note within 3 working days nor reports back within 10 is named once for each, and nobody else", async () => {
  const triggers = await triggersOf(entryId);
  const [noted, reported] = triggers.filter(({ agencyId }) => agencyId === "finance");
  await xinheng.post(`/v1/triggers/${noted?.triggerId}/acknowledgement`, { as: "finance", body: {} });
  await xinheng.post(`/v1/triggers/${reported?.triggerId}/feedback`, {
    as: "finance",
    body: { outcome: "applied", on: "2026-11-23" },
  });
  const silent = triggers.filter(({ triggerId }) => ![noted?.triggerId, reported?.triggerId].includes(triggerId));
  await xinheng.advanceTo("2026-11-26T23:50:00+08:00");
  expect(await alertsOf("credit-office")).toEqual([]);
  const told = (await visibleAlerts()) ?? 0;
  await xinheng.advanceTo("2026-11-27T03:00:00+08:00");
  const raised = await alertsOf("credit-office");
  const pairs = (list: readonly { kind?: string; triggerId: string; agencyId: string }[]) =>
    list.map(({ triggerId, agencyId }) => `${agencyId} ${triggerId}`).sort();
  expect(pairs(raised)).toEqual(pairs(silent));
  expect(raised.every((alert) => alert.kind === "triggerAcknowledgement" && alert.entryId === entryId)).toBe(true);
  // One message to each agency and sweep, whatever it has to say.
  expect(await visibleAlerts()).toBe(told + new Set(silent.map(({ agencyId }) => agencyId)).size);
  expect(new Set((await alertsOf("tax")).map(({ agencyId }) => agencyId)).size).toBeLessThanOrEqual(1);
  expect(await counts()).toMatchObject({ overdue: silent.filter(({ agencyId }) => agencyId === "finance").length });

  // Taking note late is recorded as late; the feedback clock runs on for those who only took note.
  const [late] = silent;
  const path = `/v1/triggers/${late?.triggerId}/acknowledgement`;
  const { body } = await xinheng.post(path, { as: late?.agencyId ?? "", body: {} });
  expect((body as Trigger).clocks).toMatchObject([{ status: "missed" }, { status: "open" }]);
  await xinheng.advanceTo("2026-12-08T03:00:00+08:00");
  const months = ["2026-11", "2026-12"].map((month) =>
    xinheng.all(`/v1/alerts?month=${month}&limit=200&level=overdue`, { as: "credit-office" }),
  );
  const [november = [], december = []] = (await Promise.all(months)) as Alert[][];
  expect(november).toEqual(raised);
  const due = triggers.filter(({ triggerId }) => triggerId !== reported?.triggerId);
  expect(pairs(december)).toEqual(pairs(due));
  expect(december.every(({ kind }) => kind === "triggerFeedback")).toBe(true);
}, 240_000);

test("a decision whose message got lost is found without a receipt, and its triggers are made within the hour", async () => {
  const lost = await enter(2);
  const made = await triggersOf(lost);
  // As if the relay's message had never come: no trigger, no watch, no position.
  const { db } = engine;
  const { TableNames = [] } = await db.send(new ListTablesCommand({}));
  const table = TableNames.find((name) => name.includes("Triggers") && name !== engine.table.Triggers) ?? "";
  const { body: entry } = await xinheng.get(`/v1/entries/${lost}`, { as: "credit-office" });
  for (const partition of [lost, `subject#${entry.subject.subjectId}`]) {
    const found = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "entryId = :entry",
        ExpressionAttributeValues: { ":entry": partition },
      }),
    );
    expect(found.Items?.length).toBe(partition === lost ? made.length + 1 : 1);
    for (const { entryId: id, triggerKey } of found.Items ?? [])
      await db.send(
        new DeleteCommand({ TableName: table, Key: { entryId: id as string, triggerKey: triggerKey as string } }),
      );
  }
  expect(await triggersOf(lost)).toEqual([]);
  await xinheng.advanceTo("2026-12-08T03:59:00+08:00");
  expect(await triggersOf(lost)).toEqual([]);
  await xinheng.advanceTo("2026-12-08T04:40:00+08:00");
  expect(await triggersOf(lost)).toEqual(made);
  expect(await expectWholeFanOut(xinheng, [lost])).toBe(made.length);
});
