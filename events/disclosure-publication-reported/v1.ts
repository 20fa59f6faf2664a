import * as z from "zod";
import { disclosureContract, ownPublication } from "../disclosure-parts.ts";
import { clock } from "../parts.ts";

/** The agency says where and when it made the act public itself (A §19 通过部门政府网站公开). */
export const disclosurePublicationReportedV1 = disclosureContract(
  "disclosure-publication-reported",
  1,
  z.object({
    publication: ownPublication,
    clocks: z.array(clock),
    late: z.boolean(),
    compliant: z.boolean(),
  }),
);
