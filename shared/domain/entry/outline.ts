import type * as z from "zod";
import type { outline } from "../../../events/parts.ts";
import type { MeasureRef } from "../../../events/parts.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { shownOn, type Standing } from "../subject/standing.ts";
import type { Entry } from "./entry.ts";

/** What travels with every public act on an entry. */
export const outlineOf = (entry: Entry): z.infer<typeof outline> => ({
  list: entry.list,
  subject: entry.subject,
  domain: entry.domain,
  determiningAuthority: entry.determiningAuthority,
  severity: entry.severity,
  validTo: entry.validTo,
  documentNo: entry.basis.documentNo,
});

/** Measures that end here, each with the subject's other entries that still require it (SPEC capability 6). */
export const alsoRequired = (
  entry: Pick<Entry, "entryId">,
  measures: readonly MeasureRef[],
  standing: Standing,
  today: LocalDate,
): (MeasureRef & { alsoRequiredBy: string[] })[] => {
  const others = standing.entries.filter(
    (other) => other.entryId !== entry.entryId && !other.suspended && shownOn(other, today),
  );
  return measures.map((measure) => ({
    ...measure,
    alsoRequiredBy: others
      .filter((other) => other.measures.some((theirs) => theirs.measureId === measure.measureId))
      .map((other) => other.entryId),
  }));
};

/** The sequence number of the publication; an entry that was published has one. */
export const publicationOf = (entry: Entry): number => {
  if (entry.publishedSeq === undefined) throw new Error(`published entry ${entry.entryId} has no publication`);
  return entry.publishedSeq;
};
