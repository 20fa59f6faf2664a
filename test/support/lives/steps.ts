import fc from "fast-check";
import type { EntryAct } from "../../../shared/app/entry/advance-entry.ts";
import * as acts from "../../../shared/app/objection/contest-acts.ts";
import type { EntryCommand } from "../../../shared/domain/entry/command.ts";
import type { Entry } from "../../../shared/domain/entry/entry.ts";
import { moveOf } from "../../../shared/domain/clock/move.ts";
import { endingsAmong } from "../../../shared/domain/measure/ended.ts";
import type { Catalogue } from "../../../shared/domain/measure/measure.ts";
import type { Objection } from "../../../shared/domain/objection/objection.ts";
import type { SubjectChange } from "../../../shared/domain/subject/change.ts";
import type { Standing } from "../../../shared/domain/subject/standing.ts";
import { addDays } from "../../../shared/kernel/local-date.ts";
import { listing, usccNo } from "../house.ts";

/** What may happen to one subject on a day: listings, commands of every kind, objections, sweeps, changes of itself. */

export const slots = ["black", "black", "red", "red", "keyAttention"] as const;
export const idOf = (slot: number): string => `ent_${String(slot).repeat(26)}`;
export const person = {
  kind: "person",
  name: "韩立群",
  idType: "residentId",
  idNumberMasked: "110105**********2X",
} as const;
export const organisation = {
  kind: "organisation",
  name: "衡川市第1制造有限公司",
  uscc: listing(1).subject.uscc ?? "",
} as const;

const superiors = {
  tax: { name: "国家税务总局衡川市税务局", agencyId: "tax" },
  letter: { name: "衡川市国有资产监督管理委员会" },
} as const;

/** Listings of every list, over in days, months or years; some determined elsewhere with all their papers, some without. */
export const submission = fc.record({
  slot: fc.nat(slots.length - 1),
  severity: fc.constantFrom("general", "serious"),
  lasts: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 31, max: 340 })),
  elsewhere: fc.boolean(),
  papers: fc.boolean(),
  follows: fc.boolean(),
  escalates: fc.boolean(),
  /** A public body, whose superior unit is told: of the platform, or by letter. */
  superior: fc.constantFrom(undefined, undefined, "tax", "letter"),
  /** A measure that it names: some of them were never published, or have run out. */
  names: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    "unpublished",
    "run-out",
    "short-lived",
  ),
  ownProcedure: fc.nat(9).map((n) => n === 0),
});
export type Submission = typeof submission extends fc.Arbitrary<infer S> ? S : never;

export const inputOf = (
  { slot, severity, lasts, elsewhere, papers, follows, escalates, superior, names, ownProcedure }: Submission,
  who: typeof organisation | typeof person,
  today: string,
) => {
  const list = slots[slot] ?? "black";
  const { determinedOn: _, ...base } = listing(1);
  return {
    ...base,
    list,
    subject:
      who.kind === "person"
        ? { ...who, idNumber: "11010519491231002X" }
        : { ...who, ...(superior ? { publicBody: { superiorUnit: superiors[superior] } } : {}) },
    basis: { ...base.basis, decidedOn: addDays(today, -40) },
    severity,
    validTo: addDays(today, lasts),
    measures: names === undefined ? [] : [names],
    ...(elsewhere ? { determinedOn: today } : {}),
    ...(papers || ownProcedure
      ? {
          procedure: {
            ...(papers
              ? {
                  priorNotice: { servedOn: addDays(today, -30), method: "direct" as const, proof: "送达回证" },
                  publicNotice: { opensOn: addDays(today, -30), endsOn: addDays(today, -15), channel: "门户网站" },
                }
              : {}),
            ...(ownProcedure ? { ownProcedure: { statute: "某条例", article: "第九条" } } : {}),
          },
        }
      : {}),
    ...(list === "black" && follows ? { followOn: { months: 6, measures: [] } } : {}),
    ...(list === "black" && escalates ? { escalates: idOf(4) } : {}),
  };
};

