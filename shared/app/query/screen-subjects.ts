import type { Matter } from "../../../events/vocabulary.ts";
import { type Reference, referencesOf } from "../../domain/external/reference.ts";
import { type Catalogue, citation, findMeasure, inForce, type Measure } from "../../domain/measure/measure.ts";
import {
  nameKeyOf,
  shownEntries,
  type ShownEntry,
  type Standing,
  usccIdentifier,
} from "../../domain/subject/standing.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import type { StandingReader } from "../../ports/entries.ts";
import { findPersons, type FindPersonsDeps, type NamedPerson } from "../person/query-person.ts";
import { type Reading, type RegisterReadDeps, registerReads } from "../person/register-read.ts";

export interface ScreenSubjectsDeps extends FindPersonsDeps, RegisterReadDeps {
  readonly standings: Pick<StandingReader, "many" | "byName">;
  readonly catalogue: () => Promise<Catalogue>;
  readonly now: () => Date;
}

/** A subject as a counter names it: by code, a person by document and name, an organisation by its exact name. */
export type ScreenedSubject = { readonly uscc: string } | NamedPerson | { readonly name: string };

/** One measure of one entry that bears on the matter. */
export interface Restriction {
  readonly entry: ShownEntry;
  readonly measure: Measure;
  /** The law in a line, as a counter can read it out. */
  readonly legalBasis: string;
}

export interface Screened {
  readonly asked: ScreenedSubject;
  readonly standing?: Standing;
  readonly entries: readonly ShownEntry[];
  readonly restrictions: readonly Restriction[];
  /** Entries of lists kept elsewhere: for reference, nothing follows from them here (A §3). */
  readonly references: readonly Reference[];
  /** Codes of the organisations that bear the name asked for, where they are several: ask again by code. */
  readonly candidates?: readonly string[];
}

/** Names that are looked up side by side: an index is asked for one name at a time. */
const namesAtOnce = 16;

/**
 * What stands for or against each subject in a matter, in the order asked (查询比对, B 四(五)). Takes 1 to 500 subjects;
 * reads 100 of them to a request, names one by one. Persons who are found are registered, with the matter as the
 * purpose, before anything is answered (A §22).
 */
export const screenSubjects = async (
  deps: ScreenSubjectsDeps,
  { matter, subjects }: { readonly matter: Matter; readonly subjects: readonly ScreenedSubject[] },
  reading: Omit<Reading, "purpose">,
): Promise<readonly Screened[]> => {
  const today = shanghaiDate(deps.now());
  const found = await standingsOf(deps, subjects, today);
  // Read after the standings, so that it knows every version that they name.
  const catalogue = await deps.catalogue();
  const screened = subjects.map((asked, index): Screened => {
    const [standing, ...namesakes] = found[index] ?? [];
    if (standing && namesakes.length > 0)
      return {
        asked,
        entries: [],
        restrictions: [],
        references: [],
        candidates: [standing, ...namesakes].flatMap(({ uscc }) => uscc ?? []),
      };
    const entries = standing ? shownEntries(standing, today) : [];
    const references = standing ? referencesOf(standing, today) : [];
    return {
      asked,
      ...(standing && entries.length + references.length > 0 ? { standing } : {}),
      entries,
      references,
      restrictions: entries.flatMap((entry) => restrictionsOf(entry, matter, catalogue, today)),
    };
  });
  const persons = new Set(
    screened.flatMap(({ standing }) => (standing?.kind === "person" ? [standing.subjectId] : [])),
  );
  await registerReads(
    deps,
    { ...reading, purpose: `应查必查 ${matter}` },
    [...persons].map((subjectId) => ({ what: "screening", subjectId })),
  );
  return screened;
};

/** The standings that each subject may mean; several where organisations share a name. */
const standingsOf = async (
  deps: ScreenSubjectsDeps,
  subjects: readonly ScreenedSubject[],
  today: LocalDate,
): Promise<readonly (readonly Standing[])[]> => {
  const codes = subjects.flatMap((each) => ("uscc" in each ? [usccIdentifier(each.uscc)] : []));
  const named = subjects.filter((each) => "idNumber" in each);
  const names = [
    ...new Set(subjects.flatMap((each) => ("uscc" in each || "idNumber" in each ? [] : [nameKeyOf(each.name)]))),
  ];
  const byCode = codes.length > 0 ? await deps.standings.many(codes) : new Map<string, Standing>();
  const persons = await findPersons(deps, named);
  const byName = new Map<string, readonly Standing[]>();
  for (let start = 0; start < names.length; start += namesAtOnce)
    await Promise.all(
      names.slice(start, start + namesAtOnce).map(async (name) => {
        const all = await deps.standings.byName(name);
        byName.set(
          name,
          all.filter((each) => each.kind !== "person" && shownEntries(each, today).length > 0),
        );
      }),
    );
  return subjects.map((each) => {
    if ("uscc" in each) return [byCode.get(usccIdentifier(each.uscc))].filter((one) => one !== undefined);
    if ("idNumber" in each) return [persons[named.indexOf(each)]].filter((one) => one !== undefined);
    return byName.get(nameKeyOf(each.name)) ?? [];
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
