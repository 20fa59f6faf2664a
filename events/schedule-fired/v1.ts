import * as z from "zod";
import { instantString } from "../vocabulary.ts";

/** An alarm clock went off. The work takes its time from here, never from the wall (a late firing changes nothing). */
export const scheduleFiredV1 = z.object({ scheduledTime: instantString });
export type ScheduleFired = z.infer<typeof scheduleFiredV1>;
