import { afterAll, beforeAll, expect, test } from "vitest";
import type { RowsReady } from "../../events/rows-ready/v1.ts";
import { createCaseStore, createPublishedCases } from "../../shared/adapters/dynamodb/trigger/cases.ts";
import { createEvidenceStore } from "../../shared/adapters/dynamodb/submission/evidence.ts";
import { createPartnerReports } from "../../shared/adapters/dynamodb/trigger/partner-reports.ts";
import { readRecord } from "../../shared/adapters/dynamodb/items/records.ts";
import { createSubmissionStore } from "../../shared/adapters/dynamodb/submission/submissions.ts";
import { createTriggerMaker } from "../../shared/adapters/dynamodb/trigger/trigger-maker.ts";
import { createTriggerStore } from "../../shared/adapters/dynamodb/trigger/triggers.ts";
import { admitFeedback } from "../../shared/app/feedback/admit-feedback.ts";
import { answerTrigger, type TriggerAnswer } from "../../shared/app/trigger/answer-trigger.ts";
import { readEntryFeedback } from "../../shared/app/feedback/entry-feedback.ts";
import { showCases, steerCase } from "../../shared/app/feedback/typical-cases.ts";
import type { Trigger } from "../../shared/domain/trigger/trigger.ts";
import { derivedKey } from "../../shared/kernel/ids.ts";
import { shanghaiInstant } from "../../shared/kernel/local-date.ts";
import type { RowResult } from "../../shared/ports/submissions.ts";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { monday, shipped } from "../support/house.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const finance = { agencyId: "finance", name: "衡川市财政局", clientId: "finance-client" };
const office = {
  agencyId: "credit-office",
  name: "衡川市信用办",
  roles: ["office"],
  clientId: "credit-office-client",
} as const;
const at = shanghaiInstant(monday);
const measure = {
  measureId: "restrict-fiscal-subsidies",
  version: 2,
  title: "限制",
  strength: "mandatory",
  legalBasis: "B",
};

const stores = (db = engine.db) => {
  const { table } = engine;
  const tables = { triggers: table.Triggers, intake: table.Intake, feedback: table.Feedback, lists: table.Lists };
  return {
    evidence: createEvidenceStore(db, { lists: table.Lists, intake: table.Intake }),
    triggers: createTriggerStore(db, tables, shipped),
    maker: createTriggerMaker(db, table.Triggers),
    cases: createCaseStore(db, tables),
    published: createPublishedCases(db, table.Feedback),
    partners: createPartnerReports(db, tables),
    submissions: createSubmissionStore(db, table.Intake),
    catalogue: shipped,
    now: () => monday,
  };
};

let made = 0;
/** A trigger of the finance bureau, on an entry of its own. */
const fire = async (change: Partial<Trigger> = {}): Promise<Trigger> => {
  const trigger: Trigger = {
    entryId: `ent_${derivedKey("entry", ++made)}`,
    seq: made,
    clocks: [],
    triggerKey: derivedKey("trigger", made),
    agencyId: "finance",
    kind: "apply",
    status: "pending",
    list: "black",
    subject: { kind: "organisation", name: "衡川市第一制造有限公司", uscc: "91419902MA4K7T296K" },
    domain: "productQuality",
    determiningAuthority: { agencyId: "market-regulation", name: "衡川市市场监督管理局" },
    documentNo: "衡市监处罚〔2026〕1号",
    validTo: "2028-11-15",
    measure,
    createdAt: at,
    correlationId: "test",
    version: 1,
    ...change,
  };
  await stores().maker.make([trigger]);
  return trigger;
};
const idOf = ({ entryId, triggerKey }: Trigger) => `${entryId}.${triggerKey}`;
const answer = (
  { entryId, triggerKey }: Trigger,
  feedback: Partial<TriggerAnswer["feedback"]>,
  more: Partial<TriggerAnswer> = {},
) =>
  answerTrigger(stores(), {
    entryId,
    triggerKey,
    by: finance,
    correlationId: "test",
    feedback: { outcome: "applied", on: "2026-11-23", corrects: false, ...feedback },
    ...more,
  });
const answers = async (trigger: Trigger) => (await stores().triggers.answers(idOf(trigger), { limit: 50 })).items;

