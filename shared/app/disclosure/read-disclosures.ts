import type { DisclosureEvent } from "../../../events/disclosures.ts";
import { type Disclosure, type DisclosureStatus, isPublicOn, statusOn } from "../../domain/disclosure/disclosure.ts";
import { repairableOf } from "../../domain/disclosure/repair.ts";
import type { DisclosureRulebook } from "../../domain/disclosure/rules.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { type Eligibility, eligibilityOf } from "../../domain/repair/eligibility.ts";
import { codesOf, personIdentifier, type Standing } from "../../domain/subject/standing.ts";
import { usccFault } from "../../domain/subject/uscc.ts";
import { inTurn } from "../../kernel/in-turn.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { DisclosurePage, DisclosureReader, PublicDisclosures } from "../../ports/disclosures.ts";
import type { StandingReader } from "../../ports/entries.ts";
import { type Reading, type RegisterReadDeps, registerReads } from "../person/register-read.ts";

export interface ReadDisclosuresDeps extends RegisterReadDeps {
  readonly reader: DisclosureReader;
}

const unknown = refusal("disclosure.unknown", "没有该公示信息 / no such disclosure");

/** Whether a caller may see the whole of a disclosure: its agency and the office. Others have what is public. */
export const mayRead = ({ authority }: Disclosure, { agencyId, roles }: Caller): boolean =>
  agencyId === authority.agencyId || roles.includes("office");

/**
 * One disclosure, for its agency and the office. What leads to a person is opened for a purpose, which is registered
 * (A §22).
 */
export const readDisclosure = async (
  deps: ReadDisclosuresDeps,
  disclosureId: string,
  reading: Reading,
): Promise<Result<Disclosure, Refusal>> => {
  const stored = await deps.reader.find(disclosureId);
  if (!stored) return refused(unknown);
  const { disclosure } = stored;
  if (!mayRead(disclosure, reading.caller))
    return refused(
      refusal("disclosure.notYours", "仅作出单位和信用办可查阅 / for the agency that reported it and the office"),
    );
  const { subjectId } = disclosure.party;
  const without = await registerReads(
    deps,
    reading,
    subjectId === undefined ? [] : [{ what: "disclosure", subjectId, of: disclosureId }],
  );
  return without ? refused(without) : accepted(disclosure);
};

/** What happened to a disclosure, in order, for those who may read it. */
export const readDisclosureHistory = async (
  deps: ReadDisclosuresDeps,
  disclosureId: string,
  reading: Reading,
): Promise<Result<readonly DisclosureEvent[], Refusal>> => {
  const disclosure = await readDisclosure(deps, disclosureId, reading);
  return disclosure.ok ? accepted(await deps.reader.history(disclosureId)) : disclosure;
};

/**
 * Whether the publicity of an act can end early today, from when, by which steps, and why not: for every agency, whose counter
 * a party may ask at, while the act is public; for its authority and the office always.
 */
export const actRepairEligibility = async (
  deps: Pick<ReadDisclosuresDeps, "reader" | "now"> & { readonly rulesFor: DisclosureRulebook },
  disclosureId: string,
  caller: Caller,
): Promise<Result<Eligibility, Refusal>> => {
  const disclosure = (await deps.reader.find(disclosureId))?.disclosure;
  const today = shanghaiDate(deps.now());
  if (!disclosure || !(isPublicOn(disclosure, today) || mayRead(disclosure, caller))) return refused(unknown);
  const { act, decidedOn } = disclosure;
  const rules = deps.rulesFor({ act, decidedOn, on: today });
  return accepted(eligibilityOf(repairableOf(disclosure, rules, today), today));
};

export interface DisclosureFilter {
  readonly agency?: string | undefined;
  readonly month?: string | undefined;
  readonly status?: DisclosureStatus | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * What an agency reported in a month, this one unless told otherwise: an agency reads its own, the office names one. A
 * filter thins a page out; `next` says whether there is more.
 */
export const listDisclosures = async (
  deps: ReadDisclosuresDeps,
  { agency, month, status, ...page }: DisclosureFilter,
  caller: Caller,
): Promise<Result<DisclosurePage, Refusal>> => {
  const agencyId = agency ?? caller.agencyId;
  if (agencyId !== caller.agencyId && !caller.roles.includes("office"))
    return refused(refusal("disclosure.notYours", "只能查阅本单位的公示信息 / an agency lists its own"));
  const today = shanghaiDate(deps.now());
  const found = await deps.reader.ofAgency(agencyId, month ?? today.slice(0, 7), page);
  return accepted({
    ...found,
    items: found.items.filter((disclosure) => status === undefined || statusOn(disclosure, today) === status),
  });
};

export interface ReadPublicDisclosureDeps {
  readonly disclosures: PublicDisclosures;
  readonly standings: Pick<StandingReader, "many">;
  readonly now: () => Date;
}

export interface QueryDisclosuresDeps extends Omit<ReadPublicDisclosureDeps, "standings"> {
  readonly standings: Pick<StandingReader, "byUscc">;
}

export interface DisclosureFinding extends DisclosurePage {
  readonly today: LocalDate;
  /** Where the subject stands, if it is known: what has become of it since is shown with the acts. */
  readonly standing?: Standing | undefined;
}

/**
 * What is public today about an organisation or sole trader, under every code that it bore and of whom it took over, one code
 * after the other: a new code or a merger is no way out of the public's sight (A §19, ADR 23). Whatever the index has, the last
 * day itself decides. It is asked by a code and by nothing else: the acts of persons stand in the same index under their
 * subjects (§19, nobody finds them there).
 */
export const queryDisclosures = async (
  { disclosures, standings, now }: QueryDisclosuresDeps,
  { uscc, ...page }: { readonly uscc: string; readonly limit: number; readonly cursor?: string | undefined },
): Promise<DisclosureFinding> => {
  const today = shanghaiDate(now());
  if (usccFault(uscc)) return { items: [], next: null, today };
  const standing = await standings.byUscc(uscc);
  const codes = standing ? [...codesOf(standing).keys()] : [uscc];
  const found = await inTurn(codes, page, async (code, within) => {
    const { items, next } = await disclosures.ofParty(code, today, within);
    return { items: items.filter((disclosure) => isPublicOn(disclosure, today)), next };
  });
  return { ...found, standing, today };
};

/**
 * One disclosure as anybody may read it; 410 from the day after its last, and from the instant at which it was taken down or
 * its party recorded as dead: of the dead nothing is public (ADR 23).
 */
export const readPublicDisclosure = async (
  { disclosures, standings, now }: ReadPublicDisclosureDeps,
  disclosureId: string,
): Promise<Result<Disclosure, Refusal>> => {
  const stored = await disclosures.find(disclosureId);
  if (!stored) return refused(unknown);
  const { party } = stored.disclosure;
  return isPublicOn(stored.disclosure, shanghaiDate(now())) && !(await hasDied(standings, party.subjectId))
    ? accepted(stored.disclosure)
    : refused(refusal("disclosure.ended", "公示已终止 / its publicity is over"));
};

/** Asked of persons alone: one request more, as for an entry of theirs. */
const hasDied = async (standings: Pick<StandingReader, "many">, subjectId: string | undefined): Promise<boolean> => {
  if (subjectId === undefined) return false;
  const identifier = personIdentifier(subjectId);
  return (await standings.many([identifier])).get(identifier)?.status?.kind === "died";
};
