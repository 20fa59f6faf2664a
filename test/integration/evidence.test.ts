import { afterAll, beforeAll, expect, test } from "vitest";
import { createComplaintStore } from "../../shared/adapters/dynamodb/entry/complaints.ts";
import { createSubjectReader } from "../../shared/adapters/dynamodb/subject/subjects.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createEvidenceStore } from "../../shared/adapters/dynamodb/submission/evidence.ts";
import { createUploadStore } from "../../shared/adapters/dynamodb/submission/uploads.ts";
import { advanceEntry } from "../../shared/app/entry/advance-entry.ts";
import { citeEvidence } from "../../shared/app/evidence/cite-evidence.ts";
import * as acts from "../../shared/app/entry/entry-acts.ts";
import { fileComplaint } from "../../shared/app/objection/complaints.ts";
import { keepEvidence } from "../../shared/app/evidence/keep-evidence.ts";
import { offerUpload } from "../../shared/app/submission/offer-upload.ts";
import { readEvidence } from "../../shared/app/evidence/read-evidence.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { sweepFiles } from "../../shared/app/submission/sweep-files.ts";
import { entryInput } from "../../shared/domain/entry/input.ts";
import { evidenceKey } from "../../shared/domain/evidence/evidence.ts";
import { sha256Of } from "../../shared/kernel/ids.ts";
import type { PersonalRead } from "../../shared/ports/personal-reads.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { calendar, listing, monday, officer, rulesFor, shipped } from "../support/house.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const pdf = new TextEncoder().encode("%PDF-1.7\n送达回证");
const files = new Map<string, Uint8Array>();
const fileStore = {
  put: (key: string, bytes: Uint8Array) => Promise.resolve(void files.set(key, bytes)),
  remove: (key: string) => Promise.resolve(void files.delete(key)),
  open: (key: string) => {
    const bytes = files.get(key);
    return Promise.resolve(
      bytes &&
        (async function* () {
          yield bytes.subarray(0, 4);
          yield bytes.subarray(4);
        })(),
    );
  },
  first: (prefix: string) => Promise.resolve([...files.keys()].filter((key) => key.startsWith(prefix)).sort()),
};
let made = 0;
const depsAt = (at: Date) => ({
  uploads: createUploadStore(engine.db, engine.table.Intake),
  evidence: createEvidenceStore(engine.db, { lists: engine.table.Lists, intake: engine.table.Intake }),
  entries: createEntryStore(engine.db, { subjects: engine.table.Subjects, lists: engine.table.Lists }),
  subjects: createSubjectReader(engine.db, { subjects: engine.table.Subjects, lists: engine.table.Lists }),
  complaints: createComplaintStore(engine.db, { lists: engine.table.Lists, intake: engine.table.Intake }),
  uploaded: fileStore,
  kept: fileStore,
  now: () => at,
  agencies: { byId: () => Promise.resolve(undefined) },
  persons: {} as never,
  newSubjectId: () => `sbj_${String(++made).padStart(26, "0")}`,
  rulesFor,
  calendar,
  catalogue: shipped,
});
const request = () => ({
  clientId: officer.clientId,
  key: `key-${++made}`,
  digest: "d",
  answerWith: () => ({ status: 201, body: {} }),
});

/** Offers an upload for evidence and puts the bytes. */
const put = async (bytes: Uint8Array, at = monday): Promise<string> => {
  const uploadId = `upl_${String(++made).padStart(26, "0")}`;
  let key = "";
  const sign = (where: string) => Promise.resolve({ url: `https://bucket/${(key = where)}`, headers: {} });
  const offered = await offerUpload(
    { ...depsAt(at), sign, newUploadId: () => uploadId },
    { bytes: bytes.length, purpose: "evidence", agencyId: officer.agencyId, request: request() },
  );
  expect(offered.ok).toBe(true);
  files.set(key, bytes);
  return uploadId;
};
const confirm = (uploadId: string, sha256: string, { at = monday, agencyId = officer.agencyId } = {}) =>
  keepEvidence(depsAt(at), { uploadId, sha256, by: { ...officer, agencyId, officer: "周敏" }, request: request() });