/** Works on rows as the queue's worker does; `recorded` false is a worker killed before it recorded its answers. */
const admit = async (
  submissionId: string,
  rows: readonly object[],
  recorded = true,
  db = engine.db,
  received: Pick<RowsReady, "receivedAt"> = {},
): Promise<readonly RowResult[]> => {
  const { submissions, ...house } = stores(db);
  let results: readonly RowResult[] = [];
  const message: RowsReady = {
    type: "rows-ready",
    version: 1,
    submissionId,
    kind: "feedback",
    chunk: 0,
    key: "chunks/1/0",
    by: finance,
    correlationId: "rows",
    ...received,
  };
  const chunk = JSON.stringify(rows.map((input, index) => ({ line: index + 2, input })));
  await admitFeedback(
    {
      ...house,
      files: {
        open: () =>
          Promise.resolve(
            (async function* () {
              yield await Promise.resolve(Buffer.from(chunk));
            })(),
          ),
        remove: () => Promise.resolve(),
      },
      submissions: {
        hasChunk: submissions.hasChunk,
        record: (_id, _chunk, given) => {
          results = given;
          return recorded ? Promise.resolve() : Promise.reject(new Error("killed"));
        },
      },
    },
    message,
  ).catch((error: unknown) => {
    if (recorded) throw error;
  });
  return results;
};
const outcomes = (results: readonly RowResult[]) => results.map(({ outcome, errors }) => [outcome, errors[0]?.code]);

test("an answer is written with its trigger as one event, which the relay can read", async () => {
  const trigger = await fire();
  await answer(trigger, { note: "已限制", evidence: [{ kind: "archive", ref: "2026-0031" }] });
  const [given] = await answers(trigger);
  expect(given).toMatchObject({
    type: "feedback-given",
    answer: 2,
    agency: { agencyId: "finance" },
    authorityId: "market-regulation",
    outcome: "applied",
    evidence: [{ kind: "archive", ref: "2026-0031" }],
  });
  const key = { pk: `trigger#${idOf(trigger)}`, sk: "answer#0000000002" };
  const { Item } = await engine.db.send(new GetCommand({ TableName: engine.table.Feedback, Key: key }));
  expect(readRecord(marshall(Item))).toEqual(given);
});

test("eight answers at once: one is taken, the others find it settled or are told to try again", async () => {
  const trigger = await fire();
  const replies = await Promise.all(Array.from({ length: 8 }, (_, n) => answer(trigger, { note: `第${n}次` })));
  expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
  for (const reply of replies.filter(({ ok }) => !ok))
    expect(reply).toMatchObject({ refusal: { code: "trigger.settled" } });
  expect(await answers(trigger)).toHaveLength(1);
});

test("a row is accepted once, a duplicate afterwards, and again accepted when its own chunk comes again", async () => {
  const [first, second] = [await fire(), await fire()];
  const row = (trigger: Trigger, more: object = {}) => ({
    triggerId: idOf(trigger),
    outcome: "applied",
    on: "2026-11-23",
    ...more,
  });
  const rows = [row(first), row(first), row(second), row(second, { note: "不同" }), { ...row(first), triggerId: "x" }];
  const expected = [
    ["accepted", undefined],
    ["duplicate", undefined],
    ["accepted", undefined],
    ["rejected", "trigger.settled"],
    ["rejected", "format"],
  ];
  expect(outcomes(await admit("sub_a", rows, false))).toEqual(expected);
  expect(outcomes(await admit("sub_a", rows))).toEqual(expected);
  expect(outcomes(await admit("sub_b", rows.slice(0, 3)))).toEqual([
    ["duplicate", undefined],
    ["duplicate", undefined],
    ["duplicate", undefined],
  ]);
  expect([(await answers(first)).length, (await answers(second)).length]).toEqual([1, 1]);
});

test("A §17: feedback of a file that came on the last day is in time, on whatever day its rows are worked on", async () => {
  const length = { warnOn: "2026-11-18", dueOn: "2026-11-20", provisional: false };
  const clock = {
    clockId: "c",
    kind: "triggerFeedback",
    agencyId: "finance",
    startedOn: "2026-11-06",
    ...length,
  } as const;
  const [first, second] = [
    await fire({ createdAt: "2026-11-06T09:00:00.000+08:00", clocks: [clock] }),
    await fire({ createdAt: "2026-11-06T09:00:00.000+08:00", clocks: [clock] }),
  ];
  const row = (trigger: Trigger, on: string) => ({ triggerId: idOf(trigger), outcome: "applied", on });
  const received = { receivedAt: "2026-11-20T23:59:56.000+08:00" };
  const rows = [row(first, "2026-11-20"), row(second, "2026-11-21")];
  // Nothing can have been done after the file came.
  expect(outcomes(await admit("sub_last", rows, true, engine.db, received))).toEqual([
    ["accepted", undefined],
    ["rejected", "on.future"],
  ]);
  expect(await stores().triggers.find(first.entryId, first.triggerKey)).toMatchObject({
    clocks: [{ dueOn: "2026-11-20", metOn: "2026-11-20" }],
    feedback: { on: "2026-11-20", at },
  });
  expect(await answers(first)).toMatchObject([{ at, reportedBack: { metOn: "2026-11-20" } }]);
  // A file from before it was carried goes by the day on which it is worked on.
  expect(outcomes(await admit("sub_old", [row(second, "2026-11-21")]))).toEqual([["accepted", undefined]]);
  expect((await stores().triggers.find(second.entryId, second.triggerKey))?.clocks).toMatchObject([
    { metOn: "2026-11-23" },
  ]);
});

