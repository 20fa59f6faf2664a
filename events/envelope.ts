import * as z from "zod";
import { instantString } from "./vocabulary.ts";

/** Who did it: the agency the register recognised, its client, and the officer it names. */
export const actor = z.object({
  agencyId: z.string().min(1),
  name: z.string().min(1),
  clientId: z.string().min(1),
  officer: z.string().optional(),
});
export type Actor = z.infer<typeof actor>;

/** What every event of a subject's history says, whatever happened. */
export const envelope = z.object({
  /** The subject's sequence: 1, 2, 3 … without a gap. */
  seq: z.int().positive(),
  subjectId: z.string(),
  entryId: z.string(),
  at: instantString,
  by: actor,
  policyVersion: z.string(),
  /** Follows one request from its answer to the last webhook. */
  correlationId: z.string(),
});
export type Envelope = z.infer<typeof envelope>;

/** Fixes an event's name, version and data. */
export const contract = <T extends string, V extends number, D extends z.ZodType>(type: T, version: V, data: D) =>
  envelope.extend({ type: z.literal(type), version: z.literal(version), data });
