import { randomBytes } from "node:crypto";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDisclosureDue } from "../../shared/adapters/dynamodb/disclosure/disclosure-due.ts";
import {
  createDisclosureReader,
  createDisclosureStore,
  createPublicDisclosures,
} from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createAgencyDirectory } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createClockReader } from "../../shared/adapters/dynamodb/clock/clocks.ts";
import { createAlertReader, createWithdraw } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createPersonalReads } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { admitDisclosures } from "../../shared/app/disclosure/admit-disclosures.ts";
import {
  listDisclosures,
  queryDisclosures,
  readDisclosure,
  readDisclosureHistory,
  readPublicDisclosure,
} from "../../shared/app/disclosure/read-disclosures.ts";
import { forecastClocks } from "../../shared/app/clock/forecast-clocks.ts";
import { listClocks } from "../../shared/app/clock/list-clocks.ts";
import { reportPublication } from "../../shared/app/disclosure/report-publication.ts";
import { sweepDisclosures } from "../../shared/app/disclosure/sweep-disclosures.ts";
import { isPublicOn } from "../../shared/domain/disclosure/disclosure.ts";
import { evolve } from "../../shared/domain/disclosure/evolve.ts";
import { replaySubject } from "../../shared/domain/history/replay.ts";
import type { Disclosure } from "../../shared/domain/disclosure/disclosure.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { shippedDisclosureBook, shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";
import { publicDisclosureView } from "../../shared/http/disclosure-views.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import type { RowResult } from "../../shared/ports/submissions.ts";
import type { FigureTold } from "../../events/figure-told/v1.ts";
import type { SubmissionKind } from "../../events/vocabulary.ts";
import { actRow, agencyCode, onPerson, penaltyRow, permitRow, type Row } from "../support/disclosures.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { calendar, monday, officer, usccNo } from "../support/house.ts";
import { identityNo, newSubjectId, personsIn } from "../support/persons.ts";
import { actingOn, houseOn, office as creditOffice, personal } from "../support/subjects.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const masks = shippedPrivacyBook()("2026-11-23").masks;
const house = (now = monday) => {
  const { db, table } = engine;
  return {
    alertStore: { withdraw: createWithdraw(db, table.Lists) },
    disclosures: createDisclosureStore(db, { disclosures: table.Disclosures, intake: table.Intake }),
    reader: createDisclosureReader(db, table.Disclosures),
    lateDisclosures: createDisclosureDue(db, { disclosures: table.Disclosures, lists: table.Lists }),
    persons: personsIn(db, table.Subjects, newSubjectId),
    standings: createStandingReader(db, table.Subjects),
    reads: createPersonalReads(db, table.PersonalReads),
    requests: createRequestLog(db, table.Intake),
    newReadId: () => `prd_${encode(randomBytes(20))}`,
    masksOn: () => masks,
    rulesFor: shippedDisclosureBook(),
    calendar: () => Promise.resolve(calendar),
    now: () => now,
  };
};
/** The public's side, whose port has the same name. */
const open = (now = monday) => ({
  disclosures: createPublicDisclosures(engine.db, engine.table.Disclosures),
  standings: createStandingReader(engine.db, engine.table.Subjects),
  now: () => now,
});

let files = 0;
/** What the figures were told of refused rows. */
const told: (FigureTold | undefined)[] = [];
/** Hands rows in as one file and takes them in; the submission itself is kept nowhere. */
const handIn = async (
  kind: SubmissionKind,
  rows: readonly Row[],
  now = monday,
  number = ++files,
  receivedAt?: string,
) => {
  const submissionId = `sub_${String(number).padStart(26, "0")}`;
  const chunk = JSON.stringify(rows.map((input, n) => ({ line: n + 2, input })));
  const results = await admitDisclosures(
    {
      ...house(now),
      agencies: {
        byId: (agencyId) =>
          Promise.resolve({ agencyId, uscc: agencyCode, name: officer.name, roles: ["authority"], clientIds: [] }),
      },
      files: {
        open: () => Promise.resolve(bytesOf(chunk)),
        remove: () => Promise.resolve(),
      },
      submissions: {
        record: (_, __, ___, tells) => Promise.resolve(void told.push(tells)),
        hasChunk: () => Promise.resolve(false),
      },
    },
    {
      type: "rows-ready",
      version: 1,
      submissionId,
      kind,
      chunk: 0,
      key: "chunk",
      by: officer,
      correlationId: "test",
      ...(receivedAt === undefined ? {} : { receivedAt }),
    },
  );
  return results;
};
async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}
/** Hands in one file after the other. */
const inOrder = async (files: readonly ((() => Promise<readonly RowResult[]>) | undefined)[]) => {
  const results: (readonly RowResult[])[] = [];
  for (const file of files) results.push((await file?.()) ?? []);
  return results;
};
let cases = 0;
const outcomes = (results: readonly RowResult[]) => results.map(({ outcome }) => outcome);
const idOf = (result: RowResult | undefined): string => {
  if (result?.id === undefined) throw new Error(JSON.stringify(result));
  return result.id;
};

