import iconv from "iconv-lite";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { client, type Client, type Host, startHost } from "../support/host.ts";
import { listing } from "../support/house.ts";

let host: Host;
let xinheng: Client;
let server: Server;
const heard: Record<string, unknown>[] = [];
const texts: string[] = [];

beforeAll(async () => {
  host = await startHost();
  xinheng = client(host.url);
  await xinheng.registerAgencies();
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      texts.push(body);
      heard.push(JSON.parse(body) as Record<string, unknown>);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  expect((await xinheng.put("/v1/agencies/market-regulation/webhook", { as, body: { url } })).status).toBe(200);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await host.stop();
  host.clean();
});

const as = "market-regulation";
let listed = 0;
/** Publishes an entry; gives its id and its triggers by agency. */
const publish = async () => {
  const { body } = await xinheng.post("/v1/entries", { as, body: listing(++listed) });
  await xinheng.drain();
  const entryId = body.entryId as string;
  const made = (await xinheng.all(`/v1/triggers?entry=${entryId}&limit=200`, { as })) as {
    triggerId: string;
    agencyId: string;
  }[];
  const of = (agency: string): string => {
    const found = made.find(({ agencyId }) => agencyId === agency);
    if (!found) throw new Error(`${agency} has no trigger`);
    return found.triggerId;
  };
  return { entryId, of };
};
const answered = () => heard.filter(({ type }) => type === "trigger.answered");
const untilHeard = async (count: number): Promise<void> => {
  for (let waited = 0; answered().length < count; waited += 50) {
    if (waited > 30_000) throw new Error(`${answered().length} answers heard, not ${count}`);
    await sleep(50);
  }
};
const results = async (submissionId: string, by: string) => {
  await xinheng.drain();
  const { body } = await xinheng.get(`/v1/submissions/${submissionId}`, { as: by });
  const items = (await xinheng.all(`/v1/submissions/${submissionId}/results`, { as: by })) as {
    line: number;
    outcome: string;
    id?: string;
    errors: { code: string }[];
  }[];
  return { body: body as object, rows: items.map(({ line, outcome, errors }) => [line, outcome, errors[0]?.code]) };
};

test("a file of feedback in GB18030 is heard row by row, its authority is told, and the same file changes nothing", async () => {
  const [first, second] = [await publish(), await publish()];
  const lines = [
    "触发编号,结果,日期,备注,佐证",
    `${first.of("finance")},已实施,2026年11月23日,"已取消补助资格,并告知本人",文号:衡财函〔2026〕118号;档号:2026-0031`,
    `${first.of("human-resources")},已实施,2026-11-23,,`,
    `${second.of("finance")},未能实施,2026/11/23,系统未对接,`,
    `${second.of("finance")},已实施,2026/11/23,,`,
    `${first.of("finance")},不适用,2026-11-23,,`,
    `ent_1,做了,昨天,,`,
  ];
  const bytes = iconv.encode(lines.join("\r\n"), "gb18030");
  const path = "/v1/submissions?kind=feedback&format=csv&charset=gb18030";
  const send = () =>
    xinheng.post(path, { as: "finance", scope: "xinheng/respond", bytes, contentType: "application/octet-stream" });
  const sent = await send();
  expect(sent.status).toBe(202);
  const heardRows = await results(sent.body.submissionId as string, "finance");
  expect(heardRows.body).toMatchObject({
    kind: "feedback",
    status: "done",
    counts: { rows: 6, accepted: 3, rejected: 3 },
  });
  expect(heardRows.rows).toEqual([
    [2, "accepted", undefined],
    [3, "rejected", "trigger.notYours"],
    [4, "accepted", undefined],
    [5, "accepted", undefined],
    [6, "rejected", "trigger.settled"],
    [7, "rejected", "format"],
  ]);
  expect((await xinheng.get(`/v1/triggers/${first.of("finance")}`, { as })).body).toMatchObject({
    status: "applied",
    feedback: {
      note: "已取消补助资格,并告知本人",
      evidence: [
        { kind: "document", ref: "衡财函〔2026〕118号" },
        { kind: "archive", ref: "2026-0031" },
      ],
    },
  });
  await untilHeard(3);
  expect(
    answered()
      .map(({ triggerId, kind, outcome, entryId, href }) => [triggerId, kind, outcome, entryId, href])
      .sort(),
  ).toEqual(
    [
      [first.of("finance"), "apply", "applied", first.entryId, `/v1/triggers/${first.of("finance")}`],
      [second.of("finance"), "apply", "applied", second.entryId, `/v1/triggers/${second.of("finance")}`],
      [second.of("finance"), "apply", "failed", second.entryId, `/v1/triggers/${second.of("finance")}`],
    ].sort(),
  );
  expect(texts.join("")).not.toMatch(/制造有限公司|91419900|补助/);

  const again = await results((await send()).body.submissionId as string, "finance");
  expect(again.rows.map(([, outcome, code]) => [outcome, code])).toEqual([
    ["duplicate", undefined],
    ["rejected", "trigger.notYours"],
    ["rejected", "trigger.settled"],
    ["duplicate", undefined],
    ["rejected", "trigger.settled"],
    ["rejected", "format"],
  ]);
  await xinheng.drain();
  expect(answered()).toHaveLength(3);
});

