import type { DisclosedAct } from "../../events/vocabulary.ts";
import type { DisclosureRulebook } from "../domain/disclosure/rules.ts";
import { addMonths } from "../kernel/local-date.ts";
import { inOrder, lengthOf, versionOf } from "./rulebook.ts";
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
    };
  };
};

const publicityOf = ({ disclosure: { publicity } }: PolicyFile, act: DisclosedAct) =>
  act === "penalty" || act === "permit" ? publicity[act] : publicity.otherAct;
