import { disclosureContract } from "../disclosure-parts.ts";
import { repairDecidedV1 } from "../repair-decided/v1.ts";

/** The authority that made the act decided the application. Approved, the act is public no more from that instant. */
export const disclosureRepairDecidedV1 = disclosureContract("disclosure-repair-decided", 1, repairDecidedV1.shape.data);
