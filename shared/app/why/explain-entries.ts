import { type Entry, hasEnded } from "../../domain/entry/entry.ts";
import { type Catalogue, findMeasure } from "../../domain/measure/measure.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { shownEntries } from "../../domain/subject/standing.ts";
import { type Explanation, explain } from "../../domain/why/explain.ts";
import type { ReviewLimits } from "../../domain/repair/review.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, type Result } from "../../kernel/result.ts";
import type { AgencyReader, Caller } from "../../ports/agencies.ts";
import type { EntryReader, StandingReader } from "../../ports/entries.ts";
import type { House } from "../house.ts";
import { namesBorne, readPublicEntry } from "../query/query-public.ts";
import { readSubject, type ReadSubjectsDeps, type SubjectRead } from "../subject/read-subjects.ts";

export interface ExplainEntriesDeps extends ReadSubjectsDeps {
  readonly reader: Pick<EntryReader, "entry">;
  readonly standings: Pick<StandingReader, "many">;
  readonly agencies: Pick<AgencyReader, "byId">;
  readonly catalogue: () => Promise<Catalogue>;
  readonly reviewOn: (day: LocalDate) => ReviewLimits;
  readonly rulesFor: House["rulesFor"];
}

/** A subject as it stands, with the reasons of what is in force for or against it. */
export interface SubjectExplained extends SubjectRead {
  readonly why: readonly Explanation[];
}

/**
 * Everything in force for or against a subject today, and why (B 三(二) 告知依据和理由). Who may read a subject may read why
 * (readSubject); what is not published has no effect and no reason to give.
 */
export const explainSubject = async (
  deps: ExplainEntriesDeps,
  subjectId: string,
  caller: Caller,
): Promise<Result<SubjectExplained, Refusal>> => {
  const read = await readSubject(deps, subjectId, caller);
  if (!read.ok) return read;
  const today = shanghaiDate(deps.now());
  const seen = new Set(read.value.entries.map(({ entryId }) => entryId));
  const shown = shownEntries(read.value.standing, today).filter(({ entryId }) => seen.has(entryId));
  const stored = await deps.entries.entries(shown.map(({ entryId }) => entryId));
  // Ended between the two reads: nothing of it is in force any more.
  const live = shown
    .flatMap(({ entryId }) => stored.get(entryId)?.entry ?? [])
    .filter((entry) => !hasEnded(entry) && entry.publishedOn !== undefined);
  const context = await explanationContext(deps, today, live);
  return accepted({ ...read.value, why: live.map((entry) => explain(entry, context)) });
};

/** Why a published entry has its effects, with the names that anybody is not shown; unknown before publication, gone after its end (A §4). */
export const explainPublicEntry = async (
  deps: Pick<ExplainEntriesDeps, "reader" | "standings" | "now" | "agencies" | "catalogue" | "reviewOn" | "rulesFor">,
  entryId: string,
): Promise<Result<{ readonly why: Explanation; readonly entry: Entry; readonly bore: readonly string[] }, Refusal>> => {
  const entry = await readPublicEntry({ entries: deps.reader, now: deps.now }, entryId);
  if (!entry.ok) return entry;
  const context = await explanationContext(deps, shanghaiDate(deps.now()), [entry.value]);
  const bore = await namesBorne(deps.standings, entry.value);
  return accepted({ why: explain(entry.value, context), entry: entry.value, bore });
};

/** The catalogue, and the names of the agencies that carry the entries' measures out; one that is not registered goes by its id. */
export const explanationContext = async (
  {
    agencies,
    catalogue,
    reviewOn,
    rulesFor,
  }: Pick<ExplainEntriesDeps, "agencies" | "catalogue" | "reviewOn" | "rulesFor">,
  today: LocalDate,
  entries: readonly Entry[],
) => {
  const measures = await catalogue();
  const ids = new Set(
    entries.flatMap((entry) => entry.measures).flatMap((ref) => findMeasure(measures, ref)?.agencies ?? []),
  );
  const names = new Map(await Promise.all([...ids].map(async (id) => [id, (await agencies.byId(id))?.name] as const)));
  return {
    today,
    catalogue: measures,
    reviewOn,
    rulesFor,
    nameOf: (agencyId: string) => names.get(agencyId) ?? agencyId,
  };
};
