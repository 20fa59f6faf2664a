import * as z from "zod";
import { disclosureContract, ownPublication } from "../disclosure-parts.ts";
import { clock } from "../parts.ts";

/** What was said of the agency's own publication is taken back: its duty stands as it would without it (A §19). */
export const disclosurePublicationWithdrawnV1 = disclosureContract(
  "disclosure-publication-withdrawn",
  1,
  z.object({
    publications: z.array(ownPublication).min(1),
    reason: z.string().min(1),
    clocks: z.array(clock),
    late: z.boolean(),
    compliant: z.boolean(),
  }),
);
