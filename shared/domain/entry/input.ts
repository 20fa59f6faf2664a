import * as z from "zod";
import {
  basisKind,
  documentKind,
  domain,
  listKind,
  localDateString,
  severity,
  subjectKind,
} from "../../../events/vocabulary.ts";
import { uscc } from "../subject/uscc.ts";

const text = (max: number) => z.string().trim().min(1).max(max);

/**
 * One listing as an agency submits it: the shape of `POST /v1/entries` and of every row of a file. It says what was
 * decided; who decided it is the caller (谁认定谁负责, A §3), and everything else is set by the platform.
 */
export const entryInput = z.object({
  list: listKind,
  subject: z.object({ kind: subjectKind, name: text(200), uscc }),
  domain,
  basis: z.object({
    kind: basisKind,
    documentKind,
    documentNo: text(128),
    legalArticles: text(2048),
    decidedOn: localDateString,
  }),
  facts: text(2000),
  severity,
  determinedOn: localDateString,
  validTo: localDateString,
  /** Whether the subject can have the entry repaired, fixed at determination (A §21). */
  repair: z.object({ allowed: z.boolean() }),
  informationProvider: z.string().trim().max(64).optional(),
  /** Measures that the authority names beside those that attach by themselves. */
  measures: z.array(z.string().trim().max(64)).max(50).default([]),
  /** Recommended measures that the authority leaves out; a mandatory one cannot be left out (A §16). */
  measuresLeftOut: z.array(z.string().trim().max(64)).max(50).default([]),
});
export type EntryInput = z.infer<typeof entryInput>;
