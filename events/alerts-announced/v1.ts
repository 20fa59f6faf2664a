import * as z from "zod";
import { instantString } from "../vocabulary.ts";

/**
 * That an agency has alerts to read: of one sweep those that are overdue or escalated, or once a day all of the day, those
 * due soon among them. The credit office hears likewise of what was escalated to it. It counts and names nothing; what it is
 * about stands behind `GET /v1/alerts`.
 */
export const alertsAnnouncedV1 = z.object({
  type: z.literal("alerts-announced"),
  version: z.literal(1),
  announcementId: z.string().min(1),
  /** `sweep`: at once; `digest`: once a day; `escalation`: at once, to the office, of other agencies' alerts. */
  occasion: z.enum(["sweep", "digest", "escalation"]),
  agencyId: z.string().min(1),
  /** In which all of them were raised; without it that of `at`. */
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  counts: z.object({
    dueSoon: z.int().positive().optional(),
    overdue: z.int().positive().optional(),
    escalated: z.int().positive().optional(),
  }),
  /** The instant of the sweep, or the end of the day that the digest is of. */
  at: instantString,
  correlationId: z.string().min(1),
});
export type AlertsAnnounced = z.infer<typeof alertsAnnouncedV1>;
