import { disclosureContract } from "../disclosure-parts.ts";
import { repairAppliedV1 } from "../repair-applied/v1.ts";

/** The party to a penalty asks, through a counter, that its publicity end early (Order 36). */
export const disclosureRepairAppliedV1 = disclosureContract("disclosure-repair-applied", 1, repairAppliedV1.shape.data);
