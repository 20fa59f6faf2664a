import { describe, expect, test } from "vitest";
import { entryState } from "../../events/vocabulary.ts";
import type { EntryCommand } from "../../shared/domain/entry/command.ts";
import { startClock } from "../../shared/domain/clock/clock.ts";
import { movedTo } from "../../shared/domain/clock/move.ts";
import { decide } from "../../shared/domain/entry/decide.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { evolve } from "../../shared/domain/entry/evolve.ts";
import type { Standing } from "../../shared/domain/subject/standing.ts";
import { entryCommands } from "../../shared/domain/entry/transitions.ts";
import { calendar, catalogue, listing, officer } from "../support/house.ts";
import {
  applied,
  contextOn,
  entryId,
  entryIn,
  objectionTo,
  placed,
  repairId,
  standingOf,
  today,
  withOpen,
  rulesWith,
} from "./entries-by-hand.ts";

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
const { determinedOn: _, ...proposal } = listing(1);
const submission = { entryId, subject: listing(1).subject, authority, provider: authority };
const expired = "2028-11-16";
const begun = { subjectOf: entryId, kind: "listReport", agencyId: officer.agencyId, startedOn: "2026-11-20" } as const;
const open = startClock(begun, { workingDays: 5, warnBefore: 2 }, calendar);
const later = movedTo(open, { warnOn: "2026-11-26", dueOn: "2026-11-30", provisional: false });
/** After its shortest period under Order 36. */
const repairable = "2027-11-23";

const stay = {
  documentNo: "衡政复停〔2026〕3号",
  orderedBy: "reconsideration",
  orderedOn: "2026-11-20",
  enteredOn: "2026-11-20",
} as const;

