import { describe, expect, test } from "vitest";
import type { DecisionContext, EntryCommand } from "../../shared/domain/entry/command.ts";
import { decide } from "../../shared/domain/entry/decide.ts";
import type { Entry, Happening } from "../../shared/domain/entry/entry.ts";
import { evolve } from "../../shared/domain/entry/evolve.ts";
import { shippedArrangements } from "../../shared/calendar/arrangements.ts";
import { createWorkingCalendar } from "../../shared/calendar/working-calendar.ts";
import type { Objection } from "../../shared/domain/objection/objection.ts";
import { officer } from "../support/house.ts";
import {
  afterwards,
  contextOn,
  entryId,
  entryIn,
  objectionTo,
  placed,
  rulesWith,
  standingOf,
  subjectId,
  today,
  withOpen,
} from "./entries-by-hand.ts";

const shippedYears = shippedArrangements();
const report = { name: "report" } as const;
const exit = { name: "exit", reason: "expired" } as const;
const expired = "2028-11-16";

const happened = (entry: Entry, command: EntryCommand, context: DecisionContext): readonly Happening[] => {
  const decided = decide(entry, command, context);
  if (!decided.ok) throw new Error(decided.refusal.code);
  return decided.value;
};
const code = (entry: Entry | undefined, command: EntryCommand, context: DecisionContext): string | undefined => {
  const decided = decide(entry, command, context);
  return decided.ok ? undefined : decided.refusal.code;
};

describe("A §4: when an entry ends", () => {
  const { validTo } = entryIn.published;

  test("it neither exits nor lapses on its last valid day, and does from the day after", () => {
    expect(code(entryIn.published, exit, contextOn(validTo))).toBe("exit.notYetExpired");
    expect(code(entryIn.reported, { name: "lapse" }, contextOn(validTo))).toBe("lapse.stillValid");
    expect(code(entryIn.published, exit, contextOn(expired))).toBeUndefined();
    expect(code(entryIn.determined, { name: "lapse" }, contextOn(expired))).toBeUndefined();
  });

  test("an expiry takes effect the day after the last valid day, however late the sweep comes, with its exit notice", () => {
    expect(happened(entryIn.published, exit, contextOn("2028-12-31"))).toMatchObject([
      { data: { exitedOn: expired, reason: "expired", publishedSeq: 3, noticeUntil: "2028-12-16" } },
    ]);
  });

  test("a proposal that nobody takes further lapses after its idle days, and not on the last of them", () => {
    expect(code(entryIn.preliminary, { name: "lapse" }, contextOn("2027-02-04"))).toBe("lapse.stillValid");
    expect(code(entryIn.preliminary, { name: "lapse" }, contextOn("2027-02-05"))).toBeUndefined();
    // Being contested is not lying idle.
    expect(code(entryIn.contested, { name: "lapse" }, contextOn("2027-02-05"))).toBe("lapse.stillValid");
  });

  test("SPEC: idle days become more, and never fewer, with the calendar of a year that was not out", () => {
    const proposed = { ...entryIn.preliminary, lapsesFrom: "2026-11-12" };
    const on = (day: string, off: readonly string[]) =>
      contextOn(day, {
        calendar: createWorkingCalendar({ ...shippedYears, 2027: { sources: [], off: [...off], work: [] } }),
      });
    const lapse = { name: "lapse" } as const;
    expect(code(proposed, lapse, on("2027-02-05", ["2027-01-01", "2027-01-04"]))).toBe("lapse.stillValid");
    expect(code(proposed, lapse, on("2027-02-05", []))).toBeUndefined();
    expect(code(proposed, lapse, on("2027-02-08", ["2027-01-01", "2027-01-04"]))).toBe("lapse.stillValid");
    expect(code(proposed, lapse, on("2027-02-09", ["2027-01-01", "2027-01-04"]))).toBeUndefined();
  });

  test.each([
    ["red", ["error", "blackListed", "keyAttentionListed", "expired", "rewardMisused", "standardChanged"]],
    ["black", ["error", "repaired", "expired", "standardChanged"]],
    ["keyAttention", ["escalated", "expired", "repaired", "error"]],
  ] as const)("a %s entry ends for its own reasons and no other", (list, allowed) => {
    const reasons = [
      ...["error", "repaired", "expired", "standardChanged", "blackListed"],
      ...["keyAttentionListed", "rewardMisused", "escalated"],
    ] as const;
    const entry = { ...entryIn.published, list };
    const rules = rulesWith({ fourEyes: { publication: false, exitByError: false } });
    const ended = (reason: (typeof reasons)[number], day: string) =>
      code(entry, { name: "exit", reason }, contextOn(day, { rules }));
    for (const reason of reasons) {
      const refusedAnyway = (allowed as readonly string[]).includes(reason) ? undefined : "exit.reasonNotForList";
      const inForce = reason === "expired" ? "exit.notYetExpired" : refusedAnyway;
      expect([reason, ended(reason, entry.validTo)]).toEqual([reason, inForce]);
      // Past its last day it has ended by itself; that it was wrong can still be said.
      const over = reason === "expired" || reason === "error" ? undefined : (refusedAnyway ?? "entry.ended");
      expect([reason, ended(reason, expired)]).toEqual([reason, over]);
    }
  });
});

