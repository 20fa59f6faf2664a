import * as z from "zod";
import { clock as clockPart } from "../../../events/parts.ts";
import { type Clock, clockStatus, isRunning } from "../../domain/clock/clock.ts";
import { type Entry, livingClocks } from "../../domain/entry/entry.ts";
import type { EntryClock } from "../../ports/clocks.ts";
import type { WrittenEntry } from "../../ports/entries.ts";
import type { Write } from "./transaction.ts";

const item = z.object({ clock: clockPart, entryId: z.string() });
export const readFiledClock = (found: unknown): EntryClock => item.parse(found);

/** The open duties of an agency in the directory, by due day, and those of a month that are over. */
export const openClocks = (agencyId: string): string => `clocks#${agencyId}#open`;
export const doneClocks = (agencyId: string, month: string): string => `clocks#${agencyId}#${month}`;

const keyOf = ({ clockId }: Clock) => ({ pk: `clock#${clockId}`, sk: "clock" });
const placeOf = (clock: Clock) =>
  isRunning(clock)
    ? { directory: openClocks(clock.agencyId), directorySort: `${clock.dueOn}#${clock.clockId}` }
    : {
        directory: doneClocks(clock.agencyId, clock.startedOn.slice(0, 7)),
        directorySort: `${clock.startedOn}#${clock.clockId}`,
      };

/** A clock by itself, where its agency and the office find it. */
export const clockWrite = (table: string, clock: Clock, entryId: string): Write => ({
  Put: { TableName: table, Item: { ...keyOf(clock), record: "clock", entryId, clock, ...placeOf(clock) } },
});

/** Whether a clock is open: it runs, and its entry's end did not end it. */
const openIn = (entry: Entry | undefined, clock: Clock): boolean =>
  entry !== undefined && isRunning(clock) && livingClocks(entry).some(({ clockId }) => clockId === clock.clockId);

/**
 * What a decision does to the filed clocks of one of its entries. A duty that is done in time by the act that begins it
 * never ran and is not filed: a published row of a file costs no write. One that ended without being done goes.
 */
export const clockWrites = (table: string, { before, entry }: Pick<WrittenEntry, "before" | "entry">): Write[] => {
  const known = new Map((before?.clocks ?? []).map((clock) => [clock.clockId, clock]));
  return entry.clocks.flatMap((clock): Write[] => {
    const was = known.get(clock.clockId);
    const [wasOpen, isOpen] = [was !== undefined && openIn(before, was), openIn(entry, clock)];
    const same = was !== undefined && JSON.stringify(was) === JSON.stringify(clock);
    if (isOpen) return same && wasOpen ? [] : [clockWrite(table, clock, entry.entryId)];
    if (same && !wasOpen) return [];
    // What stands in the clock itself decides: whoever asks on its due day or later gets the same answer.
    const status = isRunning(clock) ? "stopped" : clockStatus(clock, clock.dueOn);
    if (status === "stopped") return wasOpen ? [{ Delete: { TableName: table, Key: keyOf(clock) } }] : [];
    return status === "met" && !wasOpen ? [] : [clockWrite(table, clock, entry.entryId)];
  });
};
