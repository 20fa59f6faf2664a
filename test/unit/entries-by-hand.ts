import type { EntryEvent } from "../../events/catalogue.ts";
import type { EntryState } from "../../events/vocabulary.ts";
import type { DecisionContext } from "../../shared/domain/entry/command.ts";
import type { Entry, Happening } from "../../shared/domain/entry/entry.ts";
import { evolve } from "../../shared/domain/entry/evolve.ts";
import type { EntryRules } from "../../shared/domain/entry/rules.ts";
import type { RepairCase } from "../../shared/domain/repair/repair-case.ts";
import type { Objection } from "../../shared/domain/objection/objection.ts";
import type { Standing } from "../../shared/domain/subject/standing.ts";
import type { Measure } from "../../shared/domain/measure/measure.ts";
import { calendar, catalogue, officer, rulesFor, usccNo } from "../support/house.ts";

/** Entries in every state and rules of every kind, written down rather than decided: tests of decisions start here. */

export const today = "2026-11-23";
export const entryId = `ent_${"a".repeat(26)}`;
export const subjectId = `sbj_${"b".repeat(26)}`;

const determined: Entry = {
  entryId,
  subjectId,
  state: "determined",
  suspended: false,
  list: "black",
  subject: { kind: "organisation", name: "衡川市第1制造有限公司", uscc: usccNo(1) },
  domain: "productQuality",
  determiningAuthority: { agencyId: officer.agencyId, name: officer.name },
  informationProvider: { agencyId: officer.agencyId, name: officer.name },
  basis: {
    kind: "administrative",
    documentKind: "penalty",
    documentNo: "衡市监处罚〔2026〕1号",
    legalArticles: "《中华人民共和国产品质量法》第四十九条",
    decidedOn: "2026-11-02",
  },
  facts: "以不合格产品冒充合格产品销售。",
  severity: "serious",
  determinedOn: "2026-11-16",
  validFrom: "2026-11-16",
  validTo: "2028-11-15",
  repair: { allowed: true, earliestOn: "2027-11-02", steps: ["rectification"] },
  measures: [
    { measureId: "restrict-government-procurement", version: 1 },
    { measureId: "raise-credit-cost", version: 1 },
  ],
  clocks: [
    {
      clockId: `${entryId}.listReport`,
      kind: "listReport",
      agencyId: officer.agencyId,
      startedOn: "2026-11-16",
      warnOn: "2026-11-19",
      dueOn: "2026-11-23",
      provisional: false,
    },
  ],
  policyVersion: "repair-2026@1",
  firstSeq: 1,
  version: 1,
};
const met = determined.clocks.map((clock) => ({ ...clock, metOn: "2026-11-20" }));
const reported: Entry = { ...determined, state: "reported", reportedOn: "2026-11-20", clocks: met, version: 2 };
const published: Entry = { ...reported, state: "published", publishedOn: "2026-11-20", publishedSeq: 3, version: 3 };

const { determinedOn: _on, validFrom: _from, ...undetermined } = determined;
const preliminary: Entry = {
  ...undetermined,
  state: "preliminary",
  clocks: [],
  measures: [],
  repair: { allowed: true, steps: [] },
  proposedOn: "2026-11-09",
  lapsesAfter: "2027-02-04",
  named: { measures: [], leftOut: [] },
};
/** Both its windows are over, and its statement was answered. */
const noticed: Entry = {
  ...preliminary,
  state: "noticed",
  procedure: {
    priorNotice: {
      servedOn: "2026-11-09",
      method: "direct",
      endsOn: "2026-11-16",
      provisional: false,
      evidence: [{ title: "送达回证" }],
    },
    publicNotice: { opensOn: "2026-11-13", endsOn: "2026-11-20", provisional: false },
    statements: [
      {
        receivedOn: "2026-11-12",
        text: "请从轻处理。",
        answeredOn: "2026-11-13",
        adopted: false,
        answer: "不予采纳。",
      },
    ],
  },
  version: 5,
};

