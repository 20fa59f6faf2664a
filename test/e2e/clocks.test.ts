import { afterAll, beforeAll, expect, test } from "vitest";
import { client, type Client, type Host, startHost } from "../support/host.ts";
import { listing } from "../support/house.ts";

let host: Host;
let xinheng: Client;
beforeAll(async () => {
  host = await startHost();
  xinheng = client(host.url);
  await xinheng.registerAgencies();
});
afterAll(async () => {
  await host.stop();
  host.clean();
});

test("an unreported entry runs out of its 5 working days: one alert a level to agency and office, a message each to topic and queue (A §3, §20)", async () => {
  const { body } = await xinheng.post("/v1/entries", {
    as: "market-regulation",
    body: { ...listing(1), report: false },
  });
  expect(body).toMatchObject({ state: "determined", clocks: [{ dueOn: "2026-11-25", status: "dueSoon" }] });
  await xinheng.advanceTo("2026-11-25T23:30:00+08:00");
  const about = { kind: "listReport", entryId: body.entryId, dueOn: "2026-11-25", agencyId: "market-regulation" };
  expect((await xinheng.get("/v1/alerts", { as: "market-regulation" })).body.items).toMatchObject([
    { level: "dueSoon", ...about },
  ]);
  await xinheng.advanceTo("2026-11-28T09:00:00+08:00");
  for (const reader of ["market-regulation", "credit-office"]) {
    const alerts = await xinheng.all("/v1/alerts", { as: reader });
    expect(alerts).toMatchObject([
      { level: "dueSoon", ...about },
      { level: "overdue", ...about },
    ]);
  }
  expect((await xinheng.get("/v1/alerts", { as: "tax" })).body.items).toEqual([]);
  const queues = (await xinheng.get("/_local/queues")).body as { name: string; visible: number }[];
  expect(queues.find(({ name }) => name === "Xinheng-AlertQueue")).toMatchObject({ visible: 3 });
  const { body: entry } = await xinheng.get(`/v1/entries/${body.entryId}`, { as: "market-regulation" });
  expect(entry.clocks).toMatchObject([{ status: "overdue" }]);

  const listed = await xinheng.all("/v1/clocks?status=overdue", { as: "credit-office" });
  expect(listed).toMatchObject([{ entryId: body.entryId, kind: "listReport", status: "overdue" }]);
  expect(await xinheng.all("/v1/clocks?status=open", { as: "market-regulation" })).toEqual([]);
  expect((await xinheng.get("/v1/clocks?agency=market-regulation", { as: "tax" })).status).toBe(403);
  const forecast = await xinheng.get("/v1/clocks/forecast?agency=market-regulation", { as: "credit-office" });
  expect(forecast.body).toMatchObject({ overdue: 1, days: [], later: 0, complete: true });
  const [, overdue] = (await xinheng.all("/v1/alerts", { as: "market-regulation" })) as { alertId: string }[];
  const taken = await xinheng.post(`/v1/alerts/${overdue?.alertId}/acknowledgement`, {
    as: "market-regulation",
    body: { officer: "王芳" },
  });
  expect(taken.body).toMatchObject({ acknowledged: { agencyId: "market-regulation", officer: "王芳" } });
});

test("an entry that was never published ends by itself when its validity is over", async () => {
  const made = await xinheng.post("/v1/entries", {
    as: "market-regulation",
    body: { ...listing(2), severity: "general", validTo: "2026-12-20", report: false },
  });
  await xinheng.advanceTo("2026-12-21T01:10:00+08:00");
  const { body } = await xinheng.get(`/v1/entries/${made.body.entryId}`, { as: "market-regulation" });
  expect(body).toMatchObject({ state: "abandoned", exitReason: "lapsed" });
});

test("periods run on the real working calendar, and are provisional where a year has no arrangement yet", async () => {
  const due = async (from: string, days: number) =>
    (await xinheng.get(`/v1/working-days?from=${from}&days=${days}`, { as: "tax" })).body as object;
  expect(await due("2026-09-30", 5)).toMatchObject({ dueOn: "2026-10-13", provisional: false });
  expect(await due("2026-02-13", 5)).toMatchObject({ dueOn: "2026-02-27", provisional: false });
  expect(await due("2026-12-30", 5)).toMatchObject({
    dueOn: "2027-01-06",
    provisional: true,
    sources: [expect.stringContaining("gov.cn")],
  });
  // Two officers who saw the same year: the later one is told.
  const etag = (await xinheng.get("/v1/calendar/2058", { as: "tax" })).headers.get("etag") ?? "";
  const put = (on: string) =>
    xinheng.put("/v1/calendar/2058", {
      as: "credit-office",
      headers: { "if-match": etag },
      body: { closingDays: [{ on, reason: "本市闭馆" }], officer: "王芳" },
    });
  const first = await put("2058-03-04");
  expect([first.status, first.headers.get("etag")]).toEqual([200, `"${first.body.revision}"`]);
  const second = await put("2058-03-05");
  expect([second.status, second.body.type]).toEqual([412, "/problems/calendar.stale"]);
  const wrong = await xinheng.get("/v1/working-days?from=2026-02-30&days=5", { as: "tax" });
  expect([wrong.status, wrong.body.errors[0].code]).toEqual([422, "date.invalid"]);
});
