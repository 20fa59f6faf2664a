import { disclosureContract } from "../disclosure-parts.ts";
import { objectionVerifiedV1 } from "../objection-verified/v1.ts";

/** The agency that reported the act says what it found (A §22 核实并反馈). */
export const disclosureObjectionVerifiedV1 = disclosureContract(
  "disclosure-objection-verified",
  1,
  objectionVerifiedV1.shape.data,
);
