import type { EventOf, SubjectEvent } from "../../../events/catalogue.ts";
import type { Evidence } from "../../../events/evidence.ts";
import type { MeasureRef, Party, Subject } from "../../../events/parts.ts";
import type {
  Domain,
  ExitReason,
  FeedbackOutcome,
  ListKind,
  TriggerKind,
  TriggerStatus,
} from "../../../events/vocabulary.ts";
import { derivedKey } from "../../kernel/ids.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { type Catalogue, citation, findMeasure, type Measure } from "../measure/measure.ts";

/** What one implementing agency must do about one measure of one entry (触发, A §17). */
export interface Trigger {
  readonly entryId: string;
  /** With `entryId` the whole identity; it follows from entry, measure, agency, kind and sequence. */
  readonly triggerKey: string;
  readonly agencyId: string;
  readonly kind: TriggerKind;
  readonly status: TriggerStatus;
  readonly list: ListKind;
  readonly subject: Subject;
  readonly domain: Domain;
  readonly determiningAuthority: Party;
  readonly documentNo: string;
  readonly validTo: LocalDate;
  readonly measure: MeasureRef & { readonly title: string; readonly strength: string; readonly legalBasis: string };
  readonly alsoRequiredBy?: readonly string[];
  readonly exitReason?: ExitReason;
  /** Of a lift whose entry stays: what became of the measure. */
  readonly measureEnded?: "retired" | "expired";
  readonly createdAt: string;
  readonly correlationId: string;
  readonly acknowledgedAt?: string;
  readonly feedback?: TriggerFeedback;
  readonly version: number;
}

/** What its agency says came of it (A §17). */
export interface TriggerFeedback {
  readonly outcome: FeedbackOutcome;
  readonly on: LocalDate;
  readonly note?: string | undefined;
  readonly evidence?: readonly Evidence[] | undefined;
  readonly caseId?: string | undefined;
  /** The version of the trigger whose answer this one takes the place of, and why. */
  readonly corrects?: number | undefined;
  readonly reason?: string | undefined;
  readonly at: string;
}

/** What an event asks of the triggers of its entry. */
export interface TriggerWork {
  /** Made where they do not stand yet. */
  readonly make: readonly Trigger[];
  /** Whether `apply`s that nobody has answered are over: all of the entry's, or those of some measures alone. */
  readonly supersede: boolean | readonly MeasureRef[];
}

/** The trigger as a reader sees it on a day: past its entry's last day nobody is asked to apply anything any more. */
export const triggerOn = <T extends Pick<Trigger, "kind" | "status" | "validTo">>(trigger: T, today: LocalDate): T =>
  trigger.kind === "apply" && today > trigger.validTo && unsettled.includes(trigger.status)
    ? { ...trigger, status: "superseded" }
    : trigger;

const unsettled: readonly TriggerStatus[] = ["pending", "acknowledged", "failed"];

const keyOf = (entryId: string, measureId: string, agencyId: string, kind: TriggerKind, seq: number): string =>
  derivedKey("trigger", entryId, measureId, agencyId, kind, seq);

export const triggerIdOf = (trigger: Pick<Trigger, "entryId" | "triggerKey">): string =>
  `${trigger.entryId}.${trigger.triggerKey}`;

/**
 * The triggers that follow from an event: an `apply` for each of the entry's measures × its implementing agencies on
 * publication, a `lift` for each on exit. Made again, they are the same ones. An exit also makes the `apply`s that it
 * ends, already closed, so that a publication delivered after it finds them standing and does nothing. Measures that
 * ended while their entry stays are lifted in the same way, and no others.
 */
export const triggersOf = (event: SubjectEvent, catalogue: Catalogue): TriggerWork => {
  switch (event.type) {
    case "entry-published":
      return { make: applies(event, event.seq, event.data.measures, catalogue, "pending"), supersede: false };
    case "entry-exited": {
      const ended = applies(event, event.data.publishedSeq, event.data.measures, catalogue, "superseded");
      return { make: [...ended, ...lifts(event, event.data.measures, catalogue)], supersede: true };
    }
    case "entry-measures-ended": {
      const ended = applies(event, event.data.publishedSeq, event.data.measures, catalogue, "superseded");
      return { make: [...ended, ...lifts(event, event.data.measures, catalogue)], supersede: event.data.measures };
    }
    case "entry-corrected": {
      // What it no longer calls for is lifted; what stays goes on as it is.
      const ended = applies(event, event.data.publishedSeq, event.data.ended, catalogue, "superseded");
      return { make: [...ended, ...lifts(event, event.data.ended, catalogue)], supersede: event.data.ended };
    }
    case "entry-proposed":
    case "prior-notice-served":
    case "statement-recorded":
    case "statement-answered":
    case "public-notice-opened":
    case "entry-determined":
    case "entry-reported":
    case "subject-warned":
    case "exit-proposed":
    case "entry-abandoned":
    case "external-entry-recorded":
    case "external-entry-ended":
      return { make: [], supersede: false };
  }
};

type Lifting = EventOf<"entry-exited"> | EventOf<"entry-measures-ended"> | EventOf<"entry-corrected">;
type Publishing = EventOf<"entry-published"> | Lifting;

const spread = <M extends MeasureRef>(measures: readonly M[], catalogue: Catalogue) =>
  measures.flatMap((ref) => {
    const measure = findMeasure(catalogue, ref);
    if (!measure) throw new Error(`measure ${ref.measureId} v${ref.version} is not in the catalogue`);
    return measure.agencies.map((agencyId) => ({ ref, measure, agencyId }));
  });

const applies = (
  event: Publishing,
  seq: number,
  measures: readonly MeasureRef[],
  catalogue: Catalogue,
  status: TriggerStatus,
): Trigger[] =>
  spread(measures, catalogue).map(({ measure, agencyId }) => ({
    ...outline(event, measure, agencyId),
    triggerKey: keyOf(event.entryId, measure.measureId, agencyId, "apply", seq),
    kind: "apply",
    status,
  }));

const lifts = (
  event: Lifting,
  over: readonly (MeasureRef & { readonly alsoRequiredBy: readonly string[] })[],
  catalogue: Catalogue,
): Trigger[] =>
  spread(over, catalogue).map(({ ref, measure, agencyId }) => ({
    ...outline(event, measure, agencyId),
    triggerKey: keyOf(event.entryId, measure.measureId, agencyId, "lift", event.seq),
    kind: "lift",
    status: "pending",
    ...endOf(event),
    ...(ref.alsoRequiredBy.length > 0 ? { alsoRequiredBy: ref.alsoRequiredBy } : {}),
  }));

const endOf = (event: Lifting) => {
  if (event.type === "entry-exited") return { exitReason: event.data.reason };
  return event.type === "entry-measures-ended" ? { measureEnded: event.data.reason } : {};
};

const outline = (event: Publishing, measure: Measure, agencyId: string) => ({
  entryId: event.entryId,
  agencyId,
  list: event.data.list,
  subject: event.data.subject,
  domain: event.data.domain,
  determiningAuthority: event.data.determiningAuthority,
  documentNo: event.data.documentNo,
  validTo: event.data.validTo,
  measure: {
    measureId: measure.measureId,
    version: measure.version,
    title: measure.title,
    strength: measure.strength,
    legalBasis: citation(measure),
  },
  createdAt: event.at,
  correlationId: event.correlationId,
  version: 1,
});
