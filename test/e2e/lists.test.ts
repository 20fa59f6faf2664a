import { afterAll, beforeAll, expect, test } from "vitest";
import { client, type Client, type Host, startHost } from "../support/host.ts";
import { listing, usccNo } from "../support/house.ts";

/** The three lists over HTTP, with the clock moved through their windows. */

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

const { determinedOn: _, ...proposal } = listing(1);
const propose = (n: number, change: object = {}, as = "market-regulation") => {
  const { subject, basis } = listing(n);
  return xinheng.post("/v1/entries", { as, body: { ...proposal, subject, basis, ...change } });
};
const act = async (entryId: string, word: string, body: object, as = "market-regulation") => {
  const headers = { "x-purpose": encodeURIComponent("办理") };
  const read = await xinheng.get(`/v1/entries/${entryId}`, { as: "credit-office", headers });
  return xinheng.post(`/v1/entries/${entryId}/${word}`, {
    as,
    body,
    headers: { "if-match": read.headers.get("etag") ?? "" },
  });
};
const typeOf = ({ body }: { body: { type?: string } }) => body.type;
const shown = async (n: number): Promise<readonly { entryId: string; list: string }[]> =>
  (await xinheng.get(`/public/v1/entries?uscc=${usccNo(n)}`)).body.items as { entryId: string; list: string }[];

const honour = {
  list: "red",
  severity: "general",
  facts: "连续三年纳税信用 A 级,无不良信用记录。",
  validTo: "2028-11-22",
  repair: { allowed: false },
};
const award = (n: number) => ({
  basis: { ...listing(n).basis, kind: "honour", documentKind: "award", documentNo: `衡税优〔2026〕${n}号` },
});

test("A §3: a red entry is shown to the public first, published by the office, and ends when its subject is black-listed", async () => {
  const made = await propose(1, { ...honour, ...award(1) }, "tax");
  expect([made.status, made.body.state]).toEqual([201, "preliminary"]);
  const entryId = made.body.entryId as string;
  expect(typeOf(await act(entryId, "determination", {}, "tax"))).toBe("/problems/publicNotice.missing");
  expect((await act(entryId, "public-notice", { channel: "门户网站" }, "tax")).body).toMatchObject({
    state: "noticed",
    procedure: { publicNotice: { opensOn: "2026-11-23", endsOn: "2026-11-30" } },
  });
  expect(typeOf(await act(entryId, "determination", {}, "tax"))).toBe("/problems/publicNotice.running");

  await xinheng.advanceTo("2026-12-01T09:00:00+08:00");
  const determined = await act(entryId, "determination", { officer: "周敏" }, "tax");
  expect(determined.body).toMatchObject({ state: "reported", determinedOn: "2026-12-01", reportedOn: "2026-12-01" });
  expect(await shown(1)).toEqual([]);
  expect(typeOf(await act(entryId, "publication", {}, "credit-office"))).toBe("/problems/officer.required");
  expect(typeOf(await act(entryId, "publication", { officer: "周敏" }, "credit-office"))).toBe(
    "/problems/officer.second",
  );
  expect((await act(entryId, "publication", { officer: "吴越" }, "credit-office")).body.state).toBe("published");
  expect((await shown(1)).map(({ list }) => list)).toEqual(["red"]);

  const black = await xinheng.post("/v1/entries", { as: "market-regulation", body: listing(1) });
  expect(black.body.state).toBe("published");
  expect((await shown(1)).map(({ list }) => list)).toEqual(["black"]);
  await xinheng.drain();
  expect((await xinheng.get(`/v1/entries/${entryId}`, { as: "tax" })).body).toMatchObject({
    state: "exited",
    exitReason: "blackListed",
  });
  expect((await xinheng.get(`/public/v1/entries/${entryId}`)).status).toBe(410);
  const triggers = await xinheng.all(`/v1/triggers?entry=${entryId}`, { as: "tax" });
  const applies = triggers.filter(({ kind }) => kind === "apply");
  expect(applies.length).toBeGreaterThan(0);
  expect(triggers.filter(({ kind }) => kind === "lift")).toHaveLength(applies.length);

  const again = await propose(1, { ...honour, ...award(101) }, "tax");
  expect([again.status, typeOf(again)]).toEqual([409, "/problems/crossCheck.blackListed"]);
  expect(again.body.detail).toContain(black.body.entryId);
});

