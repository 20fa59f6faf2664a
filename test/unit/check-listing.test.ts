import { describe, expect, test } from "vitest";
import { checkListing, procedureFaults } from "../../shared/domain/entry/check.ts";
import { submitDetermined } from "../../shared/domain/entry/determine.ts";
import type { DecisionContext } from "../../shared/domain/entry/command.ts";
import { consequencesOf } from "../../shared/domain/entry/consequences.ts";
import { decide } from "../../shared/domain/entry/decide.ts";
import type { Entry, Happening } from "../../shared/domain/entry/entry.ts";
import { entryInput, type EntryInput } from "../../shared/domain/entry/input.ts";
import { withEntry } from "../../shared/domain/entry/summary.ts";
import { fieldErrors } from "../../shared/kernel/field-errors.ts";
import { listing, usccNo } from "../support/house.ts";
import { contextOn, entryIn, placed, rulesWith, standingOf, today } from "./entries-by-hand.ts";

const faults = (input: EntryInput, on = today, rules = contextOn(on).rules): string[][] =>
  [
    ...checkListing(input, rules, on, standingOf()),
    ...procedureFaults(input, input.determinedOn ?? on, contextOn(on, { rules })),
  ].map(({ field, code }) => [field, code]);

/** `listing(1)` with its four days: document, determination, last valid day. */
const dated = (decidedOn: string, determinedOn: string, validTo: string): EntryInput => {
  const input = listing(1);
  return { ...input, basis: { ...input.basis, decidedOn }, determinedOn, validTo };
};

test("a listing in order has no fault", () => {
  expect(faults(listing(1))).toEqual([]);
});

