import { afterAll, beforeAll, expect, test } from "vitest";
import { client, type Client, type Host, startHost } from "../support/host.ts";
import { listing, usccNo } from "../support/house.ts";

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

const office = "credit-office";
const path = "/v1/measures/restrict-green-subsidies";
const draft = {
  kind: "punishment",
  strength: "mandatory",
  nature: "administrative",
  title: "限制申请绿色发展补贴",
  description: "有效期内不予受理绿色发展补贴申请。",
  lists: ["black"],
  domains: ["productQuality"],
  severities: ["serious"],
  matters: ["fiscalFunds"],
  agencies: ["finance", "tax"],
  legalBasis: {
    paper: "B",
    section: "三(二)2",
    title: "关于进一步完善信用联合奖惩制度的实施意见",
    quote: "限制享受财政资金补助等政策扶持",
  },
  mouId: "joint-subsidies",
  officer: "王芳",
};
const memorandum = {
  title: "关于财政补贴领域联合惩戒的合作备忘录",
  documentNo: "衡财联〔2026〕3号",
  parties: [{ name: "衡川市财政局", agencyId: "finance" }, { name: "国家税务总局" }],
  lists: ["black"],
  signedOn: "2026-11-01",
  validFrom: "2026-11-01",
};
const measureId = "restrict-green-subsidies";

const submit = async (n: number, change: object = {}) =>
  xinheng.post("/v1/entries", { as: "market-regulation", body: { ...listing(n), ...change } });
const isPublic = async (): Promise<boolean> =>
  ((await xinheng.get("/public/v1/measures")).body.items as { measureId: string }[]).some(
    (item) => item.measureId === measureId,
  );
const triggersOf = async (entryId: string): Promise<string[]> => {
  const items = (await xinheng.all(`/v1/triggers?entry=${entryId}&limit=200`, { as: office })) as {
    kind: string;
    status: string;
    agencyId: string;
    measure: { measureId: string };
    measureEnded?: string;
  }[];
  return items
    .filter(({ measure }) => measure.measureId === measureId)
    .map(({ kind, status, agencyId, measureEnded = "" }) => `${kind} ${agencyId} ${status} ${measureEnded}`.trim())
    .sort();
};
const restrictions = async (n: number): Promise<string[]> => {
  const { body } = await xinheng.post("/v1/screenings", {
    as: "finance",
    body: { matter: "fiscalFunds", subjects: [{ uscc: usccNo(n) }] },
  });
  return (body.results[0].restrictions as { measureId: string }[]).map((each) => each.measureId);
};

