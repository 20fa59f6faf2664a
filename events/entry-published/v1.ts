import * as z from "zod";
import { contract } from "../envelope.ts";
import { entryOutline, measureRef } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/** The entry is public from this day on, and its measures fire. It carries what an implementing agency must know. */
export const entryPublishedV1 = contract(
  "entry-published",
  1,
  entryOutline.extend({ publishedOn: localDateString, measures: z.array(measureRef) }),
);
