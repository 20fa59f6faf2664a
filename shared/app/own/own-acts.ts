import type { Entry } from "../../domain/entry/entry.ts";
import type { Complaint } from "../../domain/objection/complaint.ts";
import type { Filing } from "../../domain/objection/decide.ts";
import type { FiledRepair } from "../../domain/repair/repair-case.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { refused, type Result } from "../../kernel/result.ts";
import { type Advanced, actOn, type EntryAct, type EntryAdvance } from "../entry/advance-entry.ts";
import type { DecideDisclosureDeps } from "../disclosure/advance-disclosure.ts";
import { advanceRepair, type AdvanceRepairDeps, fileRepair, openRepair } from "../repair/advance-repair.ts";
import { type ComplaintsDeps, takeComplaint } from "../objection/complaints.ts";
import * as contest from "../objection/contest-acts.ts";
import type { DecideEntryDeps } from "../entry/decide-entry.ts";
import { notYours, unsaid } from "./not-yours.ts";
import { withdrawOwnActRepair } from "./own-disclosure-acts.ts";
import { isOfOwnAct } from "./own-filings.ts";
import { type Application, applied } from "./own-repair.ts";
import type { Self } from "./own-standing.ts";
import * as repairs from "../repair/repair-acts.ts";

/**
 * What a subject files by itself (SPEC "Who acts"): the commands of the counter, under the rules of the counter, on its own
 * entries and on nothing else. An entry of somebody else and one that does not exist are refused alike.
 */
type Asked<A extends { readonly caller: unknown }> = Omit<A, "caller"> & { readonly self: Self };
type Acting = Asked<Omit<EntryAdvance, "entryId">>;

const isOwn = ({ subjectIds }: Self, { subjectId }: Pick<Entry, "subjectId">): boolean =>
  subjectIds.includes(subjectId);

/** An act on an entry of the subject itself, and on none of anybody else. */
const onOwn = (self: Self, what: keyof typeof notYours, act: EntryAct): EntryAct => ({
  ...act,
  may: (entry, caller, objections) => (isOwn(self, entry) ? act.may(entry, caller, objections) : notYours[what]),
});

/** Contests an entry (A §22). */
export const fileOwnObjection = async (
  deps: DecideEntryDeps,
  entryId: string,
  filing: Omit<Filing, "origin">,
  { self, ...asked }: Acting,
): Promise<Result<Advanced, Refusal>> => {
  const act: EntryAct = {
    readsObjections: true,
    may: () => undefined,
    commands: contest.filingCommands({ ...filing, origin: "subject" }),
  };
  return unsaid(await actOn(deps, onOwn(self, "entry", act), { ...asked, entryId, caller: self }), "entry");
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
  const done = await actOn(deps, onOwn(self, "objection", act), {
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
    commands: ({ subject }) => [applied(application, subject)],
  };
  return unsaid(await fileRepair(deps, onOwn(self, "entry", act), { ...asked, entryId, caller: self }), "entry");
};

const isOfOwnEntry = (self: Self, { about, subjectId }: FiledRepair): boolean =>
  about.kind === "entry" && subjectId !== undefined && isOwn(self, { subjectId });

/** Takes an application back, whatever of the subject's own it is about and whoever filed it. */
export const withdrawOwnRepair = async (
  deps: AdvanceRepairDeps & { readonly acts: DecideDisclosureDeps },
  why: string | undefined,
  { self, repairId, expectedVersion: _, ...asked }: OnRepair & Pick<Acting, "expectedVersion">,
): Promise<Result<FiledRepair, Refusal>> => {
  const act = {
    ...repairs.withdrawRepair({ why }),
    may: (repair: FiledRepair) => isOfOwnEntry(self, repair) || isOfOwnAct(self, repair),
  };
  const open = await openRepair(deps, act, { repairId, caller: self });
  if (!open.ok) return open.refusal.code === "repair.notYours" ? refused(notYours.repair) : unsaid(open, "repair");
  const { kind, id } = open.value.about;
  return kind === "disclosure"
    ? withdrawOwnActRepair(deps.acts, { disclosureId: id, repairId }, act, { ...asked, self })
    : advanceRepair(deps, act, { ...asked, repairId, caller: self });
};

/** Complains to the credit office, about an entry of its own or an agency. Refuses whom nothing in the lists is about. */
export const fileOwnComplaint = async (
  deps: ComplaintsDeps,
  complaint: Pick<Complaint, "about" | "text">,
  self: Self,
  asked: Parameters<typeof takeComplaint>[2],
): Promise<Result<Complaint, Refusal>> =>
  self.subjectIds.length === 0
    ? refused(notYours.subject)
    : takeComplaint(deps, { ...complaint, origin: "subject" }, asked, {
        may: (entry) => (entry && isOwn(self, entry) ? undefined : notYours.entry),
      });
