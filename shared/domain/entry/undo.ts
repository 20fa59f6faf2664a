import { addDays } from "../../kernel/local-date.ts";
import { accepted, refused } from "../../kernel/result.ts";
import { stillInForce } from "../measure/measure.ts";
import { refusal } from "../refusal.ts";
import type { Decided, DecisionContext, EntryCommand } from "./command.ts";
import { crossCheck } from "./cross-check.ts";
import type { Entry } from "./entry.ts";
import { alsoRequired, outlineOf, publicationOf } from "./outline.ts";
import { shorten, soonerEndOf } from "./shorten.ts";
import { isHeld, suspendedFor } from "./suspension.ts";

/**
 * An entry that has ended proves to have been an error: its reason becomes that, its notice says so anew, and every agency
 * that was asked to act, also where it was lifted before the end, undoes what is left (A §22 恢复其信誉、消除不良影响).
 */
export const findInError = (entry: Entry, why: string, { today, rules, standing }: DecisionContext): Decided => {
  if (entry.exitReason === "error")
    return refused(refusal("objection.settled", "已确认认定有误 / it was found in error before"));
  return accepted([
    {
      type: "entry-found-in-error",
      version: 1,
      data: {
        ...outlineOf(entry),
        foundOn: today,
        why,
        // Nothing is announced of somebody who has died (ADR 23).
        ...(entry.exitReason === "subjectGone" ? {} : { noticeUntil: addDays(today, rules.exitNoticeDays) }),
        publishedSeq: publicationOf(entry),
        measures: alsoRequired(entry, [...entry.measures, ...(entry.lifted ?? [])], standing, today),
      },
    },
  ]);
};

/**
 * Puts an entry back that a listing had ended which was an error (A §3, §22), to where it stood, with those of its measures
 * that are still in force: a red one, and the key-attention one that a black one had taken the place of. Refuses it after its
 * last day, and a red one while another black or key-attention entry stands; after a merger, of anybody who had part in it (ADR 23).
 */
export const reinstate = (
  entry: Entry,
  { beside }: Pick<Extract<EntryCommand, { name: "reinstate" }>, "beside">,
  context: DecisionContext,
): Decided => {
  const { today, rules, standing: own, catalogue } = context;
  const overridden = entry.exitReason === "blackListed" || entry.exitReason === "keyAttentionListed";
  if (entry.list === "red" ? !overridden : entry.exitReason !== "escalated")
    return refused(refusal("reinstatement.barred", "非因其他名单而退出 / no other list had ended it"));
  // A milder policy may have come while it was away.
  const sooner = soonerEndOf(entry, rules);
  if (today > (sooner?.validTo ?? entry.validTo))
    return refused(refusal("entry.ended", "有效期已届满 / its validity is over"));
  if (own.status?.kind === "died") return refused(refusal("reinstatement.barred", "主体已死亡 / the person has died"));
  if (entry.list === "red" && !beside && (own.successor ?? own.predecessors))
    return refused(refusal("reinstatement.barred", "须与合并各方一并核对 / it is looked at with all who were merged"));
  const crossed = crossCheck(entry.list, beside ?? own, today);
  if (!crossed.ok) return crossed;
  const state = stateBefore(entry);
  const back: Entry = { ...entry, state, measures: stillInForce(entry.measures, catalogue, today) };
  return accepted([
    {
      type: "entry-reinstated",
      version: 1,
      data: { ...outlineOf(entry), reinstatedOn: today, state, measures: [...back.measures] },
    },
    ...(sooner ? [shorten(back, sooner, today)] : []),
    // A stay and an objection survive an exit, and so they stop the measures again.
    ...(isHeld(back) ? suspendedFor(back, back.stays ? "stay" : "objection", today) : []),
  ]);
};

const stateBefore = ({ publishedOn, reportedOn }: Entry): "published" | "reported" | "determined" => {
  if (publishedOn !== undefined) return "published";
  return reportedOn === undefined ? "determined" : "reported";
};
