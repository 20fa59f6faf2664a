import * as z from "zod";
import { localDateString } from "../../events/vocabulary.ts";
import data from "./working-days.json" with { type: "json" };

const yearArrangement = z.strictObject({
  /** Where the State Council published it; none means that it has not been published. */
  sources: z.array(z.url()),
  off: z.array(localDateString),
  work: z.array(localDateString),
});

/** The State Council's yearly working-day arrangements, as data with sources. */
export const arrangementsFile = z.strictObject({
  about: z.string(),
  from: z.string(),
  years: z.record(z.string().regex(/^\d{4}$/), yearArrangement),
});
export type Arrangements = z.infer<typeof arrangementsFile>["years"];

/** The arrangements that ship: 2007 to 2026. Their schema checks them in the tests of every build, not at every start. */
export const shippedArrangements = (): Arrangements => data.years;
