import { describe, expect, test } from "vitest";
import { entryState } from "../../events/vocabulary.ts";
import { decide, type EntryCommand } from "../../shared/domain/entry/decide.ts";
import { evolve } from "../../shared/domain/entry/evolve.ts";
import { entryCommands } from "../../shared/domain/entry/transitions.ts";
import { catalogue, listing, officer } from "../support/house.ts";
import { contextOn, entryId, entryIn, placed, rulesWith, today } from "./entries-by-hand.ts";

const states = [
  "none",
  "preliminary",
  "noticed",
  "contested",
  "determined",
  "reported",
  "published",
  "exited",
  "abandoned",
] as const;
type From = (typeof states)[number];

const authority = { agencyId: officer.agencyId, name: officer.name };
const expired = "2028-11-16";

/** Each command with a day on which nothing but the state can stand against it. */
const commands = {
  submitDetermined: {
    command: { name: "submitDetermined", entryId, input: listing(1), authority, provider: authority },
    on: today,
  },
  report: { command: { name: "report" }, on: today },
  publish: { command: { name: "publish", by: "policy" }, on: today },
  lapse: { command: { name: "lapse" }, on: expired },
  endMeasures: {
    command: { name: "endMeasures", ending: { reason: "retired", endedOn: today } },
    on: today,
  },
  exit: { command: { name: "exit", reason: "expired" }, on: expired },
} as const satisfies Record<string, { command: EntryCommand; on: string }>;
type Command = keyof typeof commands;

/** The shipped catalogue with a measure of the entry retired today: what `endMeasures` needs to have anything to end. */
const retiredToday = catalogue.map((measure) =>
  measure.measureId === "raise-credit-cost"
    ? {
        ...measure,
        validTo: "2026-11-22",
        retirement: { on: today, reason: "文件废止", at: `${today}T09:00:00+08:00` },
      }
    : measure,
);
const contextFor = (command: Command) =>
  contextOn(commands[command].on, command === "endMeasures" ? { catalogue: retiredToday } : {});

/** The life of an entry so far as this path goes, from SPEC's table and not from the product's. Nothing else is possible. */
const life: Readonly<Partial<Record<`${From} ${Command}`, From>>> = {
  "none submitDetermined": "determined",
  "determined report": "reported",
  "reported publish": "published",
  "determined lapse": "abandoned",
  "reported lapse": "abandoned",
  "published endMeasures": "published",
  "published exit": "exited",
};

const pairs = states.flatMap((from) =>
  (Object.keys(commands) as Command[]).map((command) => ({ from, command, to: life[`${from} ${command}`] })),
);
const possible = pairs.flatMap(({ from, command, to }) => (to === undefined ? [] : [{ from, command, to }]));
const impossible = pairs.filter(({ to }) => to === undefined);

test("the table below covers every state and every command that the product knows (A §3, §4)", () => {
  expect(["none", ...entryState.options].sort()).toEqual([...states].sort());
  expect([...entryCommands].sort()).toEqual(Object.keys(commands).sort());
  expect([possible.length, impossible.length]).toEqual([7, 47]);
});

describe("A §3, §4: the life of an entry", () => {
  test.each(possible)("from $from, $command leads to $to", ({ from, command, to }) => {
    const decided = decide(entryIn[from], commands[command].command, contextFor(command));
    if (!decided.ok) throw new Error(decided.refusal.code);
    const before = entryIn[from];
    const after = evolve(before, placed(decided.value, 9));
    expect(after.state).toBe(to);
    expect(after.version).toBe((before?.version ?? 0) + 1);
    expect(after.entryId).toBe(entryId);
  });

  test.each(impossible)("from $from, $command is refused by its own code", ({ from, command }) => {
    const decided = decide(entryIn[from], commands[command].command, contextFor(command));
    expect(decided).toMatchObject({ ok: false, refusal: { code: `transition.${command}.${from}` } });
  });

  test.each(impossible)("from $from, $command stays refused on any other day", ({ from, command }) => {
    for (const on of [entryIn.determined.determinedOn, today, entryIn.determined.validTo, expired, "2040-01-01"])
      expect(decide(entryIn[from], commands[command].command, contextOn(on)).ok, on).toBe(false);
  });
});