const keep = async (at = monday): Promise<string> => {
  const kept = await confirm(await put(pdf, at), sha256Of(pdf), { at });
  if (!kept.ok) throw new Error(kept.refusal.code);
  return kept.value.evidenceId;
};
const propose = async (n: number): Promise<string> => {
  const done = await submitEntry(depsAt(monday), {
    input: listing(n, { determinedOn: undefined }),
    report: true,
    by: officer,
    correlationId: "t",
  });
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value.entry.entryId;
};
const serve = async (entryId: string, attachmentId: string, at = monday) => {
  const notice = { servedOn: "2026-11-23", method: "direct" as const, evidence: [{ title: "送达回证", attachmentId }] };
  const cited = await citeEvidence(depsAt(at), notice, officer.agencyId);
  if (!cited.ok) return cited;
  return advanceEntry(depsAt(at), acts.servePriorNotice(cited.value), {
    entryId,
    caller: { ...officer, roles: ["authority"] },
    expectedVersion: "any",
    by: { ...officer, officer: "周敏" },
    correlationId: "t",
  });
};
/** Reads a file of evidence as an agency, and what was registered of that. */
const readerOf = (evidenceId: string) => {
  const reads: PersonalRead[] = [];
  const read = (agencyId: string, roles: readonly ("office" | "authority" | "partner")[], purpose?: "review") =>
    readEvidence(
      {
        ...depsAt(monday),
        acts: { find: () => Promise.resolve(undefined) },
        sign: (key) => Promise.resolve(`https://bucket/${key}`),
        reads: { record: (all) => Promise.resolve(void reads.push(...all)) },
        newReadId: () => "prd_1",
      },
      evidenceId,
      {
        caller: { agencyId, name: agencyId, clientId: agencyId, roles },
        correlationId: "t",
        ...(purpose ? { purpose } : {}),
      },
    );
  return { read, reads };
};
const codeOf = (result: Awaited<ReturnType<typeof confirm>>) =>
  result.ok ? "kept" : (result.refusal.errors?.[0]?.code ?? result.refusal.code);

test("an upload becomes evidence once, when its bytes are what was said and of a kind that is taken", async () => {
  const uploadId = await put(pdf);
  const sha256 = sha256Of(pdf);
  expect(codeOf(await confirm(uploadId, sha256, { agencyId: "tax" }))).toBe("upload.notYours");
  expect(codeOf(await confirm(uploadId, "0".repeat(64)))).toBe("evidence.hash");
  expect(codeOf(await confirm(await put(new TextEncoder().encode("MZ…")), sha256))).toBe("evidence.type");
  const kept = await Promise.all([confirm(uploadId, sha256), confirm(uploadId, sha256)]);
  expect(kept.filter(({ ok }) => ok)).toHaveLength(1);
  expect(codeOf(await confirm(uploadId, sha256))).toBe("upload.taken");
  expect(files.get(evidenceKey(uploadId.replace("upl", "evd")))).toEqual(pdf);
  expect(codeOf(await confirm(await put(pdf), sha256, { at: new Date(monday.getTime() + 23 * 3_600_000) }))).toBe(
    "upload.expired",
  );
});

test("the event says the hash, and who may read follows from the entries that cite it", async () => {
  const evidenceId = await keep();
  const entryId = await propose(1);
  const served = await serve(entryId, evidenceId);
  expect(served).toMatchObject({
    ok: true,
    value: { procedure: { priorNotice: { evidence: [{ attachmentId: evidenceId, sha256: sha256Of(pdf) }] } } },
  });
  const { read, reads } = readerOf(evidenceId);
  expect(await read("credit-office", ["office"])).toMatchObject({ ok: true, value: { citedBy: [entryId] } });
  expect(await read(officer.agencyId, ["authority"])).toMatchObject({ ok: true });
  expect(await read("tax", ["authority"])).toMatchObject({ ok: false, refusal: { code: "evidence.notYours" } });
  expect(await read("bank", ["partner"])).toMatchObject({ ok: false, refusal: { code: "evidence.notYours" } });
  expect(reads).toEqual([]);
});

test("what nobody cites goes with its upload and cannot be cited any more; what is cited stays", async () => {
  const early = new Date(monday.getTime() - 3_600_000);
  const [idle, cited] = [await keep(early), await keep(early)];
  const entryId = await propose(2);
  expect(await serve(entryId, cited)).toMatchObject({ ok: true });
  const late = new Date(early.getTime() + 23 * 3_600_000);
  const submissions = { find: () => Promise.resolve(undefined), fail: () => Promise.resolve() };
  const sweep = () => sweepFiles({ ...depsAt(late), files: fileStore, submissions }, late);
  expect((await sweep()).removed).toBeGreaterThanOrEqual(2);
  expect((await sweep()).removed).toBe(0);
  expect([files.has(evidenceKey(idle)), files.has(evidenceKey(cited))]).toEqual([false, true]);
  const { evidence } = depsAt(late);
  expect(await evidence.find(idle)).toMatchObject({ removedAt: "2026-11-24T07:00:00.000+08:00", citedBy: [] });
  expect(await serve(await propose(3), idle)).toMatchObject({
    ok: false,
    refusal: { errors: [{ field: "evidence.0.attachmentId", code: "evidence.unknown" }] },
  });
});

