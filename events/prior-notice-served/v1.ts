import * as z from "zod";
import { contract } from "../envelope.ts";
import { clock, priorNotice } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/** The subject has been told what is held against it, on what basis, and how to answer (事前告知, A §3). */
export const priorNoticeServedV1 = contract(
  "prior-notice-served",
  1,
  z.object({ notice: priorNotice, lapsesAfter: localDateString, clocks: z.array(clock).optional() }),
);