const person = { kind: "person", name: "韩立群", idType: "residentId", idNumber: "11010519491231002X" };

test("A §3: a person is black-listed only after a served notice, its window and an answer to what was said", async () => {
  const made = await propose(2, { subject: person, validTo: "2027-11-22" });
  expect(made.body).toMatchObject({
    state: "preliminary",
    subject: { kind: "person", name: "韩立群", idNumberMasked: "110105**********2X" },
  });
  expect(JSON.stringify(made.body)).not.toContain("11010519491231002X");
  const entryId = made.body.entryId as string;
  expect(typeOf(await act(entryId, "determination", {}))).toBe("/problems/priorNotice.missing");
  const served = await act(entryId, "prior-notice", {
    servedOn: "2026-12-01",
    method: "post",
    text: "拟列入失信主体名单,可自送达之日起5个工作日内陈述、申辩。",
    evidence: [{ title: "邮政送达回执", documentNo: "XA10023345662" }],
  });
  expect(served.body).toMatchObject({ state: "noticed", procedure: { priorNotice: { endsOn: "2026-12-08" } } });
  await act(entryId, "statement", { receivedOn: "2026-12-01", text: "已履行完毕。" });
  await xinheng.advanceTo("2026-12-09T09:00:00+08:00");
  expect(typeOf(await act(entryId, "determination", {}))).toBe("/problems/statement.unanswered");
  await act(entryId, "statement", { adopted: false, answer: "履行不影响认定,不予采纳。" });
  expect((await act(entryId, "determination", {})).body.state).toBe("published");
  // Anybody sees that somebody is listed, and not who (A §19, §22).
  const page = await xinheng.get(`/public/v1/entries/${entryId}`);
  expect(page.body.subject).toEqual({
    kind: "person",
    name: "韩*群",
    idType: "residentId",
    idNumberMasked: "110105**********2X",
  });
  expect(JSON.stringify(page.body)).not.toMatch(/韩立群|19491231/);
});

test("A §4: an error takes two officers, milder is a correction, and a proposal can be taken back", async () => {
  const { body } = await xinheng.post("/v1/entries", { as: "market-regulation", body: listing(3) });
  const entryId = body.entryId as string;
  const corrected = await act(entryId, "correction", {
    changes: { facts: "货值金额更正为 12 万元。", validTo: "2028-05-31" },
    reason: "复核更正",
  });
  expect(corrected.body).toMatchObject({ validTo: "2028-05-31", correctedOn: "2026-12-09" });
  const heavier = await act(entryId, "correction", { changes: { validTo: "2028-11-17" }, reason: "延长" });
  expect([heavier.status, heavier.body.errors[0].code]).toEqual([422, "correction.longer"]);
  expect(typeOf(await act(entryId, "exit", { reason: "expired", why: "x" }))).toBe("/problems/exit.reasonNotYours");
  const asked = await act(entryId, "exit", { reason: "error", why: "复议撤销", officer: "周敏" });
  expect(asked.body).toMatchObject({ state: "published", pendingExit: { reason: "error", officer: "周敏" } });
  expect(typeOf(await act(entryId, "exit", { reason: "error", why: "复议撤销", officer: "周敏" }))).toBe(
    "/problems/officer.second",
  );
  const exited = await act(entryId, "exit", { reason: "error", why: "复议撤销", officer: "吴越" });
  expect(exited.body).toMatchObject({ state: "exited", exitReason: "error" });

  const taken = await propose(4);
  const back = await act(taken.body.entryId as string, "withdrawal", { why: "证据不足" });
  expect(back.body).toMatchObject({ state: "abandoned", exitReason: "withdrawn" });
});

