import type { DisclosureContent } from "../../../events/disclosure-parts.ts";
import type { DisclosureEvent } from "../../../events/disclosures.ts";
import type { Actor } from "../../../events/envelope.ts";
import { saidOf } from "../../domain/clock/alert.ts";
import type { WorkingDays } from "../../domain/clock/clock.ts";
import type { DisclosureHappening } from "../../domain/disclosure/decide.ts";
import { evolve } from "../../domain/disclosure/evolve.ts";
import { filedRepairOf } from "../../domain/disclosure/repair.ts";
import type { DisclosureRulebook, DisclosureRules } from "../../domain/disclosure/rules.ts";
import { type LocalDate, shanghaiDate, shanghaiInstant } from "../../kernel/local-date.ts";
import type { DisclosureDecision, DisclosureStore, StoredDisclosure } from "../../ports/disclosures.ts";

/** What every decision on a disclosure rests on. */
export interface DisclosureHouse {
  readonly disclosures: DisclosureStore;
  readonly rulesFor: DisclosureRulebook;
  /** The calendar as it stands this moment. */
  readonly calendar: () => Promise<WorkingDays>;
  readonly now: () => Date;
}

/** What a decision on an act rests on at an instant. */
export const contextOf = async (
  deps: Pick<DisclosureHouse, "rulesFor" | "calendar">,
  about: { readonly act: DisclosureContent["act"]; readonly decidedOn: LocalDate },
  at: Date,
): Promise<{ readonly today: LocalDate; readonly rules: DisclosureRules; readonly calendar: WorkingDays }> => {
  const today = shanghaiDate(at);
  return { today, rules: deps.rulesFor({ ...about, on: today }), calendar: await deps.calendar() };
};

/** What happened as the disclosure's next event, and what it makes of the disclosure. */
export const decisionOf = (
  disclosureId: string,
  stored: StoredDisclosure | undefined,
  happening: DisclosureHappening,
  { version, severity }: DisclosureRules,
  stamp: { readonly by: Actor; readonly at: Date; readonly correlationId: string },
): DisclosureDecision => {
  const previousVersion = stored?.disclosure.version ?? 0;
  const event: DisclosureEvent = {
    disclosureId,
    revision: previousVersion + 1,
    at: shanghaiInstant(stamp.at),
    by: stamp.by,
    policyVersion: version,
    correlationId: stamp.correlationId,
    ...happening,
  };
  const disclosure = evolve(stored?.disclosure, event);
  const repair = filedRepairOf(disclosure, severity);
  const before = stored && filedRepairOf(stored.disclosure, severity);
  return {
    disclosure,
    event,
    previousVersion,
    before: stored?.disclosure,
    alerted: saidOf(disclosure.clocks, stored?.alerted ?? []),
    alertedBefore: stored?.alerted,
    ...(repair && JSON.stringify(repair) !== JSON.stringify(before) ? { repair } : {}),
  };
};
