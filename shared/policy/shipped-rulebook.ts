import joint2017 from "./policies/joint-2017.json" with { type: "json" };
import repair2026 from "./policies/repair-2026.json" with { type: "json" };
import type { TriggerRules } from "../domain/trigger/clocks.ts";
import type { DisclosureRulebook } from "../domain/disclosure/rules.ts";
import { createDisclosureBook } from "./disclosure.ts";
import { createPrivacyBook, type PrivacyBook } from "./privacy.ts";
import { createReviewBook, type ReviewBook } from "./review.ts";
import {
  createClockLengths,
  createLimitingPolicies,
  createRulebook,
  createTriggerLengths,
  type Rulebook,
} from "./rulebook.ts";
import type { PolicyFile } from "./schema.ts";
import { createTargetBook, type TargetBook } from "./targets.ts";

/** The policies that ship, as data. */
export const shipped = (): PolicyFile[] => [joint2017, repair2026] as unknown as PolicyFile[];

/** A book that is opened when it is first asked: a cold start reads no policy (ADR 18). */
const opened = <A extends readonly unknown[], R>(open: (policies: PolicyFile[]) => (...asked: A) => R) => {
  let book: ((...asked: A) => R) | undefined;
  return (...asked: A): R => (book ??= open(shipped()))(...asked);
};

/** The rules of both policies that ship. Their schema checks them in the tests of every build, not at every cold start. */
export const shippedRulebook = (): Rulebook => opened(createRulebook);

/** Those of them that may shorten what stands from before. */
export const shippedLimitingPolicies = () => opened(createLimitingPolicies);

/** How long the clocks of triggers run, by the same policies. */
export const shippedTriggerLengths = (): TriggerRules["lengthsOn"] => opened(createTriggerLengths);

/** How long a clock of any kind runs, by the same policies. */
export const shippedClockLengths = () => createClockLengths(shipped());

/** What they say about persons' data, for functions that decide nothing. */
export const shippedPrivacyBook = (): PrivacyBook => opened(createPrivacyBook);

/** How long decisions can be taken to review, by the same policies. */
export const shippedReviewBook = (): ReviewBook => opened(createReviewBook);

/** What they say is aimed at. */
export const shippedTargetBook = (): TargetBook => opened(createTargetBook);

/** What they say about permits, penalties and other acts that are made public. */
export const shippedDisclosureBook = (): DisclosureRulebook => opened(createDisclosureBook);
