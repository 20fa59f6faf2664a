import * as z from "zod";
import {
  basisKind,
  documentKind,
  domain,
  listKind,
  localDateString,
  serviceMethod,
  severity,
} from "../../../events/vocabulary.ts";
import { responsiblePersonInput, subjectInput } from "../subject/identity.ts";
import { plainText } from "../subject/text.ts";

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
  subject: subjectInput,
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
  /** The day of the determination made elsewhere; without it the listing is a proposal, and the platform runs the procedure. */
  determinedOn: localDateString.optional(),
  validTo: localDateString,
  /** Whether the subject can have the entry repaired, fixed at determination (A §21). */
  repair: z.object({ allowed: z.boolean() }),
  informationProvider: slug.optional(),
  /** Measures that the authority names beside those that attach by themselves. */
  measures: z.array(slug).max(20).default([]),
  /** Recommended measures that the authority leaves out; a mandatory one cannot be left out (A §16). */
  measuresLeftOut: z.array(slug).max(20).default([]),
  /** The key-attention entry that is to follow (A §4). */
  followOn: z.object({ months: z.int().min(1).max(60), measures: z.array(slug).max(20).default([]) }).optional(),
  /** Who answers for a black-listed organisation (C 十四). */
  responsiblePersons: z.array(responsiblePersonInput).max(20).optional(),
  /** The organisation's entry that names this person as responsible: a listing of their own, with a notice of their own. */
  responsibleFor: z
    .string()
    .regex(/^ent_[0-9a-z]{26}$/)
    .optional(),
  conduct: z
    .array(z.object({ documentNo: plainText(128), decidedOn: localDateString }))
    .max(50)
    .optional(),
  escalates: z
    .string()
    .regex(/^ent_[0-9a-z]{26}$/)
    .optional(),
  /** What was done elsewhere before the determination (A §3). */
  procedure: z
    .object({
      priorNotice: z
        .object({
          servedOn: localDateString,
          method: serviceMethod,
          proof: plainText(128),
          /** The proof of service itself, put in as evidence. */
          attachmentId: z
            .string()
            .regex(/^evd_[0-9a-z]{26}$/)
            .optional(),
        })
        .optional(),
      publicNotice: z.object({ opensOn: localDateString, endsOn: localDateString, channel: plainText(200) }).optional(),
      /** The statute that sets its own procedure, so that it can be looked up (A §3 从其规定). */
      ownProcedure: z
        .object({
          statute: plainText(200).regex(
            /\u300a[^\u300a\u300b]*\p{Script=Han}{2}[^\u300a\u300b]*\u300b/u,
            "请写明法规名称,如《…法》 / name the statute in its marks 《…》",
          ),
          article: plainText(200).regex(
            /\u7b2c\s*[\d\uff10-\uff19\u3007零一二三四五六七八九十百千]+\s*条/u,
            "请写明条款,如第十条 / name the article as 第…条",
          ),
        })
        .optional(),
    })
    .optional(),
});
export type EntryInput = z.infer<typeof entryInput>;
