import * as z from "zod";
import { contract } from "../envelope.ts";
import { clock, evidence } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/** The authority has said whether it follows the subject's statement, and why. */
export const statementAnsweredV1 = contract(
  "statement-answered",
  1,
  z.object({
    answeredOn: localDateString,
    adopted: z.boolean(),
    answer: z.string().min(1),
    answerEvidence: z.array(evidence).optional(),
    lapsesAfter: localDateString,
    clocks: z.array(clock).optional(),
  }),
);
