import * as z from "zod";
import { contract } from "../envelope.ts";
import { superiorUnit } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/** The superior unit of a black-listed public body was told: in its inbox on the platform, or by letter (通报上级主管单位, C 十四). */
export const superiorUnitNotifiedV1 = contract(
  "superior-unit-notified",
  1,
  z.object({
    unit: superiorUnit,
    via: z.enum(["platform", "letter"]),
    notifiedOn: localDateString,
    documentNo: z.string().optional(),
  }),
);
