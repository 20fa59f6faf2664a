import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Actor } from "../../events/envelope.ts";
import type { SubmissionKind } from "../../events/vocabulary.ts";
import { createAgencyNames, createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createWithdraw } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createDisclosureStore } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createFigureReader, createFigureStore } from "../../shared/adapters/dynamodb/compliance/figures.ts";
import { getObjections } from "../../shared/adapters/dynamodb/items/objection-items.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { createSubmissionStore } from "../../shared/adapters/dynamodb/submission/submissions.ts";
import { createTriggerMaker } from "../../shared/adapters/dynamodb/trigger/trigger-maker.ts";
import { createTriggerWatches } from "../../shared/adapters/dynamodb/trigger/trigger-watches.ts";
import { createTriggerStore } from "../../shared/adapters/dynamodb/trigger/triggers.ts";
import { admitDisclosures } from "../../shared/app/disclosure/admit-disclosures.ts";
import { advanceDisclosure } from "../../shared/app/disclosure/advance-disclosure.ts";
import { answerTrigger } from "../../shared/app/trigger/answer-trigger.ts";
import { complianceCsv } from "../../shared/app/compliance/compliance-csv.ts";
import { fileActObjection, resolveActObjection } from "../../shared/app/disclosure/disclosure-acts.ts";
import { exitEntry, reportEntry, withdrawEntry } from "../../shared/app/entry/entry-acts.ts";
import {
  allCompliance,
  listCompliance,
  readCompliance,
  readIndicators,
} from "../../shared/app/compliance/read-compliance.ts";
import { reportPublication } from "../../shared/app/disclosure/report-publication.ts";
import { sweepTriggers } from "../../shared/app/trigger/sweep-triggers.ts";
import { standing } from "../../shared/domain/compliance/count.ts";
import { type Trigger, triggerIdOf } from "../../shared/domain/trigger/trigger.ts";
import { startClocks } from "../../shared/domain/trigger/clocks.ts";
import { derivedKey } from "../../shared/kernel/ids.ts";
import { shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";
import { shippedDisclosureBook, shippedPrivacyBook, shippedTargetBook } from "../../shared/policy/shipped-rulebook.ts";
import type { AgencyFigures } from "../../shared/ports/figures.ts";
import { agencyCode, penaltyRow, permitRow, type Row } from "../support/disclosures.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { countedOn, recountOn, toldOn } from "../support/figures.ts";
import { calendar, listing, monday, officer, shipped, triggerRules, usccNo } from "../support/house.ts";
import { newSubjectId, personsIn } from "../support/persons.ts";
import { actingOn, callerOf, finance, honour, houseOn, marketRegulation, office } from "../support/subjects.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  const register = createAgencyRegister(engine.db, engine.table.Register, () => monday);
  const others = [
    { agencyId: "finance", name: "衡川市财政局" },
    { agencyId: "tax", name: "衡川市税务局" },
  ];
  for (const { agencyId, name } of [officer, ...others])
    await register.put({ agencyId, name, uscc: usccNo(1, "11"), roles: ["authority"], clientIds: [] });
});
afterAll(() => {
  engine.stop();
});

const at = (day: string): Date => new Date(`${day}T09:00:00+08:00`);
const house = (now: Date = monday) => {
  const { db, table } = engine;
  return {
    alertStore: { withdraw: createWithdraw(db, table.Lists) },
    disclosures: createDisclosureStore(db, {
      disclosures: table.Disclosures,
      lists: table.Lists,
      intake: table.Intake,
    }),
    actObjections: (disclosureId: string) => getObjections(db, table.Lists, disclosureId),
    persons: personsIn(db, table.Subjects, newSubjectId),
    standings: createStandingReader(db, table.Subjects),
    masksOn: (day: string) => shippedPrivacyBook()(day).masks,
    rulesFor: shippedDisclosureBook(),
    calendar: () => Promise.resolve(calendar),
    requests: createRequestLog(db, table.Intake),
    now: () => now,
  };
};
const reading = (now: Date) => ({
  figures: createFigureReader(engine.db, engine.table.Figures),
  names: createAgencyNames(engine.db, engine.table.Register),
  targetsOn: shippedTargetBook(),
  now: () => now,
});