describe("what a possible command still asks for", () => {
  const { validTo } = entryIn.published;

  test("A §4: an entry neither exits nor lapses on its last valid day, and does from the day after", () => {
    const exit = commands.exit.command;
    const lapse = commands.lapse.command;
    expect(decide(entryIn.published, exit, contextOn(validTo))).toMatchObject({
      refusal: { code: "exit.notYetExpired" },
    });
    expect(decide(entryIn.reported, lapse, contextOn(validTo))).toMatchObject({
      refusal: { code: "lapse.stillValid" },
    });
    expect(decide(entryIn.published, exit, contextOn(expired)).ok).toBe(true);
    expect(decide(entryIn.determined, lapse, contextOn(expired)).ok).toBe(true);
  });

  test("A §4: an expiry takes effect the day after the last valid day, however late the sweep comes", () => {
    const decided = decide(entryIn.published, commands.exit.command, contextOn("2028-12-31"));
    expect(decided).toMatchObject({ value: { data: { exitedOn: expired, reason: "expired", publishedSeq: 3 } } });
  });

  test("A §19: it is published on its last valid day, and no longer on the day after", () => {
    const publish = commands.publish.command;
    expect(decide(entryIn.reported, publish, contextOn(validTo)).ok).toBe(true);
    expect(decide(entryIn.reported, publish, contextOn(expired))).toMatchObject({ refusal: { code: "entry.ended" } });
  });

  test("SPEC: policy does not publish what policy leaves to the office, and the office does", () => {
    const context = contextOn(today, { rules: rulesWith({ publication: () => "office" }) });
    expect(decide(entryIn.reported, { name: "publish", by: "policy" }, context)).toMatchObject({
      refusal: { code: "publication.byOffice" },
    });
    expect(decide(entryIn.reported, { name: "publish", by: "office" }, context).ok).toBe(true);
  });

  test("A §3, §20: a report on the due day is on time, and one the working day after is late by one", () => {
    const late = (on: string) => decide(entryIn.determined, commands.report.command, contextOn(on));
    expect(late("2026-11-23")).toMatchObject({ value: { data: { reportedOn: "2026-11-23", workingDaysLate: 0 } } });
    expect(late("2026-11-24")).toMatchObject({ value: { data: { workingDaysLate: 1 } } });
    expect(late("2026-11-30")).toMatchObject({ value: { data: { workingDaysLate: 5 } } });
  });

  test("A §3: a report meets the clock on its day", () => {
    const decided = decide(entryIn.determined, commands.report.command, contextOn("2026-11-24"));
    if (!decided.ok) throw new Error(decided.refusal.code);
    expect(evolve(entryIn.determined, placed(decided.value, 2)).clocks.map(({ metOn }) => metOn)).toEqual([
      "2026-11-24",
    ]);
  });

  test("a history that does not begin with a determination is broken, not read as something else", () => {
    const decided = decide(entryIn.determined, commands.report.command, contextOn(today));
    if (!decided.ok) throw new Error(decided.refusal.code);
    const event = placed(decided.value, 1);
    expect(() => evolve(undefined, event)).toThrow(/determination/);
  });
});

const other = {
  entryId: "ent_other",
  name: "衡川市第2制造有限公司",
  list: "black",
  state: "published",
  suspended: false,
  domain: "contract",
  severity: "serious",
  determiningAuthority: authority,
  documentNo: "衡市监处罚〔2026〕2号",
  publishedOn: "2027-01-04",
  validTo: expired,
  measures: [{ measureId: "raise-credit-cost", version: 2 }],
} as const;
const standingOf = (...entries: (typeof other | Record<string, unknown>)[]) => ({
  standing: {
    identifier: "uscc:x",
    subjectId: "sbj_x",
    kind: "organisation" as const,
    name: "衡川市第1制造有限公司",
    seq: 9,
    entries: entries as (typeof other)[],
  },
});

