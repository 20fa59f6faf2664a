import { itself } from "../domain/subject/itself.ts";
import type { Standing } from "../domain/subject/standing.ts";
import type { Caller } from "../ports/agencies.ts";
import type { StandingReader } from "../ports/entries.ts";
import type { PersonFinder } from "../ports/persons.ts";
import { findPersons, type NamedPerson } from "./query-person.ts";

export interface OwnStandingDeps {
  readonly persons: PersonFinder;
  readonly standings: Pick<StandingReader, "byUscc" | "many">;
}

/** Where the subject of a verified identity stands. A person is found by number and name together. */
export const ownStanding = async (
  deps: OwnStandingDeps,
  identity: { readonly uscc: string } | NamedPerson,
): Promise<Standing | undefined> =>
  "uscc" in identity ? deps.standings.byUscc(identity.uscc) : (await findPersons(deps, [identity]))[0];

/** A subject that acts by itself, and whose entries are its own: those of whom it took over as well (ADR 23). */
export interface Self extends Caller {
  readonly subjectIds: readonly string[];
}

/** Who the subject of a verified identity is, for acting by itself; nobody where nothing was ever recorded about it. */
export const createRecogniseSubject =
  (deps: OwnStandingDeps) =>
  async (identity: { readonly uscc: string } | NamedPerson, clientId: string): Promise<Self | undefined> => {
    const standing = await ownStanding(deps, identity);
    if (!standing) return undefined;
    const { subjectId, predecessors = [] } = standing;
    return {
      ...itself(subjectId, clientId),
      roles: [],
      subjectIds: [subjectId, ...predecessors.map((each) => each.subjectId)],
    };
  };
