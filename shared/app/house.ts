import type { Actor } from "../../events/envelope.ts";
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
  /** The catalogue as it stands this moment: nothing is decided on an old one. */
  readonly catalogue: () => Promise<Catalogue>;
}

/** The same with the catalogue read once: for a batch whose decisions are taken within seconds of each other. */
export const withOneCatalogue = async <D extends Pick<House, "catalogue">>(deps: D): Promise<D> => {
  const catalogue = await deps.catalogue();
  return { ...deps, catalogue: () => Promise.resolve(catalogue) };
};

/** A decision is tried again when somebody was faster; after this many times the client is asked to. */
export const attempts = 12;

/** The platform itself, where a rule of time acts and no officer does. */
export const platform: Actor = { agencyId: "platform", name: "信衡平台", clientId: "platform" };
