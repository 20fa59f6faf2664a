import { disclosureContract } from "../disclosure-parts.ts";
import { objectionFiledV1 } from "../objection-filed/v1.ts";

/** Somebody contests an act; while it is verified the act is public as contested (A §22, D 四(五)). */
export const disclosureObjectionFiledV1 = disclosureContract(
  "disclosure-objection-filed",
  1,
  objectionFiledV1.shape.data,
);
