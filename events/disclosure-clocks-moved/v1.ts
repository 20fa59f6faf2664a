import * as z from "zod";
import { disclosureContract } from "../disclosure-parts.ts";
import { clock } from "../parts.ts";

const days = clock.pick({ warnOn: true, dueOn: true, escalateOn: true, provisional: true });
const move = clock.pick({ clockId: true, kind: true }).extend({ before: days, after: days });

/** The working calendar changed, and with it the days of an act's duties that are still open. */
export const disclosureClocksMovedV1 = disclosureContract(
  "disclosure-clocks-moved",
  1,
  z.object({ moves: z.array(move).min(1) }),
);
