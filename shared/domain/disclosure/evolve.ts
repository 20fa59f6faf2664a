import type { DisclosureEvent } from "../../../events/disclosures.ts";
import type { Clock } from "../clock/clock.ts";
import { movedTo } from "../clock/move.ts";
import type { Disclosure } from "./disclosure.ts";

/** The disclosure after an event. Replaying a history from nothing gives the stored state. */
export const evolve = (disclosure: Disclosure | undefined, event: DisclosureEvent): Disclosure => {
  if (event.type === "disclosure-recorded") {
    const { content, collectedOn, clocks, late, compliant, origin } = event.data;
    return {
      ...content,
      disclosureId: event.disclosureId,
      collectedOn,
      clocks,
      late,
      compliant,
      publications: [],
      ...(origin ? { origin } : {}),
      policyVersion: event.policyVersion,
      version: event.revision,
    };
  }
  if (!disclosure) throw new Error(`history of ${event.disclosureId} does not begin with its recording`);
  const next = { ...disclosure, version: event.revision };
  switch (event.type) {
    case "disclosure-corrected": {
      const { content, correctedOn, clocks, late, compliant, origin } = event.data;
      const { representative: _, origin: __, ...kept } = next;
      return {
        ...kept,
        ...content,
        correctedOn,
        clocks,
        late,
        compliant,
        ...(origin ? { origin } : {}),
        policyVersion: event.policyVersion,
      };
    }
    case "disclosure-publication-reported": {
      const { publication, clocks, late, compliant } = event.data;
      return { ...next, publications: [...disclosure.publications, publication], clocks, late, compliant };
    }
    case "disclosure-clocks-moved": {
      const to = new Map(event.data.moves.map(({ clockId, after }) => [clockId, after]));
      const moved = (clock: Clock): Clock => {
        const days = to.get(clock.clockId);
        return days ? movedTo(clock, days) : clock;
      };
      return { ...next, clocks: disclosure.clocks.map(moved) };
    }
  }
};