describe("A §3, §19, §20: determination, report and publication", () => {
  test("it is published on its last valid day, and no longer on the day after", () => {
    const publish = { name: "publish", by: "policy" } as const;
    expect(code(entryIn.reported, publish, contextOn(entryIn.reported.validTo))).toBeUndefined();
    expect(code(entryIn.reported, publish, contextOn(expired))).toBe("entry.ended");
  });

  test("policy does not publish what policy leaves to the office", () => {
    const context = contextOn(today, { rules: rulesWith({ publication: () => "office" }) });
    expect(code(entryIn.reported, { name: "publish", by: "policy" }, context)).toBe("publication.byOffice");
  });

  test("four eyes: the office publishes by a named officer who did not take the step before", () => {
    const publish = { name: "publish", by: "office" } as const;
    const entry = { ...entryIn.reported, lastOfficer: "周敏" };
    const as = (named?: string) =>
      contextOn(today, { by: named === undefined ? officer : { ...officer, officer: named } });
    expect(code(entry, publish, as())).toBe("officer.required");
    expect(code(entry, publish, as("周敏"))).toBe("officer.second");
    expect(code(entry, publish, as("吴越"))).toBeUndefined();
  });

  test.each(["周 敏", " 周敏", "周\u3000敏", "周\u200b敏"])("four eyes: %j is the same officer as 周敏", (other) => {
    const as = (named: string) => contextOn(today, { by: { ...officer, officer: named } });
    const reported = { ...entryIn.reported, lastOfficer: "周敏" };
    expect(code(reported, { name: "publish", by: "office" }, as(other))).toBe("officer.second");
    const pendingExit = { reason: "error", proposedOn: today, officer: "周敏" } as const;
    const waiting = { ...entryIn.published, pendingExit };
    expect(code(waiting, { name: "exit", reason: "error" }, as(other))).toBe("officer.second");
  });

  test("four eyes: what the office determined itself and named nobody for is not published on one name", () => {
    const publish = { name: "publish", by: "office" } as const;
    const named = { ...officer, officer: "吴越" };
    expect(code(entryIn.reported, publish, contextOn(today, { by: named }))).toBe("officer.required");
    expect(code(entryIn.reported, publish, contextOn(today, { by: { ...named, agencyId: "other-office" } }))).toBe(
      undefined,
    );
  });

  test("four eyes: who took an objection in between is not who took the step before", () => {
    const filing = { origin: "subject", ground: "facts", text: "不服。", evidence: [] } as const;
    const [filed] = happened(
      { ...entryIn.reported, lastOfficer: "周敏" },
      { name: "fileObjection", filing, earlier: [] },
      contextOn(today, { by: { ...officer, officer: "赵宁" } }),
    );
    if (!filed) throw new Error("not filed");
    const event = { ...placed(filed, 3), by: { ...officer, officer: "赵宁" } };
    expect(evolve({ ...entryIn.reported, lastOfficer: "周敏" }, event)).toMatchObject({ lastOfficer: "周敏" });
  });

  test("four eyes: an exit as an error is proposed by one officer and agreed to by another", () => {
    const asError = { name: "exit", reason: "error", why: "复议撤销" } as const;
    const as = (named: string) => contextOn(today, { by: { ...officer, officer: named } });
    expect(code(entryIn.published, asError, contextOn(today))).toBe("officer.required");
    const [proposed] = happened(entryIn.published, asError, as("周敏"));
    if (proposed?.type !== "exit-proposed") throw new Error("one officer was enough");
    const event = placed(proposed, 4);
    const waiting = evolve(entryIn.published, { ...event, by: { ...officer, officer: "周敏" } });
    expect(waiting).toMatchObject({ state: "published", pendingExit: { officer: "周敏" } });
    expect(code(waiting, asError, as("周敏"))).toBe("officer.second");
    expect(happened(waiting, asError, as("吴越")).map(({ type }) => type)).toEqual(["entry-exited"]);
  });

  test("a report on the due day is on time, and one the working day after is late by one", () => {
    const late = (on: string) => happened(entryIn.determined, report, contextOn(on));
    expect(late("2026-11-23")).toMatchObject([{ data: { reportedOn: "2026-11-23", workingDaysLate: 0 } }]);
    expect(late("2026-11-24")).toMatchObject([{ data: { workingDaysLate: 1 } }]);
    expect(late("2026-11-30")).toMatchObject([{ data: { workingDaysLate: 5 } }]);
  });

  test("a report meets the clock on its day", () => {
    const [reported] = happened(entryIn.determined, report, contextOn("2026-11-24"));
    if (!reported) throw new Error("nothing happened");
    expect(evolve(entryIn.determined, placed(reported, 2)).clocks.map(({ metOn }) => metOn)).toEqual(["2026-11-24"]);
    expect(() => evolve(undefined, placed(reported, 1))).toThrow(/determination/);
  });

  test("a key-attention entry warns its subject as it is published, and says until when (A §3)", () => {
    const entry = { ...entryIn.reported, list: "keyAttention" as const };
    const all = happened(entry, { name: "publish", by: "policy" }, contextOn(today));
    expect(all.map(({ type }) => type)).toEqual(["entry-published", "subject-warned"]);
    expect(JSON.stringify(all[1]?.data)).toContain(entry.validTo);
  });
});

