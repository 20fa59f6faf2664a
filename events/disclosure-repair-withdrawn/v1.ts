import { disclosureContract } from "../disclosure-parts.ts";
import { repairWithdrawnV1 } from "../repair-withdrawn/v1.ts";

/** The applicant took an application back before it was decided. */
export const disclosureRepairWithdrawnV1 = disclosureContract(
  "disclosure-repair-withdrawn",
  1,
  repairWithdrawnV1.shape.data,
);
