import * as z from "zod";
import { contract } from "../envelope.ts";
import { listing, outline } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/** A later policy is milder: the entry ends where that one has it at the latest, `validTo` (SPEC "Policy"). */
export const periodShortenedV1 = contract(
  "period-shortened",
  1,
  outline.extend({
    shortenedOn: localDateString,
    /** Its last valid day until then. */
    before: localDateString,
    /** The milder policy, and its first day in force. */
    under: z.string(),
    inForceFrom: localDateString,
    /** What agencies apply and are told of; none before its publication, while it rests or when it is over. */
    measures: listing.shape.measures,
  }),
);
