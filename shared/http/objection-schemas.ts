import * as z from "zod";
import { contested, evidence as proof } from "../../events/parts.ts";
import {
  localDateString,
  objectionFinding,
  objectionGround,
  objectionOrigin,
  objectionOutcome,
} from "../../events/vocabulary.ts";
import { clockView, party } from "./schemas.ts";

/** How objections and complaints are named and answered, to agencies and to subjects. */

/** An objection to an entry, or to an act. */
export const objectionIdParams = z.object({ objectionId: z.string().regex(/^(ent|dis)_[0-9a-z]{26}\.[0-9a-z]{26}$/) });
export const complaintAbout = z.object({ kind: z.enum(["entry", "agency"]), id: z.string().min(1).max(64) });
export const objectionStatus = z.enum(["open", "verified", "closed", "moot"]);

export const objection = () =>
  z.object({
    objectionId: z.string(),
    about: contested,
    status: objectionStatus,
    origin: objectionOrigin,
    ground: objectionGround,
    text: z.string(),
    evidence: z.array(proof),
    filedBy: party(),
    officer: z.string().optional(),
    filedOn: localDateString,
    clock: clockView(),
    verification: z
      .object({
        on: localDateString,
        finding: objectionFinding,
        text: z.string(),
        evidence: z.array(proof),
        by: party(),
      })
      .optional(),
    outcome: objectionOutcome.optional(),
    closed: z.object({ on: localDateString, outcome: objectionOutcome, reason: z.string(), by: party() }).optional(),
    version: z.int(),
  });

/** A complaint in a list: of a person without what was written. */
export const listedComplaint = () =>
  complaint()
    .partial({ text: true })
    .extend({ answer: answered().partial({ text: true }).optional() });

const answered = () => z.object({ on: localDateString, text: z.string(), by: party(), officer: z.string().optional() });

export const complaint = () =>
  z.object({
    complaintId: z.string(),
    about: z.object({ kind: z.enum(["entry", "agency"]), id: z.string() }),
    origin: z.enum(["subject", "agency"]),
    subjectId: z.string().optional().describe("the subject that a counter took it for"),
    personId: z.string().optional().describe("the person that it is about: read for a purpose (A §22)"),
    text: z.string(),
    evidence: z.array(proof).optional(),
    filedBy: party(),
    officer: z.string().optional(),
    filedOn: localDateString,
    answer: answered().optional(),
    version: z.int(),
  });
