import * as z from "zod";
import { contract } from "../envelope.ts";
import { domain, listKind, localDateString } from "../vocabulary.ts";

/** An entry of a list kept elsewhere, imported for cross-checks alone (A §3 全国信用信息共享平台). `entryId` is its own. */
export const externalEntryRecordedV1 = contract(
  "external-entry-recorded",
  1,
  z.object({
    list: listKind,
    source: z.string().min(1),
    owner: z.string().min(1),
    domain: domain.optional(),
    documentNo: z.string().min(1),
    listedOn: localDateString,
    validTo: localDateString,
    recordedOn: localDateString,
    /** The day of the edition of the list that says so: an older edition never overrides a newer one. */
    edition: localDateString,
  }),
);