test("A §3: serious conduct of a subject under key attention goes to the black list, which ends the attention as it is published", async () => {
  const watched = await xinheng.post("/v1/entries", {
    as: "market-regulation",
    body: { ...listing(5), list: "keyAttention", severity: "general", validTo: "2027-10-31" },
  });
  expect(watched.body).toMatchObject({ state: "published", warnedOn: "2026-12-09" });
  const attention = watched.body.entryId as string;
  const worse = listing(5).basis;
  const black = await propose(5, {
    basis: { ...worse, documentNo: "衡市监处罚〔2026〕505号" },
    escalates: attention,
  });
  expect(black.status).toBe(201);
  expect((await xinheng.get(`/v1/entries/${attention}`, { as: "market-regulation" })).body.state).toBe("published");
  expect((await act(black.body.entryId as string, "determination", {})).body.state).toBe("published");
  expect((await xinheng.get(`/v1/entries/${attention}`, { as: "market-regulation" })).body).toMatchObject({
    state: "exited",
    exitReason: "escalated",
  });
});

test("A §21, C 十五: a repair filed at another agency's counter ends display and measures together when its authority approves", async () => {
  const basis = { ...listing(8).basis, decidedOn: "2026-08-03" };
  const body = listing(8, { basis, severity: "general", validTo: "2027-08-02" });
  const entryId = (await xinheng.post("/v1/entries", { as: "market-regulation", body })).body.entryId as string;
  const eligibility = await xinheng.get(`/v1/entries/${entryId}/repair-eligibility`, { as: "tax" });
  expect(eligibility.body).toMatchObject({ eligible: true, earliestOn: "2026-11-03", policyVersion: "repair-2026@1" });
  const path = `/v1/entries/${entryId}/repairs`;
  const applicant = { name: "陈国栋", capacity: "legalRepresentative" };
  const bare = await xinheng.post(path, { as: "tax", body: { applicant, steps: [], officer: "周敏" } });
  expect(bare).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/steps" }, { pointer: "/steps" }, { pointer: "/commitment" }] },
  });
  const proven = (step: string) => ({ step, evidence: [{ title: "凭证" }] });
  const steps = [proven("rectification"), proven("obligations")];
  const filed = await xinheng.post(path, {
    as: "tax",
    body: { applicant, steps, commitment: { by: "陈国栋", on: "2026-11-20" }, officer: "周敏" },
  });
  expect([filed.status, filed.headers.get("location")]).toEqual([201, `/v1/repairs/${filed.body.repairId}`]);
  const page = await xinheng.get(`/public/v1/entries/${entryId}`);
  expect(page.body.repairCommitment).toMatchObject({ by: listing(8).subject.name, on: "2026-11-20" });

  const at = `/v1/repairs/${filed.body.repairId}`;
  await xinheng.post(`${at}/check`, { as: "credit-office", body: { outcome: "accepted" } });
  const approved = await xinheng.post(`${at}/decision`, { as: "market-regulation", body: { outcome: "approved" } });
  expect(approved.body).toMatchObject({ status: "approved", decision: { outcome: "approved" } });
  expect((await xinheng.get(`/public/v1/entries/${entryId}`)).status).toBe(410);
  expect(await shown(8)).toEqual([]);
  await xinheng.drain();
  const triggers = await xinheng.all(`/v1/triggers?entry=${entryId}`, { as: "market-regulation" });
  const lifts = triggers.filter(({ kind }) => kind === "lift");
  expect(lifts.length).toBeGreaterThan(0);
  expect(triggers).toHaveLength(lifts.length * 2);
  expect(lifts.every((lift) => (lift as { exitReason?: string }).exitReason === "repaired")).toBe(true);
});

/** Hands in rows and gives their answers. */
const handIn = async (kind: string, rows: readonly object[], as: string): Promise<readonly string[]> => {
  const sent = await xinheng.post(`/v1/submissions?kind=${kind}`, { as, body: { rows } });
  if (sent.status !== 202) return [String(sent.body.type)];
  await xinheng.drain();
  const results = await xinheng.all(`/v1/submissions/${sent.body.submissionId}/results`, { as });
  return (results as { outcome: string; errors: { code: string }[] }[]).map(({ outcome, errors }) =>
    [outcome, ...errors.map(({ code }) => code)].join(" "),
  );
};