test("rows that follow each other on one trigger have their effect once, however often their chunk comes", async () => {
  const trigger = await fire();
  const row = (outcome: string, note: string) => ({ triggerId: idOf(trigger), outcome, note, on: "2026-11-23" });
  const rows = [row("failed", "系统未对接"), row("failed", "再次失败"), row("applied", "已实施")];
  for (const recorded of [false, false, true])
    expect(outcomes(await admit("sub_c", rows, recorded))).toEqual([
      ["accepted", undefined],
      ["accepted", undefined],
      ["accepted", undefined],
    ]);
  expect((await answers(trigger)).map(({ note }) => note)).toEqual(["系统未对接", "再次失败", "已实施"]);
});

test("another agency's trigger and one that does not exist are refused row by row", async () => {
  const theirs = await fire({ agencyId: "tax" });
  const mine = await fire();
  const on = "2026-11-23";
  const rows = [
    { triggerId: idOf(theirs), outcome: "applied", on },
    { triggerId: `ent_${"0".repeat(26)}.${"0".repeat(26)}`, outcome: "applied", on },
    { triggerId: idOf(mine), outcome: "applied", on: "2026-11-24" },
    { triggerId: idOf(mine), outcome: "lifted", on },
    { triggerId: idOf(mine), outcome: "applied", on },
  ];
  expect(outcomes(await admit("sub_d", rows))).toEqual([
    ["rejected", "trigger.notYours"],
    ["rejected", "trigger.unknown"],
    ["rejected", "on.future"],
    ["rejected", "trigger.feedbackNotForKind"],
    ["accepted", undefined],
  ]);
});

test("a corrected answer keeps the first in its history and takes its case back", async () => {
  const trigger = await fire();
  const typicalCase = { title: "联合惩戒案例", text: "某公司被取消补助资格。", public: true };
  const first = await answer(trigger, { typicalCase });
  if (!first.ok) throw new Error(first.refusal.code);
  const caseId = first.value.trigger.feedback?.caseId ?? "";
  expect(await stores().cases.find(caseId)).toMatchObject({ status: "proposed", agency: { agencyId: "finance" } });
  const request = (key: string) => ({ clientId: "c", key, digest: key, answerWith: () => ({ status: 200, body: {} }) });
  const steer = (expectedVersion: number, key: string) =>
    steerCase(
      { ...stores(), reader: { entry: () => Promise.resolve(undefined) } },
      { caseId, command: "publish", expectedVersion, caller: office, by: office, request: request(key) },
    );
  expect(await steer(1, "stale")).toMatchObject({ refusal: { code: "case.stale" } });
  expect(await steer(2, "publish")).toMatchObject({ ok: true, value: { status: "published", version: 3 } });
  const shown = async (exitReason?: "error" | "expired") => {
    const about = { entry: { exitReason } } as never;
    const entries = { entries: (ids: readonly string[]) => Promise.resolve(new Map(ids.map((id) => [id, about]))) };
    const { items } = await showCases({ published: stores().published, entries }, { limit: 10 });
    return items.map((each) => each.caseId);
  };
  expect(await shown()).toEqual([caseId]);
  expect(await shown("expired")).toEqual([caseId]);
  // A §22: its entry is found to be an error after the case was published.
  expect(await shown("error")).toEqual([]);

  const corrected = await answer(trigger, { outcome: "notApplicable", corrects: true, reason: "该公司未申请补助" });
  expect(corrected).toMatchObject({ value: { trigger: { status: "notApplicable", feedback: { corrects: 2 } } } });
  expect(await stores().cases.find(caseId)).toMatchObject({ status: "withdrawn", version: 4 });
  expect((await stores().published.page({ limit: 10 })).items).toEqual([]);
  expect((await answers(trigger)).map(({ outcome, corrects }) => [outcome, corrects])).toEqual([
    ["applied", undefined],
    ["notApplicable", 2],
  ]);
});