let files = 0;
/** Hands rows in as a file of one chunk; `killed` has them worked on once before by a worker that never records its answers. */
const handIn = async (
  kind: SubmissionKind,
  rows: readonly Row[],
  now = monday,
  killed = false,
  by: Actor = officer,
) => {
  const submissionId = `sub_${String(++files).padStart(26, "0")}`;
  const submissions = createSubmissionStore(engine.db, engine.table.Intake);
  const { agencyId } = by;
  await engine.db.send(
    new PutCommand({
      TableName: engine.table.Intake,
      Item: { pk: `submission#${submissionId}`, sk: "state", kind, agencyId, receivedAt: shanghaiInstant(now) },
    }),
  );
  const chunk = JSON.stringify(rows.map((input, n) => ({ line: n + 2, input })));
  const admit = (record: typeof submissions.record) =>
    admitDisclosures(
      {
        ...house(now),
        agencies: {
          byId: () =>
            Promise.resolve({ agencyId, uscc: agencyCode, name: by.name, roles: ["authority"], clientIds: [] }),
        },
        files: { open: () => Promise.resolve(bytesOf(chunk)), remove: () => Promise.resolve() },
        submissions: { record, hasChunk: submissions.hasChunk },
      },
      { type: "rows-ready", version: 1, submissionId, kind, chunk: 0, key: "chunk", by, correlationId: "test" },
    );
  if (killed) await admit(() => Promise.reject(new Error("killed"))).catch(() => undefined);
  const results = await admit(submissions.record);
  // The message comes again after its answers were recorded: nothing is told twice.
  await admit(submissions.record);
  return results.map(({ id = "" }) => id);
};
async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}

let requests = 0;
const publish = async (disclosureId: string, publishedOn: string, by: Actor = officer) => {
  const done = await reportPublication(house(at("2026-12-20")), {
    disclosureId,
    publication: { channel: "agencySite", publishedOn, address: "https://scjg.hengchuan.example/xzcf/1" },
    by,
    correlationId: "test",
    request: {
      clientId: by.clientId,
      key: `publish-${++requests}`,
      digest: "digest",
      answerWith: () => ({ status: 200, body: {}, headers: {} }),
    },
  });
  if (!done.ok) throw new Error(done.refusal.code);
};

/** An act upheld as wrong: it is taken down. */
const takeDown = async (disclosureId: string, on: string) => {
  const claim = async (act: Parameters<typeof advanceDisclosure>[1]) => {
    const by = { ...officer, officer: "周敏" };
    const how = { disclosureId, caller: marketRegulation, by, correlationId: "test" };
    const done = await advanceDisclosure(house(at(on)), act, how);
    if (!done.ok) throw new Error(done.refusal.code);
    return done.value.objection?.objectionId ?? "";
  };
  const objectionId = await claim(
    fileActObjection({ origin: "agency", ground: "facts", text: "货值有误。", evidence: [] }),
  );
  const upheld = { outcome: "upheld", reason: "原处罚决定被撤销。" } as const;
  await claim(resolveActObjection({ objectionId, expectedVersion: "any" }, upheld));
};

let fired = 0;
const fire = async (kind: Trigger["kind"], on: string): Promise<Trigger> => {
  const key = { entryId: `ent_${derivedKey("entry", ++fired)}`, triggerKey: derivedKey("trigger", fired) };
  const trigger: Trigger = {
    ...key,
    seq: fired,
    agencyId: "finance",
    kind,
    status: "pending",
    list: "black",
    subject: { kind: "organisation", name: "衡川市第一制造有限公司", uscc: usccNo(1) },
    domain: "productQuality",
    determiningAuthority: { agencyId: "market-regulation", name: officer.name },
    documentNo: "衡市监处罚〔2026〕1号",
    validTo: "2028-11-15",
    measure: {
      measureId: "restrict-fiscal-subsidies",
      version: 2,
      title: "限制",
      strength: "mandatory",
      legalBasis: "B",
    },
    clocks: startClocks({ triggerId: triggerIdOf(key), kind, agencyId: "finance" }, on, triggerRules),
    createdAt: shanghaiInstant(at(on)),
    correlationId: "test",
    version: 1,
  };
  await createTriggerMaker(engine.db, engine.table.Triggers).make([trigger]);
  return trigger;
};
const answer = async ({ entryId, triggerKey }: Trigger, outcome: "applied" | "lifted" | "failed", on: string) => {
  const { db, table } = engine;
  const tables = { triggers: table.Triggers, intake: table.Intake, feedback: table.Feedback };
  const done = await answerTrigger(
    { triggers: createTriggerStore(db, tables, shipped), catalogue: shipped, now: () => at(on) },
    {
      entryId,
      triggerKey,
      by: { agencyId: "finance", name: "衡川市财政局", clientId: "finance-client" },
      correlationId: "test",
      feedback: { outcome, on, corrects: false },
    },
  );
  if (!done.ok) throw new Error(done.refusal.code);
};

const today = at("2026-12-21");
const compliance = async (agencyId: string, month: string) => {
  const read = await readCompliance(reading(today), agencyId, month, office);
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value;
};