const repairId = (entry?: Entry): string => entry?.repairCase?.repairId ?? "rep_none";
/** What is asked of a repair, in its usual order. */
export const repairing = {
  apply: (today, entry) => ({
    name: "applyForRepair",
    applicant: { name: "陈国栋", capacity: "subject" },
    steps: (entry?.repair.steps ?? ["rectification"])
      .filter((each) => each !== "commitment")
      .map((each) => ({ step: each, evidence: [{ title: "凭证" }] })),
    commitment: { by: "陈国栋", on: today },
  }),
  pass: (_today, entry) => ({ name: "checkRepair", repairId: repairId(entry), missing: [] }),
  giveBack: (_today, entry) => ({
    name: "checkRepair",
    repairId: repairId(entry),
    missing: [{ step: "rectification", note: "未经验收" }],
  }),
  approve: (_today, entry) => ({ name: "approveRepair", repairId: repairId(entry) }),
  refuse: (_today, entry) => ({ name: "refuseRepair", repairId: repairId(entry), reason: "未整改到位" }),
  takeBack: (_today, entry) => ({ name: "withdrawRepair", repairId: repairId(entry) }),
} as const satisfies Record<string, (today: string, entry?: Entry) => EntryCommand>;
export const changedStandard = (): EntryCommand => ({ name: "exit", reason: "standardChanged" });

export const plain = fc.constantFrom<(today: string, entry?: Entry) => EntryCommand>(
  ...Object.values(repairing),
  (today) => ({ name: "servePriorNotice", servedOn: today, method: "direct", evidence: [{ title: "送达回证" }] }),
  (today) => ({ name: "recordStatement", receivedOn: today, text: "不服。" }),
  () => ({ name: "answerStatement", adopted: false, answer: "不予采纳。" }),
  () => ({ name: "openPublicNotice" }),
  () => ({ name: "determine" }),
  () => ({ name: "determine" }),
  () => ({ name: "report" }),
  () => ({ name: "publish", by: "policy" }),
  () => ({ name: "publish", by: "office" }),
  () => ({ name: "publish", by: "office" }),
  () => ({ name: "publish", by: "office" }),
  () => ({ name: "publish", by: "office" }),
  () => ({ name: "correct", changes: { facts: "更正。" }, reason: "复核", evidence: [] }),
  () => ({ name: "correct", changes: { severity: "general" }, reason: "复核", evidence: [] }),
  () => ({ name: "correct", changes: { domain: "environment" }, reason: "复核", evidence: [] }),
  () => ({ name: "withdraw", reason: "withdrawn" }),
  () => ({ name: "lapse" }),
  () => ({ name: "exit", reason: "expired" }),
  () => ({ name: "exit", reason: "error", why: "有误" }),
  () => ({ name: "exit", reason: "error", why: "有误" }),
  () => ({ name: "exit", reason: "error", why: "有误" }),
  () => ({ name: "exit", reason: "standardChanged" }),
  () => ({ name: "exit", reason: "standardChanged" }),
  () => ({ name: "exit", reason: "standardChanged" }),
  () => ({ name: "exit", reason: "rewardMisused" }),
  () => ({ name: "withdraw", reason: "annulled" }),
  (today) => ({ name: "notifySuperiorUnit", sentOn: today, documentNo: "衡信办函〔2026〕3号" }),
  (today) => ({ name: "notifySuperiorUnit", sentOn: today, documentNo: "衡信办函〔2026〕4号" }),
);
/** Objections and stays, as the acts of agencies put them: on what is open there, or was. */
export type Contest = (entry: Entry, objections: readonly Objection[]) => EntryAct | undefined;
export const onOne =
  (which: number, act: (named: { objectionId: string; expectedVersion: "any" }) => EntryAct): Contest =>
  (_entry, objections) => {
    const objection = objections[objections.length - 1 - (which % Math.max(1, objections.length))];
    return objection && act({ objectionId: objection.objectionId, expectedVersion: "any" });
  };
export const filing = fc.record({
  origin: fc.constantFrom("subject", "agency", "discovery"),
  ground: fc.constantFrom("facts", "basis"),
  evidence: fc.constantFrom([], [{ title: "合同" }], [{ title: "判决书" }]),
});
export const stay: Contest = (entry) =>
  acts.enterStay({ documentNo: "停1号", orderedBy: "court", orderedOn: entry.determinedOn ?? "2024-01-01" });
