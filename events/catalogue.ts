import * as z from "zod";
import { clockMovedV1 } from "./clock-moved/v1.ts";
import { entryAbandonedV1 } from "./entry-abandoned/v1.ts";
import { entryCorrectedV1 } from "./entry-corrected/v1.ts";
import { entryDeterminedV1 } from "./entry-determined/v1.ts";
import { entryExitedV1 } from "./entry-exited/v1.ts";
import { entryProposedV1 } from "./entry-proposed/v1.ts";
import { entryMeasuresEndedV1 } from "./entry-measures-ended/v1.ts";
import { entryPublishedV1 } from "./entry-published/v1.ts";
import { entryReportedV1 } from "./entry-reported/v1.ts";
import { exitProposedV1 } from "./exit-proposed/v1.ts";
import { externalEntryEndedV1 } from "./external-entry-ended/v1.ts";
import { externalEntryRecordedV1 } from "./external-entry-recorded/v1.ts";
import { periodShortenedV1 } from "./period-shortened/v1.ts";
import { priorNoticeServedV1 } from "./prior-notice-served/v1.ts";
import { publicNoticeOpenedV1 } from "./public-notice-opened/v1.ts";
import { repairAppliedV1 } from "./repair-applied/v1.ts";
import { repairCheckedV1 } from "./repair-checked/v1.ts";
import { repairDecidedV1 } from "./repair-decided/v1.ts";
import { repairWithdrawnV1 } from "./repair-withdrawn/v1.ts";
import { statementAnsweredV1 } from "./statement-answered/v1.ts";
import { statementRecordedV1 } from "./statement-recorded/v1.ts";
import { subjectChangedV1 } from "./subject-changed/v1.ts";
import { superiorUnitNotifiedV1 } from "./superior-unit-notified/v1.ts";
import { subjectWarnedV1 } from "./subject-warned/v1.ts";
import { entryResumedV1 } from "./entry-resumed/v1.ts";
import { entrySuspendedV1 } from "./entry-suspended/v1.ts";
import { objectionFiledV1 } from "./objection-filed/v1.ts";
import { objectionVerifiedV1 } from "./objection-verified/v1.ts";
import { objectionClosedV1 } from "./objection-closed/v1.ts";
import { stayEnteredV1 } from "./stay-entered/v1.ts";
import { stayEndedV1 } from "./stay-ended/v1.ts";
import { entryFoundInErrorV1 } from "./entry-found-in-error/v1.ts";
import { entryReinstatedV1 } from "./entry-reinstated/v1.ts";

/** What can happen to an entry, in every version still read. */
export const entryEvent = z.discriminatedUnion("type", [
  entryProposedV1,
  priorNoticeServedV1,
  statementRecordedV1,
  statementAnsweredV1,
  publicNoticeOpenedV1,
  entryDeterminedV1,
  entryReportedV1,
  entryPublishedV1,
  subjectWarnedV1,
  superiorUnitNotifiedV1,
  entryCorrectedV1,
  exitProposedV1,
  entryMeasuresEndedV1,
  clockMovedV1,
  periodShortenedV1,
  entrySuspendedV1,
  entryResumedV1,
  repairAppliedV1,
  repairCheckedV1,
  repairDecidedV1,
  repairWithdrawnV1,
  entryExitedV1,
  entryAbandonedV1,
  objectionFiledV1,
  objectionVerifiedV1,
  objectionClosedV1,
  stayEnteredV1,
  stayEndedV1,
  entryFoundInErrorV1,
  entryReinstatedV1,
]);
export type EntryEvent = z.infer<typeof entryEvent>;
export type EntryEventType = EntryEvent["type"];
/** What can happen to an application for repair. */
export type RepairEvent = Extract<EntryEvent, { type: `repair-${string}` }>;

/** What can happen to a subject's entries on lists kept elsewhere. */
export const externalEvent = z.discriminatedUnion("type", [externalEntryRecordedV1, externalEntryEndedV1]);
export type ExternalEvent = z.infer<typeof externalEvent>;

/** Every event that a subject's history can hold. */
export const subjectEvent = z.discriminatedUnion("type", [
  ...entryEvent.options,
  ...externalEvent.options,
  subjectChangedV1,
]);
export type SubjectEvent = z.infer<typeof subjectEvent>;
export type EventOf<T extends SubjectEvent["type"]> = Extract<SubjectEvent, { type: T }>;

/** Reads an event; a type or version that is not in the catalogue throws, so that nothing is passed over in silence. */
export const parseSubjectEvent = (value: unknown): SubjectEvent => subjectEvent.parse(value);

/** The events of a subject's history that are about no entry of our own. */
const otherTypes: Readonly<Record<Exclude<SubjectEvent["type"], EntryEventType>, true>> = {
  "external-entry-recorded": true,
  "external-entry-ended": true,
  "subject-changed": true,
};

/** Whether an event is about an entry of our own. */
export const isEntryEvent = (event: SubjectEvent): event is EntryEvent => !(event.type in otherTypes);