describe("A §3: notices before a determination", () => {
  const person: Entry["subject"] = {
    kind: "person",
    name: "韩立群",
    idType: "residentId",
    idNumberMasked: "419900**********16",
  };
  const determine = { name: "determine" } as const;
  const { procedure, ...bare } = entryIn.noticed;
  if (!procedure?.priorNotice || !procedure.publicNotice) throw new Error("noticed without a notice");

  test("a natural person is not black-listed without a served notice, whatever else was done", () => {
    const entry = { ...bare, subject: person, procedure: { statements: [], publicNotice: procedure.publicNotice } };
    expect(code(entry, determine, contextOn(today))).toBe("priorNotice.missing");
    expect(code({ ...bare, subject: person }, { name: "openPublicNotice" }, contextOn(today))).toBe(
      "priorNotice.missing",
    );
    expect(code({ ...bare, subject: person, procedure }, determine, contextOn(today))).toBeUndefined();
  });

  test("nobody is listed for longer than was told; for less, or for longer where nobody was told, yes", () => {
    const determined = (entry: Entry, validTo: string) => {
      const decided = decide(entry, { name: "determine", validTo }, contextOn(today));
      return decided.ok ? [] : decided.refusal.errors?.map((each) => each.code);
    };
    const [told, longer] = ["2028-11-15", "2028-11-16"];
    expect(bare.validTo).toBe(told);
    for (const one of ["priorNotice", "publicNotice"] as const) {
      const noticed = { ...bare, procedure: { statements: [], [one]: procedure[one] } };
      expect(determined(noticed, longer)).toEqual(["determination.longer"]);
      expect(determined(noticed, told)).toEqual([]);
      expect(determined(noticed, "2028-11-14")).toEqual([]);
    }
    expect(determined(bare, longer)).toEqual([]);
  });

  test("从其规定: a statute with its own procedure stands in for the notice", () => {
    const own = { statements: [], ownProcedure: { statute: "民事诉讼法", article: "第二百六十六条" } };
    expect(code({ ...bare, subject: person, procedure: own }, determine, contextOn(today))).toBeUndefined();
  });

  test("nothing is determined on the last day of a window, and everything from the day after", () => {
    const prior = { statements: [], priorNotice: { ...procedure.priorNotice, endsOn: today } } as Entry["procedure"];
    const open = { statements: [], publicNotice: { ...procedure.publicNotice, endsOn: today } } as Entry["procedure"];
    for (const [given, running] of [
      [prior, "priorNotice.running"],
      [open, "publicNotice.running"],
    ] as const) {
      const entry = { ...bare, ...(given ? { procedure: given } : {}) };
      expect(code(entry, determine, contextOn(today))).toBe(running);
      expect(code(entry, determine, contextOn("2026-11-24"))).toBeUndefined();
    }
  });

  test("SPEC: an arrangement that comes late makes a window longer, and never shorter", () => {
    const served = { name: "servePriorNotice", servedOn: "2026-12-29", method: "direct" } as const;
    const on = (day: string, year: { readonly off?: readonly string[]; readonly work?: readonly string[] }) =>
      contextOn(day, {
        calendar: createWorkingCalendar({
          ...shippedYears,
          2027: { sources: [], off: [...(year.off ?? [])], work: [...(year.work ?? [])] },
        }),
      });
    const [notice] = happened(
      { ...entryIn.preliminary, subject: person },
      { ...served, evidence: [] },
      on(served.servedOn, {}),
    );
    if (!notice) throw new Error("not served");
    const entry = evolve({ ...entryIn.preliminary, subject: person }, placed(notice, 2));
    expect(entry.procedure?.priorNotice).toMatchObject({ endsOn: "2027-01-05", provisional: true, workingDays: 5 });
    const off = ["2027-01-01", "2027-01-04"];
    for (const [day, year, expected] of [
      ["2027-01-05", { work: ["2027-01-02", "2027-01-03"] }, "priorNotice.running"],
      ["2027-01-06", { work: ["2027-01-02", "2027-01-03"] }, undefined],
      ["2027-01-06", { off }, "priorNotice.running"],
      ["2027-01-07", { off }, "priorNotice.running"],
      ["2027-01-08", { off }, undefined],
    ] as const)
      expect([day, code(entry, determine, on(day, year))]).toEqual([day, expected]);
    // The length is that of the day of service, whatever policy says later.
    const rules = rulesWith({ priorNoticeStatement: { workingDays: 20, warnBefore: 1 } });
    expect(code(entry, determine, contextOn("2027-01-06", { rules }))).toBeUndefined();
    const open = { statements: [], publicNotice: { opensOn: "2026-12-29", endsOn: "2027-01-05", provisional: true } };
    expect(code({ ...bare, procedure: open }, determine, on("2027-01-07", { off }))).toBe("publicNotice.running");
    expect(code({ ...bare, procedure: open }, determine, on("2027-01-08", { off }))).toBeUndefined();
  });

  test("a statement without an answer stops the determination", () => {
    const asked = { ...procedure, statements: [{ receivedOn: "2026-11-12", text: "不服。" }] };
    expect(code({ ...bare, procedure: asked }, determine, contextOn(today))).toBe("statement.unanswered");
    expect(code(entryIn.noticed, { name: "answerStatement", adopted: true, answer: "采纳。" }, contextOn(today))).toBe(
      "statement.none",
    );
  });

  test("a statement that was adopted stops the determination, unless it says what was changed for it", () => {
    const [statement] = procedure.statements;
    if (!statement) throw new Error("a statement was answered");
    const heard = { ...bare, procedure: { ...procedure, statements: [{ ...statement, adopted: true }, statement] } };
    expect(code(heard, determine, contextOn(today))).toBe("statement.adopted");
    expect(code(heard, { name: "withdraw", reason: "withdrawn" }, contextOn(today))).toBeUndefined();
    const adoption = "已核减货值,有效期缩短一年。";
    const changed = { ...determine, adoption, validTo: "2027-11-15" } as const;
    const [event] = happened(heard, changed, contextOn(today));
    if (!event) throw new Error("it was determined");
    expect(evolve(heard, placed(event, 9))).toMatchObject({ validTo: "2027-11-15", procedure: { adoption } });
    // Where nothing was adopted nothing is said of it.
    const [plain] = happened({ ...bare, procedure }, { ...determine, adoption }, contextOn(today));
    expect(plain).not.toMatchObject({ data: { procedure: { adoption } } });
  });

  test("as many statements are kept as the entry can hold; the next is told where to go, and they are answered", () => {
    const said = { name: "recordStatement", receivedOn: today, text: "不服。" } as const;
    const statements = Array.from({ length: 9 }, () => ({ receivedOn: today, text: "不服。" }));
    const nine = { ...entryIn.noticed, procedure: { ...entryIn.noticed.procedure, statements } };
    const [tenth] = happened(nine, said, contextOn(today));
    if (!tenth) throw new Error("it was recorded");
    const ten = evolve(nine, placed(tenth, 9));
    expect(code(ten, said, contextOn(today))).toBe("statement.tooMany");
    const answer = { name: "answerStatement", adopted: false, answer: "不予采纳。" } as const;
    expect(code(ten, answer, contextOn(today))).toBeUndefined();
  });

  test("a red entry is shown to the public before it is determined", () => {
    const red = { ...entryIn.preliminary, list: "red" as const };
    expect(code(red, determine, contextOn(today))).toBe("publicNotice.missing");
    expect(
      code(
        { ...red, procedure: { statements: [], publicNotice: procedure.publicNotice } },
        determine,
        contextOn(today),
      ),
    ).toBeUndefined();
    expect(code(entryIn.noticed, { name: "openPublicNotice" }, contextOn(today))).toBe("publicNotice.open");
  });

  test("service lies between the proposal and today, and starts a window of 5 working days", () => {
    const serve = (servedOn: string) =>
      ({ name: "servePriorNotice", servedOn, method: "post", evidence: [{ title: "邮寄回执" }] }) as const;
    expect(code(entryIn.preliminary, serve("2026-11-08"), contextOn(today))).toBe("input.invalid");
    expect(code(entryIn.preliminary, serve("2026-11-24"), contextOn(today))).toBe("input.invalid");
    expect(happened(entryIn.preliminary, serve("2026-11-20"), contextOn(today))).toMatchObject([
      { data: { notice: { endsOn: "2026-11-27", provisional: false, method: "post" } } },
    ]);
  });

  test("民事诉讼法 第九十五条: an announcement counts as served after 30 days, and the window runs from then", () => {
    const entry = { ...entryIn.preliminary, subject: person };
    const served = { name: "servePriorNotice", servedOn: "2026-11-09", evidence: [{ title: "公告" }] } as const;
    const [notice] = happened(entry, { ...served, method: "announcement" }, contextOn(today));
    if (!notice) throw new Error("not served");
    const noticed = evolve(entry, placed(notice, 2));
    expect(noticed.procedure?.priorNotice).toMatchObject({
      servedOn: "2026-11-09",
      deemedServedOn: "2026-12-09",
      endsOn: "2026-12-16",
    });
    expect(noticed.clocks).toMatchObject([
      { kind: "priorNoticeStatement", startedOn: "2026-12-09", dueOn: "2026-12-16" },
      { kind: "idlePreliminary", startedOn: today },
    ]);
    expect(code(noticed, determine, contextOn("2026-12-16"))).toBe("priorNotice.running");
    expect(code(noticed, determine, contextOn("2026-12-17"))).toBeUndefined();
    // Whoever reads the announcement may speak at once.
    const said = { name: "recordStatement", receivedOn: "2026-11-10", text: "不服。" } as const;
    expect(code(noticed, said, contextOn(today))).toBeUndefined();
    // A working calendar that becomes longer leaves the window its working days, counted from the same day.
    const closed = createWorkingCalendar({ ...shippedYears, 2026: { sources: [], off: ["2026-12-10"], work: [] } });
    expect(code(noticed, determine, contextOn("2026-12-17", { calendar: closed }))).toBe("priorNotice.running");
    expect(code(noticed, determine, contextOn("2026-12-18", { calendar: closed }))).toBeUndefined();
    const [direct] = happened(entry, { ...served, method: "direct" }, contextOn(today));
    expect(JSON.stringify(direct)).not.toContain("deemedServedOn");
  });
});

