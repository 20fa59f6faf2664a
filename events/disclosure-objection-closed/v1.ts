import { disclosureContract } from "../disclosure-parts.ts";
import { objectionClosedV1 } from "../objection-closed/v1.ts";

/**
 * An objection to an act is decided or taken back. Upheld, the act is public no more, for good; corrected, a row that its
 * agency reported since says what is right (A §22 及时更正或者撤销).
 */
export const disclosureObjectionClosedV1 = disclosureContract(
  "disclosure-objection-closed",
  1,
  objectionClosedV1.shape.data,
);
