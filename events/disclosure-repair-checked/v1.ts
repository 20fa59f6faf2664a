import { disclosureContract } from "../disclosure-parts.ts";
import { repairCheckedV1 } from "../repair-checked/v1.ts";

/** The platform checked the application: the authority has it now, or it was returned with what is missing. */
export const disclosureRepairCheckedV1 = disclosureContract("disclosure-repair-checked", 1, repairCheckedV1.shape.data);
