import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { client, type Client, type Host, startHost } from "../support/host.ts";
import { listing, usccNo } from "../support/house.ts";

const samples = join(import.meta.dirname, "../../events/samples");

interface Expected {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicate: number;
  readonly errors: readonly { readonly line: number; readonly field: string; readonly code: string }[];
}
interface Result {
  readonly line: number;
  readonly outcome: string;
  readonly id?: string;
  readonly errors: readonly { readonly field: string; readonly code: string }[];
}
interface Listed {
  readonly entryId: string;
  readonly validTo: string;
  readonly subject: { readonly uscc: string };
}
interface Trigger {
  readonly triggerId: string;
  readonly kind: string;
  readonly status: string;
  readonly agencyId: string;
  readonly entryId: string;
  readonly measure: { readonly measureId: string };
}

const expected = JSON.parse(readFileSync(join(samples, "black-list.expected.json"), "utf8")) as Expected;

let host: Host;
let xinheng: Client;
let submissionId: string;
let results: Result[];

const advance = (instant: string) => xinheng.advanceTo(instant);

beforeAll(async () => {
  host = await startHost({ logLevel: "INFO" });
  xinheng = client(host.url);
  await xinheng.registerAgencies();
  const sent = await xinheng.post("/v1/submissions?kind=listEntries&format=csv&charset=gb18030", {
    as: "market-regulation",
    bytes: readFileSync(join(samples, "black-list.gb18030.csv")),
    contentType: "application/octet-stream",
    key: "main-job",
  });
  expect(sent.status).toBe(202);
  submissionId = (sent.body as { submissionId: string }).submissionId;
  expect((await xinheng.drain()).status).toBe(200);
  results = await xinheng.all(`/v1/submissions/${submissionId}/results?limit=200`, { as: "market-regulation" });
});
afterAll(async () => {
  await host.stop();
  host.clean();
});

test("an agency's GB18030 file is answered row by row, as written beside it", async () => {
  const { body } = await xinheng.get(`/v1/submissions/${submissionId}`, { as: "market-regulation" });
  expect(body).toMatchObject({
    status: "done",
    progress: 1,
    counts: {
      rows: expected.rows,
      accepted: expected.accepted,
      rejected: expected.rejected,
      duplicate: expected.duplicate,
    },
  });
  expect(results).toHaveLength(expected.rows);
  const wrong = results.flatMap(({ line, outcome, errors }) =>
    outcome === "rejected" ? errors.map(({ field, code }) => ({ line, field, code })) : [],
  );
  expect(wrong).toEqual(expected.errors.map(({ line, field, code }) => ({ line, field, code })));
});

test("the same file under another key creates nothing twice", async () => {
  const sent = await xinheng.post("/v1/submissions?kind=listEntries&format=csv&charset=gb18030", {
    as: "market-regulation",
    bytes: readFileSync(join(samples, "black-list.gb18030.csv")),
    contentType: "application/octet-stream",
  });
  await xinheng.drain();
  const { body } = await xinheng.get(`/v1/submissions/${sent.body.submissionId}`, { as: "market-regulation" });
  expect(body.counts).toMatchObject({ accepted: 0, duplicate: expected.accepted, rejected: expected.rejected });
});

test("each of an entry's measures reaches each implementing agency's inbox exactly once", async () => {
  const { body: catalogue } = await xinheng.get("/public/v1/measures");
  const agenciesOf = new Map(
    (catalogue.items as { measureId: string; agencies: string[] }[]).map(({ measureId, agencies }) => [
      measureId,
      agencies,
    ]),
  );
  for (const { id } of results.filter(({ outcome }) => outcome === "accepted").slice(0, 40)) {
    const { body: entry } = await xinheng.get(`/v1/entries/${id}`, { as: "market-regulation" });
    const due = (entry.measures as { measureId: string }[]).flatMap(({ measureId }) =>
      (agenciesOf.get(measureId) ?? []).map((agencyId) => `${measureId} ${agencyId}`),
    );
    const fired = (await xinheng.all(`/v1/triggers?entry=${id}&limit=200`, { as: "credit-office" })) as Trigger[];
    expect(fired.every(({ kind, status }) => kind === "apply" && status === "pending")).toBe(true);
    expect(fired.map(({ measure, agencyId }) => `${measure.measureId} ${agencyId}`).sort()).toEqual(due.sort());
    expect(due.length).toBeGreaterThan(1);
  }
});

