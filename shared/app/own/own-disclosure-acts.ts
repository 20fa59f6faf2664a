import type { Filing } from "../../domain/objection/decide.ts";
import type { FiledRepair } from "../../domain/repair/repair-case.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { accepted, type Result } from "../../kernel/result.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import {
  type AdvancedDisclosure,
  advanceDisclosure,
  type DecideDisclosureDeps,
  type DisclosureAdvance,
} from "../disclosure/advance-disclosure.ts";
import { type DisclosureAct, onActRepair, withdrawActObjection } from "../disclosure/disclosure-acts.ts";
import { notYours, unsaid } from "./not-yours.ts";
import { isOwnParty, type Self } from "./own-standing.ts";
import { type Application, applied } from "./own-repair.ts";
import type { RepairAct } from "../repair/repair-acts.ts";

/** What a subject files by itself about acts of its own, as about its entries: the counter's commands, under its rules (ADR 36, 39). */
type Asked<A extends { readonly caller: unknown }> = Omit<A, "caller" | "disclosureId"> & { readonly self: Self };
type Acting = Asked<DisclosureAdvance> & {
  /** The version in `If-Match`, where one was given. */
  readonly expectedVersion: number | "any";
};
type OnRepair = Omit<Asked<DisclosureAdvance>, "request"> & {
  readonly request?: RequestToken & { readonly answerWith: (repair: FiledRepair) => RecordedAnswer };
};

/** An act on a disclosure about the subject itself, and on none about anybody else. */
const onOwn = (self: Self, what: keyof typeof notYours, act: DisclosureAct): DisclosureAct => ({
  ...act,
  may: (disclosure, caller, on) =>
    isOwnParty(self, disclosure.party) ? act.may(disclosure, caller, on) : notYours[what],
});

const stale = refusal("disclosure.stale", "该信息已变更,请重新读取 / it has changed, read it again");

/** Contests an act, public or not any more (A §22). */
export const fileOwnActObjection = async (
  deps: DecideDisclosureDeps,
  disclosureId: string,
  filing: Omit<Filing, "origin">,
  { self, expectedVersion, ...asked }: Acting,
): Promise<Result<AdvancedDisclosure, Refusal>> => {
  const act: DisclosureAct = {
    readsObjections: true,
    may: ({ version }) => (expectedVersion === "any" || expectedVersion === version ? undefined : stale),
    command: (earlier) => ({ name: "fileObjection", filing: { ...filing, origin: "subject" }, earlier }),
  };
  const own = onOwn(self, "disclosure", act);
  return unsaid(await advanceDisclosure(deps, own, { ...asked, disclosureId, caller: self }), "disclosure");
};

/** Takes an objection to an act back that it filed, or that a counter filed for it. */
export const withdrawOwnActObjection = async (
  deps: DecideDisclosureDeps,
  { disclosureId, objectionId }: { readonly disclosureId: string; readonly objectionId: string },
  reason: string,
  { self, expectedVersion, ...asked }: Acting,
): Promise<Result<AdvancedDisclosure, Refusal>> => {
  const act = withdrawActObjection({ objectionId, expectedVersion }, reason);
  const own = onOwn(self, "objection", act);
  return unsaid(await advanceDisclosure(deps, own, { ...asked, disclosureId, caller: self }), "objection");
};

/** Applies for an early end of the publicity of a penalty (A §21, Order 36). */
export const applyForOwnActRepair = async (
  deps: DecideDisclosureDeps,
  disclosureId: string,
  application: Application,
  { self, ...asked }: OnRepair,
): Promise<Result<FiledRepair, Refusal>> => {
  const act: DisclosureAct = {
    may: () => undefined,
    command: (_objections, { party }) => applied(application, party),
  };
  return unsaid(await onRepair(deps, disclosureId, onOwn(self, "disclosure", act), { self, ...asked }), "disclosure");
};

/** Takes an application about an act back, which was found to be the subject's own. */
export const withdrawOwnActRepair = (
  deps: DecideDisclosureDeps,
  { disclosureId, repairId }: { readonly disclosureId: string; readonly repairId: string },
  withdrawal: RepairAct,
  asked: OnRepair,
): Promise<Result<FiledRepair, Refusal>> =>
  onRepair(deps, disclosureId, onOwn(asked.self, "repair", onActRepair(withdrawal.command(repairId))), asked);

const onRepair = async (
  deps: DecideDisclosureDeps,
  disclosureId: string,
  act: DisclosureAct,
  { self, request, ...asked }: OnRepair,
): Promise<Result<FiledRepair, Refusal>> => {
  const done = await advanceDisclosure(deps, act, {
    ...asked,
    disclosureId,
    caller: self,
    ...(request ? { request: { ...request, answerWith: (advanced) => request.answerWith(filed(advanced)) } } : {}),
  });
  return done.ok ? accepted(filed(done.value)) : done;
};

const filed = ({ disclosure, repair }: AdvancedDisclosure): FiledRepair => {
  if (!repair) throw new Error(`${disclosure.disclosureId} has no application`);
  return repair;
};