describe("A §3: what this path takes", () => {
  test("a red entry proves its public notice, run for 5 working days and over before the determination", () => {
    const shown = (opensOn: string, endsOn: string) =>
      faults(listing(1, { list: "red", procedure: { publicNotice: { opensOn, endsOn, channel: "门户网站" } } }));
    expect(faults(listing(1, { list: "red" }))).toEqual([["procedure.publicNotice", "publicNotice.missing"]]);
    expect(shown("2026-11-10", "2026-11-17")).toEqual([]);
    expect(shown("2026-11-11", "2026-11-17")).toEqual([["procedure.publicNotice.endsOn", "publicNotice.running"]]);
    expect(shown("2026-11-10", "2026-11-18")).toEqual([["procedure.publicNotice.endsOn", "publicNotice.running"]]);
  });

  test("a natural person's black entry proves a served notice whose window was over (A §3), or names its statute", () => {
    const subject = { kind: "person", name: "韩立群", idType: "residentId", idNumber: "11010519491231002X" } as const;
    const given = (procedure: EntryInput["procedure"]) => faults(listing(1, { subject, procedure }));
    expect(given(undefined)).toEqual([["procedure.priorNotice", "priorNotice.missing"]]);
    const notice = { method: "direct", proof: "送达回证〔2026〕7号" } as const;
    expect(given({ priorNotice: { ...notice, servedOn: "2026-11-10" } })).toEqual([]);
    expect(given({ priorNotice: { ...notice, servedOn: "2026-11-11" } })).toEqual([
      ["procedure.priorNotice.servedOn", "priorNotice.running"],
    ]);
    expect(given({ ownProcedure: { statute: "民事诉讼法", article: "第二百六十六条" } })).toEqual([]);
  });

  test("民事诉讼法 第九十五条: a notice by announcement elsewhere was served 30 days after it, and the window runs from then", () => {
    const subject = { kind: "person", name: "韩立群", idType: "residentId", idNumber: "11010519491231002X" } as const;
    const announced = (servedOn: string) => ({
      priorNotice: { method: "announcement" as const, proof: "公告〔2026〕7号", servedOn },
    });
    const given = (servedOn: string) => faults(listing(1, { subject, procedure: announced(servedOn) }));
    expect(given("2026-10-11")).toEqual([]);
    expect(given("2026-10-12")).toEqual([["procedure.priorNotice.servedOn", "priorNotice.running"]]);
    expect(given("2026-11-10")).toEqual([["procedure.priorNotice.servedOn", "priorNotice.running"]]);
    const party = { agencyId: "market-regulation", name: "衡川市市场监督管理局" };
    const decided = submitDetermined(
      {
        entryId: `ent_${"a".repeat(26)}`,
        input: listing(1, { procedure: announced("2026-10-11") }),
        subject: { kind: "person", name: "韩立群", idNumberMasked: "110105**********2X" },
        authority: party,
        provider: party,
      },
      contextOn(today),
    );
    expect(decided.ok && decided.value[0]?.data).toMatchObject({
      procedure: { priorNotice: { servedOn: "2026-10-11", deemedServedOn: "2026-11-10", endsOn: "2026-11-17" } },
    });
  });

  test("a notice given long before its document, or after the determination, proves nothing", () => {
    const served = (servedOn: string, change: Partial<EntryInput> = {}) =>
      faults(listing(1, { procedure: { priorNotice: { method: "direct", proof: "回证7号", servedOn } }, ...change }));
    const range = [["procedure.priorNotice.servedOn", "servedOn.range"]];
    expect(served("2025-11-02")).toEqual([]);
    expect(served("2025-11-01")).toEqual(range);
    expect(served("2015-03-02")).toEqual(range);
    expect(served("2026-11-18")).toEqual([]);
    expect(served("2026-11-19")).toEqual(range);
    // Beyond the calendar: a fault, not a failure.
    expect(served("1999-12-31")).toEqual(range);
    expect(served("2099-01-01", { determinedOn: "2099-06-01" })).toEqual([
      ["determinedOn", "determinedOn.future"],
      ...range,
    ]);
    const shown = (opensOn: string, endsOn = "2026-11-17") =>
      faults(listing(1, { list: "red", procedure: { publicNotice: { opensOn, endsOn, channel: "网站" } } }));
    expect(shown("2015-03-02")).toEqual([["procedure.publicNotice.opensOn", "opensOn.range"]]);
    expect(shown("1999-12-31")).toEqual([["procedure.publicNotice.opensOn", "opensOn.range"]]);
  });

  test("the window of a notice served elsewhere is recorded as policy gave it, from the day of service", () => {
    const subject = { kind: "person", name: "韩立群", idNumberMasked: "110105**********2X" } as const;
    const party = { agencyId: "market-regulation", name: "衡川市市场监督管理局" };
    const decide = (servedOn: string) =>
      submitDetermined(
        {
          entryId: `ent_${"a".repeat(26)}`,
          input: listing(1, { procedure: { priorNotice: { method: "direct", proof: "送达回证7号", servedOn } } }),
          subject,
          authority: party,
          provider: party,
        },
        contextOn(today),
      );
    const decided = decide("2026-11-05");
    expect(decided.ok && decided.value[0]?.data).toMatchObject({
      procedure: { priorNotice: { servedOn: "2026-11-05", endsOn: "2026-11-12", provisional: false, workingDays: 5 } },
    });
    expect(decide("1999-12-31").ok).toBe(false);
  });

  test("a person's red entry needs no prior notice: nothing is held against anybody", () => {
    const subject = { kind: "person", name: "韩立群", idNumber: "11010519491231002X" } as const;
    const publicNotice = { opensOn: "2026-11-10", endsOn: "2026-11-17", channel: "门户网站" };
    expect(faults(listing(1, { list: "red", subject, procedure: { publicNotice } }))).toEqual([]);
  });

  test("key attention for minor conduct needs it repeated: 3 documents within 12 months (assumption)", () => {
    const documents = (...days: string[]) => days.map((decidedOn, n) => ({ documentNo: `简罚${n}`, decidedOn }));
    const minor = (conduct: EntryInput["conduct"]) =>
      faults(listing(1, { list: "keyAttention", severity: "minor", validTo: "2027-01-31", conduct }));
    expect(minor(undefined)).toEqual([["conduct", "conduct.tooFew"]]);
    expect(minor(documents("2025-11-02", "2026-05-06", "2026-11-02"))).toEqual([]);
    expect(minor(documents("2025-11-01", "2026-05-06", "2026-11-02"))).toEqual([["conduct", "conduct.tooFew"]]);
    const twice = [...documents("2026-05-06", "2026-11-02"), { documentNo: "简罚0", decidedOn: "2026-06-01" }];
    expect(minor(twice)).toEqual([["conduct", "conduct.tooFew"]]);
    const within = (documentNo: string, decidedOn = "2026-06-01") => ({ documentNo, decidedOn });
    const old = [within("简罚8", "2010-03-01"), within("简罚9", "2011-03-01")];
    expect(minor([...old, within("简罚1"), within("简罚1", "2026-06-02"), within("简罚1", "2026-06-03")])).toEqual([
      ["conduct", "conduct.tooFew"],
    ]);
    expect(minor(["\u30142026\u30151号", "[2026]1号", "\uff3b２０２６\uff3d1号"].map((each) => within(each)))).toEqual([
      ["conduct", "conduct.tooFew"],
    ]);
    const alike = ["\u30142026\u301501号", "\u30142026\u30151号", "\u30142026\u3015第1号", "\u30142026\u3015第０１号"];
    expect(minor(alike.map((each) => within(each)))).toEqual([["conduct", "conduct.tooFew"]]);
    const three = ["\u30142026\u30151号", "\u30142026\u301510号", "\u30142026\u3015100号"];
    expect(minor(three.map((each) => within(each)))).toEqual([]);
    expect(minor([...old, within("简罚1"), within("简罚2"), within("简罚3")])).toEqual([]);
  });

  test("only a black entry is followed by a key-attention one, and escalates one that its subject has", () => {
    const red = {
      list: "red",
      procedure: { publicNotice: { opensOn: "2026-11-10", endsOn: "2026-11-17", channel: "网站" } },
    } as const;
    expect(faults(listing(1, { ...red, followOn: { months: 6, measures: [] } }))).toEqual([
      ["followOn", "followOn.onlyBlack"],
    ]);
    expect(faults(listing(1, { escalates: "ent_x" }))).toEqual([["escalates", "escalates.unknown"]]);
  });

  test("a sole trader is taken", () => {
    const { subject } = listing(1);
    const trader = { ...subject, kind: "soleTrader" as const, uscc: usccNo(1, "92") };
    expect(faults(listing(1, { subject: trader }))).toEqual([]);
  });

  test("GB 32100: a kind that contradicts the code is refused", () => {
    const { subject } = listing(1);
    expect(faults(listing(1, { subject: { ...subject, kind: "soleTrader" } }))).toEqual([
      ["subject.kind", "subject.kindMismatch"],
    ]);
    expect(faults(listing(1, { subject: { ...subject, uscc: usccNo(1, "92") } }))).toEqual([
      ["subject.kind", "subject.kindMismatch"],
    ]);
  });
});

