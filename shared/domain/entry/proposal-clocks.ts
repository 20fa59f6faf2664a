import type { Clock, PriorNotice } from "../../../events/parts.ts";
import { addDays, type LocalDate } from "../../kernel/local-date.ts";
import { isRunning, runsOut, startClock } from "../clock/clock.ts";
import type { DecisionContext } from "./command.ts";
import type { Entry } from "./entry.ts";
import type { EntryRules } from "./rules.ts";

type Proposed = Pick<Entry, "entryId" | "determiningAuthority">;

/** A window in which the subject or the public may speak (A §3), as a clock of the authority that opened it. */
export const windowClock = (
  { entryId, determiningAuthority: { agencyId } }: Proposed,
  kind: "priorNoticeStatement" | "publicNotice",
  startedOn: LocalDate,
  { rules, calendar }: DecisionContext,
): Clock => startClock({ subjectOf: entryId, kind, agencyId, startedOn }, rules[kind], calendar);

/**
 * The day by which a prior notice by announcement counts as served, so many days after it was published (民事诉讼法
 * 第九十五条); nothing of one that reached the subject itself.
 */
export const deemedServedOn = (
  { servedOn, method }: Pick<PriorNotice, "servedOn" | "method">,
  { announcementServedAfterDays }: Pick<EntryRules, "announcementServedAfterDays">,
): LocalDate | undefined => (method === "announcement" ? addDays(servedOn, announcementServedAfterDays) : undefined);

/**
 * What a step of a proposal begins: until when it may lie idle from now on, as a clock of its own, and windows. While it is
 * contested nobody can take it further, and no such clock runs.
 */
export const stepOf = (
  { entryId, determiningAuthority: { agencyId }, state }: Proposed & { readonly state?: Entry["state"] },
  { today, rules, calendar }: DecisionContext,
  windows: readonly Clock[] = [],
): { readonly lapsesAfter: LocalDate; readonly clocks: Clock[] } => {
  const subjectOf = `${entryId}.${today}`;
  const idle = startClock(
    { subjectOf, kind: "idlePreliminary", agencyId, startedOn: today },
    rules.idlePreliminary,
    calendar,
  );
  return { lapsesAfter: idle.dueOn, clocks: [...windows, ...(state === "contested" ? [] : [idle])] };
};

const isIdleClock = ({ kind }: Clock): boolean => kind === "idlePreliminary";

/** The clocks without the one that says when the proposal lapses: it was taken further, or it is contested. */
export const withoutIdle = (clocks: readonly Clock[]): Clock[] => clocks.filter((clock) => !isIdleClock(clock));

/** The clocks after a step. Events of before its clocks were recorded begin none. */
export const afterStep = (clocks: readonly Clock[], begun: readonly Clock[] = []): readonly Clock[] =>
  begun.length === 0 ? clocks : [...withoutIdle(clocks), ...begun];

/** What is left of them when the proposal is one no more: a window that was over was kept, all else stopped with it. */
export const settledOn = (clocks: readonly Clock[], on: LocalDate): Clock[] =>
  clocks.map((clock) => {
    if (!runsOut(clock.kind) || !isRunning(clock)) return clock;
    const kept = !isIdleClock(clock) && on > clock.dueOn;
    return kept ? { ...clock, metOn: clock.dueOn } : { ...clock, stoppedOn: on };
  });

/** The windows that it had, in a determination: they are part of how it came about. */
export const windowsOf = (clocks: readonly Clock[], on: LocalDate): Clock[] =>
  settledOn(withoutIdle(clocks), on).filter(({ kind }) => runsOut(kind));
