import * as z from "zod";
import { contract } from "../envelope.ts";
import { clock, proposal } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/** An authority has put a subject on a preliminary list (初步名单, A §3). Nothing is public and nothing fires. */
export const entryProposedV1 = contract(
  "entry-proposed",
  1,
  proposal.extend({
    proposedOn: localDateString,
    /** The measures that the authority names or leaves out when it determines. */
    named: z.object({ measures: z.array(z.string()), leftOut: z.array(z.string()) }),
    /** Without another step by this day the proposal lapses. */
    lapsesAfter: localDateString,
    /** The clocks that begin with it; events of before they were recorded have none. */
    clocks: z.array(clock).optional(),
    /** The file and line that it came from, where it came in a file. */
    origin: z.object({ submissionId: z.string(), line: z.int() }).optional(),
  }),
);
