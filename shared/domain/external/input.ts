import * as z from "zod";
import { domain, listKind, localDateString } from "../../../events/vocabulary.ts";
import { subjectInput } from "../subject/identity.ts";
import { plainText } from "../subject/text.ts";

const missing = { params: { code: "missing" }, message: "必填项,请补充 / this is required" };

/**
 * One entry of a list kept elsewhere, as the credit office imports it (A §3 全国信用信息共享平台): where it is kept, whose it
 * is, and which edition of the list says so. With `endedOn` it says that the list no longer has the entry.
 */
export const externalEntryInput = z
  .object({
    list: listKind,
    subject: subjectInput,
    source: plainText(100),
    owner: plainText(100),
    domain: domain.optional(),
    documentNo: plainText(128),
    edition: localDateString,
    listedOn: localDateString.optional(),
    validTo: localDateString.optional(),
    endedOn: localDateString.optional(),
    endReason: plainText(200).optional(),
  })
  .superRefine(({ listedOn, validTo, endedOn }, ctx) => {
    if (endedOn !== undefined) return;
    if (listedOn === undefined) ctx.addIssue({ code: "custom", path: ["listedOn"], ...missing });
    if (validTo === undefined) ctx.addIssue({ code: "custom", path: ["validTo"], ...missing });
  });
export type ExternalEntryInput = z.infer<typeof externalEntryInput>;
