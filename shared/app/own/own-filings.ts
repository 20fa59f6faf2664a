import type { Complaint } from "../../domain/objection/complaint.ts";
import { type FiledRepair, filedOn } from "../../domain/repair/repair-case.ts";
import { partyIdOf } from "../../domain/subject/itself.ts";
import { type Found, inTurn, type Page } from "../../kernel/in-turn.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import type { ComplaintReader, ObjectionReader } from "../../ports/objections.ts";
import type { RepairReader } from "../../ports/repairs.ts";
import { isOwnParty, type Own } from "./own-standing.ts";
import { type ShownObjection, shownObjection } from "../objection/read-objections.ts";

export interface OwnFilingsDeps {
  readonly objections: Pick<ObjectionReader, "inbox">;
  readonly complaints: Pick<ComplaintReader, "inbox">;
  readonly repairs: Pick<RepairReader, "ofSubject">;
  readonly now: () => Date;
}

/** What was filed by a subject, for it at a counter, or about its entries and acts by agencies. */
export interface OwnFilings {
  readonly objections: Found<ShownObjection>;
  readonly repairs: Found<FiledRepair>;
  readonly complaints: Found<Complaint>;
}

/** How many of each the first look at everything shows. */
export const latest = { limit: 10 };

/** The latest of each (A §22, B 三(二)). */
export const readOwnFilings = async (deps: OwnFilingsDeps, own: Own): Promise<OwnFilings> => {
  const [objections, repairs, complaints] = await Promise.all([
    ownObjections(deps, own, latest),
    ownRepairs(deps, own, latest),
    ownComplaints(deps, own, latest),
  ]);
  return { objections, repairs, complaints };
};

/** Where what was filed is found: under its own id first, then of its acts by code, and of those whom it took over. */
const listsOf = ({ subjectIds, parties }: Own): readonly string[] => [
  ...new Set([...subjectIds, ...parties.map(partyIdOf)]),
];

/** A page of lists of which several may hold the same: it is shown where whoever filed it finds it. */
const eachOnce = <T>(
  lists: readonly string[],
  page: Page,
  read: (list: string, page: Page) => Promise<Found<T>>,
  filerOf: (one: T) => string,
): Promise<Found<T>> =>
  inTurn(lists, page, async (list, within) => {
    const { items, next } = await read(list, within);
    const here = (filer: string): boolean => filer === list || !lists.includes(filer);
    return { items: items.filter((one) => here(filerOf(one))), next };
  });

/**
 * Objections to the subject's entries and acts, whoever filed them: its own list, then the others, the newest of each first. A
 * person who was found by number alone has those to acts in that name.
 */
export const ownObjections = async (
  { objections }: OwnFilingsDeps,
  own: Own,
  page: Page,
): Promise<Found<ShownObjection>> => {
  const { items, next } = await eachOnce(
    listsOf(own),
    page,
    (agencyId, within) => objections.inbox({ agencyId }, { ...within, newestFirst: true }),
    ({ objection }) => objection.filedBy.agencyId,
  );
  const may = items.filter(
    ({ contested }) => own.named === undefined || (contested?.party && isOwnParty(own, contested.party)),
  );
  return { items: may.map(({ objection, contested }) => shownObjection(objection, contested)), next };
};

/** Applications for the repair of its entries and acts, in the same order. */
export const ownRepairs = async (
  { repairs, now }: OwnFilingsDeps,
  own: Own,
  page: Page,
): Promise<Found<FiledRepair>> => {
  const today = shanghaiDate(now());
  const { items, next } = await eachOnce(
    listsOf(own),
    page,
    (list, within) => repairs.ofSubject(list, within),
    ({ filedBy }) => filedBy.agencyId,
  );
  const may = items.filter((each) => own.named === undefined || isOfOwnAct(own, each));
  return { items: may.map((each) => filedOn(each, today)), next };
};

/** Whether an application is about an act of the subject's own. */
export const isOfOwnAct = (own: Own, { about, subject, subjectId }: FiledRepair): boolean =>
  about.kind === "disclosure" && isOwnParty(own, { ...subject, subjectId });

/** Complaints of the subject, its own and those taken for it at a counter, in the same order. */
export const ownComplaints = ({ complaints }: OwnFilingsDeps, own: Own, page: Page): Promise<Found<Complaint>> =>
  eachOnce(
    own.subjectIds,
    page,
    (agencyId, within) => complaints.inbox({ agencyId }, { ...within, newestFirst: true }),
    ({ filedBy }) => filedBy.agencyId,
  );
