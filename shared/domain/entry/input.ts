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
import { plainText } from "../text.ts";

const slug = z
  .string()
  .trim()
  .regex(
    /^[a-z][a-z0-9-]{1,62}$/,
    "应为小写字母、数字和连字符组成的代码 / a code of lower-case letters, digits and hyphens",
  );

/**
 * One listing as an agency submits it: the shape of `POST /v1/entries` and of every row of a file. It says what was
 * decided; who decided it is the caller (谁认定谁负责, A §3), and everything else is set by the platform.
 */
export const entryInput = z.object({
  list: listKind,
  subject: z.object({ kind: subjectKind, name: plainText(200), uscc }),
  domain,
  basis: z.object({
    kind: basisKind,
    documentKind,
    documentNo: plainText(128),
    legalArticles: plainText(2048),
    decidedOn: localDateString,
  }),
  facts: plainText(2000),
  severity,
  determinedOn: localDateString,
  validTo: localDateString,
  /** Whether the subject can have the entry repaired, fixed at determination (A §21). */
  repair: z.object({ allowed: z.boolean() }),
  informationProvider: slug.optional(),
  /** Measures that the authority names beside those that attach by themselves. */
  measures: z.array(slug).max(20).default([]),
  /** Recommended measures that the authority leaves out; a mandatory one cannot be left out (A §16). */
  measuresLeftOut: z.array(slug).max(20).default([]),
});
export type EntryInput = z.infer<typeof entryInput>;
