import * as z from "zod";
import { domain, localDateString, severity } from "../../../events/vocabulary.ts";
import { plainText } from "../../domain/subject/text.ts";

/** What several commands take in the same words. */

export const officer = { officer: plainText(50).optional() };

export const evidence = z.array(
  z.object({
    title: plainText(200),
    documentNo: plainText(128).optional(),
    attachmentId: z
      .string()
      .regex(/^evd_[0-9a-z]{26}$/)
      .optional(),
  }),
);

/** What an officer sends in with the files that prove it. */
export const proven = { evidence: evidence.max(20).default([]), ...officer };

/** What a correction may mend. */
export const changes = z.object({
  basis: z
    .object({
      documentNo: plainText(128).optional(),
      legalArticles: plainText(2048).optional(),
      decidedOn: localDateString.optional(),
    })
    .optional(),
  facts: plainText(2000).optional(),
  domain: domain.optional(),
  severity: severity.optional(),
  validTo: localDateString.optional(),
});