const agency: Caller = { ...officer, roles: ["authority"] };
const other: Caller = { agencyId: "tax", name: "税务局", clientId: "tax-client", roles: ["authority"] };
const office: Caller = { agencyId: "credit-office", name: "信用办", clientId: "office", roles: ["office"] };
const reading = { caller: agency, correlationId: "test" };
const found = async (disclosureId: string): Promise<Disclosure> => {
  const stored = await house().disclosures.find(disclosureId);
  if (!stored) throw new Error(`${disclosureId} is not there`);
  return stored.disclosure;
};

describe("A §19: acts that agencies report", () => {
  test("are taken row by row: good ones public, the same again a duplicate, wrong ones named", async () => {
    const results = await handIn("penalties", [
      penaltyRow(1),
      penaltyRow(2, { CF_NR_FK: "一万" }),
      penaltyRow(1),
      penaltyRow(3),
    ]);
    expect(outcomes(results)).toEqual(["accepted", "rejected", "duplicate", "accepted"]);
    expect(results[1]?.errors).toMatchObject([{ field: "CF_NR_FK", code: "amount.format" }]);
    expect(outcomes(await handIn("penalties", [penaltyRow(1)]))).toEqual(["duplicate"]);
    const { items } = await queryDisclosures(open(), { uscc: usccNo(1), limit: 50 });
    expect(items.map(({ decisionNo, items: { CF_NR_FK } }) => [decisionNo, CF_NR_FK])).toEqual([
      ["衡市监处罚〔2026〕1号", "1.2"],
    ]);
  });

  test("are corrected by reporting them again, and the history says what was said before", async () => {
    const [first] = await handIn("permits", [permitRow(10)]);
    const disclosureId = idOf(first);
    const corrected = permitRow(10, { XK_NR: "工业产品生产许可(变更)", XK_YXQZI: "2030-11-17" });
    const results = await handIn("permits", [corrected], new Date("2026-11-24T09:00:00+08:00"));
    expect(results).toMatchObject([{ outcome: "accepted", id: disclosureId }]);
    const now = await found(disclosureId);
    expect(now).toMatchObject({ version: 2, collectedOn: "2026-11-23", publicityEndsOn: "2030-11-17" });
    const history = await readDisclosureHistory(house(), disclosureId, reading);
    if (!history.ok) throw new Error(history.refusal.code);
    expect(history.value.map(({ type }) => type)).toEqual(["disclosure-recorded", "disclosure-corrected"]);
    expect(history.value.reduce<Disclosure | undefined>(evolve, undefined)).toEqual(now);
    const { items } = await queryDisclosures(open(), { uscc: usccNo(10), limit: 50 });
    expect(items.map(({ items: { XK_NR } }) => XK_NR)).toEqual(["工业产品生产许可(变更)"]);
  });

  test("stay as the last row of a file says, however often and in whatever order it is worked on", async () => {
    const rows = [penaltyRow(20), penaltyRow(20, { CF_NR_FK: "1.3" }), penaltyRow(20, { CF_NR_FK: "1.4" })];
    const results = await handIn("penalties", rows, monday, 7_000);
    expect(outcomes(results)).toEqual(["accepted", "accepted", "accepted"]);
    expect(await handIn("penalties", rows, monday, 7_000)).toEqual(results);
    const disclosure = await found(idOf(results[0]));
    expect([disclosure.version, disclosure.items["CF_NR_FK"]]).toEqual([3, "1.4"]);
  });

  test("stay as the file that came last says, though an earlier one is worked on for longer", async () => {
    const received = (instant: string, change?: Row) =>
      handIn("penalties", [penaltyRow(21, change)], monday, undefined, `2026-11-23T${instant}+08:00`);
    const [first] = await received("09:31:36.100", { CF_NR_FK: "1.2" });
    expect(await received("09:31:35.986", { CF_NR_FK: "12" })).toMatchObject([{ outcome: "duplicate", id: first?.id }]);
    expect(await found(idOf(first))).toMatchObject({ version: 1, items: { CF_NR_FK: "1.2" } });
    expect(outcomes(await received("09:31:36.101", { CF_NR_FK: "1.3" }))).toEqual(["accepted"]);
    expect((await found(idOf(first))).items["CF_NR_FK"]).toBe("1.3");
    // A message that was on its way before files said when they came.
    expect(outcomes(await handIn("penalties", [penaltyRow(21, { CF_NR_FK: "1.4" })]))).toEqual(["accepted"]);
  });

  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  test.each(["ABA", "AAB", "ABB", "ABC", "BBA"])(
    "stay as the last of three files says, which say %s, in whatever order they are worked on, or all at once",
    async (said) => {
      const amounts: Readonly<Record<string, string>> = { A: "1.2", B: "1.3", C: "1.4" };
      for (const [turn, order] of [...orders, undefined].entries()) {
        const n = 4_000 + cases++;
        const files = [...said].map(
          (letter, file) => () =>
            handIn(
              "penalties",
              [penaltyRow(n, { CF_NR_FK: amounts[letter] })],
              monday,
              20_000 + n * 3 + file,
              `2026-11-23T08:00:00.00${file}+08:00`,
            ),
        );
        const results = order
          ? [...(await inOrder(order.map((file) => files[file])))]
          : await Promise.all(files.map((file) => file()));
        const ids = new Set(results.map(([result]) => idOf(result)));
        const [disclosureId = ""] = ids;
        expect([turn, ids.size, (await found(disclosureId)).items["CF_NR_FK"]]).toEqual([
          turn,
          1,
          amounts[said[2] ?? ""],
        ]);
        // Every file comes again, as a queue brings it: nothing changes, and its answers are the same.
        const again = await inOrder((order ?? [0, 1, 2]).map((file) => files[file]));
        if (order) expect(again).toEqual(results);
        expect((await found(disclosureId)).items["CF_NR_FK"]).toBe(amounts[said[2] ?? ""]);
      }
    },
  );

  test("were reported on the day on which their file came, though its rows are worked on after midnight", async () => {
    const received = (rows: readonly Row[], day: string, worked: string) =>
      handIn("penalties", rows, new Date(`${worked}T00:20:00+08:00`), undefined, `${day}T23:59:56.000+08:00`);
    // Five working days after the decision: the last day for the collection.
    const tomorrow = penaltyRow(23, { CF_JDRQ: "2026-11-26", CF_GSJZQ: "2027-11-25" });
    const [first, refused] = await received([penaltyRow(22), tomorrow], "2026-11-25", "2026-11-26");
    expect(await found(idOf(first))).toMatchObject({ collectedOn: "2026-11-25", late: false, compliant: true });
    expect(refused?.errors).toMatchObject([{ field: "CF_JDRQ", code: "date.future" }]);
    expect(told.at(-1)).toMatchObject({ fact: { on: "2026-11-25", rows: 1 } });
    const history = await readDisclosureHistory(house(), idOf(first), reading);
    expect(history).toMatchObject({ value: [{ at: "2026-11-26T00:20:00.000+08:00" }] });
    await received([penaltyRow(22, { CF_NR_FK: "1.3" })], "2026-11-26", "2026-11-27");
    expect(await found(idOf(first))).toMatchObject({ correctedOn: "2026-11-26", items: { CF_NR_FK: "1.3" } });
  });

  test("are corrected after their last public day, and not brought back by it", async () => {
    const row = { CF_GSJZQ: "2026-12-20" };
    const disclosureId = idOf((await handIn("penalties", [penaltyRow(24, row)]))[0]);
    const after = (change: Row) => handIn("penalties", [penaltyRow(24, change)], new Date("2026-12-21T09:00:00+08:00"));
    const ended = { outcome: "rejected", errors: [{ field: "CF_GSJZQ", code: "disclosure.ended" }] };
    expect(await after({ CF_GSJZQ: "2027-06-30" })).toMatchObject([ended]);
    expect(await after({ CF_GSJZQ: undefined })).toMatchObject([ended]);
    expect(outcomes(await after({ ...row, CF_NR_FK: "1.3" }))).toEqual(["accepted"]);
    expect(await found(disclosureId)).toMatchObject({ publicityEndsOn: "2026-12-20", items: { CF_NR_FK: "1.3" } });
    // On its last day it can still be prolonged.
    await handIn("penalties", [penaltyRow(25, row)]);
    const last = new Date("2026-12-20T23:00:00+08:00");
    expect(outcomes(await handIn("penalties", [penaltyRow(25, { CF_GSJZQ: "2027-06-30" })], last))).toEqual([
      "accepted",
    ]);
  });

  test("need not be published by their agency once their publicity is over", async () => {
    const disclosureId = idOf((await handIn("penalties", [penaltyRow(27, { CF_GSJZQ: "2026-12-01" })]))[0]);
    const on = (day: string) => new Date(`${day}T00:10:00+08:00`);
    const raised = async (day: string) =>
      (await sweepDisclosures(house(), on(day)), await house().disclosures.find(disclosureId))?.alerted.length;
    // Due on 27 November, the office to be told on 4 December.
    expect([await raised("2026-11-30"), await raised("2026-12-05"), await raised("2027-01-20")]).toEqual([1, 1, 1]);
    const clocks = createClockReader(engine.db, {
      lists: engine.table.Lists,
      triggers: engine.table.Triggers,
      disclosures: engine.table.Disclosures,
    });
    const listed = async (day: string, status: "overdue" | "missed") => {
      const deps = { clocks, directory: createAgencyDirectory(engine.db, engine.table.Register), now: () => on(day) };
      const page = await listClocks(deps, { status, month: "2026-11", limit: 200 }, agency);
      if (!page.ok) throw new Error(page.refusal.code);
      return page.value.items.filter((each) => each.disclosureId === disclosureId).map(({ clock }) => clock.kind);
    };
    expect([await listed("2026-12-01", "overdue"), await listed("2026-12-02", "overdue")]).toEqual([
      ["disclosurePublication"],
      [],
    ]);
    expect(await listed("2026-12-02", "missed")).toEqual(["disclosurePublication"]);
    const forecast = async (day: string) => {
      const deps = {
        clocks,
        directory: createAgencyDirectory(engine.db, engine.table.Register),
        calendar,
        now: () => on(day),
      };
      const done = await forecastClocks(deps, {}, agency);
      return done.ok ? done.value.overdue : undefined;
    };
    expect(await forecast("2026-12-02")).toBe(((await forecast("2026-12-01")) ?? 0) - 1);
    let words = 0;
    const published = (publishedOn: string) =>
      reportPublication(house(on("2027-01-20")), {
        disclosureId,
        publication: { channel: "agencySite", publishedOn, address: "https://scjg.hengchuan.example/xzcf/1" },
        by: officer,
        correlationId: "test",
        request: { clientId: "c", key: `ended-${++words}`, digest: "d", answerWith: () => ({ status: 200, body: {} }) },
      });
    expect(await published("2026-12-02")).toMatchObject({ refusal: { errors: [{ code: "publishedOn.afterEnd" }] } });
    expect(await published("2026-12-01")).toMatchObject({ ok: true });
    expect((await found(disclosureId)).clocks[0]).toMatchObject({ metOn: "2026-12-01" });
  });

  test("were decided before they were collected and published, whatever a correction says", async () => {
    const reported = (change: Row, day: string) =>
      handIn("penalties", [penaltyRow(26, change)], new Date(`${day}T09:00:00+08:00`));
    const disclosureId = idOf((await reported({ CF_JDRQ: "2026-11-02" }, "2026-11-24"))[0]);
    const wrong = { outcome: "rejected", errors: [{ field: "CF_JDRQ", code: "date.afterCollection" }] };
    expect(await reported({ CF_JDRQ: "2026-11-25" }, "2026-11-26")).toMatchObject([wrong]);
    expect(outcomes(await reported({ CF_JDRQ: "2026-11-23" }, "2026-11-26"))).toEqual(["accepted"]);
    await reportPublication(house(), {
      disclosureId,
      publication: {
        channel: "agencySite",
        publishedOn: "2026-11-23",
        address: "https://scjg.hengchuan.example/xzcf/1",
      },
      by: officer,
      correlationId: "test",
      request: { clientId: "c", key: "first", digest: "d", answerWith: () => ({ status: 200, body: {} }) },
    });
    expect(await reported({ CF_JDRQ: "2026-11-24" }, "2026-11-26")).toMatchObject([wrong]);
  });

  test("are one disclosure for each party of a decision, and one however many report it at once", async () => {
    const two = [penaltyRow(30), penaltyRow(30, { CF_XDR_SHXYM: usccNo(31) })];
    expect(new Set((await handIn("penalties", two)).map(idOf)).size).toBe(2);
    const all = await Promise.all(Array.from({ length: 6 }, () => handIn("penalties", [penaltyRow(32)])));
    expect(new Set(all.map(([result]) => idOf(result))).size).toBe(1);
    expect(all.flatMap(outcomes).filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect((await found(idOf(all[0]?.[0]))).version).toBe(1);
  });
});

describe("persons in acts (SPEC Persons)", () => {
  test("are known by their number, which stands nowhere; anybody reads them masked", async () => {
    const row = penaltyRow(40, { ...onPerson(40), CF_BZ: "内部备注" });
    const disclosureId = idOf((await handIn("penalties", [row]))[0]);
    const disclosure = await readPublicDisclosure(open(), disclosureId);
    if (!disclosure.ok) throw new Error(disclosure.refusal.code);
    const view = publicDisclosureView(disclosure.value, masks);
    expect(view.party).toEqual({
      kind: "person",
      name: "张*明",
      idType: "residentId",
      idNumberMasked: `419901**********${identityNo(40).slice(-2)}`,
    });
    expect(view.items["CF_SY"]).toBe("张*明无照经营。");
    expect(JSON.stringify(view)).not.toMatch(/张晓明|内部备注|sbj_|CF_SJLY/);
    for (const name of Object.values(engine.table)) {
      const { Items = [] } = await engine.db.send(new ScanCommand({ TableName: name }));
      expect(JSON.stringify(Items)).not.toContain(identityNo(40));
    }
  });

  test("ADR 23: of somebody who has died nothing is public; agencies keep what they reported", async () => {
    const [dead, living] = (
      await handIn(
        "penalties",
        [44, 45].map((n) => penaltyRow(n, onPerson(n))),
      )
    ).map(idOf);
    if (dead === undefined || living === undefined) throw new Error("both were taken");
    for (const n of [44, 45]) await actingOn(engine).submit(personal(n, identityNo(n)));
    expect((await readPublicDisclosure(open(), dead)).ok).toBe(true);
    const { subjectId = "" } = (await found(dead)).party;
    const death = { kind: "died", on: "2026-11-20", documentNo: "衡公户注〔2026〕44号" } as const;
    expect(await actingOn(engine).change(subjectId, death, creditOffice)).toMatchObject({ ok: true });
    expect(await readPublicDisclosure(open(), dead)).toMatchObject({ refusal: { code: "disclosure.ended" } });
    expect((await readPublicDisclosure(open(), living)).ok).toBe(true);
    // So it is of somebody who stands in no list; of nobody else is anything recorded by an act.
    const unlisted = idOf((await handIn("penalties", [penaltyRow(46, onPerson(46))]))[0]);
    const known = (await found(unlisted)).party.subjectId ?? "";
    const rename = { ...death, kind: "renamed", name: "张晓光" } as const;
    expect(await actingOn(engine).change(known, rename, creditOffice)).toMatchObject({
      refusal: { code: "subject.unknown" },
    });
    expect(await actingOn(engine).change(known, death)).toMatchObject({ refusal: { code: "subject.notYours" } });
    for (const changed of [true, false])
      expect(await actingOn(engine).change(known, death, creditOffice)).toMatchObject({
        value: { changed, standing: { kind: "person", name: "张晓明", status: { kind: "died" }, seq: 1 } },
      });
    expect(await readPublicDisclosure(open(), unlisted)).toMatchObject({ refusal: { code: "disclosure.ended" } });
    await expect(actingOn(engine).submit(personal(46, identityNo(46)))).rejects.toThrow("subject.gone");
    const { standing, history } = houseOn(engine).subjects;
    const stood = await standing(known);
    expect(stood && replaySubject(stood, await history(known)).standing).toEqual(stood);
    expect((await readDisclosure(house(), dead, { ...reading, purpose: "复核" })).ok).toBe(true);
  });

  test("are read by their agency for a purpose, which is registered", async () => {
    const disclosureId = idOf((await handIn("penalties", [penaltyRow(41, onPerson(41))]))[0]);
    expect(await readDisclosure(house(), disclosureId, reading)).toMatchObject({
      refusal: { code: "purpose.required" },
    });
    expect((await readDisclosure(house(), disclosureId, { ...reading, purpose: "复核" })).ok).toBe(true);
    const { Items = [] } = await engine.db.send(new ScanCommand({ TableName: engine.table.PersonalReads }));
    expect(Items.filter((item) => item["of"] === disclosureId)).toMatchObject([
      { what: "disclosure", purpose: "复核" },
    ]);
  });

  test("who stand for an organisation are named to nobody else", async () => {
    const disclosureId = idOf(
      (await handIn("penalties", [penaltyRow(42, { CF_FR_ZJLX: "身份证", CF_FR_ZJHM: identityNo(42) })]))[0],
    );
    const disclosure = await found(disclosureId);
    expect(disclosure.representative).toMatchObject({
      name: "陈建国",
      subjectId: expect.stringMatching(/^sbj_/) as string,
    });
    expect(JSON.stringify(publicDisclosureView(disclosure, masks))).not.toContain("陈建国");
  });

  test("C 十四: nor are they in the facts or the number of the decision, however their names are padded", async () => {
    const row = penaltyRow(43, { CF_SY: "法定代表人陈建国(陈 建\u3000国)无照经营。", CF_WSH: "陈建国案43号" });
    const disclosure = await found(idOf((await handIn("penalties", [row]))[0]));
    expect(disclosure.representative?.name).toBe("陈建国");
    const view = publicDisclosureView(disclosure, masks);
    expect(view.items["CF_SY"]).toBe("法定代表人陈*国(陈*国)无照经营。");
    expect(view.decisionNo).toBe("陈*国案43号");
    expect(JSON.stringify(view)).not.toMatch(/陈\s*建\s*国/);
  });
});

describe("who reads what", () => {
  test("an agency lists its own of a month in pages, the office anybody's", async () => {
    await handIn(
      "acts",
      Array.from({ length: 7 }, (_, n) => actRow(50 + n)),
      new Date("2026-12-01T09:00:00+08:00"),
    );
    const december = { month: "2026-12", limit: 3 };
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listDisclosures(house(), { ...december, cursor }, agency);
      if (!page.ok) throw new Error(page.refusal.code);
      ids.push(...page.value.items.map(({ disclosureId }) => disclosureId));
      cursor = page.value.next ?? undefined;
    } while (cursor !== undefined);
    expect([ids.length, new Set(ids).size]).toEqual([7, 7]);
    const asked = { agency: officer.agencyId, ...december, limit: 50 };
    expect(await listDisclosures(house(), asked, office)).toMatchObject({ ok: true });
    expect(await listDisclosures(house(), { ...asked, status: "published" }, office)).toMatchObject({
      value: { items: [] },
    });
    expect(await listDisclosures(house(), asked, other)).toMatchObject({ refusal: { code: "disclosure.notYours" } });
    const [id = ""] = ids;
    expect(await readDisclosure(house(), id, { ...reading, caller: other })).toMatchObject({
      refusal: { code: "disclosure.notYours" },
    });
  });

  test("the public reads an act to its last day, in pages, and not a day longer", async () => {
    const uscc = usccNo(60);
    const party = { CF_XDR_SHXYM: uscc };
    const ends = ["2026-12-01", "2026-12-02", "2027-11-17"];
    const results = await handIn(
      "penalties",
      ends.map((end, n) => penaltyRow(60 + n, { ...party, CF_GSJZQ: end })),
    );
    const seen = async (day: string, limit = 50) => {
      const asked = open(new Date(`${day}T23:59:59+08:00`));
      const page = await queryDisclosures(asked, { uscc, limit });
      expect(page.items.every((disclosure) => isPublicOn(disclosure, day))).toBe(true);
      return page.items.map(({ publicityEndsOn }) => publicityEndsOn);
    };
    expect(await seen("2026-12-01")).toEqual(ends);
    expect(await seen("2026-12-02")).toEqual(ends.slice(1));
    expect(await seen("2027-11-18")).toEqual([]);
    const first = await queryDisclosures(open(), { uscc, limit: 2 });
    const rest = await queryDisclosures(open(), { uscc, limit: 2, cursor: first.next ?? "" });
    expect([...first.items, ...rest.items].map(({ publicityEndsOn }) => publicityEndsOn)).toEqual(ends);
    expect(rest.next).toBeNull();
    const late = open(new Date("2026-12-02T00:00:00+08:00"));
    expect(await readPublicDisclosure(late, idOf(results[0]))).toMatchObject({ refusal: { code: "disclosure.ended" } });
  });
});

