import type { PublicNotice } from "../../../events/parts.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused } from "../../kernel/result.ts";
import type { ClockLength, WorkingDays } from "../clock/clock.ts";
import { refusal } from "../refusal.ts";
import type { Decided, DecisionContext, EntryCommand } from "./command.ts";
import type { Entry } from "./entry.ts";
import { deemedServedOn, stepOf, windowClock } from "./proposal-clocks.ts";

type Command<N extends EntryCommand["name"]> = Extract<EntryCommand, { name: N }>;

/** No notice is given of what cannot be listed any more (A §4). */
const isOver = ({ validTo }: Entry) =>
  refusal(
    "entry.ended",
    `所报有效期至 ${validTo},已届满,初步名单自行失效;仍须列入的,以新的有效期重新提出 / its validity is over, it lapses by itself; propose it anew with a later day`,
  );

/**
 * Records that the prior notice was served; the window for a statement runs from the day of service (A §3), of an
 * announcement from the day by which it counts as served.
 */
export const servePriorNotice = (
  entry: Entry,
  { servedOn, method, text, evidence }: Command<"servePriorNotice">,
  context: DecisionContext,
): Decided => {
  const { today, rules } = context;
  if (today > entry.validTo) return refused(isOver(entry));
  const begun = entry.proposedOn ?? today;
  if (servedOn > today || servedOn < begun)
    return refused(
      refusal("input.invalid", "送达日期应在提出之后且不晚于今天 / service lies between the proposal and today", [
        { field: "servedOn", code: "servedOn.range", detail: `${begun} – ${today}` },
      ]),
    );
  const { workingDays } = rules.priorNoticeStatement;
  const deemed = deemedServedOn({ servedOn, method }, rules);
  const window = windowClock(entry, "priorNoticeStatement", deemed ?? servedOn, context);
  return accepted([
    {
      type: "prior-notice-served",
      version: 1,
      data: {
        notice: {
          servedOn,
          ...(deemed === undefined ? {} : { deemedServedOn: deemed }),
          method,
          endsOn: window.dueOn,
          provisional: window.provisional,
          workingDays,
          ...(text === undefined ? {} : { text }),
          evidence: [...evidence],
        },
        ...stepOf(entry, context, [window]),
      },
    },
  ]);
};

/** Statements on one entry: each is kept with it, with every word and its answer, in one item (DESIGN 1). */
const mostStatements = 10;
/** Characters of all of them together, as they are kept; a Chinese one takes three bytes of the item's 400 KB. */
const roomForStatements = 80_000;

const isFull = (entry: Entry, added: unknown, times = 1): boolean =>
  JSON.stringify(entry.procedure?.statements ?? []).length + times * JSON.stringify(added).length > roomForStatements;

/**
 * Records what the subject says to the notice. It may come while the entry is noticed, late ones too and also while it is
 * contested: better heard than not.
 * Refuses a day outside, and more than the entry can hold, with the way on.
 */
export const recordStatement = (
  entry: Entry,
  { receivedOn, text, evidence = [] }: Command<"recordStatement">,
  context: DecisionContext,
): Decided => {
  const notice = entry.procedure?.priorNotice?.servedOn ?? entry.procedure?.publicNotice?.opensOn ?? context.today;
  if (receivedOn > context.today || receivedOn < notice)
    return refused(
      refusal(
        "input.invalid",
        "收到日期应在告知之后且不晚于今天 / it is received after the notice and not after today",
        [{ field: "receivedOn", code: "receivedOn.range", detail: `${notice} – ${context.today}` }],
      ),
    );
  if ((entry.procedure?.statements.length ?? 0) >= mostStatements || isFull(entry, { text, evidence }))
    return refused(
      refusal(
        "statement.tooMany",
        `陈述申辩已达 ${mostStatements} 件或篇幅已满,请提出异议,或将材料送交认定单位 / ${mostStatements} are recorded, or all that can be kept: object instead, or bring it to the authority`,
      ),
    );
  return accepted([
    {
      type: "statement-recorded",
      version: 1,
      data: {
        receivedOn,
        text,
        ...(evidence.length > 0 ? { evidence: [...evidence] } : {}),
        ...stepOf(entry, context),
      },
    },
  ]);
};

/** The authority's answer to every statement that has none yet. */
export const answerStatement = (
  entry: Entry,
  { adopted, answer, evidence = [] }: Command<"answerStatement">,
  context: DecisionContext,
): Decided => {
  if (!unanswered(entry))
    return refused(refusal("statement.none", "没有待答复的陈述申辩 / no statement waits for an answer"));
  const waiting = (entry.procedure?.statements ?? []).filter(({ answeredOn }) => answeredOn === undefined);
  if (isFull(entry, { answer, evidence }, waiting.length))
    return refused(
      refusal(
        "answer.tooLong",
        "答复及所附材料篇幅过大:请精简答复,材料合并或只写文号 / the answer is more than can be kept: shorten it, and cite fewer documents",
      ),
    );
  return accepted([
    {
      type: "statement-answered",
      version: 1,
      data: {
        answeredOn: context.today,
        adopted,
        answer,
        ...(evidence.length > 0 ? { answerEvidence: [...evidence] } : {}),
        ...stepOf(entry, context),
      },
    },
  ]);
};

/** Whether a statement still waits for its answer. */
export const unanswered = (entry: Entry): boolean =>
  (entry.procedure?.statements ?? []).some(({ answeredOn }) => answeredOn === undefined);

/**
 * Shows the preliminary listing to the public for objections. A person who must be told first is told first: the public
 * notice of a listing comes after its prior notice (A §3).
 */
export const openPublicNotice = (
  entry: Entry,
  { channel }: Command<"openPublicNotice">,
  context: DecisionContext,
): Decided => {
  const { today, rules } = context;
  if (today > entry.validTo) return refused(isOver(entry));
  if (entry.procedure?.publicNotice)
    return refused(refusal("publicNotice.open", "已公示,无需重复 / its public notice was opened before"));
  if (rules.priorNoticeMandatory(entry.list, entry.subject.kind) && !entry.procedure?.priorNotice)
    return refused(
      refusal("priorNotice.missing", "须先履行事前告知(§3),再行公示 / prior notice comes before the public notice"),
    );
  const { workingDays } = rules.publicNotice;
  const window = windowClock(entry, "publicNotice", today, context);
  return accepted([
    {
      type: "public-notice-opened",
      version: 1,
      data: {
        notice: {
          opensOn: today,
          endsOn: window.dueOn,
          provisional: window.provisional,
          workingDays,
          ...(channel === undefined ? {} : { channel }),
        },
        ...stepOf(entry, context, [window]),
      },
    },
  ]);
};

/**
 * The last day of a window that began on a day: the one that was told, or a later one where the working calendar has become
 * longer since. Nobody is left fewer working days than policy gives, and nobody's day is taken back (ADR 33).
 */
export const windowEnd = (
  from: LocalDate,
  { endsOn, workingDays }: Pick<PublicNotice, "endsOn" | "workingDays">,
  length: ClockLength,
  calendar: WorkingDays,
): LocalDate => {
  const { dueOn } = calendar.add(from, workingDays ?? length.workingDays);
  return dueOn > endsOn ? dueOn : endsOn;
};
