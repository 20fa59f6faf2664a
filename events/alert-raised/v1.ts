import * as z from "zod";
import { alertLevel, clockKind, instantString, localDateString } from "../vocabulary.ts";

/** Something is said about a clock that is still open. One for each clock, level and day on which it was called for, whatever happens. */
export const alertRaisedV1 = z.object({
  type: z.literal("alert-raised"),
  version: z.literal(1),
  alertId: z.string().min(1),
  level: alertLevel,
  clockId: z.string().min(1),
  kind: clockKind,
  agencyId: z.string().min(1),
  /** What the clock belongs to: an entry, or a disclosure. */
  entryId: z.string().min(1).optional(),
  disclosureId: z.string().min(1).optional(),
  /** Where the clock is that of one agency about one measure. */
  triggerId: z.string().min(1).optional(),
  dueOn: localDateString,
  raisedAt: instantString,
});
export type AlertRaised = z.infer<typeof alertRaisedV1>;
