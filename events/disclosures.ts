import * as z from "zod";
import { disclosureClocksMovedV1 } from "./disclosure-clocks-moved/v1.ts";
import { disclosureCorrectedV1 } from "./disclosure-corrected/v1.ts";
import { disclosureObjectionClosedV1 } from "./disclosure-objection-closed/v1.ts";
import { disclosureObjectionFiledV1 } from "./disclosure-objection-filed/v1.ts";
import { disclosureObjectionVerifiedV1 } from "./disclosure-objection-verified/v1.ts";
import { disclosurePublicationReportedV1 } from "./disclosure-publication-reported/v1.ts";
import { disclosurePublicationWithdrawnV1 } from "./disclosure-publication-withdrawn/v1.ts";
import { disclosureRecordedV1 } from "./disclosure-recorded/v1.ts";
import { disclosureRepairAppliedV1 } from "./disclosure-repair-applied/v1.ts";
import { disclosureRepairCheckedV1 } from "./disclosure-repair-checked/v1.ts";
import { disclosureRepairDecidedV1 } from "./disclosure-repair-decided/v1.ts";
import { disclosureRepairWithdrawnV1 } from "./disclosure-repair-withdrawn/v1.ts";

/** What can happen to a disclosure, in every version still read. */
export const disclosureEvent = z.discriminatedUnion("type", [
  disclosureRecordedV1,
  disclosureCorrectedV1,
  disclosurePublicationReportedV1,
  disclosurePublicationWithdrawnV1,
  disclosureClocksMovedV1,
  disclosureObjectionFiledV1,
  disclosureObjectionVerifiedV1,
  disclosureObjectionClosedV1,
  disclosureRepairAppliedV1,
  disclosureRepairCheckedV1,
  disclosureRepairDecidedV1,
  disclosureRepairWithdrawnV1,
]);
export type DisclosureEvent = z.infer<typeof disclosureEvent>;
