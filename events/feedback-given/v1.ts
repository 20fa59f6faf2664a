import * as z from "zod";
import { actor } from "../envelope.ts";
import { evidence } from "../evidence.ts";
import { party } from "../parts.ts";
import { feedbackOutcome, instantString, localDateString, triggerKind } from "../vocabulary.ts";

/**
 * An implementing agency said what came of a trigger (A §17). One for each answer, never changed: a correction is an answer
 * of its own that names the one it corrects. It names nobody who is listed.
 */
export const feedbackGivenV1 = z.object({
  type: z.literal("feedback-given"),
  version: z.literal(1),
  triggerId: z.string().min(1),
  /** The trigger's version once it was answered; answers of a trigger sort by it. */
  answer: z.int().positive(),
  entryId: z.string().min(1),
  kind: triggerKind,
  agency: party,
  /** The authority whose entry fired the trigger: it and the office are told. */
  authorityId: z.string().min(1),
  outcome: feedbackOutcome,
  on: localDateString,
  note: z.string().optional(),
  evidence: z.array(evidence).optional(),
  caseId: z.string().optional(),
  /** The duty to report back that is met: when it was due, and when it was met first. */
  reportedBack: z.object({ dueOn: localDateString, metOn: localDateString }).optional(),
  /** The answer that this one takes the place of, and why. */
  corrects: z.int().positive().optional(),
  reason: z.string().optional(),
  /** The row of a file that it came in. */
  origin: z.object({ submissionId: z.string(), line: z.int() }).optional(),
  at: instantString,
  by: actor,
  correlationId: z.string().min(1),
});
export type FeedbackGiven = z.infer<typeof feedbackGivenV1>;