describe("SPEC capability 19: the figures of an agency", () => {
  test("count rows, corrections, publications, reports and feedback as a recount of all records does", async () => {
    // Taken: 1-8 in time, 9-12 late; two refused by a worker that was killed once.
    const ids = await handIn(
      "penalties",
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => penaltyRow(n)),
    );
    await handIn("penalties", [penaltyRow(50, { CF_NR_FK: "一万" }), penaltyRow(51, { CF_WSH: "" })], monday, true);
    const late = await handIn(
      "penalties",
      [9, 10, 11, 12].map((n) => penaltyRow(n, { CF_JDRQ: "2026-11-09" })),
    );
    await handIn("permits", [permitRow(20), permitRow(21, { XK_XKLB: "不明" })], at("2026-12-02"));
    // Public until a day on which it was late, or in time: neither need be published any more.
    await handIn("penalties", [penaltyRow(13, { CF_GSJZQ: "2026-12-10" }), penaltyRow(14, { CF_GSJZQ: "2026-11-25" })]);
    // The refused row again, mended: it is one more row, and the refusal stays. Another is corrected: it was late all along.
    await handIn("penalties", [penaltyRow(50)], at("2026-11-24"));
    await handIn("penalties", [penaltyRow(2, { CF_JDRQ: "2026-11-10" })], at("2026-12-03"));
    await publish(ids[0] ?? "", "2026-11-20");
    await publish(ids[1] ?? "", "2026-12-10");
    await publish(late[0] ?? "", "2026-11-19");
    // Another place, earlier: the first day holds.
    await publish(ids[1] ?? "", "2026-11-12");
    // Taken down: one before its due day, one long after, one that was published. None of them is still to be published.
    await takeDown(ids[2] ?? "", "2026-11-24");
    await takeDown(late[1] ?? "", "2026-12-10");
    await takeDown(late[0] ?? "", "2026-12-10");

    const open = await Promise.all([1, 2, 3, 4].map((n) => actingOn(engine).submit(listing(n), false)));
    await actingOn(engine).submit(listing(5));
    await actingOn(engine, at("2026-11-24")).act(open[0] as never, reportEntry, marketRegulation);
    await actingOn(engine, at("2026-12-04")).act(open[1] as never, reportEntry, marketRegulation);
    const withdrawn = withdrawEntry({ reason: "withdrawn", why: "证据不足" });
    await actingOn(engine, at("2026-12-04")).act(open[2] as never, withdrawn, marketRegulation);
    // Honours that a listing ended before they were reported, and that are back since it was an error; one is reported then.
    for (const n of [71, 72]) {
      const red = await actingOn(engine).submit(honour(n), false);
      let black = await actingOn(engine, at("2026-12-04")).submit(listing(n, { determinedOn: "2026-12-04" }));
      const error = exitEntry({ reason: "error", why: "主体有误" });
      for (const named of ["吴越", "周敏"])
        black = await actingOn(engine, at("2026-12-07")).act(black, error, marketRegulation, named);
      const back = (await houseOn(engine).reader.entry(red.entryId))?.entry;
      if (back?.state !== "determined") throw new Error("it is back where it stood");
      if (n === 72) await actingOn(engine, at("2026-12-08")).act(back, reportEntry, marketRegulation);
    }

    const triggers = [];
    for (const kind of ["apply", "apply", "lift", "lift", "apply"] as const)
      triggers.push(await fire(kind, "2026-11-23"));
    const [inTime, tooLate, lifted, failed] = triggers as [Trigger, Trigger, Trigger, Trigger];
    await answer(inTime, "applied", "2026-11-30");
    await answer(lifted, "lifted", "2026-11-25");
    await answer(failed, "failed", "2026-11-25");
    const watches = createTriggerWatches(
      engine.db,
      { lists: engine.table.Lists, triggers: engine.table.Triggers },
      shipped,
    );
    for (const day of ["2026-11-24", "2026-11-27", "2026-12-08", "2026-12-18"])
      expect((await sweepTriggers({ watches }, at(day))).failed).toBe(0);
    await answer(tooLate, "applied", "2026-12-19");

    const told = await toldOn(engine);
    for (const seed of [1, 2, 3]) {
      await countedOn(engine, told, seed);
      for (const agencyId of ["market-regulation", "finance"])
        for (const month of ["2026-11", "2026-12"])
          expect(await compliance(agencyId, month)).toMatchObject(
            await recountOn(engine, agencyId, month, shanghaiDate(today)),
          );
    }
    // By hand: 15 taken and 2 refused in November, of which 4 came late and one was corrected to be.
    expect(await compliance("market-regulation", "2026-11")).toMatchObject({
      name: officer.name,
      target: 0.98,
      targetReached: false,
      dualPublicity: {
        ...{ reported: 17, taken: 15, refused: 2, onTime: 10, late: 5, compliant: 10 },
        ...{ complianceRate: 0.5882, medianDays: 3, publishedOnTime: 2, publishedLate: 1, overdueNow: 9 },
        byKind: { penalties: { reported: 17 }, permits: { reported: 0, complianceRate: null, medianDays: null } },
      },
      listReports: { reported: 2, onTime: 2, late: 0, overdueNow: 2 },
      overdueNow: 11,
    });
    expect(await compliance("market-regulation", "2026-12")).toMatchObject({
      dualPublicity: { reported: 2, refused: 1, late: 1, complianceRate: 0 },
      listReports: { reported: 4, late: 2, never: 1, onTimeRate: 0.4 },
    });
    expect((await compliance("finance", "2026-12")).feedback).toEqual({ due: 3, given: 2, inTime: 1, rate: 0.3333 });
  });

  test("are read by the agency itself and the office, of all agencies in pages, as a table, and as the city's indicators", async () => {
    const deps = reading(today);
    expect(await readCompliance(deps, "market-regulation", "2026-11", finance)).toMatchObject({
      refusal: { code: "compliance.notYours" },
    });
    const own = await listCompliance(deps, { month: "2026-11", limit: 50 }, finance);
    expect(own).toMatchObject({ value: { items: [{ agencyId: "finance" }], next: null } });
    // It reported nothing, and is an agency all the same; an unknown one is no agency with figures of nought.
    const quiet = await readCompliance(deps, "tax", "2026-11", office);
    expect(quiet).toMatchObject({ value: { overdueNow: 0, dualPublicity: { complianceRate: null } } });
    const unknown = await readCompliance(deps, "nobody", "2026-11", office);
    expect(unknown).toMatchObject({ refusal: { code: "agency.unknown" } });

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCompliance(deps, { month: "2026-12", limit: 1, cursor }, office);
      if (!page.ok) throw new Error(page.refusal.code);
      seen.push(...page.value.items.map(({ agencyId }) => agencyId));
      cursor = page.value.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(["finance", "market-regulation"]);

    const all = await allCompliance(deps, "2026-11", office);
    if (!all.ok) throw new Error(all.refusal.code);
    const [header, ...lines] = complianceCsv(all.value).split("\r\n");
    expect(header).toMatch(/^\ufeff单位代码,单位名称,月份,双公示报送/);
    expect(lines.find((line) => line.startsWith("market-regulation"))).toMatch(
      /^market-regulation,衡川市市场监督管理局,2026-11,17,15,2,10,5,10,58\.82%,98\.00%,3,/,
    );

    expect(await readIndicators(deps, "2026-11", callerOf("tax", "authority"))).toMatchObject({
      refusal: { code: "compliance.notYours" },
    });
    const indicators = await readIndicators(deps, "2026-11", office);
    if (!indicators.ok) throw new Error(indicators.refusal.code);
    expect(indicators.value.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    // 16 acts taken and 6 entries reported, of all months.
    expect(indicators.value[1]).toMatchObject({ value: 22, target: 50_000_000, reached: false });
    expect(indicators.value[3]).toMatchObject({ value: 0.5882, target: 0.98, reached: false });
    for (const { value, why } of indicators.value) expect(value === null).toBe(why !== undefined);
  });

  test("are read of every agency, however much stands for each", async () => {
    // Five of them are more than the database gives in one answer.
    const duties = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`${n}`.padEnd(30_000, "."), 1]));
    const codes = ["big-1", "big-2", "big-3", "big-4", "big-5"];
    const { db, table } = engine;
    for (const agencyId of codes)
      for (const [place, counters] of [
        ["2031-05", { "acts.taken": 1 }],
        [standing, { ...duties, collected: 1 }],
      ] as const)
        await createFigureStore(db, table.Figures).commit([], [{ agencyId, place, counters, version: 0 }]);
    const reader = createFigureReader(db, table.Figures);
    for (const limit of [2, 100]) {
      const seen: AgencyFigures[] = [];
      let cursor: string | undefined;
      do {
        const page = await reader.ofMonth("2031-05", { limit, cursor });
        seen.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      const ofBig = seen.filter(({ agencyId }) => codes.includes(agencyId));
      expect(ofBig.map((each) => [each.agencyId, each.month["acts.taken"], each.standing["collected"]])).toEqual(
        codes.map((code) => [code, 1, 1]),
      );
      // Besides them market-regulation, whose duties stand; of finance nothing does.
      expect(seen).toHaveLength(codes.length + 1);
    }
  });
});
