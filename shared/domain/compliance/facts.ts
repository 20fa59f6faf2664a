import type { AlertRaised } from "../../../events/alert-raised/v1.ts";
import type { DecisionRecorded } from "../../../events/decision-recorded/v1.ts";
import type { FeedbackGiven } from "../../../events/feedback-given/v1.ts";
import type { FigureTold } from "../../../events/figure-told/v1.ts";
import type { ClockKind } from "../../../events/vocabulary.ts";
import type { Clock } from "../clock/clock.ts";

/** What one record says of the things that figures count. */
export type Fact = FigureTold["fact"];
type FactOf<K extends Fact["of"]> = Extract<Fact, { of: K }>;

/** Duties to report back on a trigger; taking note is none of them. */
export const reportingBack: readonly ClockKind[] = ["triggerFeedback", "liftConfirmation", "restoreConfirmation"];

/** What a record says, as it is sent on. */
export const told = (source: string, fact: Fact, correlationId: string): FigureTold => ({
  type: "figure-told",
  version: 1,
  source,
  fact,
  correlationId,
});

/** What a decision says of the reports of its subject's entries, one for each entry whose report it began, moved or ended. */
export const toldByDecision = ({ events }: DecisionRecorded): FigureTold[] => {
  const facts = new Map<string, { fact: FactOf<"listReport">; correlationId: string }>();
  for (const event of events) {
    const said = saidOfReport(event);
    if (!said) continue;
    const { correlationId } = event;
    const fact = merged(facts.get(event.entryId)?.fact, { of: "listReport", ...said }) as FactOf<"listReport">;
    facts.set(event.entryId, { fact, correlationId });
  }
  return [...facts].map(([entryId, { fact, correlationId }]) => told(entryId, fact, correlationId));
};

const saidOfReport = (event: DecisionRecorded["events"][number]): Omit<FactOf<"listReport">, "of"> | undefined => {
  switch (event.type) {
    case "entry-determined": {
      const clock = event.data.clocks.find(({ kind }) => kind === "listReport");
      return clock && begun(clock, event.seq);
    }
    case "clock-moved":
      return event.data.kind === "listReport" ? { due: { seq: event.seq, on: event.data.after.dueOn } } : undefined;
    case "entry-reported":
      return { metOn: event.data.reportedOn };
    case "entry-abandoned":
      return { ended: { seq: event.seq, on: event.data.abandonedOn } };
    // What had ended it was an error: its report, if it was not made, is a duty again.
    case "entry-reinstated":
      return { ended: { seq: event.seq } };
    default:
      return undefined;
  }
};

const begun = ({ agencyId, startedOn, dueOn }: Clock, seq: number): Omit<FactOf<"listReport">, "of"> => ({
  agencyId,
  startedOn,
  due: { seq, on: dueOn },
});

/** What an answer to a trigger says: nothing where its duty is still open, as of a lift that failed. */
export const toldByAnswer = ({ triggerId, agency, reportedBack, correlationId }: FeedbackGiven): FigureTold[] =>
  reportedBack === undefined
    ? []
    : [told(triggerId, { of: "feedback", agencyId: agency.agencyId, ...reportedBack }, correlationId)];

/** What an alert says: that feedback on a trigger was due and had not been given. */
export const toldByAlert = ({ triggerId, kind, level, agencyId, dueOn, alertId }: AlertRaised): FigureTold[] =>
  triggerId === undefined || level === "dueSoon" || !reportingBack.includes(kind)
    ? []
    : [told(triggerId, { of: "feedback", agencyId, dueOn }, alertId)];

/**
 * What a record has said so far with one more saying of it. The order in which it said them, and how often, makes no
 * difference: of a disclosure the latest revision holds, of a report everything said holds together, of feedback that which
 * was given before that which was missed.
 */
export const merged = (known: Fact | undefined, said: Fact): Fact => {
  if (known === undefined || known.of !== said.of) return said;
  switch (said.of) {
    case "disclosure":
      return known.of === "disclosure" && known.revision >= said.revision ? known : said;
    case "refusedRows":
      return known;
    case "listReport":
      return known.of === "listReport" ? together(known, said) : said;
    case "feedback":
      return known.of === "feedback" && rank(known) >= rank(said) ? known : said;
  }
};

const together = (one: FactOf<"listReport">, other: FactOf<"listReport">): FactOf<"listReport"> => {
  const due = latest(one.due, other.due);
  const ended = latest(one.ended, other.ended);
  return { ...other, ...one, ...(due === undefined ? {} : { due }), ...(ended === undefined ? {} : { ended }) };
};

const latest = <T extends { readonly seq: number }>(one: T | undefined, other: T | undefined): T | undefined =>
  (one?.seq ?? 0) >= (other?.seq ?? 0) ? one : other;

const rank = ({ metOn, dueOn }: FactOf<"feedback">): string => `${metOn === undefined ? 0 : 1}${dueOn}`;