describe("A §19, C 六: the agency's own publication", () => {
  const request = (key: string) => ({
    clientId: officer.clientId,
    key,
    digest: "digest",
    answerWith: () => ({ status: 200, body: {} }),
  });
  const publish = (disclosureId: string, publishedOn: string, key: string, by = officer, at = monday) =>
    reportPublication(house(at), {
      disclosureId,
      publication: { channel: "agencySite", publishedOn, address: "https://scjg.hengchuan.example/xzcf/1" },
      by,
      correlationId: "test",
      request: request(key),
    });

  test("meets its clock; said again it changes nothing; nobody else says it", async () => {
    const disclosureId = idOf((await handIn("penalties", [penaltyRow(70)]))[0]);
    expect(await publish(disclosureId, "2026-11-20", "a")).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await publish(disclosureId, "2026-11-20", "b")).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await publish(disclosureId, "2026-11-20", "b")).toMatchObject({ refusal: { code: "request.seen" } });
    expect(await publish(disclosureId, "2026-11-19", "a")).toMatchObject({ refusal: { code: "request.seen" } });
    expect(await publish(disclosureId, "2026-11-20", "c", other)).toMatchObject({
      refusal: { code: "disclosure.notYours" },
    });
    expect((await found(disclosureId)).clocks[0]).toMatchObject({ kind: "disclosurePublication", metOn: "2026-11-20" });
  });

  test("that is not heard of in time raises one alert, however often the sweep runs", async () => {
    const ids = (await handIn("penalties", [penaltyRow(80), penaltyRow(81)])).map(idOf);
    const [late = "", met = ""] = ids;
    await publish(met, "2026-11-25", "met", officer, new Date("2026-11-25T09:00:00+08:00"));
    const about = async () => {
      const { items } = await createAlertReader(engine.db, engine.table.Lists).ofAgency(
        officer.agencyId,
        "2026-11",
        { level: "overdue" },
        {
          limit: 200,
        },
      );
      return items.filter((alert) => "disclosureId" in alert && ids.includes(alert.disclosureId ?? ""));
    };
    await sweepDisclosures(house(), new Date("2026-11-27T23:05:00+08:00"));
    expect(await about()).toEqual([]);
    for (const hour of ["00", "01", "02"]) {
      const swept = await sweepDisclosures(house(), new Date(`2026-11-28T${hour}:05:00+08:00`));
      expect(swept.failed).toBe(0);
      if (hour !== "00") expect(swept).toEqual({ late: 0, alerts: 0, failed: 0 });
    }
    expect(await about()).toMatchObject([
      { level: "overdue", kind: "disclosurePublication", disclosureId: late, dueOn: "2026-11-27" },
    ]);
    // What changes afterwards is not held up by it.
    expect(await publish(late, "2026-11-30", "late", officer, new Date("2026-11-30T09:00:00+08:00"))).toMatchObject({
      ok: true,
      value: { version: 2 },
    });
  });
});
