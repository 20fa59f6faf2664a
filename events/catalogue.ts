import * as z from "zod";
import { entryAbandonedV1 } from "./entry-abandoned/v1.ts";
import { entryDeterminedV1 } from "./entry-determined/v1.ts";
import { entryExitedV1 } from "./entry-exited/v1.ts";
import { entryPublishedV1 } from "./entry-published/v1.ts";
import { entryReportedV1 } from "./entry-reported/v1.ts";
import { entryResumedV1 } from "./entry-resumed/v1.ts";
import { entrySuspendedV1 } from "./entry-suspended/v1.ts";

/** Every event that a subject's history can hold, in every version still read. */
export const entryEvent = z.discriminatedUnion("type", [
  entryDeterminedV1,
  entryReportedV1,
  entryPublishedV1,
  entrySuspendedV1,
  entryResumedV1,
  entryExitedV1,
  entryAbandonedV1,
]);
export type EntryEvent = z.infer<typeof entryEvent>;
export type EntryEventType = EntryEvent["type"];
export type EventOf<T extends EntryEventType> = Extract<EntryEvent, { type: T }>;

/** Reads an event; a type or version that is not in the catalogue throws, so that nothing is passed over in silence. */
export const parseEntryEvent = (value: unknown): EntryEvent => entryEvent.parse(value);
