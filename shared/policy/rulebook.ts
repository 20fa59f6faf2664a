import type { Severity } from "../../events/vocabulary.ts";
import type { EntryRules } from "../domain/entry/rules.ts";
import { addMonths, type LocalDate } from "../kernel/local-date.ts";
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
 * one that is milder for the subject: it lets the entry stand for less long. Procedure comes from the policy in force on
 * the day of the act (SPEC "Policy"). Before the first policy its rules are taken: the papers state them as standing law.
 */
export const createRulebook = (policies: readonly PolicyFile[]): Rulebook => {
  const dated = [...policies].sort((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : 1));
  const first = dated[0];
  if (!first) throw new Error("a rulebook needs a policy");
  const inForceOn = (day: LocalDate): PolicyFile => dated.findLast((policy) => policy.inForceFrom <= day) ?? first;

  return ({ determinedOn, severity, on }) => {
    const procedure = inForceOn(on);
    const later = dated.filter((policy) => policy.inForceFrom > determinedOn && policy.inForceFrom <= on);
    const substance = later.reduce(
      (mildest, policy) => (milder(policy, mildest, severity) ? policy : mildest),
      inForceOn(determinedOn),
    );
    return rulesOf(substance, procedure);
  };
};

const milder = (policy: PolicyFile, than: PolicyFile, severity: Severity): boolean =>
  (policy.validity[severity].maxMonths.value ?? Infinity) < (than.validity[severity].maxMonths.value ?? Infinity);

const versionOf = (policy: PolicyFile): string => `${policy.policyId}@${policy.version}`;

const rulesOf = (substance: PolicyFile, procedure: PolicyFile): EntryRules => ({
  substanceVersion: versionOf(substance),
  procedureVersion: versionOf(procedure),
  listReport: {
    workingDays: procedure.clocks.listReport.workingDays.value,
    warnBefore: procedure.clocks.listReport.warnBefore.value,
  },
  publication: (list) => procedure.publication[list].value,
  documentKinds: (list) => (list === "black" ? substance.documentKinds.black.value : undefined),
  latestValidTo: (severity, from) => {
    const months = substance.validity[severity].maxMonths.value;
    return months === null ? undefined : addMonths(from[substance.periodFrom.value], months);
  },
  repair: (severity, from, allowed) => {
    const repair = substance.repair[severity];
    if (!allowed || !repair.allowed.value) return { allowed: false, steps: [] };
    return {
      allowed: true,
      earliestOn: addMonths(from[substance.periodFrom.value], repair.earliestAfterMonths.value),
      steps: repair.steps.value,
    };
  },
});