test("an implementing agency acknowledges and reports back; authority and office see it", async () => {
  const inbox = await xinheng.get("/v1/triggers?status=pending&limit=1", { as: "finance" });
  const [trigger] = inbox.body.items as Trigger[];
  if (!trigger) throw new Error("the finance bureau's inbox is empty");
  const path = `/v1/triggers/${trigger.triggerId}`;
  const noted = await xinheng.post(`${path}/acknowledgement`, { as: "finance", body: { officer: "李会计" } });
  expect(noted.body).toMatchObject({ status: "acknowledged" });
  const done = await xinheng.post(`${path}/feedback`, {
    as: "finance",
    body: { outcome: "applied", on: "2026-11-23", note: "已在政府采购资格审查中限制" },
  });
  expect(done.body).toMatchObject({ status: "applied", feedback: { outcome: "applied", on: "2026-11-23" } });
  for (const reader of ["market-regulation", "credit-office"]) {
    const seen = await xinheng.get(path, { as: reader });
    expect(seen.body).toMatchObject({ status: "applied", feedback: { note: "已在政府采购资格审查中限制" } });
  }
  const wrong = await xinheng.post(`${path}/feedback`, {
    as: "finance",
    body: { outcome: "lifted", on: "2026-11-23" },
  });
  expect([wrong.status, wrong.body.type]).toEqual([409, "/problems/trigger.feedbackNotForKind"]);
});

test("anyone finds a published entry by USCC and by exact name, cheaply, and caches may hold it for a minute", async () => {
  const id = results.find(({ outcome }) => outcome === "accepted")?.id;
  const { body: entry } = await xinheng.get(`/v1/entries/${id}`, { as: "market-regulation" });
  const { uscc, name } = entry.subject as { uscc: string; name: string };
  await xinheng.get(`/public/v1/entries?uscc=${uscc}`);
  // What others asked for before is done, and is not counted here.
  await xinheng.drain();
  await xinheng.post("/_local/capacity/reset");
  const found = await xinheng.get(`/public/v1/entries?uscc=${uscc}`);
  const { body: capacity } = await xinheng.get("/_local/capacity");
  expect(capacity).toMatchObject({ requests: 1, readUnits: 0.5, writeUnits: 0 });
  expect((found.body.items as { entryId: string }[]).map(({ entryId }) => entryId)).toContain(id);
  expect(found.headers.get("cache-control")).toBe("public, max-age=60");
  const again = await xinheng.get(`/public/v1/entries?uscc=${uscc}`, {
    headers: { "if-none-match": found.headers.get("etag") ?? "" },
  });
  expect(again.status).toBe(304);
  const byName = await xinheng.get(`/public/v1/entries?name=${encodeURIComponent(name)}`);
  expect((byName.body.items as { entryId: string }[]).map(({ entryId }) => entryId)).toContain(id);
  const page = await xinheng.get(`/public/v1/entries/${id}`);
  expect(page.body).toMatchObject({ entryId: id, basis: { documentNo: entry.basis.documentNo } });
  expect(JSON.stringify(found.body)).not.toContain(entry.facts);
});

test("screening gives the measures that bear on the caller's matter, with their legal basis (A §20)", async () => {
  const id = results.find(({ outcome }) => outcome === "accepted")?.id;
  const { body: entry } = await xinheng.get(`/v1/entries/${id}`, { as: "market-regulation" });
  const { body, status } = await xinheng.post("/v1/screenings", {
    as: "finance",
    body: {
      matter: "governmentProcurement",
      subjects: [{ uscc: entry.subject.uscc }, { uscc: usccNo(7) }],
    },
  });
  expect(status).toBe(200);
  const [listed, clean] = body.results as {
    standing: string;
    restrictions: { entryId: string; legalBasis: string }[];
  }[];
  expect(clean).toMatchObject({ standing: "none", restrictions: [] });
  expect(listed?.standing).toBe("listed");
  expect(listed?.restrictions.length).toBeGreaterThan(0);
  expect(listed?.restrictions.every(({ legalBasis }) => legalBasis.length > 10)).toBe(true);
  const why = await xinheng.get(String((listed?.restrictions[0] as { why?: string } | undefined)?.why));
  expect(why.body).toMatchObject({ entryId: id, determiningAuthority: { agencyId: "market-regulation" } });
});

test("a listed company reads itself why it is restricted and what it can do (B 三(二), A §21, §22)", async () => {
  const { body, status } = await xinheng.get("/v1/me", { as: "taijie" });
  expect([status, body.subject.name]).toEqual([200, "衡川市泰捷建材有限公司"]);
  const [entry] = body.entries as {
    why: { text: string; remedies: { kind: string }[]; measures: { measureId: string }[] };
    triggers: { agencyId: string }[];
  }[];
  expect(entry?.why.remedies.map(({ kind }) => kind)).toEqual(["objection", "repair", "reconsideration", "litigation"]);
  expect(entry?.why.text).toContain("列入黑名单");
  expect(entry?.why.measures.length).toBeGreaterThan(0);
  expect(entry?.triggers.length).toBeGreaterThan(0);
});

