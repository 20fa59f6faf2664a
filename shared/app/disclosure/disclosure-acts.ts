import type { Evidence } from "../../../events/parts.ts";
import type { ObjectionFinding, ObjectionOutcome } from "../../../events/vocabulary.ts";
import type { DisputeCommand } from "../../domain/disclosure/command.ts";
import { type Disclosure, isPublicOn } from "../../domain/disclosure/disclosure.ts";
import type { Filing } from "../../domain/objection/decide.ts";
import { isAboutAct, type Objection } from "../../domain/objection/objection.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import type { RepairCommand } from "../../domain/repair/decide.ts";
import { isSubject } from "../../domain/subject/itself.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { Named } from "../objection/contest-acts.ts";
import { notYours as notYoursToRepair } from "../repair/repair-acts.ts";
import { isPartner } from "../entry/show-entry.ts";

/** Something that an agency or its party does to an act: whether it may, and the command that it stands for. */
export interface DisclosureAct {
  readonly may: (
    disclosure: Disclosure,
    caller: Caller,
    on: { readonly objections: readonly Objection[]; readonly today: LocalDate },
  ) => Refusal | undefined;
  readonly command: (objections: readonly Objection[], disclosure: Disclosure) => DisputeCommand;
  /** Whether it rests on the objections that were filed against the act. */
  readonly readsObjections?: boolean;
}

/** Whether an objection is to an act, and not to an entry. */
export const contestsAct = (objectionId: string): boolean => isAboutAct(objectionId);

const made = ({ authority }: Disclosure, { agencyId }: Caller): boolean => authority.agencyId === agencyId;
/** The authority that made it and the office know an act before and after the public does; nobody else. */
export const answersForAct = (disclosure: Disclosure, caller: Caller): boolean =>
  made(disclosure, caller) || caller.roles.includes("office");

const notYours = (detail: string): Refusal => refusal("objection.notYours", detail);
const notPublic = refusal("disclosure.unknown", "没有该公示信息 / nothing is public under this id");

/**
 * Files an objection to an act: at an agency's counter for its party, for the agency itself, or as the discovery of its
 * authority or the office (A §22). An act that is not public is unknown to agencies that have no part in it.
 */
export const fileActObjection = (filing: Filing): DisclosureAct => ({
  readsObjections: true,
  may: (disclosure, caller, { today }) => {
    if (isPartner(caller))
      return refusal("agency.role", "由各单位及其窗口提出 / objections come from agencies and their counters");
    const own = answersForAct(disclosure, caller);
    // A counter may file for a party whose act was public once: it is named to the party itself in what it holds.
    if (!own && filing.origin !== "subject" && !isPublicOn(disclosure, today)) return notPublic;
    return filing.origin !== "discovery" || own
      ? undefined
      : notYours("请以 agency 提出 / file it as an agency's objection");
  },
  command: (earlier) => ({ name: "fileObjection", filing, earlier }),
});

const unknown = refusal("objection.unknown", "没有该异议,请核对编号 / no such objection, check its id");

const onObjection = (
  { objectionId, expectedVersion }: Named,
  may: (disclosure: Disclosure, caller: Caller, objection: Objection) => Refusal | undefined,
  command: (objection: Objection) => DisputeCommand,
): DisclosureAct => ({
  readsObjections: true,
  may: (disclosure, caller, { objections }) => {
    const objection = objections.find((each) => each.objectionId === objectionId);
    if (!objection) return unknown;
    const forbidden = may(disclosure, caller, objection);
    if (forbidden) return forbidden;
    return expectedVersion === "any" || expectedVersion === objection.version
      ? undefined
      : refusal("objection.stale", "异议已变更,请重新读取 / it has changed, read it again");
  },
  command: (objections) => {
    const objection = objections.find((each) => each.objectionId === objectionId);
    if (!objection) throw new Error(`${objectionId} was there a moment ago`);
    return command(objection);
  },
});

/** What the agency that reported the act found: it provides it and answers for it (A §22). */
export const verifyActObjection = (
  which: Named,
  found: { readonly finding: ObjectionFinding; readonly text: string; readonly evidence: readonly Evidence[] },
): DisclosureAct =>
  onObjection(
    which,
    (disclosure, caller) =>
      made(disclosure, caller) ? undefined : notYours("由作出单位核实(§22)/ the agency that made it verifies it"),
    (objection) => ({ name: "verifyObjection", objection, ...found }),
  );

/** The decision on an objection, by the authority that made the act or the office (谁认定谁负责, A §3). */
export const resolveActObjection = (
  which: Named,
  resolution: {
    readonly outcome: Exclude<ObjectionOutcome, "withdrawn">;
    readonly reason: string;
    /** Of an entry alone. */
    readonly changes?: unknown;
  },
): DisclosureAct =>
  onObjection(
    which,
    (disclosure, caller) => {
      if (!answersForAct(disclosure, caller))
        return notYours("由作出单位或信用办作出处理 / its authority or the office decides it");
      return resolution.changes === undefined ? undefined : byRow;
    },
    (objection) => ({
      name: "closeObjection",
      objection,
      outcome: resolution.outcome,
      reason: resolution.reason,
    }),
  );

/** There is one way to correct an act: its row is checked as every row is (ADR 36). */
const byRow = refusal("input.invalid", "请按所列各项更正后重试 / mend the fields named and try again", [
  {
    field: "changes",
    code: "correction.byRow",
    detail:
      "双公示信息请以重新报送该行的方式更正,此处不填 / an act is corrected by reporting its row again, leave it out",
  },
]);

/** An objection taken back by the agency that filed it, for itself or for the party; or by the party, whoever filed it for it. */
export const withdrawActObjection = (which: Named, reason: string): DisclosureAct =>
  onObjection(
    which,
    (_disclosure, { agencyId }, { filedBy, origin }) =>
      filedBy.agencyId === agencyId || (origin === "subject" && isSubject(agencyId))
        ? undefined
        : notYours(`请由提出单位 ${filedBy.name} 撤回 / the agency that filed it takes it back`),
    (objection) => ({ name: "closeObjection", objection, outcome: "withdrawn", reason }),
  );

/** Files a party's application for an early end of publicity at the counter of any agency (A §21). */
export const applyForActRepair = (
  application: Omit<Extract<RepairCommand, { name: "applyForRepair" }>, "name">,
): DisclosureAct => ({
  may: (disclosure, caller, { today }) => {
    if (isPartner(caller)) return notYoursToRepair();
    return isPublicOn(disclosure, today) || answersForAct(disclosure, caller) ? undefined : notPublic;
  },
  command: () => ({ name: "applyForRepair", ...application }),
});

/** A step of an application that was found to be the caller's to take. */
export const onActRepair = (command: RepairCommand): DisclosureAct => ({
  may: () => undefined,
  command: () => command,
});
