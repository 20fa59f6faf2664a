import * as z from "zod";
import { actor } from "../envelope.ts";
import { instantString, submissionKind } from "../vocabulary.ts";

/** A chunk of a submission's rows lies in the bucket. The rows themselves never ride in a message. */
export const rowsReadyV1 = z.object({
  type: z.literal("rows-ready"),
  version: z.literal(1),
  submissionId: z.string().min(1),
  /** Messages from before there were kinds are about list entries. */
  kind: submissionKind.default("listEntries"),
  chunk: z.int().min(0),
  key: z.string().min(1),
  by: actor,
  /** When the file came: its rows were reported then, whenever they are worked on. Messages from before this was said have none. */
  receivedAt: instantString.optional(),
  correlationId: z.string().min(1),
});
export type RowsReady = z.infer<typeof rowsReadyV1>;

/** The chunk as it lies there: a row is an input still to be checked, or a fault that makes it none. */
export const rowsChunkV1 = z.array(
  z.object({
    line: z.int().positive(),
    input: z.unknown().optional(),
    fault: z.object({ field: z.string(), code: z.string(), detail: z.string() }).optional(),
  }),
);
export type RowsChunk = z.infer<typeof rowsChunkV1>;
