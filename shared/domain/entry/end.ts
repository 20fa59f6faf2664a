import type { ExitReason, ListKind } from "../../../events/vocabulary.ts";
import { addDays } from "../../kernel/local-date.ts";
import { accepted, refused } from "../../kernel/result.ts";
import { sameOfficer } from "../subject/officer.ts";
import { refusal } from "../refusal.ts";
import type { Decided, DecisionContext, EntryCommand } from "./command.ts";
import { type Entry, type Happening, isIdle } from "./entry.ts";
import { alsoRequired, outlineOf, publicationOf } from "./outline.ts";
import { stepOf } from "./proposal-clocks.ts";

type Command<N extends EntryCommand["name"]> = Extract<EntryCommand, { name: N }>;

/** Ends an entry that was never public: its authority takes it back, a review annuls it, or another list wins (A §3, §22). */
export const withdraw = ({ reason, why }: Command<"withdraw">, { today }: DecisionContext): Decided =>
  accepted([
    {
      type: "entry-abandoned",
      version: 1,
      data: { abandonedOn: today, reason, ...(why === undefined ? {} : { why }) },
    },
  ]);

/**
 * Ends an entry that nobody took further in time, or whose validity passed before it was public (A §4). Where the working
 * calendar has become longer since the last step, the proposal has that longer time (ADR 33).
 */
export const lapse = (entry: Entry, context: DecisionContext): Decided => {
  const { today } = context;
  const { lapsesFrom } = entry;
  const longer = lapsesFrom !== undefined && today <= stepOf(entry, { ...context, today: lapsesFrom }).lapsesAfter;
  return (isIdle(entry, today) && !longer) || today > entry.validTo
    ? accepted([{ type: "entry-abandoned", version: 1, data: { abandonedOn: today, reason: "lapsed" } }])
    : refused(refusal("lapse.stillValid", "尚在有效期内,亦未超期搁置 / it is neither idle too long nor over"));
};

/** Why an entry of each list may end before its time (A §3, §4); `subjectGone` when a listed person has died (ADR 23). */
export const exitReasons: Readonly<Record<ListKind, readonly ExitReason[]>> = {
  red: ["error", "blackListed", "keyAttentionListed", "expired", "rewardMisused", "standardChanged", "subjectGone"],
  black: ["error", "repaired", "expired", "standardChanged", "subjectGone"],
  keyAttention: ["escalated", "expired", "repaired", "error", "subjectGone"],
};

/** Reasons that an authority itself gives; the others follow from time, other lists or a repair. */
export const authorityReasons: readonly ExitReason[] = ["error", "rewardMisused", "standardChanged"];

export const officerRequired = refusal("officer.required", "请写明经办人姓名 / name the officer who asks for it");

const isOver = ({ validTo }: Entry) =>
  refusal(
    "entry.ended",
    `有效期至 ${validTo},已届满并按到期退出,无须办理;认定有误的,以 error 退出或提出异议 / its validity is over, it ends as expired by itself; if it was wrong, exit it as error or object`,
  );

/**
 * Takes an entry off the list, with its exit notice and its measures lifted (A §4). Ending one as an error takes two
 * officers where policy asks: the first proposes, another agrees.
 */
export const exit = (entry: Entry, { reason, why, foundBy }: Command<"exit">, context: DecisionContext): Decided => {
  const { today, rules } = context;
  if (!exitReasons[entry.list].includes(reason))
    return refused(
      refusal("exit.reasonNotForList", `此名单的退出原因应为 / for this list: ${exitReasons[entry.list].join(", ")}`),
    );
  if (reason === "expired" && today <= entry.validTo)
    return refused(refusal("exit.notYetExpired", "尚在有效期内 / its validity is not over"));
  // Every read has shown it as expired since the day after its last (SPEC capability 11): only an error says otherwise.
  if (reason !== "expired" && reason !== "error" && today > entry.validTo) return refused(isOver(entry));
  if (reason === "error" && rules.fourEyes.exitByError && foundBy === undefined) {
    const { officer } = context.by;
    if (officer === undefined) return refused(officerRequired);
    if (entry.pendingExit?.reason !== reason)
      return accepted([
        { type: "exit-proposed", version: 1, data: { proposedOn: today, reason, why: why ?? "认定有误" } },
      ]);
    if (sameOfficer(officer, entry.pendingExit.officer))
      return refused(refusal("officer.second", "须由另一名经办人复核 / another officer has to agree"));
  }
  return accepted([exitedFor(entry, reason, why, context)]);
};

/** The exit as it is recorded, with its notice and what is lifted. */
export const exitedFor = (
  entry: Entry,
  reason: ExitReason,
  why: string | undefined,
  { today, rules, standing }: DecisionContext,
): Happening => {
  // An expiry takes effect the day after the last valid day, however late the sweep came.
  const exitedOn = reason === "expired" ? addDays(entry.validTo, 1) : today;
  return {
    type: "entry-exited",
    version: 1,
    data: {
      ...outlineOf(entry),
      exitedOn,
      reason,
      ...(why === undefined ? {} : { why }),
      // Nothing is announced of somebody who has died (ADR 23).
      ...(reason === "subjectGone" ? {} : { noticeUntil: addDays(exitedOn, rules.exitNoticeDays) }),
      publishedSeq: publicationOf(entry),
      measures: alsoRequired(entry, entry.measures, standing, today),
      ...(reason === "error" && entry.lifted ? { restore: alsoRequired(entry, entry.lifted, standing, today) } : {}),
    },
  };
};
