import { type LocalDate, parseDate } from "../../kernel/local-date.ts";
import { visible } from "../../kernel/visible.ts";

/** The time of day that a spreadsheet writes beside a day. One with a zone is left alone: its day may be another here. */
const timeOfDay = /[ T](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?$/;

/** A day as a cell has it, of either width, the time of day beside it passed over; nothing when it is no day of the calendar. */
export const writtenDay = (text: string): LocalDate | undefined =>
  parseDate(visible(text).normalize("NFKC").trim().replace(timeOfDay, ""));
