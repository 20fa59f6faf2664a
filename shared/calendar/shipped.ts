import { shippedArrangements } from "./arrangements.ts";
import { createWorkingCalendar, type WorkingCalendar } from "./working-calendar.ts";

/** The working calendar of the arrangements that ship. */
export const shippedCalendar = (): WorkingCalendar => createWorkingCalendar(shippedArrangements());
