import { filedRepairOf } from "../../domain/entry/repair.ts";
import type { Entry } from "../../domain/entry/entry.ts";
import { closedBefore } from "../../domain/repair/decide.ts";
import { type FiledRepair, isOpen } from "../../domain/repair/repair-case.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { RepairReader } from "../../ports/repairs.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import { advanceEntry, type EntryAct, type EntryAdvance } from "../entry/advance-entry.ts";
import type { DecideEntryDeps } from "../entry/decide-entry.ts";
import { notYours, type RepairAct } from "./repair-acts.ts";

export interface AdvanceRepairDeps extends DecideEntryDeps {
  readonly repairs: Pick<RepairReader, "byId">;
}

/**
 * No version is asked for: an application never changes between its steps, and each step is taken once.
 */
type RepairAdvance = Omit<EntryAdvance, "entryId" | "expectedVersion" | "request"> & {
  readonly request?: RequestToken & { readonly answerWith: (repair: FiledRepair) => RecordedAnswer };
};

/** Files an application about an entry. Refuses who may not, and whatever stands against a repair, with what to do. */
export const fileRepair = (
  deps: DecideEntryDeps,
  act: EntryAct,
  { entryId, ...advance }: RepairAdvance & { readonly entryId: string },
): Promise<Result<FiledRepair, Refusal>> => decided(deps, act, entryId, advance);

/**
 * Takes an act on an application, which is an act on what it is about: one decision, one transaction. Refuses an application
 * that nobody filed, and who may not act on it.
 */
export const advanceRepair = async (
  deps: AdvanceRepairDeps,
  act: RepairAct,
  { repairId, ...advance }: RepairAdvance & { readonly repairId: string },
): Promise<Result<FiledRepair, Refusal>> => {
  const repair = await openRepair(deps, act, { repairId, caller: advance.caller });
  if (!repair.ok) return repair;
  const command = act.command(repairId);
  return decided(deps, { may: () => undefined, commands: () => [command] }, repair.value.about.id, advance);
};

/** The application that an act is on, whatever it is about. Refuses what nobody filed, who may not act, and what is over. */
export const openRepair = async (
  deps: Pick<AdvanceRepairDeps, "repairs">,
  act: RepairAct,
  { repairId, caller }: { readonly repairId: string; readonly caller: Caller },
): Promise<Result<FiledRepair, Refusal>> => {
  const repair = await deps.repairs.byId(repairId);
  if (!repair) return refused(refusal("repair.unknown", "没有该修复申请 / there is no such application"));
  if (!act.may(repair, caller)) return refused(notYours());
  return isOpen(repair) ? accepted(repair) : refused(closedBefore());
};

const decided = async (
  deps: DecideEntryDeps,
  act: EntryAct,
  entryId: string,
  { request, ...advance }: RepairAdvance,
): Promise<Result<FiledRepair, Refusal>> => {
  const done = await advanceEntry(deps, act, {
    ...advance,
    entryId,
    expectedVersion: "any",
    ...(request ? { request: { ...request, answerWith: (entry) => request.answerWith(filed(entry)) } } : {}),
  });
  return done.ok ? accepted(filed(done.value)) : done;
};

const filed = (entry: Entry): FiledRepair => {
  const repair = filedRepairOf(entry);
  if (!repair) throw new Error(`${entry.entryId} has no application`);
  return repair;
};
