import * as z from "zod";
import { contract } from "../envelope.ts";
import { clock, publicNotice } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/** The preliminary listing is shown to the public for objections, from its first to its last day (公示, A §3). */
export const publicNoticeOpenedV1 = contract(
  "public-notice-opened",
  1,
  z.object({ notice: publicNotice, lapsesAfter: localDateString, clocks: z.array(clock).optional() }),
);