test("a file of feedback may be uploaded first, and its header is that of its kind", async () => {
  const { of } = await publish();
  const bytes = Buffer.from(`triggerId,outcome,on\n${of("human-resources")},notApplicable,2026-11-23\n`);
  const handIn = async (kind: string) => {
    const by = "human-resources";
    const { body } = await xinheng.post("/v1/uploads", { as: by, body: { bytes: bytes.length, format: "csv" } });
    await fetch(body.url as string, { method: "PUT", headers: body.headers as Record<string, string>, body: bytes });
    const sent = await xinheng.post(`/v1/submissions?kind=${kind}`, { as: by, body: { uploadId: body.uploadId } });
    return results(sent.body.submissionId as string, by);
  };
  expect((await handIn("feedback")).rows).toEqual([[2, "accepted", undefined]]);
  expect((await handIn("listEntries")).body).toMatchObject({ status: "failed", failure: { code: "file.header" } });
});

test("an answer given wrongly is corrected with a reason; what was said first stays to be read", async () => {
  const { of } = await publish();
  const path = `/v1/triggers/${of("finance")}`;
  const say = (body: object) =>
    xinheng.post(`${path}/feedback`, { as: "finance", body: { on: "2026-11-23", ...body } });
  expect((await say({ outcome: "applied" })).status).toBe(200);
  expect((await say({ outcome: "applied" })).body).toMatchObject({ version: 2 });
  expect((await say({ outcome: "notApplicable" })).body).toMatchObject({ type: "/problems/trigger.settled" });
  expect((await say({ outcome: "notApplicable", corrects: true })).body).toMatchObject({
    status: 422,
    errors: [{ pointer: "/reason", code: "missing" }],
  });
  const corrected = await say({ outcome: "notApplicable", corrects: true, reason: "误报", officer: "陈立" });
  expect(corrected.body).toMatchObject({ status: "notApplicable", feedback: { corrects: 2, reason: "误报" } });
  const { body } = await xinheng.get(`${path}/answers`, { as: "credit-office" });
  expect(body.items).toMatchObject([
    { answer: 2, outcome: "applied" },
    { answer: 3, outcome: "notApplicable", corrects: 2, officer: "陈立" },
  ]);
});

