import type { ClockKind, Severity } from "../../events/vocabulary.ts";
import type { EntryRules, MilderEnd, PeriodDays } from "../domain/entry/rules.ts";
import type { RepairTerms } from "../domain/repair/repair-case.ts";
import type { RepairRules } from "../domain/repair/rules.ts";
import type { TriggerRules } from "../domain/trigger/clocks.ts";
import { addDays, addMonths, type LocalDate } from "../kernel/local-date.ts";
import type { ClockLength } from "../domain/clock/clock.ts";
import { masksOf } from "./masks.ts";
import { reviewLimitsOf } from "./review-limits.ts";
import type { PolicyFile } from "./schema.ts";

/** The act that rules are asked for: when and how gravely it was determined, and the day of the act itself. */
export interface Act {
  readonly determinedOn: LocalDate;
  readonly severity: Severity;
  readonly on: LocalDate;
}

export type Rulebook = (act: Act) => EntryRules;

/**
 * Turns dated policies into the rules for an act. Substance comes from the policy in force at determination, or a later
 * one that is milder for the subject: how long the entry may stand and when it can be repaired are each taken from
 * the policy that is milder in it. Procedure comes from the policy in force on the day of the act (SPEC "Policy"). Before the
 * first policy its rules are taken: the papers state them as standing law.
 */
export const createRulebook = (policies: readonly PolicyFile[]): Rulebook => {
  const { dated, inForceOn } = inOrder(policies);
  return ({ determinedOn, severity, on }) => {
    const own = inForceOn(determinedOn);
    const later = dated.filter((policy) => policy.inForceFrom > determinedOn && policy.inForceFrom <= on);
    const known = dated.filter((policy) => policy.inForceFrom <= addDays(on, 1));
    return rulesOf([own, ...later.filter((policy) => policy !== own)], inForceOn(on), severity, known);
  };
};

/** Policies by the day from which they are in force, and the one in force on a day. */
export const inOrder = (policies: readonly PolicyFile[]) => {
  const dated = [...policies].sort((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : 1));
  const first = dated[0];
  if (!first) throw new Error("a rulebook needs a policy");
  const inForceOn = (day: LocalDate): PolicyFile => dated.findLast((policy) => policy.inForceFrom <= day) ?? first;
  return { dated, inForceOn };
};

/** How long the clocks of triggers run by the policy in force on a day: procedure follows the day of the act. */
export const createTriggerLengths = (policies: readonly PolicyFile[]): TriggerRules["lengthsOn"] => {
  const { inForceOn } = inOrder(policies);
  return (day) => {
    const { triggerAcknowledgement, triggerFeedback, liftConfirmation, restoreConfirmation } = inForceOn(day).clocks;
    return {
      triggerAcknowledgement: lengthOf(triggerAcknowledgement),
      triggerFeedback: lengthOf(triggerFeedback),
      liftConfirmation: lengthOf(liftConfirmation),
      restoreConfirmation: lengthOf(restoreConfirmation),
    };
  };
};

/** How long a clock of any kind runs that began on a day, for computing it again. */
export const createClockLengths = (
  policies: readonly PolicyFile[],
): ((kind: ClockKind, day: LocalDate) => ClockLength) => {
  const { inForceOn } = inOrder(policies);
  return (kind, day) => lengthOf(inForceOn(day).clocks[kind]);
};

/** A clock of a policy, as the domain has it. */
export const lengthOf = ({
  workingDays,
  warnBefore,
  escalateAfter,
}: PolicyFile["clocks"]["listReport"]): ClockLength => ({
  workingDays: workingDays.value,
  warnBefore: warnBefore.value,
  ...(escalateAfter ? { escalateAfter: escalateAfter.value } : {}),
});

/** How events name a policy. */
export const versionOf = (policy: PolicyFile): string => `${policy.policyId}@${policy.version}`;

const longest = (policy: PolicyFile, severity: Severity): number =>
  policy.validity[severity].maxMonths.value ?? Infinity;

