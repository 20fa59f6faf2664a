import { type Reference, referencesOf } from "../../domain/external/reference.ts";
import type { Disclosure } from "../../domain/disclosure/disclosure.ts";
import { hasEnded, type Entry } from "../../domain/entry/entry.ts";
import { allEntries, shownOn, type Standing } from "../../domain/subject/standing.ts";
import { type Trigger, triggerOn } from "../../domain/trigger/trigger.ts";
import { type Explanation, explain } from "../../domain/why/explain.ts";
import type { Found, Page } from "../../kernel/in-turn.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import type { EntryStore } from "../../ports/entries.ts";
import type { PersonalReadLog, PersonalReadPage } from "../../ports/personal-reads.ts";
import type { TriggerStore } from "../../ports/triggers.ts";
import { type ExplainEntriesDeps, explanationContext } from "../why/explain-entries.ts";
import { type OwnDisclosuresDeps, ownDisclosures } from "./own-disclosures.ts";
import { latest, type OwnFilings, type OwnFilingsDeps, readOwnFilings } from "./own-filings.ts";
import { findOneself, type Identity, type OwnStandingDeps } from "./own-standing.ts";
import { standingTriggers } from "../trigger/standing-triggers.ts";

export interface ReadOwnStandingDeps
  extends
    OwnStandingDeps,
    OwnFilingsDeps,
    OwnDisclosuresDeps,
    Pick<ExplainEntriesDeps, "agencies" | "catalogue" | "reviewOn" | "rulesFor"> {
  readonly entries: Pick<EntryStore, "entries">;
  readonly triggers: Pick<TriggerStore, "ofEntry">;
  readonly reads: Pick<PersonalReadLog, "ofSubject">;
}

/** One entry of the subject, with the reasons where it has effect, and what agencies are told to do about it. */
export interface OwnEntry {
  readonly entry: Entry;
  readonly why?: Explanation;
  readonly triggers: readonly Trigger[];
}

/** Everything that the platform holds about a subject, for itself. */
export interface OwnStanding {
  readonly today: LocalDate;
  /** None where it stands in no list and never did. */
  readonly standing?: Standing;
  readonly entries: readonly OwnEntry[];
  /** Entries of lists kept elsewhere, as counters see them. */
  readonly references: readonly Reference[];
  /** Its acts that are public, those whose publicity ends first. */
  readonly disclosures: Found<Disclosure>;
  /** What was filed by it, for it or about it, the latest of each. */
  readonly filings: OwnFilings;
}

/**
 * What is recorded about the subject of a verified identity (B 三(二), A §22): every entry that has not ended, proposals and
 * their notices too, and those of whom it took over (ADR 23), with reasons, ways out and triggers; and the first of its acts.
 */
export const readOwnStanding = async (deps: ReadOwnStandingDeps, identity: Identity): Promise<OwnStanding> => {
  const today = shanghaiDate(deps.now());
  const self = await findOneself(deps, identity);
  const { standing } = self;
  const [filings, disclosures, entries] = await Promise.all([
    readOwnFilings(deps, self),
    ownDisclosures(deps, self, latest),
    standing ? ownEntries(deps, standing, today) : [],
  ]);
  return {
    today,
    ...(standing ? { standing } : {}),
    entries,
    references: standing ? referencesOf(standing, today) : [],
    disclosures,
    filings,
  };
};

const ownEntries = async (
  deps: ReadOwnStandingDeps,
  standing: Standing,
  today: LocalDate,
): Promise<readonly OwnEntry[]> => {
  const stored = await deps.entries.entries(allEntries(standing).map(({ entryId }) => entryId));
  const live = [...stored.values()]
    .map(({ entry }) => entry)
    .filter((entry) => !hasEnded(entry) && today <= entry.validTo);
  const context = await explanationContext(deps, today, live);
  return Promise.all(
    live.map(async (entry): Promise<OwnEntry> => {
      const shown = shownOn(entry, today);
      const triggers = shown ? await standingTriggers(deps.triggers, entry.entryId) : [];
      return {
        entry,
        ...(shown ? { why: explain(entry, context) } : {}),
        triggers: triggers.map((trigger) => triggerOn(trigger, today)),
      };
    }),
  );
};

/** What was read about a person, by which agency and for what purpose; nothing for who is not known (A §22). */
export const readOwnReads = async (
  deps: OwnStandingDeps & Pick<ReadOwnStandingDeps, "reads">,
  identity: Identity,
  page: Page,
): Promise<PersonalReadPage> => {
  const { standing } = await findOneself(deps, identity);
  return standing ? deps.reads.ofSubject(standing.subjectId, page) : { items: [], next: null };
};
