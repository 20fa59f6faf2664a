import * as z from "zod";
import { actor } from "../envelope.ts";
import { instantString, submissionKind } from "../vocabulary.ts";

/** A file lies in the bucket and waits to be split into rows. */
export const submissionReceivedV1 = z.object({
  type: z.literal("submission-received"),
  version: z.literal(1),
  submissionId: z.string().min(1),
  /** Messages from before there were kinds are about list entries. */
  kind: submissionKind.default("listEntries"),
  key: z.string().min(1),
  format: z.enum(["json", "csv", "xlsx"]),
  charset: z.enum(["utf-8", "gb18030"]),
  by: actor,
  /** When the file came; messages from before this was said have none. */
  receivedAt: instantString.optional(),
  correlationId: z.string().min(1),
});
export type SubmissionReceived = z.infer<typeof submissionReceivedV1>;