describe("A §22: a correction mends content, and never makes a listing heavier", () => {
  const correct = (changes: Extract<EntryCommand, { name: "correct" }>["changes"]) =>
    ({ name: "correct", changes, reason: "复核更正", evidence: [] }) as const;
  const faults = (changes: Parameters<typeof correct>[0]) => {
    const decided = decide(entryIn.published, correct(changes), contextOn(today));
    return decided.ok ? [] : decided.refusal.errors?.map((each) => each.code);
  };

  test("another document, a longer validity and nothing at all are refused", () => {
    expect(faults({ basis: { documentNo: "衡市监处罚〔2026〕2号" } })).toEqual(["correction.document"]);
    expect(faults({ basis: { documentNo: "衡市监处罚[2026]1号" } })).toEqual([]);
    expect(faults({ validTo: "2028-11-16" })).toEqual(["correction.longer"]);
    expect(faults({ validTo: "2026-11-22" })).toEqual(["validTo.passed"]);
    expect(faults({})).toEqual(["correction.empty"]);
    expect(faults({ facts: undefined })).toEqual(["correction.empty"]);
  });

  test("what changes nothing is refused, alone and as the answer to an objection, which stays open", () => {
    const { facts, severity, validTo, domain, basis } = entryIn.published;
    for (const same of [{ facts }, { severity }, { facts, severity, validTo, domain, basis }, { basis: {} }])
      expect(faults(same)).toEqual(["correction.empty"]);
    expect(faults({ facts, basis: { legalArticles: "《产品质量法》第五十条" } })).toEqual([]);
    const objection = objectionTo();
    const contested = withOpen(entryIn.published, [objection]);
    const mend = (changes: Parameters<typeof correct>[0]) =>
      decide(
        contested,
        { name: "closeObjection", objection, outcome: "corrected", reason: "核实。", changes },
        contextOn(today),
      );
    expect(mend({ facts, severity })).toMatchObject({ refusal: { errors: [{ code: "correction.empty" }] } });
    expect(mend({ facts: "其中十二批合格。" }).ok).toBe(true);
  });

  test("heavier is a new determination; milder ends the measures that no longer fit, and adds none", () => {
    const general = { ...entryIn.published, severity: "general" as const };
    expect(code(general, correct({ severity: "serious" }), contextOn(today))).toBe("input.invalid");
    const [corrected] = happened(
      entryIn.published,
      correct({ severity: "minor", validTo: "2027-02-02" }),
      contextOn(today),
    );
    if (corrected?.type !== "entry-corrected") throw new Error("not corrected");
    const { measures, ended } = corrected.data;
    expect([...measures, ...ended].map(({ measureId }) => measureId).sort()).toEqual(
      entryIn.published.measures.map(({ measureId }) => measureId).sort(),
    );
    expect(ended.length).toBeGreaterThan(0);
    expect(evolve(entryIn.published, placed(corrected, 4))).toMatchObject({ severity: "minor", measures });
  });
});

