import { refusal, type Refusal } from "../../domain/refusal.ts";
import type { QueryLimit } from "../../domain/subject/query-limit.ts";
import {
  nameKeyOf,
  personIdentifier,
  shownEntries,
  type ShownEntry,
  type Standing,
} from "../../domain/subject/standing.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import type { StandingReader } from "../../ports/entries.ts";
import type { PersonDocument, PersonFinder } from "../../ports/persons.ts";
import type { QueryLimiter } from "../../ports/query-limiter.ts";

export interface FindPersonsDeps {
  readonly persons: PersonFinder;
  readonly standings: Pick<StandingReader, "many">;
  readonly now: () => Date;
}

/** A person as an asker names one: both must be right. */
export interface NamedPerson extends PersonDocument {
  readonly name: string;
}

/** A subject that is never there. It is read where a person is unknown, so that a known one takes no longer. */
const nobody = "nobody";

/**
 * The standings of persons whose document and name are both as asked, in the order asked (SPEC "Persons and their data").
 * A name is right when it is the one of the latest determination or of an entry that stands. As many requests are made for
 * persons who are known as for those who are not.
 */
export const findPersons = async (
  deps: Pick<FindPersonsDeps, "persons" | "standings">,
  wanted: readonly NamedPerson[],
): Promise<readonly (Standing | undefined)[]> => (await knownPersons(deps, wanted)).map(({ standing }) => standing);

/** The same with the subjects that the documents alone lead to, which may stand in no list or under another name. */
export const knownPersons = async (
  deps: Pick<FindPersonsDeps, "persons" | "standings">,
  wanted: readonly NamedPerson[],
): Promise<readonly { readonly subjectId?: string | undefined; readonly standing?: Standing | undefined }[]> => {
  if (wanted.length === 0) return [];
  const subjects = await deps.persons.find(wanted);
  const standings = await deps.standings.many(subjects.map((subjectId) => personIdentifier(subjectId ?? nobody)));
  return wanted.map(({ name }, index) => {
    const standing = standings.get(personIdentifier(subjects[index] ?? nobody));
    const names = standing ? [standing.name, ...standing.entries.map((entry) => entry.name)] : [];
    return {
      subjectId: subjects[index],
      standing: names.map(nameKeyOf).includes(nameKeyOf(name)) ? standing : undefined,
    };
  });
};

export interface QueryPersonDeps extends FindPersonsDeps {
  readonly limiter: QueryLimiter;
  readonly limitOn: (day: LocalDate) => QueryLimit;
}

export interface PersonFinding {
  readonly today: LocalDate;
  readonly standing?: Standing;
  readonly shown: readonly ShownEntry[];
}

/** A caller that has to wait before it may ask again. */
export interface TooMany {
  readonly refusal: Refusal;
  readonly retryAfter: number;
}

/**
 * What stands published today about one person, for anybody who knows document number and name. Whoever is unknown, has
 * another name or has nothing published is answered alike. Refuses a caller that asks too often.
 */
export const queryPerson = async (
  deps: QueryPersonDeps,
  caller: string,
  person: NamedPerson,
): Promise<PersonFinding | TooMany> => {
  const today = shanghaiDate(deps.now());
  const wait = await deps.limiter.take(caller, deps.limitOn(today));
  if (wait)
    return {
      ...wait,
      refusal: refusal("query.tooMany", "查询过于频繁,请稍后再试 / too many queries, try again later"),
    };
  const [standing] = await findPersons(deps, [person]);
  const shown = standing ? shownEntries(standing, today) : [];
  return standing && shown.length > 0 ? { today, standing, shown } : { today, shown: [] };
};
