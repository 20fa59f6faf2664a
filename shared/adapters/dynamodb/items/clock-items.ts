import * as z from "zod";
import { clock as clockPart } from "../../../../events/parts.ts";
import { localDateString } from "../../../../events/vocabulary.ts";
import { type Clock, clockStatus, isRunning } from "../../../domain/clock/clock.ts";
import type { DisputeClock } from "../../../domain/disclosure/dispute-clocks.ts";
import { type Entry, livingClocks } from "../../../domain/entry/entry.ts";
import type { FiledClock } from "../../../ports/clocks.ts";
import type { WrittenEntry } from "../../../ports/entries.ts";
import type { Write } from "../db/transaction.ts";

const item = z.object({
  clock: clockPart,
  entryId: z.string().exactOptional(),
  disclosureId: z.string().exactOptional(),
  lastOn: localDateString.exactOptional(),
});
export const readFiledClock = (found: unknown): FiledClock => item.parse(found);

/** The open duties of an agency in the directory, by due day, and those of a month that are over. */
export const openClocks = (agencyId: string): string => `clocks#${agencyId}#open`;
export const doneClocks = (agencyId: string, month: string): string => `clocks#${agencyId}#${month}`;

const keyOf = ({ clockId }: Clock) => ({ pk: `clock#${clockId}`, sk: "clock" });
const placeOf = (clock: Clock, lastOn: string | undefined) =>
  isRunning(clock)
    ? {
        directory: openClocks(clock.agencyId),
        // The index alone says by which day it is over.
        directorySort: `${clock.dueOn}#${lastOn === undefined ? "" : `${lastOn}#`}${clock.clockId}`,
      }
    : {
        directory: doneClocks(clock.agencyId, clock.startedOn.slice(0, 7)),
        directorySort: `${clock.startedOn}#${clock.clockId}`,
      };

/** What a filed clock is about. */
type About = Omit<FiledClock, "clock">;

/** A clock by itself, where its agency and the office find it. */
export const clockWrite = (table: string, clock: Clock, { lastOn, ...about }: About): Write => ({
  Put: {
    TableName: table,
    Item: {
      ...keyOf(clock),
      record: "clock",
      ...about,
      ...(lastOn === undefined ? {} : { lastOn }),
      clock,
      ...placeOf(clock, lastOn),
    },
  },
});

/** Whether a clock is open: it runs, and its entry's end did not end it. */
const openIn = (entry: Entry | undefined, clock: Clock): boolean =>
  entry !== undefined && isRunning(clock) && livingClocks(entry).some(({ clockId }) => clockId === clock.clockId);

/**
 * Files a duty that is over. One that is done in time by the act that begins it never ran and is not filed: a published row
 * of a file costs no write. One that ended without being done goes.
 */
const overWrites = (table: string, clock: Clock, wasOpen: boolean, about: About): Write[] => {
  // What stands in the clock itself decides: whoever asks on its due day or later gets the same answer.
  const status = isRunning(clock) ? "stopped" : clockStatus(clock, clock.dueOn);
  if (status === "stopped") return wasOpen ? [{ Delete: { TableName: table, Key: keyOf(clock) } }] : [];
  return status === "met" && !wasOpen ? [] : [clockWrite(table, clock, about)];
};

/** What a decision does to the filed clocks of one of its entries. */
export const clockWrites = (table: string, { before, entry }: Pick<WrittenEntry, "before" | "entry">): Write[] => {
  const known = new Map((before?.clocks ?? []).map((clock) => [clock.clockId, clock]));
  const about = { entryId: entry.entryId };
  const now = new Set(entry.clocks.map(({ clockId }) => clockId));
  // An objection closed without a finding leaves nothing to verify: its clock stands in no list any more.
  const gone = [...known.values()].filter((clock) => openIn(before, clock) && !now.has(clock.clockId));
  const kept = entry.clocks.flatMap((clock): Write[] => {
    const was = known.get(clock.clockId);
    const [wasOpen, isOpen] = [was !== undefined && openIn(before, was), openIn(entry, clock)];
    const same = was !== undefined && JSON.stringify(was) === JSON.stringify(clock);
    if (isOpen) return same && wasOpen ? [] : [clockWrite(table, clock, about)];
    return same && !wasOpen ? [] : overWrites(table, clock, wasOpen, about);
  });
  return [...kept, ...gone.map((clock) => unlisted(table, clock, about))];
};

const unlisted = (table: string, clock: Clock, about: About): Write => ({
  Put: { TableName: table, Item: { ...keyOf(clock), record: "clock", ...about, clock } },
});

/** What a decision on an act does to a filed clock of one of its objections and repairs. */
export const disputeClockWrites = (
  table: string,
  disclosureId: string,
  { clock, was, lastOn }: DisputeClock,
): Write[] => {
  const about = { disclosureId, lastOn };
  return isRunning(clock)
    ? [clockWrite(table, clock, about)]
    : overWrites(table, clock, was !== undefined && isRunning(was), about);
};