test("a typical case goes to the office, and from it to the public without a name", async () => {
  const { entryId, of } = await publish();
  const tell = (text: string) =>
    xinheng.post(`/v1/triggers/${of("finance")}/feedback`, {
      as: "finance",
      body: {
        outcome: "applied",
        on: "2026-11-23",
        typicalCase: { title: "失信企业被取消补助资格", text, public: true },
      },
    });
  expect((await tell(`衡川市第${listed}制造有限公司申请补助,不予批准。`)).body).toMatchObject({
    errors: [{ pointer: "/typicalCase/text", code: "case.namesSubject" }],
  });
  const told = await tell("某公司申请补助时被查询出列入名单,不予批准。");
  const caseId = told.body.feedback.caseId as string;
  const own = await xinheng.get("/v1/typical-cases?month=2026-11", { as });
  expect(own.body.items).toMatchObject([{ caseId, entryId, status: "proposed" }]);
  expect((await xinheng.get("/v1/typical-cases?month=2026-11", { as: "tax" })).body.items).toEqual([]);

  const path = `/v1/typical-cases/${caseId}`;
  const etag = async () => (await xinheng.get(path, { as: "credit-office" })).headers.get("etag") ?? "";
  const steer = async (word: string, match: string) =>
    xinheng.post(`${path}/${word}`, { as: "credit-office", body: {}, headers: { "if-match": match } });
  expect((await xinheng.post(`${path}/publication`, { as: "credit-office", body: {} })).status).toBe(428);
  expect((await steer("publication", '"1"')).status).toBe(412);
  expect((await steer("publication", await etag())).body).toMatchObject({
    status: "published",
    publishedOn: "2026-11-23",
  });
  const shown = await xinheng.get("/public/v1/typical-cases");
  expect(shown.body.items).toEqual([
    {
      caseId,
      title: "失信企业被取消补助资格",
      text: "某公司申请补助时被查询出列入名单,不予批准。",
      list: "black",
      domain: "productQuality",
      measure: expect.any(String) as string,
      agency: "衡川市财政局",
      outcome: "applied",
      on: "2026-11-23",
      publishedOn: "2026-11-23",
    },
  ]);
  expect(JSON.stringify(shown.body)).not.toContain(entryId);
  expect((await steer("withdrawal", await etag())).body).toMatchObject({ status: "withdrawn" });
  expect((await xinheng.get("/public/v1/typical-cases")).body.items).toEqual([]);
});

test("an entry's feedback is collected; what partners did stands apart and is counted with nothing", async () => {
  const { entryId, of } = await publish();
  await xinheng.post(`/v1/triggers/${of("finance")}/feedback`, {
    as: "finance",
    body: { outcome: "applied", on: "2026-11-23" },
  });
  const report = (id: string, body: object, by = "bank-hengchuan", key?: string) =>
    xinheng.post(`/v1/entries/${id}/partner-feedback`, { as: by, body, ...(key === undefined ? {} : { key }) });
  const did = { measure: "授信审查", effect: "下调授信额度", on: "2026-11-23", matter: "financing" };
  const first = await report(entryId, did, "bank-hengchuan", "partner-1");
  expect(first).toMatchObject({ status: 201, body: { partner: { agencyId: "bank-hengchuan" } } });
  expect((await report(entryId, did, "bank-hengchuan", "partner-1")).body).toEqual(first.body);
  const { body: whole } = await xinheng.get(`/v1/entries/${entryId}/feedback?limit=200`, { as });
  const count = Object.values(whole.counts.apply as Record<string, number>).reduce((sum, each) => sum + each, 0);
  expect(count).toBe((await xinheng.all(`/v1/triggers?entry=${entryId}&limit=200`, { as })).length);
  expect(whole).toMatchObject({
    counts: { apply: { applied: 1 } },
    items: [{ triggerId: of("finance"), feedback: { outcome: "applied" } }],
    partners: [{ feedbackId: first.body.feedbackId as string, effect: "下调授信额度" }],
    next: null,
  });
  const unpublished = await xinheng.post("/v1/entries", { as, body: { ...listing(900), report: false } });
  const refusals = [
    await report(entryId, did, "finance"),
    await report(entryId, { ...did, on: "2026-11-24" }),
    await report(entryId, { ...did, on: "2026-11-20" }),
    await report(entryId, { ...did, effect: "身份证11010519491231002X" }),
    await report(unpublished.body.entryId as string, did),
    await xinheng.get(`/v1/entries/${entryId}/feedback`, { as: "finance" }),
    await xinheng.get(`/v1/entries/${entryId}/feedback?cursor=x`, { as }),
    await xinheng.get(`/v1/entries/${entryId}/feedback?cursor=x.y`, { as }),
  ];
  const said = refusals.map(({ status, body }): unknown[] => [status, body.type, body.errors?.[0]?.code]);
  expect(said).toEqual([
    [403, "/problems/agency.role", undefined],
    [422, "/problems/input.invalid", "on.future"],
    [422, "/problems/input.invalid", "on.beforePublication"],
    [422, "/problems/input.invalid", "text.identityNumber"],
    [404, "/problems/entry.unknown", undefined],
    [403, "/problems/entry.notYours", undefined],
    [422, "/problems/cursor.invalid", undefined],
    [422, "/problems/cursor.invalid", undefined],
  ]);
});