/** Each command with a day on which nothing but the state can stand against it. */
const commands = {
  submit: { command: { name: "submit", ...submission, input: proposal }, on: today },
  submitDetermined: { command: { name: "submitDetermined", ...submission, input: listing(1) }, on: today },
  servePriorNotice: {
    command: { name: "servePriorNotice", servedOn: "2026-11-20", method: "post", evidence: [{ title: "邮寄回执" }] },
    on: today,
  },
  recordStatement: { command: { name: "recordStatement", receivedOn: "2026-11-20", text: "已整改。" }, on: today },
  answerStatement: { command: { name: "answerStatement", adopted: false, answer: "不予采纳。" }, on: today },
  openPublicNotice: { command: { name: "openPublicNotice" }, on: today },
  determine: { command: { name: "determine" }, on: today },
  report: { command: { name: "report" }, on: today },
  publish: { command: { name: "publish", by: "policy" }, on: today },
  notifySuperiorUnit: {
    command: { name: "notifySuperiorUnit", sentOn: "2026-11-20", documentNo: "衡市监函〔2026〕8号" },
    on: today,
  },
  correct: {
    command: { name: "correct", changes: { facts: "更正后的事实。" }, reason: "复核", evidence: [] },
    on: today,
  },
  withdraw: { command: { name: "withdraw", reason: "withdrawn" }, on: today },
  lapse: { command: { name: "lapse" }, on: expired },
  endMeasures: { command: { name: "endMeasures", ending: { reason: "retired", endedOn: today } }, on: today },
  moveClocks: { command: { name: "moveClocks", moves: [{ before: open, after: later }] }, on: today },
  shortenPeriod: { command: { name: "shortenPeriod" }, on: today },
  applyForRepair: {
    command: {
      name: "applyForRepair",
      applicant: { name: "陈国栋", capacity: "legalRepresentative" },
      steps: [
        { step: "rectification", evidence: [{ title: "整改验收意见" }] },
        { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
      ],
      commitment: { by: "陈国栋", on: "2027-11-22" },
    },
    on: repairable,
  },
  checkRepair: { command: { name: "checkRepair", repairId, missing: [] }, on: repairable },
  approveRepair: { command: { name: "approveRepair", repairId }, on: repairable },
  refuseRepair: { command: { name: "refuseRepair", repairId, reason: "整改未经验收" }, on: repairable },
  withdrawRepair: { command: { name: "withdrawRepair", repairId }, on: repairable },
  exit: { command: { name: "exit", reason: "expired" }, on: expired },
  fileObjection: {
    command: {
      name: "fileObjection",
      filing: { origin: "agency", ground: "basis", text: "所依据的决定书已被撤销。", evidence: [] },
      earlier: [],
    },
    on: today,
  },
  verifyObjection: {
    command: { name: "verifyObjection", objection: objectionTo(), finding: "confirmed", text: "属实。", evidence: [] },
    on: today,
  },
  closeObjection: {
    command: { name: "closeObjection", objection: objectionTo(), outcome: "rejected", reason: "核实无误。" },
    on: today,
  },
  enterStay: {
    command: { name: "enterStay", orderedBy: "court", orderedOn: today, documentNo: "(2026)衡01行初88号" },
    on: today,
  },
  endStay: { command: { name: "endStay", documentNo: stay.documentNo, endedBy: "(2026)衡01行初88号之二" }, on: today },
  findInError: { command: { name: "findInError", why: "原处罚决定被撤销。" }, on: today },
  reinstate: { command: { name: "reinstate" }, on: today },
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
/** A later policy under which the entry ends in a year: what `shortenPeriod` needs to have anything to shorten. */
const milder = rulesWith({
  milderEnd: () => ({ validTo: "2027-11-02", policyVersion: "milder-2027@1", inForceFrom: "2026-11-24" }),
});
const contextFor = (command: Command, on: string = commands[command].on) =>
  contextOn(on, {
    // Whoever files an application is named.
    by: { ...officer, officer: "周敏" },
    ...(command === "shortenPeriod" ? { rules: milder } : {}),
    ...(command === "endMeasures" ? { catalogue: retiredToday } : {}),
  });

/** The life of an entry: SPEC's table, and not the product's. Nothing else is possible. */
const life: Readonly<Partial<Record<`${From} ${Command}`, From>>> = {
  "none submit": "preliminary",
  "none submitDetermined": "determined",
  "preliminary servePriorNotice": "noticed",
  "preliminary openPublicNotice": "noticed",
  "preliminary determine": "determined",
  "preliminary withdraw": "abandoned",
  "preliminary lapse": "abandoned",
  "noticed recordStatement": "noticed",
  "noticed answerStatement": "noticed",
  "noticed openPublicNotice": "noticed",
  "noticed determine": "determined",
  "noticed withdraw": "abandoned",
  "noticed lapse": "abandoned",
  "contested recordStatement": "contested",
  "contested answerStatement": "contested",
  "contested withdraw": "abandoned",
  "contested lapse": "abandoned",
  "determined report": "reported",
  "determined withdraw": "abandoned",
  "determined lapse": "abandoned",
  "reported publish": "published",
  "reported withdraw": "abandoned",
  "reported lapse": "abandoned",
  "published notifySuperiorUnit": "published",
  "published correct": "published",
  "published endMeasures": "published",
  "published applyForRepair": "published",
  "published checkRepair": "published",
  "published approveRepair": "exited",
  "published refuseRepair": "published",
  "published withdrawRepair": "published",
  "published exit": "exited",
  ...Object.fromEntries(
    (["preliminary", "noticed", "contested", "determined", "reported", "published", "exited"] as const).map((state) => [
      `${state} moveClocks`,
      state,
    ]),
  ),
  "contested shortenPeriod": "contested",
  "determined shortenPeriod": "determined",
  "reported shortenPeriod": "reported",
  "published shortenPeriod": "published",
  "preliminary fileObjection": "contested",
  "noticed fileObjection": "contested",
  "determined fileObjection": "contested",
  "reported fileObjection": "contested",
  "contested fileObjection": "contested",
  "published fileObjection": "published",
  "exited fileObjection": "exited",
  "contested verifyObjection": "contested",
  "published verifyObjection": "published",
  "exited verifyObjection": "exited",
  "contested closeObjection": "noticed",
  "published closeObjection": "published",
  "exited closeObjection": "exited",
  "published enterStay": "published",
  "published endStay": "published",
  "exited endStay": "exited",
  "exited findInError": "exited",
  "exited reinstate": "published",
  "abandoned reinstate": "determined",
};

/** What whoever is refused a command is told to do instead, or why nothing has to be done. */
const wayOn: Readonly<Record<Command, RegExp>> = {
  submit: /请就其办理.* \/ /u,
  submitDetermined: /请就其办理.* \/ /u,
  servePriorNotice: /认定之前.*先办结.*撤回后重新提出.* \/ .*propose anew/u,
  openPublicNotice: /认定之前.*先办结.*撤回后重新提出.* \/ .*propose anew/u,
  recordStatement: /告知后、认定前.*请提出异议.* \/ .*object/u,
  answerStatement: /告知后、认定前.*请提出异议.* \/ .*object/u,
  determine: /先办结异议和上一步.* \/ /u,
  report: /先办结异议和上一步.* \/ /u,
  publish: /先办结异议和上一步.* \/ /u,
  notifySuperiorUnit: /公布期间.* \/ /u,
  correct: /请提出异议.*撤回重报.* \/ .*object/u,
  withdraw: /请退出.* \/ /u,
  exit: /请撤回.*请提出异议.* \/ .*object/u,
  lapse: /由平台.* \/ /u,
  endMeasures: /由平台.* \/ /u,
  moveClocks: /由平台.* \/ /u,
  shortenPeriod: /由平台.* \/ /u,
  findInError: /由平台.* \/ /u,
  reinstate: /由平台.* \/ /u,
  applyForRepair: /公布期间.*请提出异议.* \/ .*object/u,
  checkRepair: /公布期间.*请提出异议.* \/ .*object/u,
  approveRepair: /公布期间.*请提出异议.* \/ .*object/u,
  refuseRepair: /公布期间.*请提出异议.* \/ .*object/u,
  withdrawRepair: /公布期间.*请提出异议.* \/ .*object/u,
  fileObjection: /可投诉.* \/ .*complain/u,
  verifyObjection: /行政复议.*行政诉讼.* \/ /u,
  closeObjection: /行政复议.*行政诉讼.* \/ /u,
  enterStay: /可提异议.* \/ .*contest/u,
  endStay: /可提异议.* \/ .*contest/u,
};

/** The entry that a command of a state meets: one step of the procedure is still to be done where the command does it. */
const met = (from: From, command: Command): Entry | undefined => {
  const entry = entryIn[from];
  if (entry && command === "moveClocks") return { ...entry, clocks: [open] };
  if (entry && command === "shortenPeriod" && from === "contested") return { ...entry, determinedOn: "2026-11-16" };
  if (entry && command === "notifySuperiorUnit") return { ...entry, superiorUnit: { name: "衡川市教育局" } };
  if (entry && ["checkRepair", "withdrawRepair"].includes(command)) return { ...entry, repairCase: applied };
  if (entry && ["approveRepair", "refuseRepair"].includes(command))
    return { ...entry, repairCase: { ...applied, status: "accepted" } };
  if (entry && (command === "verifyObjection" || command === "closeObjection")) return withOpen(entry);
  if (entry && command === "endStay") return { ...entry, stays: [stay], suspended: from === "published" };
  if (entry && command === "reinstate") return { ...entry, list: "red", exitReason: "blackListed" };
  if (!entry?.procedure) return entry;
  const { publicNotice: notice, ...procedure } = entry.procedure;
  const [statement] = procedure.statements;
  if (command === "openPublicNotice") return { ...entry, procedure };
  if (command === "answerStatement" && notice && statement)
    return {
      ...entry,
      procedure: { ...entry.procedure, statements: [{ receivedOn: statement.receivedOn, text: statement.text }] },
    };
  return entry;
};

const pairs = states.flatMap((from) =>
  (Object.keys(commands) as Command[]).map((command) => ({ from, command, to: life[`${from} ${command}`] })),
);
const possible = pairs.flatMap(({ from, command, to }) => (to === undefined ? [] : [{ from, command, to }]));
const impossible = pairs.filter(({ to }) => to === undefined);

test("the table below covers every state and every command that the product knows (A §3, §4)", () => {
  expect(["none", ...entryState.options].sort()).toEqual([...states].sort());
  expect([...entryCommands].sort()).toEqual(Object.keys(commands).sort());
  expect([possible.length, impossible.length]).toEqual([62, 199]);
});

describe("A §3, §4: the life of an entry", () => {
  test.each(possible)("from $from, $command leads to $to", ({ from, command, to }) => {
    const { command: asked } = commands[command];
    const before = met(from, command);
    const decided = decide(before, asked, contextFor(command));
    if (!decided.ok) throw new Error(decided.refusal.code);
    const after = decided.value.reduce<Entry | undefined>((entry, each) => evolve(entry, placed(each, 9)), before);
    expect(after?.state).toBe(to);
    expect(after?.version).toBe((before?.version ?? 0) + decided.value.length);
    expect(after?.entryId).toBe(entryId);
  });

  test.each(impossible)("from $from, $command is refused by its own code", ({ from, command }) => {
    const { command: asked } = commands[command];
    const decided = decide(met(from, command), asked, contextFor(command));
    expect(decided).toMatchObject({ ok: false, refusal: { code: `transition.${command}.${from}` } });
    // And with a way on: what to do instead, or why nothing has to be done.
    expect(decided.ok ? "" : decided.refusal.detail).toMatch(wayOn[command]);
  });

  test.each(impossible)("from $from, $command stays refused on any other day", ({ from, command }) => {
    for (const on of ["2026-11-16", today, entryIn.determined.validTo, expired, "2040-01-01"])
      expect(decide(met(from, command), commands[command].command, contextFor(command, on)).ok, on).toBe(false);
  });
});

test.each(["preliminary", "determined", "reported"] as const)(
  "A §3: contested from %s there is no hearing: no notice yet, or the listing is determined",
  (contestedFrom) => {
    for (const name of ["recordStatement", "answerStatement"] as const)
      expect(decide({ ...entryIn.contested, contestedFrom }, commands[name].command, contextFor(name))).toMatchObject({
        refusal: { code: `transition.${name}.contested` },
      });
  },
);

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
    const [ended] = decided.value;
    if (!ended) throw new Error("nothing ended");
    expect(ended.data).toMatchObject({ endedOn: today, reason: "retired", publishedSeq: 3 });
    expect(evolve(suspended, placed(ended, 9))).toMatchObject({
      state: "published",
      suspended: true,
      measures: [{ measureId: "restrict-government-procurement", version: 1 }],
    });
  });

  test("names other entries that still require the measure: not one that is suspended, nor one whose version is over too", () => {
    const newer = catalogue.map((each) => (each.measureId === "raise-credit-cost" ? { ...each, version: 2 } : each));
    const named = (entries: Standing["entries"], of = [...retiredToday, ...newer]) => {
      const decided = decide(
        entryIn.published,
        command,
        contextOn(today, { catalogue: of, standing: standingOf({ entries }) }),
      );
      const [ended] = decided.ok ? decided.value : [];
      if (ended?.type !== "entry-measures-ended") throw new Error("nothing ended");
      return ended.data.measures[0]?.alsoRequiredBy;
    };
    const shown: Standing["entries"][number] = {
      entryId: "ent_other",
      name: "衡川市第2制造有限公司",
      list: "black",
      state: "published",
      suspended: false,
      domain: "contract",
      severity: "serious",
      determiningAuthority: authority,
      documentNo: "衡市监处罚〔2026〕2号",
      publishedOn: "2026-11-20",
      validTo: expired,
      measures: [{ measureId: "raise-credit-cost", version: 2 }],
    };
    expect(named([shown])).toEqual(["ent_other"]);
    expect(named([{ ...shown, suspended: true }])).toEqual([]);
    expect(named([{ ...shown, measures: [{ measureId: "raise-credit-cost", version: 1 }] }])).toEqual([]);
    expect(named([{ ...shown, entryId }])).toEqual([]);
  });
});
