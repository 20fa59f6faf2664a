import { randomBytes } from "node:crypto";
import { DeleteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { EndingDue } from "../../events/ending-due/v1.ts";
import { createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCatalogueRegister } from "../../shared/adapters/dynamodb/measure/catalogue-register.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { createEndingLog } from "../../shared/adapters/dynamodb/measure/ending-log.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createEntryReader } from "../../shared/adapters/dynamodb/entry/entry-reader.ts";
import { createLiveEntries } from "../../shared/adapters/dynamodb/entry/live-entries.ts";
import { createDecisionLog } from "../../shared/adapters/dynamodb/entry/decisions.ts";
import { createPositions } from "../../shared/adapters/dynamodb/trigger/positions.ts";
import { createPersonalReads } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { createTriggerMaker } from "../../shared/adapters/dynamodb/trigger/trigger-maker.ts";
import { createTriggerStore } from "../../shared/adapters/dynamodb/trigger/triggers.ts";
import { advanceEntry } from "../../shared/app/entry/advance-entry.ts";
import { reportEntry } from "../../shared/app/entry/entry-acts.ts";
import { answerTrigger } from "../../shared/app/trigger/answer-trigger.ts";
import { endMeasures, startEndings } from "../../shared/app/measure/end-measures.ts";
import { publishMeasure, putMeasure, retireMeasure } from "../../shared/app/measure/keep-measures.ts";
import { putMou } from "../../shared/app/measure/keep-mous.ts";
import { makeTriggers } from "../../shared/app/trigger/make-triggers.ts";
import { publishedMeasures, readMeasure, readMou } from "../../shared/app/measure/read-catalogue.ts";
import { screenSubjects } from "../../shared/app/query/screen-subjects.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { measureContent, mouContent } from "../../shared/domain/measure/content.ts";
import type { Measure } from "../../shared/domain/measure/measure.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Refusal } from "../../shared/domain/refusal.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { personsIn } from "../support/persons.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { calendar, listing, monday, officer, rulesFor, triggerRules, usccNo } from "../support/house.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  const register = createAgencyRegister(engine.db, engine.table.Register, () => monday);
  for (const [n, agencyId] of ["finance", "tax"].entries())
    await register.put({ agencyId, uscc: usccNo(9000 + n), name: agencyId, roles: ["implementing"], clientIds: [] });
  await register.put({ agencyId: "bank", uscc: usccNo(9009), name: "bank", roles: ["partner"], clientIds: [] });
});
afterAll(() => {
  engine.stop();
});
// Each test has a catalogue of its own: what one retires would stand in the way of the next.
beforeEach(async () => {
  const { db, table } = engine;
  const { Items = [] } = await db.send(new ScanCommand({ TableName: table.Catalogue }));
  for (const { pk, sk } of Items) await db.send(new DeleteCommand({ TableName: table.Catalogue, Key: { pk, sk } }));
});

const office = { agencyId: "credit-office", name: "信用办", roles: ["office"], clientId: "office-client" } as const;
const by = { agencyId: office.agencyId, name: office.name, clientId: office.clientId, officer: "王芳" };

let now = monday;
let sent: EndingDue[] = [];
beforeEach(() => {
  now = monday;
  sent = [];
});
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

const newSubjectId = () => `sbj_${encode(randomBytes(20))}`;

/** The parts of a deployment, as a function has them; each call is a function that has just come up. */
const house = () => {
  const { db, table } = engine;
  const tables = { catalogue: table.Catalogue, intake: table.Intake };
  return {
    now: () => now,
    rulesFor,
    limitingOn: () => [],
    calendar,
    catalogue: createCatalogueReader(db, table.Catalogue, []).current,
    register: createCatalogueRegister(db, tables, []),
    agencies: createAgencyRegister(db, table.Register, () => now),
    entries: createEntryStore(db, { subjects: table.Subjects, lists: table.Lists, intake: table.Intake }),
    newSubjectId,
    persons: personsIn(db, table.Subjects, newSubjectId),
    reads: createPersonalReads(db, table.PersonalReads),
    newReadId: () => `prd_${encode(randomBytes(20))}`,
    live: createLiveEntries(db, table.Lists),
    endings: createEndingLog(db, table.Catalogue),
    endingQueue: {
      send: (messages: readonly EndingDue[]) => {
        sent.push(...messages);
        return Promise.resolve();
      },
    },
    reader: createEntryReader(db, table.Lists),
    standings: createStandingReader(db, table.Subjects),
    triggers: createTriggerStore(
      db,
      { triggers: table.Triggers, intake: table.Intake, feedback: table.Feedback },
      createCatalogueReader(db, table.Catalogue, []).current,
    ),
    making: {
      triggers: createTriggerMaker(db, table.Triggers),
      positions: createPositions(db, table.Triggers),
      decisions: createDecisionLog(db, table.Lists),
      rules: triggerRules,
      announce: () => Promise.resolve(),
    },
  };
};

