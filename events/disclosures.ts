import * as z from "zod";
import { disclosureClocksMovedV1 } from "./disclosure-clocks-moved/v1.ts";
import { disclosureCorrectedV1 } from "./disclosure-corrected/v1.ts";
import { disclosurePublicationReportedV1 } from "./disclosure-publication-reported/v1.ts";
import { disclosureRecordedV1 } from "./disclosure-recorded/v1.ts";

/** What can happen to a disclosure, in every version still read. */
export const disclosureEvent = z.discriminatedUnion("type", [
  disclosureRecordedV1,
  disclosureCorrectedV1,
  disclosurePublicationReportedV1,
  disclosureClocksMovedV1,
]);
export type DisclosureEvent = z.infer<typeof disclosureEvent>;
