import * as z from "zod";
import { alertLevel, clockKind, instantString, localDateString } from "../../events/vocabulary.ts";
import { reference } from "./schemas.ts";

export const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** An alert as it is answered: about a clock, or a contradiction with an imported list. */
export const alertView = () => {
  const raised = {
    alertId: z.string(),
    agencyId: z.string(),
    raisedAt: instantString,
    acknowledged: z
      .object({ at: instantString, agencyId: z.string(), officer: z.string(), note: z.string().optional() })
      .optional(),
    withdrawnAt: instantString.optional(),
  };
  return z.discriminatedUnion("level", [
    z.object({
      ...raised,
      level: alertLevel,
      clockId: z.string(),
      kind: clockKind,
      entryId: z.string().optional(),
      disclosureId: z.string().optional(),
      triggerId: z.string().optional(),
      dueOn: localDateString,
    }),
    z.object({
      ...raised,
      level: z.literal("contradiction").describe("Entries here and on a list kept elsewhere contradict each other."),
      subjectId: z.string(),
      entryIds: z.array(z.string()),
      external: z.array(reference()),
    }),
  ]);
};