test("A §3: an imported black list bars honours and is told to who gave one; commands go as files", async () => {
  const imported = (n: number) => ({
    list: "black",
    subject: listing(n).subject,
    source: "全国信用信息共享平台",
    owner: "国家税务总局河东市税务局",
    documentNo: `河东税稽罚〔2026〕${n}号`,
    edition: "2026-12-08",
    listedOn: "2026-10-20",
    validTo: "2029-10-19",
  });
  expect(await handIn("externalEntries", [imported(60)], "market-regulation")).toEqual(["/problems/agency.role"]);
  const made = await propose(61, { ...honour, ...award(61) }, "tax");
  const entryId = made.body.entryId as string;
  expect(await handIn("entryCommands", [{ entryId, command: "public-notice" }], "tax")).toEqual(["accepted"]);
  await xinheng.advanceTo("2026-12-17T09:00:00+08:00");
  const determination = { entryId, command: "determination", officer: "周敏" };
  expect(await handIn("entryCommands", [determination], "tax")).toEqual(["accepted"]);
  const publication = { entryId, command: "publication", officer: "吴越" };
  expect(await handIn("entryCommands", [publication], "credit-office")).toEqual(["accepted"]);

  expect(await handIn("externalEntries", [imported(60), imported(61)], "credit-office")).toEqual([
    "accepted",
    "accepted",
  ]);
  expect(typeOf(await propose(60, { ...honour, ...award(60) }, "tax"))).toBe("/problems/crossCheck.blackListed");
  const alerts = await xinheng.all("/v1/alerts", { as: "tax" });
  expect(alerts.filter(({ level }) => level === "contradiction")).toMatchObject([
    { agencyId: "tax", entryIds: [entryId], external: [{ list: "black" }] },
  ]);
  const screened = await xinheng.post("/v1/screenings", {
    as: "tax",
    body: { matter: "fiscalFunds", subjects: [{ uscc: usccNo(60) }, { uscc: usccNo(61) }] },
  });
  expect(screened.body.results).toMatchObject([
    { standing: "none", restrictions: [], references: [{ list: "black", validTo: "2029-10-19" }] },
    { standing: "listed", lists: ["red"], references: [{ list: "black" }] },
  ]);
});

test("A §22: an objection stops a published entry everywhere at once, and its rejection lets it go on", async () => {
  const entryId = (await xinheng.post("/v1/entries", { as: "market-regulation", body: listing(6) })).body
    .entryId as string;
  await xinheng.drain();
  const filing = { origin: "subject", ground: "facts", text: "货值金额有误。", officer: "陈立" };
  const filed = await xinheng.post(`/v1/entries/${entryId}/objections`, { as: "tax", body: filing });
  expect([filed.status, filed.body.status, filed.headers.get("location")]).toEqual([
    201,
    "open",
    `/v1/objections/${filed.body.objectionId}`,
  ]);
  const publicly = async () => (await xinheng.get(`/public/v1/entries/${entryId}`)).body.suspended as boolean;
  expect(await publicly()).toBe(true);
  const kinds = async () => {
    await xinheng.drain();
    const { body } = await xinheng.get("/v1/triggers?status=pending", { as: "finance" });
    const items = body.items as { entryId: string; kind: string }[];
    return [...new Set(items.filter((each) => each.entryId === entryId).map(({ kind }) => kind))];
  };
  expect(await kinds()).toEqual(["suspend"]);
  const inbox = await xinheng.get("/v1/objections?status=open", { as: "market-regulation" });
  const waiting = inbox.body.items as { objectionId: string }[];
  expect(waiting.map(({ objectionId }) => objectionId)).toEqual([filed.body.objectionId]);

  const path = `/v1/objections/${filed.body.objectionId}/resolution`;
  const body = { outcome: "rejected", reason: "核实无误。" };
  expect((await xinheng.post(path, { as: "market-regulation", body })).status).toBe(428);
  const headers = { "if-match": '"7"' };
  expect((await xinheng.post(path, { as: "market-regulation", body, headers })).status).toBe(412);
  const etag = filed.headers.get("etag") ?? "";
  const resolved = await xinheng.post(path, { as: "market-regulation", body, headers: { "if-match": etag } });
  expect(resolved.body).toMatchObject({ status: "closed", outcome: "rejected" });
  expect([await publicly(), await kinds()]).toEqual([false, ["resume"]]);
  const again = await xinheng.post(`/v1/entries/${entryId}/objections`, { as: "tax", body: filing });
  expect([again.status, typeOf(again)]).toEqual([409, "/problems/objection.decided"]);
});