const rulesOf = (
  candidates: readonly [PolicyFile, ...PolicyFile[]],
  procedure: PolicyFile,
  graveness: Severity,
  known: readonly PolicyFile[],
): EntryRules => {
  const [own] = candidates;
  const milder = candidates.reduce((best, policy) =>
    longest(policy, graveness) < longest(best, graveness) ? policy : best,
  );
  return {
    substanceVersion: versionOf(milder),
    procedureVersion: versionOf(procedure),
    listReport: lengthOf(procedure.clocks.listReport),
    priorNoticeStatement: lengthOf(procedure.clocks.priorNoticeStatement),
    announcementServedAfterDays: procedure.announcementServedAfterDays.value,
    publicNotice: lengthOf(procedure.clocks.publicNotice),
    idlePreliminary: lengthOf(procedure.clocks.idlePreliminary),
    objectionVerification: lengthOf(procedure.clocks.objectionVerification),
    priorNoticeMandatory: (list, kind) => list === "black" && procedure.mandatoryNotice.black.value.includes(kind),
    publicNoticeMandatory: (list) => procedure.publicNoticeRequired[list].value,
    // How grave conduct was says nothing about a red entry.
    publication: (list, severity) =>
      list === "red" || candidates.every((policy) => policy.validity[severity].shown.value)
        ? procedure.publication[list].value
        : "office",
    fourEyes: {
      publication: procedure.fourEyes.publication.value,
      exitByError: procedure.fourEyes.exitByError.value,
    },
    repeatedMinorConduct: {
      count: procedure.repeatedMinorConduct.count.value,
      withinMonths: procedure.repeatedMinorConduct.withinMonths.value,
    },
    followOn: procedure.followOn.value,
    editionMayEndPercent: procedure.editionMayEndPercent.value,
    exitNoticeDays: procedure.exitNoticeDays.value,
    masks: masksOf(procedure),
    documentKinds: (list) => (list === "black" ? own.documentKinds.black.value : undefined),
    latestValidTo: (severity, from) => {
      const months = milder.validity[severity].maxMonths.value;
      return months === null ? undefined : addMonths(from[milder.periodFrom.value], months);
    },
    milderEnd: (severity, from) => milderEndOf(known, severity, from),
    repair: (severity, from, allowed) => {
      const [terms] = allowed ? termsOf(candidates, severity, from) : [];
      return terms
        ? { allowed: true, earliestOn: terms.earliestOn, steps: [...terms.steps] }
        : { allowed: false, steps: [] };
    },
    repairTerms: (severity, from) => termsOf(candidates, severity, from),
    repairs: repairRulesOf(procedure),
  };
};

/** Only what came after the determination can be milder than what it was made under. */
const milderEndOf = (known: readonly PolicyFile[], severity: Severity, from: PeriodDays): MilderEnd | undefined => {
  const ends = known.flatMap((policy) => {
    const { inForceFrom } = policy;
    const months = policy.validity[severity].maxMonths.value;
    if (months === null || inForceFrom <= from.determination) return [];
    // It stood by right until the policy came.
    const validTo = [addMonths(from[policy.periodFrom.value], months), addDays(inForceFrom, -1)].sort()[1] ?? "";
    return [{ validTo, policyVersion: versionOf(policy), inForceFrom }];
  });
  return ends.sort((a, b) => (a.validTo < b.validTo ? -1 : 1))[0];
};

/** A policy that sets limits to how long entries stand; those that are older than it may have to end sooner. */
export interface LimitingPolicy {
  readonly policyVersion: string;
  readonly inForceFrom: LocalDate;
}

/** The policies in force on a day that may be milder than one before them. */
export const createLimitingPolicies =
  (policies: readonly PolicyFile[]): ((day: LocalDate) => readonly LimitingPolicy[]) =>
  (day) =>
    inOrder(policies)
      .dated.slice(1)
      .filter(
        ({ inForceFrom, validity }) =>
          inForceFrom <= day && Object.values(validity).some(({ maxMonths }) => maxMonths.value !== null),
      )
      .map((policy) => ({ policyVersion: versionOf(policy), inForceFrom: policy.inForceFrom }));

/** What a policy says about applications for repair, whatever they are about. */
export const repairRulesOf = (procedure: PolicyFile): RepairRules => ({
  check: lengthOf(procedure.clocks.repairCheck),
  decision: lengthOf(procedure.clocks.repairDecision),
  commitment: procedure.repairApplication.commitmentText.value,
  reapplyAfterDays: procedure.repairApplication.reapplyAfterDays.value,
  review: reviewLimitsOf(procedure),
});

/** When and how each policy that allows a repair lets the subject out, the soonest first. */
export const termsOf = (
  candidates: readonly PolicyFile[],
  severity: Severity,
  from: PeriodDays,
): readonly RepairTerms[] =>
  candidates
    .filter((policy) => policy.repair[severity].allowed.value)
    .map((policy) => ({
      earliestOn: addMonths(from[policy.periodFrom.value], policy.repair[severity].earliestAfterMonths.value),
      steps: policy.repair[severity].steps.value,
      policyVersion: versionOf(policy),
    }))
    .sort((a, b) =>
      a.earliestOn === b.earliestOn ? a.steps.length - b.steps.length : a.earliestOn < b.earliestOn ? -1 : 1,
    );
