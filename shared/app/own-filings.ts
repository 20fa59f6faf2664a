import type { Complaint } from "../domain/objection/complaint.ts";
import { type FiledRepair, filedOn } from "../domain/repair/repair-case.ts";
import { shanghaiDate } from "../kernel/local-date.ts";
import type { ComplaintReader, ObjectionReader } from "../ports/objections.ts";
import type { RepairReader } from "../ports/repairs.ts";
import { type ShownObjection, shownObjection } from "./read-objections.ts";

export interface OwnFilingsDeps {
  readonly objections: Pick<ObjectionReader, "inbox">;
  readonly complaints: Pick<ComplaintReader, "inbox">;
  readonly repairs: Pick<RepairReader, "ofSubject">;
  readonly now: () => Date;
}

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}
interface Found<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** What was filed by a subject, for it at a counter, or about its entries by agencies. */
export interface OwnFilings {
  readonly objections: Found<ShownObjection>;
  readonly repairs: Found<FiledRepair>;
  readonly complaints: Found<Complaint>;
}

/** How many of each the first look at everything shows. */
const latest = { limit: 10 };

/** The latest of each (A §22, B 三(二)). */
export const readOwnFilings = async (deps: OwnFilingsDeps, subjectId: string): Promise<OwnFilings> => {
  const [objections, repairs, complaints] = await Promise.all([
    ownObjections(deps, subjectId, latest),
    ownRepairs(deps, subjectId, latest),
    ownComplaints(deps, subjectId, latest),
  ]);
  return { objections, repairs, complaints };
};

/** Objections to the subject's entries, whoever filed them, the newest first. */
export const ownObjections = async (
  { objections }: OwnFilingsDeps,
  subjectId: string,
  page: Page,
): Promise<Found<ShownObjection>> => {
  const { items, next } = await objections.inbox({ agencyId: subjectId }, { ...page, newestFirst: true });
  return { items: items.map(({ objection, contested }) => shownObjection(objection, contested)), next };
};

/** Applications for the repair of its entries, the newest first. */
export const ownRepairs = async (
  { repairs, now }: OwnFilingsDeps,
  subjectId: string,
  page: Page,
): Promise<Found<FiledRepair>> => {
  const today = shanghaiDate(now());
  const { items, next } = await repairs.ofSubject(subjectId, page);
  return { items: items.map((each) => filedOn(each, today)), next };
};

/** Complaints of the subject, its own and those taken for it at a counter about an entry, the newest first. */
export const ownComplaints = (
  { complaints }: OwnFilingsDeps,
  subjectId: string,
  page: Page,
): Promise<Found<Complaint>> => complaints.inbox({ agencyId: subjectId }, { ...page, newestFirst: true });