describe("A §4, §21: the days of a corrected entry fit together", () => {
  const corrected = (changes: Extract<EntryCommand, { name: "correct" }>["changes"], entry = entryIn.published) => {
    const decided = decide(entry, { name: "correct", changes, reason: "复核", evidence: [] }, contextOn(today));
    if (!decided.ok) return decided.refusal.errors?.map((each) => each.code);
    return decided.value.reduce((now, event) => evolve(now, placed(event, 4)), entry);
  };

  test("its document is no later than its determination", () => {
    expect(corrected({ basis: { decidedOn: "2031-01-01" } })).toEqual(["decidedOn.afterDetermination"]);
    expect(corrected({ basis: { decidedOn: "2026-11-17" } })).toEqual(["decidedOn.afterDetermination"]);
    expect(corrected({ basis: { decidedOn: "2026-11-16" } })).toMatchObject({ basis: { decidedOn: "2026-11-16" } });
  });

  test("an earlier document or milder conduct asks for a validity that fits", () => {
    const earlier = { basis: { decidedOn: "2025-01-10" } };
    expect(corrected(earlier)).toEqual(["validTo.beyondPolicy"]);
    expect(corrected({ ...earlier, validTo: "2028-01-10" })).toMatchObject({ validTo: "2028-01-10" });
    expect(corrected({ severity: "minor" })).toEqual(["validTo.beyondPolicy"]);
    expect(corrected({ severity: "minor", validTo: "2027-02-02" })).toMatchObject({ validTo: "2027-02-02" });
    // Its greatest period has long been over: nothing fits, it is to be ended.
    const long = { basis: { decidedOn: "2023-01-10" } };
    expect(corrected(long)).toEqual(["validTo.beyondPolicy"]);
    expect(corrected({ ...long, validTo: "2026-01-10" })).toEqual(["validTo.beforeDetermination"]);
  });

  test("one that stands longer than a later policy allows is mended and shortened all the same", () => {
    const old = { ...entryIn.published, validTo: "2035-11-15" };
    expect(corrected({ facts: "更正。" }, old)).toMatchObject({ facts: "更正。" });
    expect(corrected({ validTo: "2033-11-15" }, old)).toMatchObject({ validTo: "2033-11-15" });
  });

  test("a repair that comes nearer is fixed anew, and is never put off", () => {
    const { repair } = entryIn.published;
    expect(corrected({ severity: "general", validTo: "2027-11-02" })).toMatchObject({
      repair: { allowed: true, earliestOn: "2027-02-02" },
    });
    expect(corrected({ basis: { decidedOn: "2026-10-02" } })).toMatchObject({ repair: { earliestOn: "2027-10-02" } });
    expect(corrected({ basis: { decidedOn: "2026-11-16" } })).toMatchObject({ repair });
    const never = { ...entryIn.published, repair: { allowed: false, steps: [] } };
    expect(corrected({ severity: "general", validTo: "2027-11-02" }, never)).toMatchObject({ repair: never.repair });
  });
});

