import * as z from "zod";
import { contract } from "../envelope.ts";
import { relative } from "../parts.ts";
import { localDateString, subjectStatus } from "../vocabulary.ts";

/** The day it took effect, and the document that says so. */
const recorded = { on: localDateString, documentNo: z.string().min(1) };

/**
 * Something happened to the subject itself. It is about no entry, so `entryId` is the subject's own id. A merger is two
 * events of one decision: `merged` in the history of the one that ceased, `succeeded` in that of the one that goes on.
 */
export const subjectChangedV1 = contract(
  "subject-changed",
  1,
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("renamed"), name: z.string().min(1), formerName: z.string().min(1), ...recorded }),
    z.object({ kind: z.literal("newUscc"), uscc: z.string().min(1), formerUscc: z.string().min(1), ...recorded }),
    z.object({ kind: z.literal("merged"), into: relative, ...recorded }),
    z.object({ kind: z.literal("succeeded"), predecessors: z.array(relative).min(1), ...recorded }),
    z.object({ kind: subjectStatus, ...recorded }),
  ]),
);
