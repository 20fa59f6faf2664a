import { partyOf } from "../../domain/disclosure/disclosure.ts";
import { itself, partyIdOf } from "../../domain/subject/itself.ts";
import { codesOf, nameKeyOf, type Standing } from "../../domain/subject/standing.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { StandingReader } from "../../ports/entries.ts";
import type { PersonFinder } from "../../ports/persons.ts";
import { knownPersons, type NamedPerson } from "../person/query-person.ts";

export interface OwnStandingDeps {
  readonly persons: PersonFinder;
  readonly standings: Pick<StandingReader, "byUscc" | "many">;
}

export type Identity = { readonly uscc: string } | NamedPerson;

/** What is a subject's own: entries and acts of itself, and of whom it took over (ADR 23). */
export interface Own {
  /** Whose entries are; nobody where it stands in no list and never did. */
  readonly subjectIds: readonly string[];
  /** Whose acts are: the codes that it bears and bore, or a person's subject. */
  readonly parties: readonly string[];
  /** The name that an act must bear, of a person who was found by number alone: both open it together. */
  readonly named?: string;
}

/** Who the subject of a verified identity is. */
export interface Oneself extends Own {
  /** None where it stands in no list and never did. */
  readonly standing?: Standing;
  /** Under what id it acts. */
  readonly actorId: string;
}

/** A person of whom nothing is known; no agency and no subject is called so. */
const nobody: Oneself = { actorId: "~nobody", subjectIds: [], parties: [] };

/**
 * Who the subject of a verified identity is. A person is found by number and name together, be it a name in the lists or that
 * of an act (SPEC "Persons and their data"); an organisation by its code, whether or not it stands anywhere.
 */
export const findOneself = async (deps: OwnStandingDeps, identity: Identity): Promise<Oneself> => {
  if ("uscc" in identity) return organisation(identity.uscc, await deps.standings.byUscc(identity.uscc));
  const [{ subjectId, standing } = {}] = await knownPersons(deps, [identity]);
  if (subjectId === undefined) return nobody;
  const parties = [subjectId];
  return standing
    ? { standing, actorId: subjectId, subjectIds: subjectsOf(standing), parties }
    : { actorId: subjectId, subjectIds: [], parties, named: identity.name };
};

const subjectsOf = ({ subjectId, predecessors = [] }: Standing): readonly string[] => [
  subjectId,
  ...predecessors.map((each) => each.subjectId),
];

const organisation = (claimed: string, standing: Standing | undefined): Oneself => {
  if (!standing) return { actorId: partyIdOf(claimed), subjectIds: [], parties: [claimed] };
  const { subjectId } = standing;
  return { standing, actorId: subjectId, subjectIds: subjectsOf(standing), parties: [...codesOf(standing).keys()] };
};

/** Whether the party of an act is the subject, or one that it took over. */
export const isOwnParty = (
  { parties, named }: Own,
  party: { readonly name: string; readonly uscc?: string | undefined; readonly subjectId?: string | undefined },
): boolean => {
  const known = partyOf(party);
  if (known === undefined || !parties.includes(known)) return false;
  return named === undefined || nameKeyOf(named) === nameKeyOf(party.name);
};

/** A subject that acts by itself, and what is its own. */
export interface Self extends Caller, Own {}

/** Who the subject of a verified identity is, for acting by itself: on what is its own, which may be nothing. */
export const createRecogniseSubject =
  (deps: OwnStandingDeps) =>
  async (identity: Identity, clientId: string): Promise<Self> => {
    const { actorId, subjectIds, parties, named } = await findOneself(deps, identity);
    return {
      ...itself(actorId, clientId),
      roles: [],
      subjectIds,
      parties,
      ...(named === undefined ? {} : { named }),
    };
  };
