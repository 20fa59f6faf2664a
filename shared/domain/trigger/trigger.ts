import type { EventOf, SubjectEvent } from "../../../events/catalogue.ts";
import type { Evidence } from "../../../events/evidence.ts";
import type { MeasureRef, Party, Subject } from "../../../events/parts.ts";
import type {
  Domain,
  ExitReason,
  FeedbackOutcome,
  ListKind,
  SuspensionGround,
  TriggerKind,
  TriggerStatus,
} from "../../../events/vocabulary.ts";
import { derivedKey } from "../../kernel/ids.ts";
import { addDays, type LocalDate } from "../../kernel/local-date.ts";
import { type Clock, stopClocks } from "../clock/clock.ts";
import { type Catalogue, citation, findMeasure, type Measure } from "../measure/measure.ts";
import { startClocks, type TriggerRules } from "./clocks.ts";

/** What one implementing agency must do about one measure of one entry (触发, A §17). */
export interface Trigger {
  readonly entryId: string;
  /** With `entryId` the whole identity; it follows from entry, measure, agency, kind and sequence. */
  readonly triggerKey: string;
  /** The place of its decision in the subject's sequence: of one measure at one agency the newest says what is to be done. */
  readonly seq: number;
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
  readonly ground?: SuspensionGround;
  /** The agency's own deadlines about it. */
  readonly clocks: readonly Clock[];
  readonly createdAt: string;
  readonly correlationId: string;
  readonly acknowledgedAt?: string;
  /** The officer who took note. */
  readonly acknowledgedBy?: string;
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

/** What an event asks of implementing agencies. */
export interface TriggerWork {
  /** Made where they do not stand yet. */
  readonly make: readonly Trigger[];
  /** Whether older ones may stand that these take the place of. */
  readonly supersede: boolean;
}

/** Nobody has said yet that it was done, or that it does not apply; what failed is tried again. */
export const unsettled: readonly TriggerStatus[] = ["pending", "acknowledged", "failed"];
export const isUnsettled = ({ status }: Pick<Trigger, "status">): boolean => unsettled.includes(status);

/** Those that ask to restrict or reward: never outside the measure's and the entry's own validity (B 四(三), C 十三; A §4). */
export const asksToApply: readonly TriggerKind[] = ["apply", "resume", "correct"];

/** The trigger closed on a day, its open clocks stopped. */
export const closed = <T extends Pick<Trigger, "status" | "clocks">>(trigger: T, on: LocalDate): T => ({
  ...trigger,
  status: "superseded",
  clocks: stopClocks(trigger.clocks, on),
});

/** The trigger as a reader sees it on a day: past its entry's last day nobody is asked to apply anything any more. */
export const triggerOn = <T extends Pick<Trigger, "kind" | "status" | "validTo" | "clocks">>(
  trigger: T,
  today: LocalDate,
): T =>
  asksToApply.includes(trigger.kind) && today > trigger.validTo && isUnsettled(trigger)
    ? closed(trigger, addDays(trigger.validTo, 1))
    : trigger;

type Asked = Pick<Trigger, "entryId" | "agencyId" | "seq"> & { readonly measure: Pick<MeasureRef, "measureId"> };

/**
 * The trigger that takes another's place: of the newer ones about the same measure of the same entry at the same agency
 * the first. Whether many decisions are worked on at once or one after another, it is the same.
 */
export const successorOf = <T extends Asked>(older: Asked, candidates: readonly T[]): T | undefined =>
  candidates
    .filter(
      (newer) =>
        newer.seq > older.seq &&
        newer.entryId === older.entryId &&
        newer.agencyId === older.agencyId &&
        newer.measure.measureId === older.measure.measureId,
    )
    .sort((a, b) => a.seq - b.seq)[0];

/** Of triggers of one entry the newest about each measure at each agency, the latest first. */
export const newestOf = (triggers: readonly Trigger[]): readonly Trigger[] => {
  const newest = new Map<string, Trigger>();
  for (const trigger of triggers.toSorted((a, b) => a.seq - b.seq))
    newest.set(`${trigger.measure.measureId} ${trigger.agencyId}`, trigger);
  return [...newest].sort(([a, one], [b, other]) => other.seq - one.seq || (a < b ? -1 : 1)).map(([, each]) => each);
};

/** The day in Shanghai on which a trigger was made. */
export const madeOn = ({ createdAt }: Pick<Trigger, "createdAt">): LocalDate => createdAt.slice(0, 10);

export const triggerIdOf = (trigger: Pick<Trigger, "entryId" | "triggerKey">): string =>
  `${trigger.entryId}.${trigger.triggerKey}`;

/**
 * The triggers that follow from an event: one for each of its measures × its implementing agencies. Ids follow from
 * entry, measure, agency, kind and sequence, so that making them again finds those that stand.
 */
export const triggersOf = (event: SubjectEvent, catalogue: Catalogue, rules: TriggerRules): TriggerWork => {
  const each = <M extends MeasureRef>(of: Outlined, measures: readonly M[], kind: TriggerKind, more?: More<M>) =>
    triggersFor(of, measures, kind, { catalogue, rules }, more);
  switch (event.type) {
    case "entry-published":
      return { make: each(event, event.data.measures, "apply"), supersede: false };
    case "entry-suspended": {
      const { ground, measures } = event.data;
      return { make: each(event, measures, "suspend", () => ({ ground })), supersede: true };
    }
    case "entry-resumed":
      return { make: each(event, event.data.measures, "resume"), supersede: true };
    case "entry-exited": {
      const { reason, measures, restore = [] } = event.data;
      const more = because(reason);
      // An error is also said where a measure was lifted before it came to light (A §22).
      return {
        make: [...each(event, measures, "lift", more), ...each(event, restore, "restore", more)],
        supersede: true,
      };
    }
    case "entry-found-in-error":
      // Every agency that was asked is told, and not those alone that said they applied it: some did and said nothing (ADR 27).
      return { make: each(event, event.data.measures, "restore", because("error")), supersede: true };
    case "entry-reinstated":
      return event.data.state === "published"
        ? { make: each(event, event.data.measures, "apply"), supersede: true }
        : { make: [], supersede: false };
    case "entry-measures-ended": {
      const { reason: measureEnded, measures } = event.data;
      return {
        make: each(event, measures, "lift", ({ alsoRequiredBy }) => ({ measureEnded, ...also(alsoRequiredBy) })),
        supersede: true,
      };
    }
    case "entry-corrected":
      // What it no longer calls for is lifted; what goes on goes on under what the entry says now (A §22).
      return {
        make: [
          ...each(event, event.data.ended, "lift", ({ alsoRequiredBy }) => also(alsoRequiredBy)),
          ...(event.data.suspended || event.data.publishedSeq === undefined
            ? []
            : each(event, event.data.measures, "correct")),
        ],
        supersede: true,
      };
    case "period-shortened":
      return { make: each(event, event.data.measures, "correct"), supersede: event.data.measures.length > 0 };
    case "entry-proposed":
    case "prior-notice-served":
    case "statement-recorded":
    case "statement-answered":
    case "public-notice-opened":
    case "entry-determined":
    case "entry-reported":
    case "subject-warned":
    case "superior-unit-notified":
    case "exit-proposed":
    case "repair-applied":
    case "repair-checked":
    case "repair-decided":
    case "repair-withdrawn":
    case "entry-abandoned":
    case "clock-moved":
    case "objection-filed":
    case "objection-verified":
    case "objection-closed":
    case "stay-entered":
    case "stay-ended":
    case "external-entry-recorded":
    case "external-entry-ended":
    case "subject-changed":
      return { make: [], supersede: false };
  }
};

/** Events that say what an implementing agency must know. */
type Outlined = EventOf<
  | "entry-published"
  | "entry-suspended"
  | "entry-resumed"
  | "entry-measures-ended"
  | "entry-corrected"
  | "period-shortened"
  | "entry-exited"
  | "entry-found-in-error"
  | "entry-reinstated"
>;
/** What a kind of trigger says beside that. */
type More<M> = (measure: M) => Pick<Trigger, "alsoRequiredBy" | "exitReason" | "measureEnded" | "ground">;

/** The subject's other entries that still require a measure, where there are any. */
const also = (alsoRequiredBy: readonly string[]) => (alsoRequiredBy.length > 0 ? { alsoRequiredBy } : {});

const because =
  (exitReason: ExitReason) =>
  ({ alsoRequiredBy }: { readonly alsoRequiredBy: readonly string[] }) => ({ exitReason, ...also(alsoRequiredBy) });

const triggersFor = <M extends MeasureRef>(
  event: Outlined,
  measures: readonly M[],
  kind: TriggerKind,
  { catalogue, rules }: { readonly catalogue: Catalogue; readonly rules: TriggerRules },
  more: More<M> = () => ({}),
): Trigger[] =>
  measures.flatMap((ref) => {
    const measure = findMeasure(catalogue, ref);
    if (!measure) throw new Error(`measure ${ref.measureId} v${ref.version} is not in the catalogue`);
    return measure.agencies.map((agencyId) => ({ ...outline(event, measure, agencyId, kind, rules), ...more(ref) }));
  });

const outline = (
  event: Outlined,
  measure: Measure,
  agencyId: string,
  kind: TriggerKind,
  rules: TriggerRules,
): Trigger => {
  const { entryId, seq, at, correlationId, data } = event;
  const triggerKey = derivedKey("trigger", entryId, measure.measureId, agencyId, kind, seq);
  const trigger = { triggerId: triggerIdOf({ entryId, triggerKey }), kind, agencyId };
  return {
    entryId,
    triggerKey,
    seq,
    agencyId,
    kind,
    status: "pending",
    list: data.list,
    subject: data.subject,
    domain: data.domain,
    determiningAuthority: data.determiningAuthority,
    documentNo: data.documentNo,
    validTo: data.validTo,
    measure: { measureId: measure.measureId, version: measure.version, ...wordsOf(measure) },
    clocks: startClocks(trigger, madeOn({ createdAt: at }), rules),
    createdAt: at,
    correlationId,
    version: 1,
  };
};

/** What a trigger says of its measure beside naming it; it follows from the measure's version. */
export const wordsOf = (measure: Measure) => ({
  title: measure.title,
  strength: measure.strength,
  legalBasis: citation(measure),
});