test("the company itself objects: its measures stop at once, it reads where that stands, and takes it back (A §22)", async () => {
  const own = (await xinheng.get("/v1/me", { as: "taijie" })).body.entries as { entryId: string }[];
  const { entryId: id } = own[0] ?? { entryId: "" };
  const body = { ground: "facts", text: "其中十二批并非我司生产。" };
  const filed = await xinheng.post(`/v1/me/entries/${id}/objections`, { as: "taijie", body });
  expect([filed.status, filed.body.filedBy.name, filed.body.clock.status]).toEqual([201, "主体本人", "open"]);
  await xinheng.drain();
  const seen = await xinheng.get("/v1/me", { as: "taijie" });
  expect(seen.body.objections.items).toMatchObject([{ text: body.text, status: "open" }]);
  const mine = (seen.body.entries as { entryId: string; suspended: boolean; triggers: { kind: string }[] }[]).find(
    ({ entryId }) => entryId === id,
  );
  expect([mine?.suspended, mine?.triggers.some(({ kind }) => kind === "suspend")]).toEqual([true, true]);
  const others = await xinheng.post(`/v1/me/entries/${id}/objections`, { as: "citizen", body });
  expect([others.status, others.body.type]).toEqual([403, "/problems/entry.notYours"]);
  const path = `/v1/me/objections/${filed.body.objectionId}/withdrawal`;
  const back = await xinheng.post(path, { as: "taijie", body: { reason: "已核对。" } });
  expect([back.status, back.body.outcome]).toEqual([200, "withdrawn"]);
});

test("from the day after its last day an entry is gone everywhere, and its lift is out (A §4)", async () => {
  // One that ends soon: every hour until the first of the file end has its sweeps.
  const first: { body: Listed } = await xinheng.post("/v1/entries", {
    as: "market-regulation",
    body: { ...listing(700), severity: "general", validTo: "2026-11-25" },
  });
  await xinheng.drain();
  const { entryId: id, validTo, subject } = first.body;
  // Late on its last day: still there, and nothing is lifted.
  await advance(`${validTo}T23:59:00+08:00`);
  expect((await xinheng.get(`/public/v1/entries/${id}`)).status).toBe(200);
  // One minute later, before any sweep: no read shows it.
  const day = new Date(Date.parse(`${validTo}T00:00:00+08:00`) + 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
  await advance(`${day}T00:01:00+08:00`);
  expect((await xinheng.get(`/public/v1/entries/${id}`)).status).toBe(410);
  const gone = await xinheng.get(`/public/v1/entries?uscc=${subject.uscc}`);
  expect((gone.body.items as { entryId: string }[]).map(({ entryId }) => entryId)).not.toContain(id);
  const screened = await xinheng.post("/v1/screenings", {
    as: "finance",
    body: { matter: "governmentProcurement", subjects: [{ uscc: subject.uscc }] },
  });
  expect(JSON.stringify(screened.body)).not.toContain(id);
  // After the sweep: every agency that was told to apply is told to lift.
  await advance(`${day}T01:10:00+08:00`);
  const fired = (await xinheng.all(`/v1/triggers?entry=${id}&limit=200`, { as: "market-regulation" })) as Trigger[];
  const pairs = (kind: string) =>
    fired
      .filter((trigger) => trigger.kind === kind)
      .map(({ measure, agencyId }) => `${measure.measureId} ${agencyId}`)
      .sort();
  expect(pairs("lift")).toEqual(pairs("apply"));
  const { body: ended } = await xinheng.get(`/v1/entries/${id}`, { as: "market-regulation" });
  expect(ended).toMatchObject({ state: "exited", exitReason: "expired", exitedOn: day });
  const lift = fired.find(({ kind }) => kind === "lift");
  const confirmed = await xinheng.post(`/v1/triggers/${lift?.triggerId}/feedback`, {
    as: lift?.agencyId ?? "",
    body: { outcome: "lifted", on: day },
  });
  expect(confirmed.body).toMatchObject({ status: "lifted" });
});

test("the log follows a request by its correlation id, and names no subject and quotes no body", () => {
  const log = readFileSync(join(host.data, "logs/functions.log"), "utf8");
  const lines = log.split("\n").filter((line) => line !== "");
  const admitted = lines.filter((line) => line.includes('"rows admitted"'));
  expect(admitted.length).toBeGreaterThan(10);
  const [correlationId] = admitted.map((line) => /"correlationId":"([^"]+)"/.exec(line)?.[1]);
  for (const message of ["request", "submission split", "rows admitted", "triggers made"])
    expect(lines.some((line) => line.includes(`"${message}"`) && line.includes(`${correlationId}`))).toBe(true);
  // A USCC or an identity number; any Chinese name, fact or note.
  expect(lines.filter((line) => /\b[0-9][0-9A-Z]{17}\b/.test(line))).toEqual([]);
  expect(lines.filter((line) => /[\u4e00-\u9fff]/.test(line))).toEqual([]);
});