test("A §3: the receipt of a notice that was served elsewhere is cited by the determination, a statement's proof by the statement", async () => {
  const [receipt, report, basis] = [await keep(), await keep(), await keep()];
  const procedure = {
    priorNotice: { servedOn: "2026-11-05", method: "direct", proof: "回证1号", attachmentId: receipt },
  };
  const input = await citeEvidence(depsAt(monday), entryInput.parse({ ...listing(30), procedure }), officer.agencyId);
  if (!input.ok) throw new Error(input.refusal.code);
  const done = await submitEntry(depsAt(monday), { input: input.value, report: true, by: officer, correlationId: "t" });
  const file = { sha256: sha256Of(pdf), mediaType: "application/pdf", bytes: pdf.length };
  expect(done).toMatchObject({
    ok: true,
    value: { entry: { procedure: { priorNotice: { evidence: [{ attachmentId: receipt, ...file }] } } } },
  });
  const { evidence } = depsAt(monday);
  expect((await evidence.find(receipt))?.citedBy).toHaveLength(1);

  const entryId = await propose(31);
  await serve(entryId, await keep());
  const act = async (command: ReturnType<typeof acts.recordStatement>) =>
    advanceEntry(depsAt(monday), command, {
      entryId,
      caller: { ...officer, roles: ["authority"] },
      expectedVersion: "any",
      by: { ...officer, officer: "周敏" },
      correlationId: "t",
    });
  const cited = async (attachmentId: string) => {
    const found = await citeEvidence(depsAt(monday), [{ title: "附件", attachmentId }], officer.agencyId);
    if (!found.ok) throw new Error(found.refusal.code);
    return found.value;
  };
  await act(acts.recordStatement({ receivedOn: "2026-11-23", text: "已整改。", evidence: await cited(report) }));
  expect(
    await act(acts.answerStatement({ adopted: false, answer: "不予采纳。", evidence: await cited(basis) })),
  ).toMatchObject({
    ok: true,
    value: {
      procedure: {
        statements: [
          {
            evidence: [{ attachmentId: report, ...file }],
            answerEvidence: [{ attachmentId: basis, ...file }],
          },
        ],
      },
    },
  });
  expect([(await evidence.find(report))?.citedBy, (await evidence.find(basis))?.citedBy]).toEqual([
    [entryId],
    [entryId],
  ]);
  expect(await citeEvidence(depsAt(monday), [{ attachmentId: report }], "tax")).toMatchObject({
    ok: false,
    refusal: { errors: [{ field: "0.attachmentId", code: "evidence.notYours" }] },
  });
});

test("A §22: what a complaint rests on is kept, and read by who filed it and the office, never by whom it is about", async () => {
  const about = await propose(40);
  const evidenceId = await keep();
  const caller = { ...officer, roles: ["implementing" as const] };
  const filed = await fileComplaint(
    depsAt(monday),
    {
      about: { kind: "entry", id: about },
      origin: "agency",
      text: "久未答复。",
      evidence: [{ title: "来信", attachmentId: evidenceId }],
    },
    caller,
    { by: officer, request: request() },
  );
  if (!filed.ok) throw new Error(filed.refusal.code);
  const { complaintId } = filed.value;
  expect(await depsAt(monday).complaints.find(complaintId)).toMatchObject({
    evidence: [{ attachmentId: evidenceId }],
  });
  const { read } = readerOf(evidenceId);
  expect(await read("credit-office", ["office"])).toMatchObject({ ok: true, value: { citedBy: [complaintId] } });
  expect(await read("tax", ["authority"])).toMatchObject({ ok: false, refusal: { code: "evidence.notYours" } });
});

test("of a citation and a sweep at the same moment one wins, and an event never cites what is gone", async () => {
  const outcomes = new Set<string>();
  for (let n = 10; n < 18; n++) {
    const evidenceId = await keep();
    const entryId = await propose(n);
    const { evidence } = depsAt(monday);
    const [served, dropped] = await Promise.all([
      serve(entryId, evidenceId),
      new Promise((resolve) => setTimeout(resolve, n % 4)).then(() =>
        evidence.drop(evidenceId, "2026-11-24T08:40:00+08:00"),
      ),
    ]);
    expect(served.ok).toBe(!dropped);
    outcomes.add(served.ok ? "cited" : "dropped");
  }
  expect(outcomes.size).toBeGreaterThan(0);
});
