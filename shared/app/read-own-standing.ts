import { hasEnded, type Entry } from "../domain/entry/entry.ts";
import { allEntries, shownOn, type Standing } from "../domain/subject/standing.ts";
import { type Trigger, triggerOn } from "../domain/trigger/trigger.ts";
import { type Explanation, explain } from "../domain/why/explain.ts";
import { type LocalDate, shanghaiDate } from "../kernel/local-date.ts";
import type { EntryStore } from "../ports/entries.ts";
import type { PersonalReadLog, PersonalReadPage } from "../ports/personal-reads.ts";
import type { TriggerStore } from "../ports/triggers.ts";
import { type ExplainEntriesDeps, explanationContext } from "./explain-entries.ts";
import { type OwnFilingsDeps, type OwnFilings, readOwnFilings } from "./own-filings.ts";
import { ownStanding, type OwnStandingDeps } from "./own-standing.ts";
import type { NamedPerson } from "./query-person.ts";

export interface ReadOwnStandingDeps
  extends
    OwnStandingDeps,
    OwnFilingsDeps,
    Pick<ExplainEntriesDeps, "agencies" | "catalogue" | "reviewOn" | "rulesFor"> {
  readonly entries: Pick<EntryStore, "entries">;
  readonly triggers: Pick<TriggerStore, "ofEntry">;
  readonly reads: Pick<PersonalReadLog, "ofSubject">;
}

/** One entry of the subject, with the reasons where it has effect, and what agencies were told to do about it. */
export interface OwnEntry {
  readonly entry: Entry;
  readonly why?: Explanation;
  readonly triggers: readonly Trigger[];
}

/** Everything that the platform holds about a subject, for itself. */
export interface OwnStanding {
  readonly today: LocalDate;
  /** None where nothing was ever recorded about it. */
  readonly standing?: Standing;
  readonly entries: readonly OwnEntry[];
  /** What was filed by it, for it or about it, the latest of each. */
  readonly filings: OwnFilings;
}

/** Triggers of an entry that are answered at most: its measures times their agencies, and a lift for each. */
const mostTriggers = 200;

/**
 * What is recorded about the subject of a verified identity (B 三(二), A §22): every entry that has not ended, proposals and
 * their notices too, and those of whom it took over (ADR 23), with reasons, ways out and triggers. A person is found by number and name together.
 */
export const readOwnStanding = async (
  deps: ReadOwnStandingDeps,
  identity: { readonly uscc: string } | NamedPerson,
): Promise<OwnStanding> => {
  const today = shanghaiDate(deps.now());
  const standing = await ownStanding(deps, identity);
  if (!standing) return { today, entries: [], filings: nothingFiled };
  const filings = readOwnFilings(deps, standing.subjectId);
  const stored = await deps.entries.entries(allEntries(standing).map(({ entryId }) => entryId));
  const live = [...stored.values()]
    .map(({ entry }) => entry)
    .filter((entry) => !hasEnded(entry) && today <= entry.validTo);
  const context = await explanationContext(deps, today, live);
  const entries = await Promise.all(
    live.map(async (entry): Promise<OwnEntry> => {
      const shown = shownOn(entry, today);
      const { items } = shown ? await deps.triggers.ofEntry(entry.entryId, { limit: mostTriggers }) : { items: [] };
      return {
        entry,
        ...(shown ? { why: explain(entry, context) } : {}),
        triggers: items.map((trigger) => triggerOn(trigger, today)),
      };
    }),
  );
  return { today, standing, entries, filings: await filings };
};

/** A page of what was filed by the subject, for it or about it; nothing for who is not known. */
export const readOwnList = async <T>(
  deps: OwnStandingDeps,
  identity: { readonly uscc: string } | NamedPerson,
  list: (subjectId: string) => Promise<{ readonly items: readonly T[]; readonly next: string | null }>,
): Promise<{ readonly items: readonly T[]; readonly next: string | null }> => {
  const standing = await ownStanding(deps, identity);
  return standing ? list(standing.subjectId) : none;
};

const none = { items: [], next: null };
const nothingFiled: OwnFilings = { objections: none, repairs: none, complaints: none };

/** What was read about a person, by which agency and for what purpose; nothing for who is not known (A §22). */
export const readOwnReads = async (
  deps: OwnStandingDeps & Pick<ReadOwnStandingDeps, "reads">,
  identity: { readonly uscc: string } | NamedPerson,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<PersonalReadPage> => {
  const standing = await ownStanding(deps, identity);
  return standing ? deps.reads.ofSubject(standing.subjectId, page) : none;
};
