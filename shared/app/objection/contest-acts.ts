import type { Evidence } from "../../../events/parts.ts";
import type { ObjectionFinding, ObjectionOutcome } from "../../../events/vocabulary.ts";
import type { Correction, EntryCommand } from "../../domain/entry/command.ts";
import type { Entry } from "../../domain/entry/entry.ts";
import type { Filing } from "../../domain/objection/decide.ts";
import { aboutIdOf, type Objection } from "../../domain/objection/objection.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { isSubject } from "../../domain/subject/itself.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { EntryAct } from "../entry/advance-entry.ts";
import { onResting } from "../entry/resting-entries.ts";

type Stay = Omit<Extract<EntryCommand, { name: "enterStay" }>, "name">;
type StayEnd = Omit<Extract<EntryCommand, { name: "endStay" }>, "name">;

/** An entry whose time is over ends first, whether or not a sweep has come: nothing is stopped or resumed after that. */
const overFirst = ({ state, validTo }: Entry, today: LocalDate): readonly EntryCommand[] =>
  state === "published" && today > validTo ? [{ name: "exit", reason: "expired" }] : [];

const isAgency = ({ roles }: Caller): boolean => roles.some((role) => role !== "partner");
const answersFor = ({ determiningAuthority }: Entry, { agencyId, roles }: Caller): boolean =>
  determiningAuthority.agencyId === agencyId || roles.includes("office");

const notYours = (detail: string): Refusal => refusal("objection.notYours", detail);

/** Whose own discovery an error is: the authority's, the provider's or the office's (SPEC "Who acts"). */
export const mayDiscover = (entry: Entry, caller: Caller): boolean =>
  answersFor(entry, caller) || entry.informationProvider.agencyId === caller.agencyId;

/**
 * Files an objection: at an agency's counter for the subject, for the agency itself, or as the discovery of the authority,
 * the provider or the office (A §22, SPEC "Who acts"). Partners read the lists and contest nothing.
 */
export const fileObjection = (filing: Filing): EntryAct => ({
  readsObjections: true,
  may: (entry, caller) => {
    if (!isAgency(caller))
      return refusal("agency.role", "由各单位及其窗口提出 / objections come from agencies and their counters");
    return filing.origin !== "discovery" || mayDiscover(entry, caller)
      ? undefined
      : notYours("请以 agency 提出 / file it as an agency's objection");
  },
  commands: filingCommands(filing),
});

/** What filing an objection comes to, whoever files it. */
export const filingCommands =
  (filing: Filing): EntryAct["commands"] =>
  (entry, _rules, today, earlier) => [...overFirst(entry, today), { name: "fileObjection", filing, earlier }];

/** The entry that an objection contests. */
export const contestedBy = (objectionId: string): string => aboutIdOf(objectionId);

/** Which objection, and the version of it that the client read. */
export interface Named {
  readonly objectionId: string;
  readonly expectedVersion: number | "any";
}

const unknown = refusal("objection.unknown", "没有该异议,请核对编号 / no such objection, check its id");
const named = ({ objectionId }: Named, objections: readonly Objection[]): Objection | undefined =>
  objections.find((each) => each.objectionId === objectionId);

/** An act on one objection: by whom, and what it comes to. */
const onObjection = (
  which: Named,
  may: (entry: Entry, caller: Caller, objection: Objection) => Refusal | undefined,
  command: (objection: Objection) => EntryCommand,
): EntryAct => ({
  readsObjections: true,
  may: (entry, caller, objections) => {
    const objection = named(which, objections);
    if (!objection) return unknown;
    const forbidden = may(entry, caller, objection);
    if (forbidden) return forbidden;
    return which.expectedVersion === "any" || which.expectedVersion === objection.version
      ? undefined
      : refusal("objection.stale", "异议已变更,请重新读取 / it has changed, read it again");
  },
  commands: (entry, _rules, today, objections) => {
    const objection = named(which, objections);
    if (!objection) throw new Error(`${which.objectionId} was there a moment ago`);
    return [...overFirst(entry, today), command(objection)];
  },
});

/** What the information provider found; its authority may verify as well (A §22). */
export const verifyObjection = (
  which: Named,
  found: { readonly finding: ObjectionFinding; readonly text: string; readonly evidence: readonly Evidence[] },
): EntryAct =>
  onObjection(
    which,
    ({ informationProvider, determiningAuthority }, { agencyId }) =>
      [informationProvider.agencyId, determiningAuthority.agencyId].includes(agencyId)
        ? undefined
        : notYours("由信息提供单位或认定单位核实(§22)/ its provider or its authority verifies it"),
    (objection) => ({ name: "verifyObjection", objection, ...found }),
  );

/** The decision on an objection, by the responsible authority or the office (谁认定谁负责, A §3). */
export const resolveObjection = (
  which: Named,
  resolution: {
    readonly outcome: Exclude<ObjectionOutcome, "withdrawn">;
    readonly reason: string;
    readonly changes?: Correction | undefined;
    readonly evidence?: readonly Evidence[] | undefined;
  },
): EntryAct =>
  onObjection(
    which,
    (entry, caller) =>
      answersFor(entry, caller)
        ? undefined
        : notYours("由认定单位或信用办作出处理 / its authority or the office decides it"),
    (objection) => ({ name: "closeObjection", objection, ...resolution }),
  );

/** An objection taken back by the agency that filed it, for itself or for the subject; or by the subject, whoever filed it for it. */
export const withdrawObjection = (which: Named, reason: string): EntryAct =>
  onObjection(
    which,
    (_entry, { agencyId }, { filedBy, origin }) =>
      filedBy.agencyId === agencyId || (origin === "subject" && isSubject(agencyId))
        ? undefined
        : notYours(`请由提出单位 ${filedBy.name} 撤回 / the agency that filed it takes it back`),
    (objection) => ({ name: "closeObjection", objection, outcome: "withdrawn", reason }),
  );

const stayAct = (command: EntryCommand): EntryAct => ({
  may: (entry, caller) =>
    answersFor(entry, caller)
      ? undefined
      : refusal("entry.notYours", "由认定单位或信用办登记 / its authority or the office enters it"),
  commands: (entry, _rules, today) => [...overFirst(entry, today), command],
  first: (deps, entry, stamp) =>
    onResting(deps, entry, (rests) => [...overFirst(rests, shanghaiDate(stamp.at)), command], stamp),
});

/**
 * A stay that a court or a reconsideration ordered, and its end (A §22, B 五(三)): of the entry, and before that of the entries
 * of persons that rest on it as answering for the organisation.
 */
export const enterStay = (stay: Stay): EntryAct => stayAct({ name: "enterStay", ...stay });
export const endStay = (end: StayEnd): EntryAct => stayAct({ name: "endStay", ...end });