describe("A §22: the same ground by the same party", () => {
  const again = (earlier: Objection, evidence: readonly { title: string }[] = []) =>
    code(
      entryIn.published,
      {
        name: "fileObjection",
        filing: { origin: "subject", ground: "procedure", text: "未告知。", evidence },
        earlier: [earlier],
      },
      contextOn(today, { by: { ...officer, officer: "周敏" } }),
    );
  const by = { agencyId: officer.agencyId, name: officer.name };
  const closed = { on: today, outcome: "withdrawn", reason: "撤回。", by } as const;
  const verification = { on: today, finding: "confirmed", text: "属实。", evidence: [], by } as const;
  const filed = objectionTo({ ground: "procedure" });

  test("is heard again when it was taken back unanswered, and only with new evidence once the provider had found", () => {
    expect(again({ ...filed, closed })).toBeUndefined();
    expect(again({ ...filed, verification, closed })).toBe("objection.decided");
    expect(again({ ...filed, verification, closed }, [{ title: "送达回证" }])).toBeUndefined();
  });
});

describe("four eyes: an objection that one agency files and upholds", () => {
  const upheld = (entry: Entry, filed: Partial<Objection>, named?: string, context: Partial<DecisionContext> = {}) => {
    const objection = objectionTo(filed);
    const command = { name: "closeObjection", objection, outcome: "upheld", reason: "有误。" } as const;
    const by = named === undefined ? officer : { ...officer, officer: named };
    return code(withOpen(entry, [objection]), command, contextOn(today, { by, ...context }));
  };
  const { published, exited } = entryIn;

  test("ends a public entry as an error by another named officer alone, also after its end", () => {
    for (const entry of [published, exited])
      for (const origin of ["discovery", "subject", "agency"] as const) {
        expect(upheld(entry, { origin, officer: "周敏" })).toBe("officer.required");
        expect(upheld(entry, { origin, officer: "周敏" }, "周敏")).toBe("officer.second");
        expect(upheld(entry, { origin, officer: "周敏" }, "吴越")).toBeUndefined();
        // Nobody can say that it was another one.
        expect(upheld(entry, { origin }, "吴越")).toBe("officer.second");
      }
  });

  test("is not asked for between two agencies, before publication, or where policy does not ask", () => {
    const elsewhere = { filedBy: { agencyId: "tax", name: "衡川市税务局" }, officer: "周敏" };
    expect(upheld(published, elsewhere)).toBeUndefined();
    expect(upheld(published, { filedBy: { agencyId: subjectId, name: "主体本人" } }, "周敏")).toBeUndefined();
    expect(upheld(entryIn.contested, { officer: "周敏" }, "周敏")).toBeUndefined();
    const rules = rulesWith({ fourEyes: { publication: true, exitByError: false } });
    expect(upheld(published, { officer: "周敏" }, "周敏", { rules })).toBeUndefined();
  });
});

