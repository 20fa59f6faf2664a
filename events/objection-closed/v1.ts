import * as z from "zod";
import { contract } from "../envelope.ts";
import { clock, party } from "../parts.ts";
import { localDateString, objectionOutcome } from "../vocabulary.ts";

/** An objection is decided, or taken back by whoever filed it. */
export const objectionClosedV1 = contract(
  "objection-closed",
  1,
  z.object({
    objectionId: z.string().min(1),
    closedOn: localDateString,
    outcome: objectionOutcome,
    reason: z.string().min(1),
    closedBy: party,
    /** What was idle while it was contested has its time again. */
    lapsesAfter: localDateString.optional(),
    clocks: z.array(clock).optional(),
    told: z.array(z.string().min(1)),
  }),
);
