import { execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { client, type Client, type Host, startHost } from "../support/host.ts";
import { identityNo, personListing } from "../support/persons.ts";

interface RowResult {
  readonly outcome: string;
  readonly errors: readonly { readonly code: string }[];
}
interface Read {
  readonly what: string;
  readonly purpose: string;
  readonly agencyId: string;
  readonly officer?: string;
  readonly subjectId: string;
}

/** A person's whole way through the platform, from the file that names them to the day after the last (SPEC "Persons"). */
let host: Host;
let xinheng: Client;
let entryId: string;
let subjectId: string;
const number = identityNo(1);
const purpose = { "x-purpose": encodeURIComponent("复核本单位认定的记录") };
const person = { idNumber: number, name: "张晓明" };

const header = [
  "主体名称,证件类型,证件号码,主体类别,名单类型,领域,信息类型,文书类型,决定书文号,法律依据,决定日期",
  "失信事实,严重程度,认定日期,有效期至,能否修复,告知送达日期,送达方式,送达凭证",
].join(",");
const row = (no: string, doc: string, served: string) =>
  [
    `张晓明,居民身份证,${no},自然人,黑名单,产品质量,行政管理类信息,行政处罚,${doc},《中华人民共和国产品质量法》第五十条,2026/11/2`,
    `张晓明以不合格产品冒充合格产品销售。,严重,2026/11/18,2026-12-20,是,${served}`,
  ].join(",");
const file = [
  header,
  row(number, "衡市监处罚〔2026〕701号", "2026/11/5,直接送达,送达回证1号"),
  row(number.replace(/^41/, "42"), "衡市监处罚〔2026〕702号", "2026/11/5,直接送达,送达回证2号"),
  row(identityNo(2), "衡市监处罚〔2026〕703号", ",,"),
  row(number, `衡市监处罚${number}号`, "2026/11/5,直接送达,送达回证4号"),
  "",
].join("\n");

beforeAll(async () => {
  host = await startHost({ logLevel: "DEBUG" });
  xinheng = client(host.url);
  await xinheng.registerAgencies();
});
afterAll(async () => {
  await host.stop();
  host.clean();
});

test("A §3: a file of persons is answered row by row, and no answer repeats a number", async () => {
  const sent = await xinheng.post("/v1/submissions?kind=listEntries", {
    as: "market-regulation",
    bytes: Buffer.from(file),
    contentType: "text/csv",
  });
  expect(sent.status).toBe(202);
  await xinheng.drain();
  const results = await xinheng.all(`/v1/submissions/${sent.body.submissionId}/results`, { as: "market-regulation" });
  expect((results as RowResult[]).map(({ outcome, errors }) => [outcome, ...errors.map(({ code }) => code)])).toEqual([
    ["accepted"],
    ["rejected", "idNumber.checkDigit"],
    ["rejected", "priorNotice.missing"],
    ["rejected", "text.identityNumber"],
  ]);
  expect(JSON.stringify(results)).not.toContain(number.slice(6));
  entryId = results[0].id as string;
});

test("A §22: a person's entry is opened for a purpose, which is registered; in a list they are masked", async () => {
  const path = `/v1/entries/${entryId}`;
  const without = await xinheng.get(path, { as: "market-regulation" });
  expect([without.status, without.body.type]).toEqual([422, "/problems/purpose.required"]);
  const bad = await xinheng.get(path, { as: "market-regulation", headers: { "x-purpose": `check ${number}` } });
  expect([bad.status, JSON.stringify(bad.body).includes(number)]).toEqual([422, false]);
  const read = await xinheng.get(path, { as: "market-regulation", headers: purpose });
  expect(read.status).toBe(200);
  expect(read.body.subject).toMatchObject({ name: "张晓明", idNumberMasked: `419901**********${number.slice(-2)}` });
  subjectId = read.body.subject.subjectId as string;
  expect((await xinheng.get(`${path}/history`, { as: "market-regulation" })).status).toBe(422);
  expect((await xinheng.get(`${path}/history`, { as: "market-regulation", headers: purpose })).status).toBe(200);
  const [listed] = await xinheng.all("/v1/entries", { as: "market-regulation" });
  expect([listed.subject.name, listed.facts]).toEqual(["张*明", undefined]);

  const reads = await xinheng.all("/v1/personal-reads", { as: "market-regulation" });
  expect((reads as Read[]).map(({ what, purpose, subjectId: of }) => [what, purpose, of])).toEqual([
    ["entry", "复核本单位认定的记录", subjectId],
    ["history", "复核本单位认定的记录", subjectId],
  ]);
});

test("A §22: where a person stands, stood and how they came there is read for a purpose as well", async () => {
  const subject = `/v1/subjects/${subjectId}`;
  const now = (await xinheng.get(subject, { as: "credit-office", headers: purpose })).body.asOf as string;
  const paths = [subject, `${subject}?asOf=${encodeURIComponent(now)}`, `${subject}/history`];
  for (const path of paths)
    for (const as of ["market-regulation", "credit-office"]) {
      const without = await xinheng.get(path, { as });
      expect([without.status, without.body.type], path).toEqual([422, "/problems/purpose.required"]);
      expect(JSON.stringify(without.body)).not.toContain("张晓明");
      const read = await xinheng.get(path, { as, headers: purpose });
      expect(read.status, path).toBe(200);
    }
  const ofEntry = `/v1/entries/${entryId}?asOf=${encodeURIComponent(now)}`;
  expect((await xinheng.get(ofEntry, { as: "credit-office" })).status).toBe(422);
  expect((await xinheng.get(ofEntry, { as: "credit-office", headers: purpose })).body.subject.name).toBe("张晓明");
  // Whose it is not is told so, and nothing is registered for it.
  expect((await xinheng.get(subject, { as: "tax", headers: purpose })).status).toBe(403);
  const history = await xinheng.get(`${subject}/history`, { as: "tax" });
  expect([history.status, history.body.items]).toEqual([200, []]);
  expect(await xinheng.all("/v1/personal-reads", { as: "tax" })).toEqual([]);
  const reads = (await xinheng.all(`/v1/personal-reads?subject=${subjectId}`, { as: "credit-office" })) as Read[];
  expect(reads.filter(({ agencyId }) => agencyId === "credit-office").map(({ what }) => what)).toEqual([
    "standing",
    "standing",
    "standing",
    "history",
    "entry",
  ]);
});

test("A §19: the public finds a person by number and name together, masked; everybody else is nobody", async () => {
  const ask = (body: object) => xinheng.call("POST", "/public/v1/entries/query", { body });
  const found = await ask(person);
  expect(found.body.items).toMatchObject([
    { entryId, subject: { name: "张*明", idNumberMasked: `419901**********${number.slice(-2)}` } },
  ]);
  const page = await xinheng.get(`/public/v1/entries/${entryId}`);
  expect(page.body.subject.name).toBe("张*明");
  expect(page.body.facts).toContain("张*明");
  expect(JSON.stringify(page.body)).not.toContain("张晓明");
  expect((await xinheng.get(`/public/v1/entries?name=${encodeURIComponent("张晓明")}`)).body.items).toEqual([]);

  await xinheng.call("POST", "/_local/capacity/reset");
  const wrongName = await ask({ ...person, name: "李晓明" });
  const spent = (await xinheng.get("/_local/capacity")).body.requests as number;
  expect(spent).toBeGreaterThan(2);
  await xinheng.call("POST", "/_local/capacity/reset");
  const unknown = await ask({ ...person, idNumber: identityNo(99) });
  expect((await xinheng.get("/_local/capacity")).body.requests).toEqual(spent);
  const { asOf: _, ...first } = wrongName.body;
  const { asOf: __, ...second } = unknown.body;
  expect([first, second]).toEqual([{ ...first, items: [] }, first]);
});

test("SPEC Persons: a caller that asks too often has to wait", async () => {
  const ask = () =>
    xinheng.call("POST", "/public/v1/entries/query", { body: { ...person, idNumber: identityNo(98) }, once: true });
  const replies = [];
  for (let n = 0; n < 12; n++) replies.push(await ask());
  const refused = replies.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(4);
  expect(refused[0]?.body.type).toBe("/problems/query.tooMany");
  expect(Number(refused[0]?.headers.get("retry-after"))).toBe(30);
});

test("A §17, §22: the agency that must act reads the number, nobody else does, and the office sees who read it", async () => {
  const triggers = await xinheng.all(`/v1/triggers?entry=${entryId}`, { as: "market-regulation" });
  expect(JSON.stringify(triggers)).not.toContain(number);
  const mine = triggers.find(({ agencyId }) => agencyId === "finance");
  const path = `/v1/triggers/${mine.triggerId}/identity`;
  for (const as of ["tax", "human-resources"]) expect((await xinheng.get(path, { as })).status).toBe(403);
  const officer = { "x-officer": encodeURIComponent("周敏") };
  const read = await xinheng.get(path, { as: "finance", headers: officer });
  expect(read.body).toEqual({ subjectId, name: "张晓明", idType: "residentId", idNumber: number });
  expect(read.headers.get("cache-control")).toBe("no-store");

  const resolved = await xinheng.post("/v1/subjects/resolution", {
    as: "finance",
    body: { ...person, purpose: "办理拨款" },
  });
  expect(resolved.body).toEqual({ subjectId, kind: "person", name: "张晓明" });
  const nobody = await xinheng.post("/v1/subjects/resolution", {
    as: "finance",
    body: { ...person, name: "李晓明", purpose: "办理拨款" },
  });
  expect(nobody.status).toBe(404);
  const screened = await xinheng.post("/v1/screenings", {
    as: "finance",
    body: { matter: "fiscalFunds", subjects: [person, { ...person, name: "李晓明" }] },
  });
  expect((screened.body.results as { standing: string }[]).map(({ standing }) => standing)).toEqual(["listed", "none"]);
  expect(JSON.stringify(screened.body)).not.toContain(number);

  const reads = await xinheng.all(`/v1/personal-reads?subject=${subjectId}`, { as: "credit-office" });
  expect(
    (reads as Read[]).filter(({ agencyId }) => agencyId === "finance").map(({ what, officer: by }) => [what, by]),
  ).toEqual([
    ["identity", "周敏"],
    ["resolution", undefined],
    ["screening", undefined],
  ]);
  expect((await xinheng.get(`/v1/personal-reads?subject=${subjectId}`, { as: "finance" })).status).toBe(403);
});

test("SPEC Persons, ADR 24: the pepper is rotated by one command and the clock, and the person stays the same one", async () => {
  const rotate = () => promisify(execFile)(process.execPath, ["infra/rotate-pepper.ts", "--local", "--host", host.url]);
  expect((await rotate()).stdout).toContain("version 2 is announced");
  expect((await rotate()).stdout).toContain("under way");
  await xinheng.advanceTo("2026-11-24T20:00:00+08:00");
  expect((await rotate()).stdout).toContain("in use since");
  const asks = { ...person, purpose: "核对" };
  const resolve = async () =>
    (await xinheng.post("/v1/subjects/resolution", { as: "finance", body: asks })).body.subjectId as string;
  expect(await resolve()).toBe(subjectId);
  const again = await xinheng.post("/v1/entries", { as: "market-regulation", body: personListing(1) });
  expect([again.status, again.body.subject.subjectId]).toEqual([201, subjectId]);
  await xinheng.advanceTo("2026-12-03T20:00:00+08:00");
  expect(await resolve()).toBe(subjectId);
  expect((await rotate()).stdout).toContain("version 3 is announced");
});

test("A §4: after the last day the public finds nobody, and the number is opened for those who lift alone", async () => {
  await xinheng.advanceTo("2026-12-21T01:10:00+08:00");
  await xinheng.drain();
  expect((await xinheng.get(`/public/v1/entries/${entryId}`)).status).toBe(410);
  const triggers = await xinheng.all(`/v1/triggers?entry=${entryId}`, { as: "market-regulation" });
  const ask = async (kind: string) => {
    const found = triggers.find((each) => each.agencyId === "finance" && each.kind === kind);
    return (await xinheng.get(`/v1/triggers/${found.triggerId}/identity`, { as: "finance" })).status;
  };
  expect([await ask("lift"), await ask("apply")]).toEqual([200, 409]);
});

test("SPEC Persons: the number stands in no item, no event, no message, no log line and no file", async () => {
  await xinheng.drain();
  await host.stop();
  // Files that are gone leave their bytes behind in the pages of the local bucket's database until these are used again.
  const bucket = new DatabaseSync(join(host.data, "messages", "fauxqs.db"));
  bucket.exec("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
  bucket.close();
  const holding = (text: string) => filesOf(host.data).filter((path) => readFileSync(path).includes(text));
  // What the search finds when there is something to find: the entry in the tables, the calls in the log.
  expect(holding("衡市监处罚〔2026〕701号").map((path) => basename(path))).toContain("tables.db");
  expect(holding("GET /v1/triggers/{triggerId}/identity").map((path) => basename(path))).toContain("functions.log");
  for (const text of [number, Buffer.from(number).toString("base64").slice(0, 20), identityNo(2)])
    expect(holding(text), text).toEqual([]);
});

/** Every file of a host that has ended: tables, queues, buckets, logs; not its code. */
const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile() && !/\/(code|compile-cache)\//.test(path));