test("A §22, B 五(三): an entry holds twenty stays; one ended makes room for the next, and objections are taken all along", () => {
  const stay = (n: number) =>
    ({ name: "enterStay", orderedBy: "court", orderedOn: today, documentNo: `(2026)衡01行初${n}号` }) as const;
  const all = Array.from({ length: 20 }, (_, n) => stay(n));
  const full = all.reduce((now, each) => afterwards(now, happened(now, each, contextOn(today))), entryIn.published);
  expect(full.stays).toHaveLength(20);
  expect(code(full, stay(20), contextOn(today))).toBe("stay.tooMany");
  expect(code(full, stay(19), contextOn(today))).toBe("stay.stands");
  const filing = { origin: "agency", ground: "facts", text: "不实。", evidence: [] } as const;
  expect(code(full, { name: "fileObjection", filing, earlier: [] }, contextOn(today))).toBeUndefined();
  const end = { name: "endStay", documentNo: stay(3).documentNo, endedBy: "之二" } as const;
  const room = afterwards(full, happened(full, end, contextOn(today)));
  expect(code(room, stay(20), contextOn(today))).toBeUndefined();
});

describe("SPEC capability 6: what an exit lifts", () => {
  const other = {
    entryId: "ent_other",
    name: "衡川市第2制造有限公司",
    list: "black",
    state: "published",
    suspended: false,
    domain: "contract",
    severity: "serious",
    determiningAuthority: { agencyId: officer.agencyId, name: officer.name },
    documentNo: "衡市监处罚〔2026〕2号",
    publishedOn: "2027-01-04",
    validTo: expired,
    measures: [{ measureId: "raise-credit-cost", version: 2 }],
  } as const;
  const exitWith = (...entries: (typeof other | Record<string, unknown>)[]) => {
    const standing = standingOf({ entries: entries as (typeof other)[] });
    const [exited] = happened(entryIn.published, exit, contextOn(expired, { standing }));
    if (exited?.type !== "entry-exited") throw new Error("not exited");
    return exited.data.measures.map(({ measureId, alsoRequiredBy }) => [measureId, alsoRequiredBy]);
  };
  const alone = [
    ["restrict-government-procurement", []],
    ["raise-credit-cost", []],
  ];

  test("is every measure that it had fired, and names the other entries that still require one", () => {
    expect(exitWith()).toEqual(alone);
    expect(exitWith(other)).toEqual([
      ["restrict-government-procurement", []],
      ["raise-credit-cost", ["ent_other"]],
    ]);
  });

  test("never names itself, one that is suspended, unpublished or over", () => {
    const itself = { ...other, entryId };
    const suspended = { ...other, suspended: true };
    const reported = { ...other, state: "reported" };
    const over = { ...other, validTo: "2028-11-15" };
    expect(exitWith(itself, suspended, reported, over)).toEqual(alone);
  });
});
