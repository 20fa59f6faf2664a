import * as z from "zod";
import { contract } from "../envelope.ts";
import { evidence, party } from "../parts.ts";
import { localDateString, objectionFinding } from "../vocabulary.ts";

/** The information provider says what it found (A §22 核实并反馈). */
export const objectionVerifiedV1 = contract(
  "objection-verified",
  1,
  z.object({
    objectionId: z.string().min(1),
    verifiedOn: localDateString,
    finding: objectionFinding,
    text: z.string().min(1),
    evidence: z.array(evidence),
    verifiedBy: party,
    told: z.array(z.string().min(1)),
  }),
);