test("the office drafts, publishes and retires a measure: entries get it, and lose it everywhere (A §16, B 四(三), C 十三)", async () => {
  const unknown = await xinheng.put(path, { as: office, body: draft });
  expect([unknown.status, unknown.body.errors]).toMatchObject([422, [{ pointer: "/mouId", code: "mou.unknown" }]]);
  expect((await xinheng.put("/v1/mous/joint-subsidies", { as: office, body: memorandum })).status).toBe(200);

  const { legalBasis: _, ...baseless } = draft;
  const refused = await xinheng.put(path, { as: office, body: baseless });
  expect([refused.status, refused.body.errors]).toMatchObject([422, [{ pointer: "/legalBasis", code: "missing" }]]);
  const drafted = await xinheng.put(path, { as: office, body: draft });
  expect([drafted.status, drafted.body.versions]).toMatchObject([200, [{ version: 1, status: "draft" }]]);

  // 未经公布的信用惩戒措施不得实施: it attaches to nothing, and naming it is refused.
  const before = await submit(1);
  expect(before.body.measures).not.toContainEqual({ measureId, version: 1 });
  const named = await submit(2, { measures: [measureId] });
  expect([named.status, named.body.errors]).toMatchObject([422, [{ code: "measure.unpublished" }]]);
  expect(await isPublic()).toBe(false);

  const etag = drafted.headers.get("etag") ?? "";
  const stale = await xinheng.post(`${path}/publication`, { as: office, body: {}, headers: { "if-match": '"999"' } });
  expect([stale.status, stale.body.type]).toEqual([412, "/problems/measure.stale"]);
  const foreign = await xinheng.put(path, { as: office, body: draft, headers: { "if-match": '"no-etag-of-ours"' } });
  expect(foreign.status).toBe(412);
  const headers = { "if-match": etag };
  const published = await xinheng.post(`${path}/publication`, { as: office, body: {}, headers, key: "publish-1" });
  expect([published.status, published.body.versions]).toMatchObject([
    200,
    [{ version: 1, status: "published", inForce: true, publishedOn: "2026-11-23", validFrom: "2026-11-23" }],
  ]);
  const again = await xinheng.post(`${path}/publication`, { as: office, body: {}, headers, key: "publish-1" });
  expect([again.status, again.body]).toEqual([200, published.body]);
  expect(await isPublic()).toBe(true);

  const { body: entry } = await submit(3);
  expect(entry.measures).toContainEqual({ measureId, version: 1 });
  await xinheng.drain();
  expect(await triggersOf(entry.entryId as string)).toEqual(["apply finance pending", "apply tax pending"]);
  // Catalogue changes never add to old entries.
  const { body: old } = await xinheng.get(`/v1/entries/${before.body.entryId}`, { as: office });
  expect(old.measures).toEqual(before.body.measures);
  expect(await restrictions(3)).toContain(measureId);

  // Screened, published, listed: each of these functions is warm and must know of the retirement at once.
  const retired = await xinheng.post(`${path}/retirement`, {
    as: office,
    body: { reason: "省级补贴办法已废止", officer: "王芳" },
  });
  expect([retired.status, retired.body.versions]).toMatchObject([
    200,
    [{ status: "retired", inForce: false, retirement: { on: "2026-11-23", reason: "省级补贴办法已废止" } }],
  ]);
  expect(await restrictions(3)).not.toContain(measureId);
  expect(await isPublic()).toBe(false);
  const late = await submit(4, { measures: [measureId] });
  expect(late.body.errors).toMatchObject([
    { code: "measure.expired", detail: expect.stringContaining("省级") as string },
  ]);

  await xinheng.drain();
  expect(await triggersOf(entry.entryId as string)).toEqual([
    "apply finance superseded",
    "apply tax superseded",
    "lift finance pending retired",
    "lift tax pending retired",
  ]);
  const { body: after } = await xinheng.get(`/v1/entries/${entry.entryId}`, { as: office });
  expect([after.state, after.measures]).toEqual([
    "published",
    (entry.measures as { measureId: string }[]).filter((each) => each.measureId !== measureId),
  ]);
  const { body: history } = await xinheng.get(`/v1/entries/${entry.entryId}/history`, { as: office });
  expect((history.items as unknown[]).at(-1)).toMatchObject({
    type: "entry-measures-ended",
    data: { reason: "retired" },
  });

  const { body: measure } = await xinheng.get(path, { as: "tax" });
  expect(measure.history).toMatchObject([
    { act: "drafted", versions: [1], by: { agencyId: office, officer: "王芳" } },
    { act: "published", versions: [1] },
    { act: "retired", versions: [1], reason: "省级补贴办法已废止", by: { officer: "王芳" } },
  ]);
  const { body: mou } = await xinheng.get("/v1/mous/joint-subsidies", { as: "tax" });
  expect(mou).toMatchObject({ documentNo: "衡财联〔2026〕3号", version: 1, measures: [measureId] });
});

test("a measure that runs out is lifted by the sweep of the day after its last day", async () => {
  const body = { ...draft, mouId: undefined, validTo: "2026-11-24" };
  expect((await xinheng.put(path, { as: office, body })).status).toBe(200);
  expect((await xinheng.post(`${path}/publication`, { as: office, body: {} })).status).toBe(200);
  const { body: entry } = await submit(10);
  expect(entry.measures).toContainEqual({ measureId, version: 2 });
  await xinheng.drain();
  await xinheng.advanceTo("2026-11-25T00:10:00+08:00");
  const fresh = client(host.url);
  const { body: after } = await fresh.get(`/v1/entries/${entry.entryId}`, { as: office });
  expect(after.measures).not.toContainEqual({ measureId, version: 2 });
  const { body: inbox } = await fresh.get(`/v1/triggers?entry=${entry.entryId}&limit=200`, { as: office });
  expect(
    (inbox.items as { kind: string; measureEnded?: string }[]).filter(({ measureEnded }) => measureEnded === "expired"),
  ).toHaveLength(2);
});
