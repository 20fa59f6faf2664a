import * as z from "zod";
import { contract } from "../envelope.ts";
import { outline, measureRef } from "../parts.ts";
import { localDateString, suspensionGround } from "../vocabulary.ts";

/** The published entry is disputed or stayed: its measures stop everywhere at once (A §22, B 五(三), D 四(五)). */
export const entrySuspendedV1 = contract(
  "entry-suspended",
  1,
  outline.extend({
    suspendedOn: localDateString,
    ground: suspensionGround,
    /** The sequence of the publication whose measures stop. */
    publishedSeq: z.int().positive(),
    measures: z.array(measureRef),
  }),
);
