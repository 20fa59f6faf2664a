import * as z from "zod";
import { instantString, listKind, localDateString } from "../vocabulary.ts";

/** Entries of ours and of a list kept elsewhere contradict each other: somebody has to look into it (A §3). */
export const contradictionFoundV1 = z.object({
  type: z.literal("contradiction-found"),
  version: z.literal(1),
  alertId: z.string().min(1),
  level: z.literal("contradiction"),
  /** Who is told: the authority of our red entries, or the office, which tells the owner of the imported ones. */
  agencyId: z.string().min(1),
  subjectId: z.string().min(1),
  /** Our entries that are concerned. */
  entryIds: z.array(z.string().min(1)).min(1),
  external: z
    .array(
      z.object({
        externalId: z.string().min(1),
        list: listKind,
        source: z.string().min(1),
        owner: z.string().min(1),
        documentNo: z.string().min(1),
        validTo: localDateString,
      }),
    )
    .min(1),
  raisedAt: instantString,
});
export type ContradictionFound = z.infer<typeof contradictionFoundV1>;
