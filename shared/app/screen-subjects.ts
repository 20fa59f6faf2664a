import type { Matter } from "../../events/vocabulary.ts";
import { type Catalogue, citation, findMeasure, inForce, type Measure } from "../domain/measure/measure.ts";
import { shownEntries, type ShownEntry, type Standing, usccIdentifier } from "../domain/subject/standing.ts";
import { type LocalDate, shanghaiDate } from "../kernel/local-date.ts";
import type { StandingReader } from "../ports/entries.ts";

export interface ScreenSubjectsDeps {
  readonly standings: Pick<StandingReader, "many">;
  readonly catalogue: () => Promise<Catalogue>;
  readonly now: () => Date;
}

/** One measure of one entry that bears on the matter. */
export interface Restriction {
  readonly entry: ShownEntry;
  readonly measure: Measure;
  /** The law in a line, as a counter can read it out. */
  readonly legalBasis: string;
}

export interface Screened {
  readonly uscc: string;
  readonly standing?: Standing;
  readonly entries: readonly ShownEntry[];
  readonly restrictions: readonly Restriction[];
}

/**
 * What stands for or against each subject in a matter, in the order asked (查询比对, B 四(五)). Takes 1 to 500 valid
 * USCCs; reads 100 subjects to a request.
 */
export const screenSubjects = async (
  deps: ScreenSubjectsDeps,
  { matter, usccs }: { readonly matter: Matter; readonly usccs: readonly string[] },
): Promise<readonly Screened[]> => {
  const today = shanghaiDate(deps.now());
  const standings = await deps.standings.many(usccs.map(usccIdentifier));
  // Read after the standings, so that it knows every version that they name.
  const catalogue = await deps.catalogue();
  return usccs.map((uscc) => {
    const standing = standings.get(usccIdentifier(uscc));
    const entries = standing ? shownEntries(standing, today) : [];
    return {
      uscc,
      ...(standing && entries.length > 0 ? { standing } : {}),
      entries,
      restrictions: entries.flatMap((entry) => restrictionsOf(entry, matter, catalogue, today)),
    };
  });
};

const restrictionsOf = (entry: ShownEntry, matter: Matter, catalogue: Catalogue, today: LocalDate): Restriction[] =>
  entry.measures.flatMap((ref) => {
    const measure = findMeasure(catalogue, ref);
    if (!measure) throw new Error(`measure ${ref.measureId} v${ref.version} is not in the catalogue`);
    // A punishment that has run out may not be used, however the entry came by it (B 四(三), C 十三).
    return measure.matters.includes(matter) && inForce(measure, today)
      ? [{ entry, measure, legalBasis: citation(measure) }]
      : [];
  });
