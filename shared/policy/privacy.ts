import type { Masks } from "../domain/subject/masks.ts";
import type { QueryLimit } from "../domain/subject/query-limit.ts";
import type { LocalDate } from "../kernel/local-date.ts";
import { masksOf } from "./masks.ts";
import { inOrder } from "./rulebook.ts";
import type { PolicyFile } from "./schema.ts";

/** What policy says about persons' data on a day. */
export interface PrivacyRules {
  readonly masks: Masks;
  readonly personQuery: QueryLimit;
}

export type PrivacyBook = (on: LocalDate) => PrivacyRules;

/** How persons are shown and looked for on a day: the policy in force that day says. */
export const createPrivacyBook = (policies: readonly PolicyFile[]): PrivacyBook => {
  const { inForceOn } = inOrder(policies);
  return (on) => {
    const policy = inForceOn(on);
    const { burst, secondsPerQuery } = policy.personQuery;
    return { masks: masksOf(policy), personQuery: { burst: burst.value, secondsPerQuery: secondsPerQuery.value } };
  };
};