const content = (change: object = {}) =>
  measureContent.parse({
    kind: "punishment",
    strength: "mandatory",
    nature: "administrative",
    title: "限制申请财政补贴",
    description: "有效期内不予受理补贴申请。",
    lists: ["black"],
    severities: ["serious"],
    matters: ["fiscalFunds"],
    agencies: ["finance", "tax"],
    legalBasis: { title: "《企业信息公示暂行条例》", section: "第十八条", quote: "依法予以限制或者禁入" },
    ...change,
  });

const value = <T>(result: Result<T, Refusal>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const codeOf = (result: Result<unknown, Refusal>) =>
  result.ok ? "ok" : [result.refusal.code, ...(result.refusal.errors ?? []).map(({ code }) => code)].join(" ");

const asOffice = { caller: office, by, correlationId: "test" };
const put = (measureId: string, change: object = {}, more: object = {}) =>
  putMeasure(house(), { ...asOffice, measureId, content: content(change), ...more });
const publish = (measureId: string) => publishMeasure(house(), { ...asOffice, measureId });
const retire = (measureId: string, more: object = {}) =>
  retireMeasure(house(), { ...asOffice, measureId, reason: "上级文件已废止", ...more });
const publishNew = async (measureId: string, change: object = {}): Promise<void> => {
  value(await put(measureId, change));
  value(await publish(measureId));
};

const submit = async (n: number, change: Partial<EntryInput> = {}, deps = house()) =>
  value(await submitEntry(deps, { input: listing(n, change), by: officer, correlationId: "test", report: true })).entry;
const numbered = (n: number, documentNo: string): Partial<EntryInput> => ({
  basis: { ...listing(n).basis, documentNo },
});

/** Delivers an entry's whole history to the maker of triggers, as the relay does, and gives its triggers. */
const triggersOf = async (entry: { readonly entryId: string; readonly subjectId: string }) => {
  const { making, triggers, catalogue } = house();
  const decisions = await making.decisions.between(entry.subjectId, 0, 1_000);
  const { failed } = await makeTriggers({ ...making, catalogue, now: () => now }, decisions);
  expect(failed).toEqual(new Map());
  return (await triggers.ofEntry(entry.entryId, { limit: 200 })).items;
};
const told = (items: Awaited<ReturnType<typeof triggersOf>>) =>
  items.map(({ kind, status, agencyId, measure }) => `${kind} ${measure.measureId} ${agencyId} ${status}`).sort();

/** Works through the queue to its end, each message twice. */
const workOff = async (start?: EndingDue): Promise<number> => {
  if (start) sent.push(start);
  let ended = 0;
  for (let message = sent.shift(); message; message = sent.shift()) {
    ended += await endMeasures(house(), message);
    const again = sent;
    sent = [];
    expect(await endMeasures(house(), message)).toBe(0);
    sent = again;
  }
  return ended;
};
const start: EndingDue = { type: "ending-due", version: 1, correlationId: "retired" };

describe("A §16: a measure's way through the catalogue", () => {
  test("drafted, published and named by an entry; its history says who, when and why", async () => {
    value(await put("restrict-one", { strength: "recommended" }));
    const naming = { input: listing(1, { measures: ["restrict-one"] }), by: officer, correlationId: "t", report: true };
    expect(codeOf(await submitEntry(house(), naming))).toBe("input.invalid measure.unpublished");
    value(await publish("restrict-one"));
    const entry = value(await submitEntry(house(), naming)).entry;
    expect(entry.measures).toEqual([{ measureId: "restrict-one", version: 1 }]);
    expect(told(await triggersOf(entry))).toEqual([
      "apply restrict-one finance pending",
      "apply restrict-one tax pending",
    ]);

    value(await put("restrict-one", { strength: "recommended", title: "限制申请各类财政补贴" }));
    const second = value(await publish("restrict-one"));
    expect(second.versions.map(({ version, status }) => [version, status])).toEqual([
      [1, "published"],
      [2, "published"],
    ]);
    const next = await submit(2, { measures: ["restrict-one"] });
    expect(next.measures).toEqual([{ measureId: "restrict-one", version: 2 }]);
    expect((await house().reader.entry(entry.entryId))?.entry.measures).toEqual([
      { measureId: "restrict-one", version: 1 },
    ]);

    value(await retire("restrict-one"));
    const { history } = value(await readMeasure(house(), "restrict-one"));
    expect(history.map(({ act, versions, reason, by: who }) => [act, versions, reason, who.officer])).toEqual([
      ["drafted", [1], undefined, "王芳"],
      ["published", [1], undefined, "王芳"],
      ["drafted", [2], undefined, "王芳"],
      ["published", [2], undefined, "王芳"],
      ["retired", [1, 2], "上级文件已废止", "王芳"],
    ]);
    expect(codeOf(await submitEntry(house(), { ...naming, input: listing(3, { measures: ["restrict-one"] }) }))).toBe(
      "input.invalid measure.expired",
    );
  });

  test("every refusal", async () => {
    const tax = { ...asOffice, caller: { ...office, agencyId: "tax", roles: ["authority"] as const } };
    expect(codeOf(await putMeasure(house(), { ...tax, measureId: "x", content: content() }))).toBe("agency.role");
    expect(codeOf(await publish("nowhere"))).toBe("measure.unknown");
    expect(codeOf(await retire("nowhere"))).toBe("measure.unknown");
    expect(codeOf(await readMeasure(house(), "nowhere"))).toBe("measure.unknown");
    expect(codeOf(await readMou(house(), "nowhere"))).toBe("mou.unknown");
    expect(codeOf(await put("wrong", { agencies: ["nobody", "bank", "tax"] }))).toBe(
      "input.invalid agency.notImplementing agency.notImplementing",
    );
    expect(codeOf(await put("wrong", { mouId: "nowhere" }))).toBe("input.invalid mou.unknown");
    value(await put("wrong"));
    expect(codeOf(await retire("wrong"))).toBe("measure.notInForce");
    expect(codeOf(await put("wrong", { title: "x" }, { expectedRevision: 99 }))).toBe("measure.stale");
    value(await publish("wrong"));
    expect(codeOf(await publish("wrong"))).toBe("measure.noDraft");
    expect(codeOf(await retire("wrong", { on: "2026-11-22" }))).toBe("input.invalid on.past");
    value(await retire("wrong"));
    expect(codeOf(await retire("wrong"))).toBe("measure.notInForce");
  });

  test("the same request is answered once, and the same draft written once", async () => {
    value(await put("once"));
    const { revision } = await house().register.state();
    value(await put("once"));
    expect((await house().register.state()).revision).toBe(revision);
    const request = {
      clientId: "office-client",
      key: "k1",
      digest: "d",
      answerWith: () => ({ status: 200, body: {} }),
    };
    value(await publishMeasure(house(), { ...asOffice, measureId: "once", request }));
    value(await put("once", { title: "x" }));
    expect(codeOf(await publishMeasure(house(), { ...asOffice, measureId: "once", request }))).toBe("request.seen");
    expect(value(await readMeasure(house(), "once")).versions.map(({ status }) => status)).toEqual([
      "published",
      "draft",
    ]);
  });

  test("of writers at the same time none overwrites another: with If-Match one wins, without each has its act", async () => {
    const kept = value(await put("raced"));
    const expectedRevision = Math.max(...kept.versions.map(({ revision = 0 }) => revision));
    const titles = Array.from({ length: 6 }, (_, n) => `措施${n}`);
    const guarded = await Promise.all(titles.map((title) => put("raced", { title }, { expectedRevision })));
    expect(guarded.map(codeOf).sort()).toEqual([
      "measure.stale",
      "measure.stale",
      "measure.stale",
      "measure.stale",
      "measure.stale",
      "ok",
    ]);
    const free = await Promise.all(titles.map((title) => put("raced", { title: `${title}号` })));
    expect(free.map(codeOf)).toEqual(titles.map(() => "ok"));
    const { versions, history } = value(await readMeasure(house(), "raced"));
    expect(versions).toHaveLength(1);
    expect(history).toHaveLength(8);
    expect(new Set(history.map(({ revision }) => revision)).size).toBe(8);
  });

  test("acts on different measures at the same time are one sequence, and none is hidden from a warm function", async () => {
    const warm = house();
    await warm.catalogue();
    const ids = Array.from({ length: 6 }, (_, n) => `side-by-side-${n}`);
    expect((await Promise.all(ids.map((id) => put(id)))).map(codeOf)).toEqual(ids.map(() => "ok"));
    const { revision, measures } = await house().register.state();
    expect([revision, measures.map((measure) => measure.revision).sort()]).toEqual([6, [1, 2, 3, 4, 5, 6]]);
    expect(await warm.catalogue()).toEqual(measures);
  });

  test("a warm function sees what another one wrote, at the next question", async () => {
    const warm = house();
    const before = (await warm.catalogue()).length;
    value(await put("seen-at-once"));
    expect((await warm.catalogue()).length).toBe(before + 1);
    expect(await warm.catalogue()).toBe(await warm.catalogue());
  });

  test("what is shipped is the base: a shipped draft is published, a shipped measure is retired", async () => {
    const { db, table } = engine;
    const shipped: Measure[] = [
      { ...content(), measureId: "shipped-draft", version: 1, status: "draft", validFrom: "2019-01-01" },
      {
        ...content(),
        measureId: "shipped",
        version: 1,
        status: "published",
        publishedOn: "2019-01-01",
        validFrom: "2019-01-01",
      },
    ];
    const tables = { catalogue: table.Catalogue, intake: table.Intake };
    const over = { ...house(), register: createCatalogueRegister(db, tables, shipped) };
    value(await publishMeasure(over, { ...asOffice, measureId: "shipped-draft" }));
    value(await retireMeasure(over, { ...asOffice, measureId: "shipped", reason: "x", expectedRevision: 0 }));
    const found = await publishedMeasures({ ...over, register: createCatalogueRegister(db, tables, shipped) });
    expect(found.map(({ measure }) => measure.measureId)).toContain("shipped-draft");
    expect(found.map(({ measure }) => measure.measureId)).not.toContain("shipped");
  });
});

test("A §16, §24: a memorandum is registered in versions; measures are published only under one in force", async () => {
  const mou = mouContent.parse({
    title: "联合惩戒合作备忘录",
    documentNo: "衡发改联〔2026〕8号",
    parties: [{ name: "衡川市财政局", agencyId: "finance" }, { name: "国家税务总局" }],
    lists: ["black"],
    signedOn: "2026-10-01",
    validFrom: "2026-10-08",
  });
  const keep = (change: object = {}, more: object = {}) =>
    putMou(house(), { ...asOffice, mouId: "joint", content: { ...mou, ...change }, ...more });
  const first = value(await keep());
  expect(value(await keep())).toEqual(first);
  expect(codeOf(await keep({ parties: [{ name: "x", agencyId: "nobody" }] }))).toBe("input.invalid agency.unknown");
  expect(codeOf(await keep({ title: "x" }, { expectedRevision: 99 }))).toBe("mou.stale");
  await publishNew("under-mou", { mouId: "joint" });
  const shown = (await publishedMeasures(house())).find(({ measure }) => measure.measureId === "under-mou");
  expect(shown?.mou?.documentNo).toBe("衡发改联〔2026〕8号");

  expect(value(await keep({ validTo: "2026-11-22" }, { expectedRevision: first.revision }))).toMatchObject({
    version: 2,
  });
  value(await put("under-mou-too", { mouId: "joint" }));
  expect(codeOf(await publish("under-mou-too"))).toBe("measure.incomplete mou.notInForce");
  const read = value(await readMou(house(), "joint"));
  expect([read.mou.version, read.versions.length, read.measures, read.history.length]).toEqual([
    2,
    2,
    ["under-mou", "under-mou-too"],
    2,
  ]);
});

describe("B 四(三), C 十三: a measure that ends is lifted where it is applied", () => {
  const screened = async (n: number) => {
    const [found] = await screenSubjects(
      house(),
      { matter: "fiscalFunds", subjects: [{ uscc: usccNo(n) }] },
      { caller: { ...officer, roles: ["authority"] }, correlationId: "test" },
    );
    return found?.restrictions.map(({ measure }) => measure.measureId);
  };

  test("retired: once at each agency, of that measure alone; no counter is shown it meanwhile; nobody reports it applied", async () => {
    await publishNew("to-retire");
    await publishNew("to-stay", { agencies: ["tax"] });
    const entries = await Promise.all([20, 21, 22].map((n) => submit(n)));
    const [first] = entries as [(typeof entries)[number]];
    const fired = await triggersOf(first);
    expect(told(fired)).toEqual([
      "apply to-retire finance pending",
      "apply to-retire tax pending",
      "apply to-stay tax pending",
    ]);
    later(5);
    value(await retire("to-retire"));
    expect(await screened(20)).toEqual(["to-stay"]);
    const mine = fired.find(({ agencyId }) => agencyId === "finance");
    const answered = await answerTrigger(house(), {
      entryId: first.entryId,
      triggerKey: mine?.triggerKey ?? "",
      by: { ...officer, agencyId: "finance" },
      correlationId: "t",
      feedback: { outcome: "applied", on: "2026-11-23", corrects: false },
      request: { clientId: "finance-client", key: "a", digest: "d", answerWith: () => ({ status: 200, body: {} }) },
    });
    expect(codeOf(answered)).toBe("measure.notInForce");

    expect(await workOff(start)).toBe(3);
    expect(await workOff(start)).toBe(0);
    for (const entry of entries) {
      expect(told(await triggersOf(entry))).toEqual([
        "apply to-retire finance superseded",
        "apply to-retire tax superseded",
        "apply to-stay tax pending",
        "lift to-retire finance pending",
        "lift to-retire tax pending",
      ]);
      const stored = await house().reader.entry(entry.entryId);
      expect(stored?.entry).toMatchObject({ state: "published", measures: [{ measureId: "to-stay", version: 1 }] });
    }
    const lifts = (await triggersOf(first)).filter(({ kind }) => kind === "lift");
    expect(lifts.map(({ measureEnded, exitReason }) => [measureEnded, exitReason])).toEqual([
      ["retired", undefined],
      ["retired", undefined],
    ]);
  });

  test("of one version: the lift names the subject's entry that has another version in force", async () => {
    await publishNew("versioned", { agencies: ["tax"] });
    const old = await submit(30, numbered(30, "衡市监处罚〔2026〕30-1号"));
    value(await put("versioned", { agencies: ["tax"], title: "限制申请补贴(修订)" }));
    value(await publish("versioned"));
    const young = await submit(30, numbered(30, "衡市监处罚〔2026〕30-2号"));
    value(await retire("versioned", { version: 1 }));
    expect(await workOff(start)).toBe(1);
    const [lift] = (await triggersOf(old)).filter(({ kind }) => kind === "lift");
    expect(lift?.alsoRequiredBy).toEqual([young.entryId]);
    expect(told(await triggersOf(young))).toEqual(["apply versioned tax pending"]);

    // The other way round nobody else requires it: the older version is over as well.
    value(await retire("versioned"));
    expect(await workOff(start)).toBe(1);
    const [last] = (await triggersOf(young)).filter(({ kind }) => kind === "lift");
    expect(last?.alsoRequiredBy).toBeUndefined();
  });

  test("expired: from the day after its last day, by the hourly sweep, and then costs nothing more", async () => {
    await publishNew("runs-out", { agencies: ["tax"], validTo: "2026-11-24" });
    const entry = await submit(40);
    now = new Date("2026-11-24T23:05:00+08:00");
    expect(await startEndings(house(), "sweep")).toBe(0);
    expect((await house().reader.entry(entry.entryId))?.entry.measures).toHaveLength(1);

    now = new Date("2026-11-25T00:05:00+08:00");
    expect(await screened(40)).toEqual([]);
    expect(await startEndings(house(), "sweep")).toBe(8);
    expect(await workOff()).toBe(1);
    const events = await house().reader.history(entry.subjectId);
    expect(events.at(-1)).toMatchObject({
      type: "entry-measures-ended",
      by: { agencyId: "platform" },
      data: { reason: "expired", endedOn: "2026-11-25", measures: [{ measureId: "runs-out", alsoRequiredBy: [] }] },
    });
    // That look began within ten minutes of the end: the next one is the last.
    now = new Date("2026-11-25T01:05:00+08:00");
    expect(await startEndings(house(), "sweep")).toBe(8);
    expect(await workOff()).toBe(0);
    now = new Date("2026-11-25T02:05:00+08:00");
    expect(await startEndings(house(), "sweep")).toBe(0);
  });

  test("retired for a later day: applied until then, lifted on it", async () => {
    await publishNew("until-december", { agencies: ["tax"] });
    value(await retire("until-december", { on: "2026-12-01" }));
    const entry = await submit(45);
    expect(told(await triggersOf(entry))).toEqual(["apply until-december tax pending"]);
    expect(await workOff(start)).toBe(0);
    now = new Date("2026-12-01T00:15:00+08:00");
    expect(await workOff(start)).toBe(1);
    expect(told(await triggersOf(entry))).toEqual([
      "apply until-december tax superseded",
      "lift until-december tax pending",
    ]);
  });

  test("an entry that a slow worker published under the catalogue of before never fires it, and loses it to the next look", async () => {
    await publishNew("handed-over", { agencies: ["tax"] });
    const slow = house();
    const known = await slow.catalogue();
    value(await retire("handed-over"));
    expect(await workOff(start)).toBe(0);
    const entry = await submit(50, {}, { ...slow, catalogue: () => Promise.resolve(known) });
    expect(entry.measures).toEqual([{ measureId: "handed-over", version: 1 }]);
    expect(told(await triggersOf(entry))).toEqual(["apply handed-over tax superseded"]);
    expect(await screened(50)).toEqual([]);

    later(65);
    expect(await startEndings(house(), "sweep")).toBe(8);
    expect(await workOff()).toBe(1);
    expect((await house().reader.entry(entry.entryId))?.entry.measures).toEqual([]);
    expect(await startEndings(house(), "sweep")).toBe(0);
  });

  test("an entry determined before the retirement and published after it never gets it", async () => {
    await publishNew("between", { agencies: ["tax"] });
    const input = { input: listing(60), by: officer, correlationId: "t", report: false };
    const { entry } = value(await submitEntry(house(), input));
    expect(entry.measures).toHaveLength(1);
    value(await retire("between"));
    expect(await workOff(start)).toBe(0);
    const caller = { ...officer, roles: ["authority"] as const };
    const advance = { entryId: entry.entryId, caller, expectedVersion: 1, by: officer, correlationId: "t" };
    const published = value(await advanceEntry(house(), reportEntry, advance));
    expect([published.state, published.measures]).toEqual(["published", []]);
    expect(told(await triggersOf(published))).toEqual([]);
  });

  test("many entries are looked through page by page, whatever else happens to them meanwhile", async () => {
    await publishNew("everywhere", { agencies: ["tax"] });
    const many = Array.from({ length: 120 }, (_, n) => 1000 + n);
    for (let from = 0; from < many.length; from += 20)
      await Promise.all(many.slice(from, from + 20).map((n) => submit(n)));
    value(await retire("everywhere"));
    // Two looks side by side, as when a message came twice: each entry is ended once.
    sent.push(start, start);
    let ended = 0;
    while (sent.length > 0) {
      const messages = sent.splice(0, 4);
      ended += (await Promise.all(messages.map((message) => endMeasures(house(), message)))).reduce((a, b) => a + b, 0);
    }
    expect(ended).toBe(120);
    for (const n of many) {
      const standing = await house().standings.byUscc(usccNo(n));
      expect(standing?.entries.map(({ measures }) => measures)).toEqual([[]]);
    }
  });
});