describe("SPEC capability 6: what an exit lifts", () => {
  const exitWith = (entries: Parameters<typeof contextOn>[1]) => {
    const decided = decide(entryIn.published, commands.exit.command, contextOn(expired, entries));
    if (!decided.ok || decided.value.type !== "entry-exited") throw new Error("not exited");
    return decided.value.data.measures.map(({ measureId, alsoRequiredBy }) => [measureId, alsoRequiredBy]);
  };
  const alone = [
    ["restrict-government-procurement", []],
    ["raise-credit-cost", []],
  ];

  test("is every measure that it had fired, and names the other entries that still require one", () => {
    expect(exitWith({})).toEqual(alone);
    expect(exitWith(standingOf(other))).toEqual([
      ["restrict-government-procurement", []],
      ["raise-credit-cost", ["ent_other"]],
    ]);
  });

  test("never names itself, one that is suspended, unpublished or over", () => {
    const itself = { ...other, entryId };
    const suspended = { ...other, suspended: true };
    const reported = { ...other, state: "reported" };
    const over = { ...other, validTo: "2028-11-15" };
    expect(exitWith(standingOf(itself, suspended, reported, over))).toEqual(alone);
  });
});

describe("B 四(三), C 十三: what the end of measures takes from an entry", () => {
  const { command } = commands.endMeasures;

  test("is refused while its measures are in force, or ended in another way or on another day", () => {
    const refusal = { refusal: { code: "measure.stillInForce" } };
    const catalogue = retiredToday;
    expect(decide(entryIn.published, command, contextOn(today))).toMatchObject(refusal);
    for (const ending of [
      { reason: "expired", endedOn: today },
      { reason: "retired", endedOn: "2026-11-22" },
    ] as const)
      expect(decide(entryIn.published, { ...command, ending }, contextOn(today, { catalogue }))).toMatchObject(refusal);
    expect(decide(entryIn.published, command, contextOn("2026-11-22", { catalogue }))).toMatchObject(refusal);
  });

  test("is the ended measure alone, also of a suspended entry, which stays so", () => {
    const suspended = { ...entryIn.published, suspended: true };
    const decided = decide(suspended, command, contextFor("endMeasures"));
    if (!decided.ok) throw new Error(decided.refusal.code);
    expect(decided.value.data).toMatchObject({ endedOn: today, reason: "retired", publishedSeq: 3 });
    expect(evolve(suspended, placed(decided.value, 9))).toMatchObject({
      state: "published",
      suspended: true,
      measures: [{ measureId: "restrict-government-procurement", version: 1 }],
    });
  });

  test("names other entries that still require the measure: not one that is suspended, nor one whose version is over too", () => {
    const newer = catalogue.map((each) => (each.measureId === "raise-credit-cost" ? { ...each, version: 2 } : each));
    const named = (others: Parameters<typeof standingOf>, of = [...retiredToday, ...newer]) => {
      const decided = decide(entryIn.published, command, contextOn(today, { catalogue: of, ...standingOf(...others) }));
      if (!decided.ok || decided.value.type !== "entry-measures-ended") throw new Error("nothing ended");
      return decided.value.data.measures[0]?.alsoRequiredBy;
    };
    const shown = { ...other, publishedOn: "2026-11-20" };
    expect(named([shown])).toEqual(["ent_other"]);
    expect(named([{ ...shown, suspended: true }])).toEqual([]);
    expect(named([{ ...shown, measures: [{ measureId: "raise-credit-cost", version: 1 }] }])).toEqual([]);
    expect(named([{ ...shown, entryId }])).toEqual([]);
  });
});
