import { hasEnded, type Entry } from "../domain/entry/entry.ts";
import { shownOn, type Standing } from "../domain/subject/standing.ts";
import { type Trigger, triggerOn } from "../domain/trigger/trigger.ts";
import { type Explanation, explain } from "../domain/why/explain.ts";
import { type LocalDate, shanghaiDate } from "../kernel/local-date.ts";
import type { EntryStore, StandingReader } from "../ports/entries.ts";
import type { PersonalReadLog, PersonalReadPage } from "../ports/personal-reads.ts";
import type { TriggerStore } from "../ports/triggers.ts";
import { type ExplainEntriesDeps, explanationContext } from "./explain-entries.ts";
import { findPersons, type FindPersonsDeps, type NamedPerson } from "./query-person.ts";

export interface ReadOwnStandingDeps
  extends FindPersonsDeps, Pick<ExplainEntriesDeps, "agencies" | "catalogue" | "reviewOn" | "rulesFor"> {
  readonly standings: Pick<StandingReader, "byUscc" | "many">;
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
}

/** Triggers of an entry that are answered at most: its measures times their agencies, and a lift for each. */
const mostTriggers = 200;

/**
 * What is recorded about the subject of a verified identity (B 三(二), A §22): every entry that has not ended, proposals and
 * their notices too, with reasons, ways out and triggers. A person is found by number and name together.
 */
export const readOwnStanding = async (
  deps: ReadOwnStandingDeps,
  identity: { readonly uscc: string } | NamedPerson,
): Promise<OwnStanding> => {
  const today = shanghaiDate(deps.now());
  const standing = await ownStanding(deps, identity);
  if (!standing) return { today, entries: [] };
  const stored = await deps.entries.entries(standing.entries.map(({ entryId }) => entryId));
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
  return { today, standing, entries };
};

/** What was read about a person, by which agency and for what purpose; nothing for who is not known (A §22). */
export const readOwnReads = async (
  deps: Pick<ReadOwnStandingDeps, "persons" | "standings" | "reads">,
  identity: { readonly uscc: string } | NamedPerson,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<PersonalReadPage> => {
  const standing = await ownStanding(deps, identity);
  return standing ? deps.reads.ofSubject(standing.subjectId, page) : { items: [], next: null };
};

const ownStanding = async (
  deps: Pick<ReadOwnStandingDeps, "persons" | "standings">,
  identity: { readonly uscc: string } | NamedPerson,
): Promise<Standing | undefined> =>
  "uscc" in identity ? deps.standings.byUscc(identity.uscc) : (await findPersons(deps, [identity]))[0];
