import type { Evidence } from "../../../events/parts.ts";
import type { ObjectionFinding, ObjectionOutcome } from "../../../events/vocabulary.ts";
import { accepted, refused } from "../../kernel/result.ts";
import {
  closeObjection as close,
  type ContestedNow,
  type Filing,
  fileObjection as file,
  type ObjectionContext,
  verifyObjection as verify,
} from "../objection/decide.ts";
import type { Objection, ObjectionHappening } from "../objection/objection.ts";
import { refusal } from "../refusal.ts";
import type { Decided, DisclosureHappening, DisputeContext } from "./decide.ts";
import { type Disclosure, isPublicOn } from "./disclosure.ts";

/** An act as its objections see it: whoever made it provides it as well (谁认定谁负责, A §3). */
const contested = ({ disclosureId, version, authority, openObjections = [] }: Disclosure): ContestedNow => ({
  about: { kind: "disclosure", id: disclosureId },
  version,
  authorityId: authority.agencyId,
  providerId: authority.agencyId,
  open: openObjections,
});

const objecting = ({ today, by, calendar, rules }: DisputeContext): ObjectionContext => ({
  today,
  by,
  calendar,
  verification: rules.objectionVerification,
});

/**
 * Takes an objection to an act, also after its publicity (A §22). Refuses what `fileObjection` of the objection refuses, and
 * an act that was found in error already.
 */
export const fileObjection = (
  disclosure: Disclosure,
  { filing, earlier }: { readonly filing: Filing; readonly earlier: readonly Objection[] },
  context: DisputeContext,
): Decided => {
  if (disclosure.takenDown?.reason === "error")
    return refused(
      refusal(
        "objection.settled",
        "已确认有误并撤下,无须再提;不满可投诉 / it was found in error and taken down; complain where something is left undone",
      ),
    );
  const filed = file(contested(disclosure), filing, earlier, objecting(context));
  return filed.ok ? accepted(ofAct(filed.value)) : filed;
};

/** What happened to the objection, as an event of the act. */
const ofAct = (happening: ObjectionHappening): DisclosureHappening => {
  switch (happening.type) {
    case "objection-filed":
      return { type: "disclosure-objection-filed", version: 1, data: happening.data };
    case "objection-verified":
      return { type: "disclosure-objection-verified", version: 1, data: happening.data };
    case "objection-closed":
      return { type: "disclosure-objection-closed", version: 1, data: happening.data };
  }
};

/** Records what its agency found of an objection that is open. */
export const verifyObjection = (
  disclosure: Disclosure,
  {
    objection,
    ...found
  }: {
    readonly objection: Objection;
    readonly finding: ObjectionFinding;
    readonly text: string;
    readonly evidence: readonly Evidence[];
  },
  context: DisputeContext,
): Decided => {
  const verified = verify(contested(disclosure), objection, found, objecting(context));
  return verified.ok ? accepted(ofAct(verified.value)) : verified;
};

/**
 * Closes an objection with what follows for the act, as one event. `upheld` takes it down; `corrected` rests on a row by which
 * its agency has corrected it since the objection was filed; `rejected` and `withdrawn` leave it as it is.
 */
export const closeObjection = (
  disclosure: Disclosure,
  {
    objection,
    outcome,
    reason,
  }: { readonly objection: Objection; readonly outcome: ObjectionOutcome; readonly reason: string },
  context: DisputeContext,
): Decided => {
  const closed = close(contested(disclosure), objection, { outcome, reason }, objecting(context));
  if (!closed.ok) return closed;
  if (outcome === "corrected" && !disclosure.mended?.includes(objection.objectionId))
    return refused(isPublicOn(disclosure, context.today) ? notCorrected : notCorrectable);
  return accepted(ofAct(closed.value));
};

const notCorrected = refusal(
  "objection.notCorrected",
  "请作出单位先重新报送更正后的该行,再以 corrected 办结 / its agency reports the corrected row first, then it is closed as corrected",
);
const notCorrectable = refusal(
  "objection.notCorrectable",
  "公示已终止,异议应予支持或驳回 / its publicity is over: uphold the objection or reject it",
);
