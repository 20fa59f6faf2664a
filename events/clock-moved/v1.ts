import type * as z from "zod";
import { contract } from "../envelope.ts";
import { clock } from "../parts.ts";

const days = clock.pick({ warnOn: true, dueOn: true, escalateOn: true, provisional: true });

/** The working calendar changed, and with it the days of a duty that is still open. */
export const clockMovedV1 = contract(
  "clock-moved",
  1,
  clock.pick({ clockId: true, kind: true }).extend({ before: days, after: days }),
);
export type ClockMoved = z.infer<typeof clockMovedV1>;
