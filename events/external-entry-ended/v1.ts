import * as z from "zod";
import { contract } from "../envelope.ts";
import { localDateString } from "../vocabulary.ts";

/** The list kept elsewhere no longer has the entry. */
export const externalEntryEndedV1 = contract(
  "external-entry-ended",
  1,
  z.object({
    endedOn: localDateString,
    reason: z.string().min(1),
    /** The day of the edition of the list that says so. */
    edition: localDateString,
  }),
);