export const contest = fc.oneof(
  {
    weight: 4,
    arbitrary: filing.map(
      (each): Contest =>
        () =>
          acts.fileObjection({ ...each, text: "不实。" }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .nat(2)
      .chain((n) => fc.constantFrom("unclear" as const, "confirmed" as const).map((finding) => ({ n, finding })))
      .map(({ n, finding }) => onOne(n, (one) => acts.verifyObjection(one, { finding, text: "核实。", evidence: [] }))),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ n: fc.nat(2), outcome: fc.constantFrom("upheld", "rejected", "corrected") })
      .map(({ n, outcome }) =>
        onOne(n, (one) => acts.resolveObjection(one, { outcome, reason: "核实。", changes: { facts: "更正。" } })),
      ),
  },
  { weight: 1, arbitrary: fc.nat(2).map((n) => onOne(n, (one) => acts.withdrawObjection(one, "撤回。"))) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Contest>(stay, () => acts.endStay({ documentNo: "停1号", endedBy: "停1号之二" })),
  },
);

/** What the platform does to an entry by itself: measures that are over end, and duties move with the working calendar. */
export type Sweep = (entry: Entry, catalogue: Catalogue, today: string) => readonly EntryCommand[];
export const endMeasures: Sweep = ({ measures }, catalogue, today) => {
  const endings = endingsAmong(measures, catalogue, today);
  return endings.length === 0
    ? [{ name: "endMeasures", ending: { reason: "expired", endedOn: today } }]
    : endings.map((ending) => ({ name: "endMeasures", ending }));
};
export const moveClocks =
  (by: number): Sweep =>
  ({ clocks }) => {
    const later = (day: string): string => addDays(day, by);
    const moves = clocks.flatMap((clock) =>
      moveOf(clock, {
        warnOn: later(clock.warnOn),
        dueOn: later(clock.dueOn),
        ...(clock.escalateOn === undefined ? {} : { escalateOn: later(clock.escalateOn) }),
        provisional: clock.provisional,
      }),
    );
    return [{ name: "moveClocks", moves }];
  };
export const sweep = fc.oneof(fc.constant(endMeasures), fc.integer({ min: 1, max: 9 }).map(moveClocks));
/** The office retires one of the entry's measures, and some time later, or at once, the sweep comes. */
export const retirement = fc.record({ retires: fc.nat(9), swept: fc.boolean() });

const standingOf = (n: number, entries: Standing["entries"]): Standing => ({
  identifier: `uscc:${usccNo(n)}`,
  subjectId: `sbj_${"c".repeat(26)}`,
  kind: "organisation",
  name: `衡川市第${n}制造有限公司`,
  uscc: usccNo(n),
  seq: 9,
  entries,
});
const another = (listed: boolean): Standing =>
  standingOf(
    7,
    listed
      ? [
          {
            entryId: `ent_${"9".repeat(26)}`,
            name: "衡川市第7制造有限公司",
            list: "black",
            state: "published",
            suspended: false,
            domain: "productQuality",
            severity: "serious",
            determiningAuthority: { agencyId: "tax", name: "国家税务总局衡川市税务局" },
            documentNo: "衡税罚〔2026〕7号",
            publishedOn: "2024-01-02",
            validTo: "2029-01-01",
            measures: [],
          },
        ]
      : [],
  );

/** What becomes of the subject itself; `succeeded`: another goes into it. */
export type Change = SubjectChange | { readonly kind: "succeeded"; readonly from: Standing };
const recorded = { on: "2024-01-01", documentNo: "衡市监登字〔2024〕第9号" };
export const change = fc.constantFrom<Change>(
  { kind: "renamed", name: "衡川市更名后制造有限公司", ...recorded },
  { kind: "renamed", name: organisation.name, ...recorded },
  { kind: "newUscc", uscc: usccNo(1001), ...recorded },
  { kind: "bankrupt", ...recorded },
  { kind: "dissolved", ...recorded },
  { kind: "died", ...recorded },
  { kind: "merged", into: another(false), ...recorded },
  { kind: "merged", into: another(true), ...recorded },
  { kind: "succeeded", from: another(false) },
  { kind: "succeeded", from: another(true) },
);