test("a case of an entry that was an error is not shown, and one that names its subject is not taken", async () => {
  const trigger = await fire();
  const named = await answer(trigger, {
    typicalCase: { title: "案例", text: "衡川市第一制造有限公司被限制", public: true },
  });
  expect(named).toMatchObject({ refusal: { errors: [{ field: "typicalCase.text", code: "case.namesSubject" }] } });
  const told = await answer(trigger, { typicalCase: { title: "案例", text: "某公司被限制", public: true } });
  if (!told.ok) throw new Error(told.refusal.code);
  const undone = { entry: { exitReason: "error" } } as never;
  const steered = await steerCase(
    { ...stores(), reader: { entry: () => Promise.resolve(undone) } },
    {
      caseId: told.value.trigger.feedback?.caseId ?? "",
      command: "publish",
      expectedVersion: 2,
      caller: office,
      by: office,
      request: { clientId: "c", key: "error", digest: "error", answerWith: () => ({ status: 200, body: {} }) },
    },
  );
  expect(steered).toMatchObject({ refusal: { code: "case.entryInError" } });
});

test("A §4: after its lift an answer cannot be corrected to a later application", async () => {
  const trigger = await fire({ createdAt: "2026-11-20T09:00:00.000+08:00" });
  await answer(trigger, { on: "2026-11-20" });
  await fire({ entryId: trigger.entryId, kind: "lift", createdAt: "2026-11-21T09:00:00.000+08:00" });
  const correct = (on: string) => answer(trigger, { on, corrects: true, reason: "日期有误" });
  expect(await correct("2026-11-22")).toMatchObject({ refusal: { code: "trigger.ended" } });
  expect(await correct("2026-11-21")).toMatchObject({ ok: true });
});

test("an entry's feedback counts its triggers, pages through both lists, and keeps partners apart", async () => {
  const first = await fire();
  const { entryId } = first;
  for (let n = 0; n < 4; n++) await fire({ entryId });
  await fire({ entryId, kind: "lift" });
  await answer(first, {});
  for (let n = 0; n < 3; n++)
    await stores().partners.add(
      {
        feedbackId: `pfb_${n}`,
        entryId,
        partner: { agencyId: "bank-hengchuan", name: "衡川银行" },
        measure: "授信审查",
        effect: "下调授信额度",
        on: "2026-11-23",
        at: shanghaiInstant(new Date(monday.getTime() + n)),
      },
      { clientId: "bank", key: `p${n}`, digest: "d", answer: { status: 201, body: {} }, at: monday },
    );
  const entry = {
    determiningAuthority: { agencyId: "market-regulation" },
    informationProvider: { agencyId: "tax" },
    validTo: "2028-11-15",
    state: "published",
  };
  const deps = { ...stores(), reader: { entry: () => Promise.resolve({ entry, alerted: [] } as never) } };
  const items: string[] = [];
  const partners: string[] = [];
  let next: string | null | undefined;
  for (let pages = 0; next !== null && pages < 10; pages++) {
    const page = await readEntryFeedback(deps, entryId, office, { limit: 2, cursor: next });
    if (!page.ok) throw new Error(page.refusal.code);
    expect(page.value.counts).toEqual({ apply: { pending: 4, applied: 1 }, lift: { pending: 1 } });
    items.push(...page.value.items.map(idOf));
    partners.push(...page.value.partners.map(({ feedbackId }) => feedbackId));
    ({ next } = page.value);
  }
  expect(items).toEqual([idOf(first)]);
  expect(partners).toEqual(["pfb_2", "pfb_1", "pfb_0"]);
  expect(
    await readEntryFeedback(deps, entryId, { ...office, agencyId: "finance", roles: ["implementing"] }, { limit: 2 }),
  ).toMatchObject({
    refusal: { code: "entry.notYours" },
  });
});

const keep = (evidenceId: string, agencyId: string, more: object = {}) =>
  engine.db.send(
    new PutCommand({
      TableName: engine.table.Lists,
      Item: {
        pk: `evidence#${evidenceId}`,
        sk: "state",
        evidenceId,
        agencyId,
        sha256: "a".repeat(64),
        mediaType: "application/pdf",
        bytes: 12,
        keptAt: at,
        ...more,
      },
    }),
  );
const citing = (trigger: Trigger, attachmentId: string) => ({
  triggerId: idOf(trigger),
  outcome: "applied",
  on: "2026-11-23",
  evidence: [`文件:截图.pdf ${attachmentId}`],
});