/** An objection of the subject to the entry, filed today. */
export const objectionTo = (change: Partial<Objection> = {}): Objection => {
  const objectionId = change.objectionId ?? `${entryId}.${"c".repeat(26)}`;
  return {
    objectionId,
    about: { kind: "entry", id: entryId },
    origin: "subject",
    ground: "facts",
    text: "货值金额有误。",
    evidence: [],
    filedBy: { agencyId: officer.agencyId, name: officer.name },
    filedOn: today,
    clock: {
      clockId: `${objectionId}.objectionVerification`,
      kind: "objectionVerification",
      agencyId: officer.agencyId,
      startedOn: today,
      warnOn: "2026-12-02",
      dueOn: "2026-12-07",
      provisional: false,
    },
    version: 1,
    ...change,
  };
};

/** The entry once that was filed. */
export const withOpen = (entry: Entry, objections: readonly Objection[] = [objectionTo()]): Entry => ({
  ...entry,
  openObjections: objections.map(({ objectionId }) => objectionId),
  clocks: [...entry.clocks, ...objections.map(({ clock }) => clock)],
  suspended: entry.state === "published",
});

/** One entry as it looks in each state; `none` is the entry that does not exist yet. */
export const entryIn: Readonly<Record<EntryState, Entry>> & { readonly none: undefined } = {
  none: undefined,
  preliminary,
  noticed,
  contested: withOpen({ ...noticed, state: "contested", contestedFrom: "noticed" }),
  determined,
  reported,
  published,
  exited: { ...published, state: "exited", exitedOn: "2028-11-16", exitReason: "expired", version: 4 },
  abandoned: {
    ...determined,
    state: "abandoned",
    exitedOn: "2028-11-16",
    exitReason: "lapsed",
    clocks: determined.clocks.map((clock) => ({ ...clock, stoppedOn: "2028-11-16" })),
    version: 2,
  },
};

export const repairId = `rep_${"c".repeat(26)}`;

/** An application for repair that waits for the platform's check. */
export const applied: RepairCase = {
  repairId,
  about: { kind: "entry", id: entryId },
  status: "applied",
  filedBy: { ...officer, officer: "周敏" },
  applicant: { name: "陈国栋", capacity: "legalRepresentative" },
  appliedOn: "2027-11-22",
  terms: { earliestOn: "2027-11-02", steps: ["rectification", "obligations", "commitment"] },
  steps: [
    { step: "rectification", evidence: [{ title: "整改验收意见" }] },
    { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
  ],
  commitment: { text: "承诺依法诚信经营。", by: "陈国栋", on: "2027-11-22" },
  clocks: [],
};

/** The subject's standing with nothing in it. */
export const standingOf = (change: Partial<Standing> = {}): Standing => ({
  identifier: `uscc:${usccNo(1)}`,
  subjectId,
  kind: "organisation",
  name: "衡川市第1制造有限公司",
  uscc: usccNo(1),
  seq: 9,
  entries: [],
  ...change,
});

/** What a decision of `on` rests on. */
export const contextOn = (on: string, change: Partial<DecisionContext> = {}): DecisionContext => ({
  today: on,
  by: officer,
  standing: standingOf(),
  rules: rulesFor({ determinedOn: "2026-11-16", severity: "serious", on }),
  calendar,
  catalogue,
  ...change,
});

/** The shipped rules of today with something changed. */
export const rulesWith = (change: Partial<EntryRules>): EntryRules => ({ ...contextOn(today).rules, ...change });

/** A happening in its place in the sequence. */
export const placed = (happening: Happening, seq: number): EntryEvent => ({
  seq,
  subjectId,
  entryId,
  at: "2026-11-23T09:00:00.000+08:00",
  by: officer,
  policyVersion: "repair-2026@1",
  correlationId: "by-hand",
  ...happening,
});

/** A published, mandatory punishment for every serious black entry, with something changed. */
export const measure = (measureId: string, change: Partial<Measure> = {}): Measure => ({
  measureId,
  version: 1,
  status: "published",
  kind: "punishment",
  strength: "mandatory",
  nature: "administrative",
  title: `措施 ${measureId}`,
  description: "有效期内不予办理。",
  lists: ["black"],
  domains: [],
  severities: ["serious"],
  matters: ["administrativePermit"],
  agencies: ["finance"],
  legalBasis: { paper: "A", section: "§16", title: "实施方案", quote: "制定联合奖惩措施清单" },
  validFrom: "2019-01-01",
  ...change,
});

/** The entry once all of it has happened. */
export const afterwards = (entry: Entry, happenings: readonly Happening[]): Entry =>
  happenings.reduce((now, each) => evolve(now, placed(each, 9)), entry);
