import type { Entry } from "../../domain/entry/entry.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import {
  nameKeyOf,
  namesOf,
  personIdentifier,
  shownEntries,
  type ShownEntry,
  shownOn,
  type Standing,
} from "../../domain/subject/standing.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { EntryReader, StandingReader } from "../../ports/entries.ts";

export interface ReadPublicEntryDeps {
  readonly entries: Pick<EntryReader, "entry">;
  readonly now: () => Date;
}

export interface QueryPublicDeps extends ReadPublicEntryDeps {
  readonly standings: Pick<StandingReader, "byUscc" | "byName" | "many">;
}

export interface PublicFinding {
  readonly today: LocalDate;
  readonly found: readonly { readonly standing: Standing; readonly shown: readonly ShownEntry[] }[];
}

/** What stands published today about an organisation or sole trader, by USCC or by its exact name. One request. */
export const queryPublic = async (
  deps: QueryPublicDeps,
  by: { readonly uscc: string } | { readonly name: string },
): Promise<PublicFinding> => {
  const today = shanghaiDate(deps.now());
  const standings =
    "uscc" in by ? [await deps.standings.byUscc(by.uscc)] : await deps.standings.byName(nameKeyOf(by.name));
  const found = standings
    .filter((standing) => standing !== undefined)
    // A person is found by document number and name together, in a body; never here (SPEC "Persons").
    .filter((standing) => standing.kind !== "person")
    .map((standing) => ({ standing, shown: shownEntries(standing, today) }));
  return { today, found };
};

/** A published entry. Before publication it is unknown to the public; from the day after its last day it is gone. */
export const readPublicEntry = async (deps: ReadPublicEntryDeps, entryId: string): Promise<Result<Entry, Refusal>> =>
  publicOn((await deps.entries.entry(entryId))?.entry, shanghaiDate(deps.now()));

/** An entry as the public sees it on a day: shown, unknown, or gone without a name (A §4). */
export const publicOn = (entry: Entry | undefined, today: LocalDate): Result<Entry, Refusal> => {
  if (entry?.publishedOn === undefined || entry.publishedOn > today)
    return refused(refusal("entry.unknown", "没有该公示信息 / nothing is published under this id"));
  return shownOn(entry, today)
    ? accepted(entry)
    : refused(refusal("entry.ended", "该公示已终止 / its publication has ended"));
};

/**
 * The names that the person of an entry bears or bore, which its public texts do not show (A §19): a change of name leaves
 * them as they were written. None for organisations, which are named as they are registered.
 */
export const namesBorne = async (
  standings: Pick<StandingReader, "many">,
  { subject, subjectId }: Pick<Entry, "subject" | "subjectId">,
): Promise<readonly string[]> => {
  if (subject.kind !== "person") return [];
  const identifier = personIdentifier(subjectId);
  const standing = (await standings.many([identifier])).get(identifier);
  return standing ? namesOf(standing) : [];
};