/** The database as it is in the cloud: of two transactions on one item at the same time the later is refused. */
const contended = (): typeof engine.db => {
  const held = new Set<string>();
  const send = async (command: { readonly input: object }): Promise<unknown> => {
    if (!(command instanceof TransactWriteCommand)) return engine.db.send(command as never);
    const items = command.input.TransactItems ?? [];
    const keys = items.map(({ Put, Update, Delete }) => {
      const { pk, sk } = Put?.Item ?? Update?.Key ?? Delete?.Key ?? {};
      return pk === undefined ? undefined : `${String(pk)} ${String(sk)}`;
    });
    const taken = keys.map((key) => key !== undefined && held.has(key));
    if (taken.includes(true))
      throw new TransactionCanceledException({
        message: "conflict",
        $metadata: {},
        CancellationReasons: taken.map((each) => ({ Code: each ? "TransactionConflict" : "None" })),
      });
    for (const key of keys) if (key !== undefined) held.add(key);
    try {
      return await engine.db.send(command);
    } finally {
      for (const key of keys) if (key !== undefined) held.delete(key);
    }
  };
  return Object.create(engine.db, { send: { value: send } }) as typeof engine.db;
};

test("A §17: all rows of a file cite one document, in chunks side by side, and all are accepted", async () => {
  const evidenceId = "evd_" + "4".repeat(26);
  await keep(evidenceId, "finance");
  const fired = await Promise.all(Array.from({ length: 300 }, () => fire()));
  const db = contended();
  const chunks = [0, 100, 200].map((from) => fired.slice(from, from + 100).map((each) => citing(each, evidenceId)));
  const results = await Promise.all(chunks.map((rows, n) => admit(`sub_cited_${n}`, rows, true, db)));
  expect(outcomes(results.flat())).toEqual(fired.map(() => ["accepted", undefined]));
  expect(new Set((await stores().evidence.find(evidenceId))?.citedBy)).toEqual(
    new Set(fired.map(({ entryId }) => entryId)),
  );
});

test("A §17: a thousand records cite one document, and no more; a row that was taken stays taken", async () => {
  const evidenceId = "evd_" + "5".repeat(26);
  await keep(evidenceId, "finance", { citedBy: new Set(Array.from({ length: 999 }, (_, n) => `ent_${n}`)) });
  const [last, over] = [await fire(), await fire()];
  const rows = [citing(last, evidenceId), citing(over, evidenceId)];
  await admit("sub_often", rows, false);
  expect(outcomes(await admit("sub_often", rows))).toEqual([
    ["accepted", undefined],
    ["rejected", "evidence.citedOften"],
  ]);
  expect(await answers(over)).toEqual([]);
  // Who cites it already may do so again.
  const corrected = { ...citing(last, evidenceId), corrects: true, reason: "日期有误", note: "已更正" };
  expect(outcomes(await admit("sub_corrects", [corrected]))).toEqual([["accepted", undefined]]);
});

test("A §17: an answer cites a file that was put in, with its hash; of another agency's, or of none, the row is told so", async () => {
  const { evidence, triggers } = stores();
  const [own, other] = ["evd_" + "1".repeat(26), "evd_" + "2".repeat(26)];
  await keep(own, "finance");
  await keep(other, "tax");
  const fired = [await fire(), await fire(), await fire()];
  const row = (index: number, attachmentId: string) => citing(fired[index] as Trigger, attachmentId);
  const rows = [row(0, own), row(1, other), row(2, `evd_${"3".repeat(26)}`)];
  const results = await admit("sub_evidence", rows);
  expect(outcomes(results)).toEqual([
    ["accepted", undefined],
    ["rejected", "evidence.notYours"],
    ["rejected", "evidence.unknown"],
  ]);
  expect(results[1]?.errors[0]?.field).toBe("evidence.0.attachmentId");
  const file = { kind: "file", ref: "截图.pdf", attachmentId: own, sha256: "a".repeat(64), bytes: 12 };
  const [answered] = await answers(fired[0] as Trigger);
  expect(answered).toMatchObject({ evidence: [{ ...file, mediaType: "application/pdf" }] });
  const [entryId = "", triggerKey = ""] = idOf(fired[0] as Trigger).split(".");
  expect(await triggers.find(entryId, triggerKey)).toMatchObject({ feedback: { evidence: [file] } });
  expect((await evidence.find(own))?.citedBy).toEqual([entryId]);
  // The same file again: it was taken, and is known.
  expect(outcomes(await admit("sub_evidence", [row(0, own)]))).toEqual([["accepted", undefined]]);
});