describe("C 十二: the document that a black entry rests on", () => {
  const resting = (documentKind: EntryInput["basis"]["documentKind"]) =>
    listing(1, { basis: { ...listing(1).basis, documentKind } });

  test.each(["judgment", "penalty", "compulsion"] as const)("may be a %s", (kind) => {
    expect(faults(resting(kind))).toEqual([]);
  });

  test.each(["permit", "award", "registration", "other"] as const)("may not be a %s", (kind) => {
    expect(faults(resting(kind))).toEqual([["basis.documentKind", "basis.documentKind"]]);
  });

  test("may be anything where policy says nothing about it", () => {
    expect(faults(resting("other"), today, rulesWith({ documentKinds: () => undefined }))).toEqual([]);
  });
});

describe("the days of a listing, judged on Monday 2026-11-23", () => {
  test.each([
    ["determined today", "2026-11-02", "2026-11-23", "2028-11-17"],
    ["determined on the day of its document", "2026-11-18", "2026-11-18", "2028-11-17"],
    ["valid for the last time today", "2026-11-02", "2026-11-18", "2026-11-23"],
    ["determined, decided and over today", "2026-11-23", "2026-11-23", "2026-11-23"],
    [
      "valid to the latest day that policy allows, 36 months from the document",
      "2026-11-02",
      "2026-11-18",
      "2029-11-02",
    ],
  ])("are in order when it is %s", (_words, decidedOn, determinedOn, validTo) => {
    expect(faults(dated(decidedOn, determinedOn, validTo))).toEqual([]);
  });

  test.each([
    ["determined tomorrow", "2026-11-02", "2026-11-24", "2028-11-17", "determinedOn", "determinedOn.future"],
    [
      "resting on a document of the day after",
      "2026-11-19",
      "2026-11-18",
      "2028-11-17",
      "basis.decidedOn",
      "decidedOn.afterDetermination",
    ],
    [
      "over before it was determined",
      "2026-11-02",
      "2026-11-18",
      "2026-11-17",
      "validTo",
      "validTo.beforeDetermination",
    ],
    ["over since yesterday", "2026-11-02", "2026-11-18", "2026-11-22", "validTo", "validTo.passed"],
    ["one day longer than policy allows", "2026-11-02", "2026-11-18", "2029-11-03", "validTo", "validTo.beyondPolicy"],
  ])("are at fault when it is %s", (_words, decidedOn, determinedOn, validTo, field, code) => {
    expect(faults(dated(decidedOn, determinedOn, validTo))).toEqual([[field, code]]);
  });

  test("have no latest day where policy sets none", () => {
    const rules = rulesWith({ latestValidTo: () => undefined });
    expect(faults(dated("2026-11-02", "2026-11-18", "2099-12-31"), today, rules)).toEqual([]);
  });

  test.each([
    ["minor", "2027-02-02", "2027-02-03"],
    ["general", "2027-11-02", "2027-11-03"],
    ["serious", "2029-11-02", "2029-11-03"],
  ] as const)("NDRC Order 36: %s may stand until %s and not until %s", (severity, latest, beyond) => {
    const { rules } = contextOn(today);
    expect(faults({ ...dated("2026-11-02", "2026-11-18", latest), severity }, today, rules)).toEqual([]);
    expect(faults({ ...dated("2026-11-02", "2026-11-18", beyond), severity }, today, rules)).toEqual([
      ["validTo", "validTo.beyondPolicy"],
    ]);
  });
});

