import type { EntryEvent } from "../../../events/catalogue.ts";
import { meetClock } from "../clock/clock.ts";
import type { Entry } from "./entry.ts";

/** The entry after an event. Replaying a history from nothing gives the stored state. */
export const evolve = (entry: Entry | undefined, event: EntryEvent): Entry => {
  if (event.type === "entry-determined") {
    const { origin, ...listing } = event.data;
    return {
      ...listing,
      entryId: event.entryId,
      subjectId: event.subjectId,
      state: "determined",
      suspended: false,
      policyVersion: event.policyVersion,
      firstSeq: event.seq,
      version: 1,
      ...(origin ? { origin } : {}),
    };
  }
  if (!entry) throw new Error(`history of ${event.entryId} does not begin with its determination`);
  const next = { ...entry, version: entry.version + 1 };
  switch (event.type) {
    case "entry-reported":
      return {
        ...next,
        state: "reported",
        reportedOn: event.data.reportedOn,
        clocks: meetClock(entry.clocks, "listReport", event.data.reportedOn),
      };
    case "entry-published":
      return {
        ...next,
        state: "published",
        publishedOn: event.data.publishedOn,
        publishedSeq: event.seq,
        measures: event.data.measures,
      };
    case "entry-suspended":
      return { ...next, suspended: true };
    case "entry-resumed":
      return { ...next, suspended: false };
    case "entry-exited":
      return { ...next, state: "exited", exitedOn: event.data.exitedOn, exitReason: event.data.reason };
    case "entry-abandoned":
      return { ...next, state: "abandoned", exitedOn: event.data.abandonedOn, exitReason: event.data.reason };
  }
};
