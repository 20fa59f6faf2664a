import * as z from "zod";
import { contract } from "../envelope.ts";
import { clock, evidence } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/** The subject has answered the notice; the authority owes it an answer before it may determine. */
export const statementRecordedV1 = contract(
  "statement-recorded",
  1,
  z.object({
    receivedOn: localDateString,
    text: z.string().min(1),
    evidence: z.array(evidence).optional(),
    lapsesAfter: localDateString,
    clocks: z.array(clock).optional(),
  }),
);