test("faults of kind and of days are named together, with advice in both languages", () => {
  const future = dated("2026-11-02", "2026-11-24", "2028-11-17");
  const input = { ...future, basis: { ...future.basis, documentKind: "award" as const } };
  const errors = checkListing(input, contextOn(today).rules, today, standingOf());
  expect(errors.map(({ code }) => code)).toEqual(["basis.documentKind", "determinedOn.future"]);
  for (const { detail } of errors) expect(detail).toMatch(/\p{Script=Han}.*\/ .*[a-z]/u);
});

describe("the shape of a listing", () => {
  const shapeFaults = (change: Record<string, unknown>): string[][] => {
    const parsed = entryInput.safeParse({ ...listing(1), ...change }, { reportInput: true });
    return parsed.success ? [] : fieldErrors(parsed.error).map(({ field, code }) => [field, code]);
  };
  const { subject, basis } = listing(1);
  const own = (statute: string, article: string) => ({ ownProcedure: { statute, article } });

  test.each([["第四十六条"], ["第46条第二款"], ["第 \uff14\uff16 条"], ["\n第一百二十条之一、第二百六十六条"]])(
    "with a statute and %j in it is taken",
    (article) => {
      expect(shapeFaults({ procedure: own("依照《中华人民共和国民事诉讼法》", article) })).toEqual([]);
    },
  );

  test.each([
    ["no list", { list: undefined }, "list", "missing"],
    ["an empty list", { list: "" }, "list", "missing"],
    ["a grey list", { list: "grey" }, "list", "value.unknown"],
    ["a name of blanks", { subject: { ...subject, name: " 　" } }, "subject.name", "missing"],
    ["a name of 201 characters", { subject: { ...subject, name: "信".repeat(201) } }, "subject.name", "tooLong"],
    ["no document number", { basis: { ...basis, documentNo: "" } }, "basis.documentNo", "missing"],
    ["30 February", { determinedOn: "2026-02-30" }, "determinedOn", "date.invalid"],
    ["an empty day", { validTo: "" }, "validTo", "missing"],
    ["repair as a word", { repair: { allowed: "是" } }, "repair.allowed", "type"],
    ["no word on repair", { repair: {} }, "repair.allowed", "missing"],
    ["no statute to look up", { procedure: own("无", "第四十六条") }, "procedure.ownProcedure.statute", "format"],
    ["marks with nothing in them", { procedure: own("《》", "第一条") }, "procedure.ownProcedure.statute", "format"],
    ["no article", { procedure: own("《反兴奋剂条例》", "y") }, "procedure.ownProcedure.article", "format"],
    ["one measure as text", { measures: "restrict-exit" }, "measures", "type"],
  ])("with %s names the field and a stable code", (_words, change, field, code) => {
    expect(shapeFaults(change)).toEqual([[field, code]]);
  });

  test("leaves out measures by default, and trims what people type", () => {
    const { measures: _m, measuresLeftOut: _l, ...rest } = listing(1);
    const parsed = entryInput.parse({ ...rest, facts: "  以次充好。 " });
    expect(parsed).toMatchObject({ facts: "以次充好。", measures: [], measuresLeftOut: [] });
  });

  test("answers every fault without repeating what was sent (SPEC: numbers never stand in an error)", () => {
    const secret = "110101199003070038";
    const bad = {
      ...listing(1),
      list: secret,
      determinedOn: secret,
      subject: { kind: secret, name: "", uscc: secret },
      [secret]: 1,
    };
    const parsed = entryInput.safeParse(bad, { reportInput: true });
    const errors = parsed.success ? [] : fieldErrors(parsed.error);
    expect(errors.length).toBeGreaterThan(4);
    expect(JSON.stringify(errors)).not.toContain(secret);
  });
});

