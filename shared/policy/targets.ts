import type { Targets } from "../domain/compliance/indicators.ts";
import type { LocalDate } from "../kernel/local-date.ts";
import { inOrder } from "./rulebook.ts";
import type { PolicyFile } from "./schema.ts";

export type TargetBook = (on: LocalDate) => Targets;

/** What is aimed at on a day: the policy in force that day says. */
export const createTargetBook = (policies: readonly PolicyFile[]): TargetBook => {
  const { inForceOn } = inOrder(policies);
  return (on) => {
    const { complianceRate, collectedRecords } = inForceOn(on).targets;
    return { complianceRate: complianceRate.value, collectedRecords: collectedRecords.value };
  };
};
