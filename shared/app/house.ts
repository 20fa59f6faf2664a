import type { WorkingDays } from "../domain/clock/clock.ts";
import type { EntryRules } from "../domain/entry/rules.ts";
import type { Catalogue } from "../domain/measure/measure.ts";
import type { Severity } from "../../events/vocabulary.ts";
import type { LocalDate } from "../kernel/local-date.ts";

/** The rules that every decision rests on. Time, policy, calendar and catalogue come in; nothing here reads them. */
export interface House {
  readonly now: () => Date;
  readonly rulesFor: (act: {
    readonly determinedOn: LocalDate;
    readonly severity: Severity;
    readonly on: LocalDate;
  }) => EntryRules;
  readonly calendar: WorkingDays;
  readonly catalogue: Catalogue;
}

/** A decision is tried again when somebody was faster; after this many times the client is asked to. */
export const attempts = 12;
