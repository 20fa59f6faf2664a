import type { DisclosedAct, Severity } from "../../events/vocabulary.ts";
import type { DisclosureRulebook, PenaltyDays } from "../domain/disclosure/rules.ts";
import { addMonths } from "../kernel/local-date.ts";
import { inOrder, lengthOf, repairRulesOf, termsOf, versionOf } from "./rulebook.ts";
import type { PolicyFile } from "./schema.ts";

/**
 * Turns dated policies into the rules for acts that are made public. How long one may be public follows the policy in force
 * at its decision, or a later one that is milder for the party; clocks follow the policy on the day on which it is
 * reported (SPEC "Policy").
 */
export const createDisclosureBook = (policies: readonly PolicyFile[]): DisclosureRulebook => {
  const { dated, inForceOn } = inOrder(policies);
  return ({ act, decidedOn, on }) => {
    const procedure = inForceOn(on);
    const own = inForceOn(decidedOn);
    const candidates = [own, ...dated.filter((policy) => policy.inForceFrom > decidedOn && policy.inForceFrom <= on)];
    const { disclosurePublication, disclosureCollection } = procedure.clocks;
    const { collectionFrom, collectedActs } = procedure.disclosure;
    return {
      version: versionOf(procedure),
      publication: lengthOf(disclosurePublication),
      ...(collectedActs.value.includes(act)
        ? { collection: { ...lengthOf(disclosureCollection), from: collectionFrom.value } }
        : {}),
      publicityEndsOn: (of, from) =>
        addMonths(from, Math.min(...candidates.map((policy) => publicityOf(policy, of).defaultMonths.value))),
      latestPublicityEnd: (of, from) => {
        const most = candidates.flatMap((policy) => publicityOf(policy, of).maxMonths.value ?? []);
        return most.length === 0 ? undefined : addMonths(from, Math.min(...most));
      },
      earliestPublicityEnd: (stood, from) => {
        // A row that was shortened once cannot be told from a minor one, which has no shortest period: it goes as a general one.
        const grade = severityOf(procedure, stood) === "serious" ? "serious" : "general";
        const least = candidates.map(({ validity }) => validity[grade].minMonths.value ?? 0);
        return Math.min(...least) === 0 ? undefined : addMonths(from, Math.min(...least));
      },
      objectionVerification: lengthOf(procedure.clocks.objectionVerification),
      repairs: repairRulesOf(procedure),
      severity: (penalty) => severityOf(procedure, penalty),
      repairTerms: (penalty) =>
        termsOf(candidates, severityOf(procedure, penalty), {
          document: penalty.decidedOn,
          determination: penalty.decidedOn,
        }),
    };
  };
};

const publicityOf = ({ disclosure: { publicity } }: PolicyFile, act: DisclosedAct) =>
  act === "penalty" || act === "permit" ? publicity[act] : publicity.otherAct;

/** The mildest for which policy allows as long a publicity, or what policy says of every penalty. */
const severityOf = (policy: PolicyFile, { decidedOn, publicityEndsOn }: PenaltyDays): Severity => {
  const said = policy.disclosure.penaltySeverity.value;
  if (said !== "byPublicity") return said;
  const fits = (grade: Severity): boolean => {
    const most = policy.validity[grade].maxMonths.value;
    return most === null || publicityEndsOn <= addMonths(decidedOn, most);
  };
  return (["minor", "general"] as const).find(fits) ?? "serious";
};