describe("A §3: an escalation", () => {
  const attention: Entry = { ...entryIn.published, entryId: "ent_key", list: "keyAttention" };
  const standing = withEntry(standingOf(), attention, 9);
  const told: Entry = { ...entryIn.noticed, escalates: "ent_key" };
  const determination = (entry: Entry, change: Partial<DecisionContext>) => {
    const decided = decide(entry, { name: "determine" }, contextOn(today, change));
    if (!decided.ok) throw new Error(JSON.stringify(decided.refusal));
    return decided.value[0]?.data;
  };

  test("is for serious conduct alone", () => {
    const said = (severity: "serious" | "general") =>
      checkListing(
        listing(1, { severity, validTo: "2027-10-31", escalates: "ent_key" }),
        contextOn(today).rules,
        today,
        standing,
      ).map(({ code }) => code);
    expect(said("serious")).toEqual([]);
    expect(said("general")).toEqual(["escalates.notSerious"]);
    const { publishedOn: _, ...reported } = attention;
    const waiting = withEntry(standingOf(), { ...reported, state: "reported" }, 9);
    const early = listing(1, { severity: "serious", escalates: "ent_key" });
    expect(checkListing(early, contextOn(today).rules, today, waiting)).toMatchObject([
      { field: "escalates", code: "escalates.notPublished" },
    ]);
    // What was published before that was asked for ends nothing.
    const event = placed({ type: "entry-published", version: 1, data: {} } as unknown as Happening, 10);
    const ends = (severity: "serious" | "general") =>
      consequencesOf({ ...entryIn.published, severity, escalates: "ent_key" }, event, standing, today).length;
    expect([ends("serious"), ends("general")]).toEqual([1, 0]);
  });

  test("that has nothing left to take the place of, or was never one, keeps nobody from determining", () => {
    expect(determination(told, { standing })).toMatchObject({ escalates: "ent_key" });
    expect(determination(told, {})).not.toHaveProperty("escalates");
    const over = withEntry(standingOf(), { ...attention, validTo: "2026-11-22" }, 9);
    expect(determination(told, { standing: over })).not.toHaveProperty("escalates");
    const general = { ...told, severity: "general", validTo: "2027-10-31" } as const;
    expect(determination(general, { standing })).not.toHaveProperty("escalates");
  });
});
