import type { MeasureRef } from "../../../events/parts.ts";
import { addDays, type LocalDate } from "../../kernel/local-date.ts";
import { type Catalogue, findMeasure, type Measure } from "./measure.ts";

/** Why and since when a version is out of force. */
export interface Ending {
  readonly reason: "retired" | "expired";
  /** The first day on which it may not be applied. */
  readonly endedOn: LocalDate;
}

/** The end of a version that had been published, once it has come. */
export const endingOf = (measure: Measure, today: LocalDate): Ending | undefined =>
  measure.status === "draft" || measure.validTo === undefined || today <= measure.validTo
    ? undefined
    : {
        reason: measure.retirement !== undefined || measure.status === "retired" ? "retired" : "expired",
        endedOn: measure.retirement?.on ?? addDays(measure.validTo, 1),
      };

const same = (one: Ending, other: Ending): boolean => one.reason === other.reason && one.endedOn === other.endedOn;

/** Those of an entry's measures that ended in this way. */
export const endedBy = (refs: readonly MeasureRef[], catalogue: Catalogue, ending: Ending, today: LocalDate) =>
  refs.filter((ref) => {
    const measure = findMeasure(catalogue, ref);
    const found = measure && endingOf(measure, today);
    return found !== undefined && same(found, ending);
  });

/** The different endings among an entry's measures, the earliest first; none when all are in force. */
export const endingsAmong = (
  refs: readonly MeasureRef[],
  catalogue: Catalogue,
  today: LocalDate,
): readonly Ending[] => {
  const found: Ending[] = [];
  for (const ref of refs) {
    const measure = findMeasure(catalogue, ref);
    const ending = measure && endingOf(measure, today);
    if (ending && !found.some((other) => same(other, ending))) found.push(ending);
  }
  return found.sort((a, b) => (a.endedOn < b.endedOn ? -1 : 1));
};

/** The longest that a decision may rest on a catalogue read before a measure ended: more than any function may run. */
const handOverMs = 10 * 60_000;

/** Whether nobody decides any more at an instant by what was in force before a day. */
export const handedOver = (day: LocalDate, at: Date): boolean =>
  at.getTime() >= Date.parse(`${day}T00:00:00+08:00`) + handOverMs;

/** A version as one word. */
export const versionName = ({ measureId, version }: MeasureRef): string => `${measureId}@${version}`;

/** The published versions that are over on a day. */
export const endedVersions = (catalogue: Catalogue, today: LocalDate): readonly Measure[] =>
  catalogue.filter((measure) => endingOf(measure, today) !== undefined);

/**
 * Whether a look through all entries that began at an instant is the last one a measure needs: whoever published an entry
 * under the catalogue of before had finished by then.
 */
export const settledBy = (measure: Measure, begun: Date): boolean => {
  const on = measure.retirement?.on ?? (measure.validTo === undefined ? "9999-12-31" : addDays(measure.validTo, 1));
  const ended = measure.retirement === undefined ? 0 : Date.parse(measure.retirement.at);
  return begun.getTime() >= ended + handOverMs && handedOver(on, begun);
};
