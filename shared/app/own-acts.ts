import type { Entry } from "../domain/entry/entry.ts";
import type { Complaint } from "../domain/objection/complaint.ts";
import type { Filing } from "../domain/objection/decide.ts";
import type { RepairCommand } from "../domain/repair/decide.ts";
import type { FiledRepair } from "../domain/repair/repair-case.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { refused, type Result } from "../kernel/result.ts";
import { type Advanced, actOn, type EntryAct, type EntryAdvance } from "./advance-entry.ts";
import { advanceRepair, type AdvanceRepairDeps, fileRepair } from "./advance-repair.ts";
import { type ComplaintsDeps, takeComplaint } from "./complaints.ts";
import * as contest from "./contest-acts.ts";
import type { DecideEntryDeps } from "./decide-entry.ts";
import type { Self } from "./own-standing.ts";
import * as repairs from "./repair-acts.ts";

/**
 * What a subject files by itself (SPEC "Who acts"): the commands of the counter, under the rules of the counter, on its own
 * entries and on nothing else. An entry of somebody else and one that does not exist are refused alike.
 */
type Asked<A extends { readonly caller: unknown }> = Omit<A, "caller"> & { readonly self: Self };
type Acting = Asked<Omit<EntryAdvance, "entryId">>;

const notYours = {
  entry: refusal("entry.notYours", "该记录与您无关,或不存在 / it is not about you, or there is no such entry"),
  objection: refusal(
    "objection.notYours",
    "该异议与您无关,或不存在 / it is not about you, or there is no such objection",
  ),
  repair: refusal("repair.notYours", "该申请与您无关,或不存在 / it is not about you, or there is no such application"),
} as const;

const isOwn = ({ subjectIds }: Self, { subjectId }: Pick<Entry, "subjectId">): boolean =>
  subjectIds.includes(subjectId);

/** An act on an entry of the subject itself, and on none of anybody else. */
const onOwn = (self: Self, what: keyof typeof notYours, act: EntryAct, may?: EntryAct["may"]): EntryAct => ({
  ...act,
  may: (entry, caller, objections) => (isOwn(self, entry) ? may?.(entry, caller, objections) : notYours[what]),
});

/** Whether something is there is not said either. */
const unsaid = <T>(done: Result<T, Refusal>, what: keyof typeof notYours): Result<T, Refusal> =>
  !done.ok && (done.refusal.code === "entry.unknown" || done.refusal.code === "repair.unknown")
    ? refused(notYours[what])
    : done;

/** Contests an entry (A §22). */
export const fileOwnObjection = async (
  deps: DecideEntryDeps,
  entryId: string,
  filing: Omit<Filing, "origin">,
  { self, ...asked }: Acting,
): Promise<Result<Advanced, Refusal>> => {
  const act = onOwn(self, "entry", contest.fileObjection({ ...filing, origin: "subject" }));
  return unsaid(await actOn(deps, act, { ...asked, entryId, caller: self }), "entry");
};

/** Takes an objection back that it filed, or that a counter filed for it. */
export const withdrawOwnObjection = async (
  deps: DecideEntryDeps,
  objectionId: string,
  reason: string,
  { self, expectedVersion, ...asked }: Acting,
): Promise<Result<Advanced, Refusal>> => {
  const act = contest.withdrawObjection({ objectionId, expectedVersion }, reason);
  const entryId = contest.contestedBy(objectionId);
  const done = await actOn(deps, onOwn(self, "objection", act, act.may), {
    ...asked,
    entryId,
    caller: self,
    expectedVersion: "any",
  });
  return unsaid(done, "objection");
};

/** Answers a notice, on the day on which it comes in (A §3 陈述申辩). */
export const fileOwnStatement = async (
  deps: DecideEntryDeps,
  entryId: string,
  text: string,
  { self, ...asked }: Acting,
): Promise<Result<Advanced, Refusal>> => {
  const act: EntryAct = {
    may: () => undefined,
    commands: (_entry, _rules, today) => [{ name: "recordStatement", receivedOn: today, text }],
  };
  return unsaid(await actOn(deps, onOwn(self, "entry", act), { ...asked, entryId, caller: self }), "entry");
};

type Apply = Omit<Extract<RepairCommand, { name: "applyForRepair" }>, "name">;
/** The subject stands behind its application by its own name where it names nobody. */
type Application = Omit<Apply, "applicant"> & { readonly applicant?: Apply["applicant"] | undefined };
type OnRepair = Asked<Parameters<typeof advanceRepair>[2]>;

/** Applies for the repair of an entry (A §21, C 十五). */
export const applyForOwnRepair = async (
  deps: DecideEntryDeps,
  entryId: string,
  application: Application,
  { self, ...asked }: Omit<OnRepair, "repairId">,
): Promise<Result<FiledRepair, Refusal>> => {
  const act: EntryAct = {
    may: () => undefined,
    commands: ({ subject: { name } }) => [
      { name: "applyForRepair", ...application, applicant: application.applicant ?? { name, capacity: "subject" } },
    ],
  };
  return unsaid(await fileRepair(deps, onOwn(self, "entry", act), { ...asked, entryId, caller: self }), "entry");
};

const isOfOwnEntry = (self: Self, { about, subjectId }: FiledRepair): boolean =>
  about.kind === "entry" && subjectId !== undefined && isOwn(self, { subjectId });

/** Takes an application back, whoever filed it for the subject. */
export const withdrawOwnRepair = async (
  deps: AdvanceRepairDeps,
  why: string | undefined,
  { self, ...asked }: OnRepair,
): Promise<Result<FiledRepair, Refusal>> => {
  const act = { ...repairs.withdrawRepair({ why }), may: (repair: FiledRepair) => isOfOwnEntry(self, repair) };
  const done = await advanceRepair(deps, act, { ...asked, caller: self });
  return !done.ok && done.refusal.code === "repair.notYours" ? refused(notYours.repair) : unsaid(done, "repair");
};

/** Complains to the credit office, about an entry of its own or an agency. */
export const fileOwnComplaint = (
  deps: ComplaintsDeps,
  complaint: Pick<Complaint, "about" | "text">,
  self: Self,
  asked: Parameters<typeof takeComplaint>[2],
): Promise<Result<Complaint, Refusal>> =>
  takeComplaint(deps, { ...complaint, origin: "subject" }, asked, (entry) =>
    entry && isOwn(self, entry) ? undefined : notYours.entry,
  );
