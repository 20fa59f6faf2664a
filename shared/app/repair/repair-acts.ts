import type { RepairCommand } from "../../domain/repair/decide.ts";
import type { FiledRepair } from "../../domain/repair/repair-case.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { EntryAct } from "../entry/advance-entry.ts";
import { isPartner } from "../entry/show-entry.ts";
import type { Entry } from "../../domain/entry/entry.ts";

type Command<N extends RepairCommand["name"]> = Omit<Extract<RepairCommand, { name: N }>, "name">;
type OnRepair<N extends RepairCommand["name"]> = Omit<Command<N>, "repairId">;

/** Something that an agency does to an application: whether it may, and the command that it stands for. */
export interface RepairAct {
  readonly may: (repair: FiledRepair, caller: Caller) => boolean;
  readonly command: (repairId: string) => RepairCommand;
}

/** What an agency has no part in. */
export const notYours = (): Refusal => refusal("repair.notYours", "非本单位职责 / it is not yours to do");

/**
 * Files an application for a subject at the counter of any agency (A §21; SPEC "a counter officer may file for it, recorded").
 * An entry that is not public is unknown to agencies that have no part in it.
 */
export const applyForRepair = (application: Command<"applyForRepair">): EntryAct => ({
  may: (entry, caller) => {
    if (isPartner(caller)) return notYours();
    return entry.publishedOn !== undefined || hasPart(entry, caller)
      ? undefined
      : refusal("entry.unknown", "没有该公示信息 / nothing is published under this id");
  },
  commands: () => [{ name: "applyForRepair", ...application }],
});

/** Its authority, its provider and the office know an entry before and after the public does. */
export const hasPart = (entry: Entry, { agencyId, roles }: Caller): boolean =>
  roles.includes("office") ||
  entry.determiningAuthority.agencyId === agencyId ||
  entry.informationProvider.agencyId === agencyId;

/** The platform's check, by the credit office: nothing missing passes it on, anything returns it. */
export const checkRepair = (check: OnRepair<"checkRepair">): RepairAct => ({
  may: (_repair, { roles }) => roles.includes("office"),
  command: (repairId) => ({ name: "checkRepair", repairId, ...check }),
});

/** The decision, by the authority that determined what it is about (A §4 经认定单位同意). */
export const approveRepair = (approval: OnRepair<"approveRepair">): RepairAct => ({
  may: itsAuthority,
  command: (repairId) => ({ name: "approveRepair", repairId, ...approval }),
});
export const refuseRepair = (refusing: OnRepair<"refuseRepair">): RepairAct => ({
  may: itsAuthority,
  command: (repairId) => ({ name: "refuseRepair", repairId, ...refusing }),
});

/** Taken back for the applicant, at the counter that filed it or at the office. */
export const withdrawRepair = (withdrawal: OnRepair<"withdrawRepair">): RepairAct => ({
  may: ({ filedBy }, { agencyId, roles }) => filedBy.agencyId === agencyId || roles.includes("office"),
  command: (repairId) => ({ name: "withdrawRepair", repairId, ...withdrawal }),
});

function itsAuthority({ authority }: FiledRepair, { agencyId, roles }: Caller): boolean {
  return authority.agencyId === agencyId && roles.includes("authority");
}
