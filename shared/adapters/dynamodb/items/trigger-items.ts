import * as z from "zod";
import { feedbackGivenV1 } from "../../../../events/feedback-given/v1.ts";
import { measureRef, party, subject } from "../../../../events/parts.ts";
import {
  clockKind,
  domain,
  exitReason,
  instantString,
  listKind,
  localDateString,
  suspensionGround,
  triggerKind,
  triggerStatus,
  type TriggerStatus,
} from "../../../../events/vocabulary.ts";
import type { Clock } from "../../../domain/clock/clock.ts";
import { type Catalogue, findMeasure } from "../../../domain/measure/measure.ts";
import { madeOn, type Trigger, triggerIdOf, wordsOf } from "../../../domain/trigger/trigger.ts";

/** A clock without what follows from its trigger: whose it is and when it began. */
const clockItem = z.object({
  kind: clockKind,
  warnOn: localDateString,
  dueOn: localDateString,
  escalateOn: localDateString.exactOptional(),
  provisional: z.boolean(),
  metOn: localDateString.exactOptional(),
  stoppedOn: localDateString.exactOptional(),
  movedFrom: z.array(localDateString).exactOptional(),
});

const triggerItem = z.object({
  entryId: z.string(),
  triggerKey: z.string(),
  seq: z.int(),
  agencyId: z.string(),
  kind: triggerKind,
  status: triggerStatus,
  list: listKind,
  subject: subject.extend({ uscc: z.string().exactOptional() }),
  domain,
  determiningAuthority: party,
  documentNo: z.string(),
  validTo: localDateString,
  measure: measureRef,
  alsoRequiredBy: z.array(z.string()).exactOptional(),
  exitReason: exitReason.exactOptional(),
  measureEnded: z.enum(["retired", "expired"]).exactOptional(),
  ground: suspensionGround.exactOptional(),
  clocks: z.array(clockItem),
  createdAt: instantString,
  correlationId: z.string(),
  acknowledgedAt: instantString.exactOptional(),
  acknowledgedBy: z.string().exactOptional(),
  feedback: feedbackGivenV1
    .pick({ outcome: true, on: true, note: true, evidence: true, caseId: true, corrects: true, reason: true, at: true })
    .exactOptional(),
  version: z.int(),
});

/** What a measure is called and rests on is not stored a million times: it follows from the version, which the catalogue keeps. */
export const readTrigger = (item: unknown, catalogue: Catalogue): Trigger => {
  const { clocks, ...trigger } = triggerItem.parse(item);
  const measure = findMeasure(catalogue, trigger.measure);
  if (!measure) throw new Error(`measure ${trigger.measure.measureId} is not in the catalogue`);
  return {
    ...trigger,
    measure: { ...trigger.measure, ...wordsOf(measure) },
    clocks: clocks.map((clock) => clockOf(trigger, clock)),
  };
};

/** The clocks of a stored trigger. */
export const readClocks = (
  trigger: Pick<Trigger, "entryId" | "triggerKey" | "agencyId" | "createdAt">,
  clocks: unknown,
): Clock[] =>
  z
    .array(clockItem)
    .parse(clocks)
    .map((clock) => clockOf(trigger, clock));

const clockOf = (
  trigger: Pick<Trigger, "entryId" | "triggerKey" | "agencyId" | "createdAt">,
  clock: z.infer<typeof clockItem>,
): Clock => ({
  clockId: `${triggerIdOf(trigger)}.${clock.kind}`,
  agencyId: trigger.agencyId,
  startedOn: madeOn(trigger),
  ...clock,
});

/** The trigger as stored, with its place in its agency's inbox: one list for each status, oldest first. */
export const triggerAttributes = ({ measure, clocks, ...trigger }: Trigger): Record<string, unknown> => ({
  ...trigger,
  measure: { measureId: measure.measureId, version: measure.version },
  clocks: clockAttributes(clocks),
  inbox: inboxOf(trigger.agencyId, trigger.status),
  inboxSort: `${trigger.createdAt}#${trigger.triggerKey}`,
});

export const clockAttributes = (clocks: readonly Clock[]) =>
  clocks.map(({ clockId: _id, agencyId: _agency, startedOn: _from, ...clock }) => clock);

/** Watches over an entry's triggers stand behind them: no key of a trigger begins so. */
export const watchPrefix = "~watch#";

export const inboxOf = (agencyId: string, status: TriggerStatus): string => `${agencyId}#${status}`;
