import type { DisclosureEvent } from "../../../events/disclosures.ts";
import { type Clock, stopClocks } from "../clock/clock.ts";
import { metOn } from "../objection/objection.ts";
import { type Disclosure, isOfDispute, lastDayOf } from "./disclosure.ts";
import { clockOf } from "./evolve.ts";

/** A clock of an objection or a repair that a decision changed. */
export interface DisputeClock {
  readonly clock: Clock;
  readonly was: Clock | undefined;
  readonly lastOn: string | undefined;
}

/**
 * What a decision did to the clocks of an act's objections and repairs. One that left the act is as it ended: whoever decides
 * an objection has verified it, what was taken back or has no object any more need not be verified.
 */
export const disputeClocks = (
  before: Disclosure | undefined,
  { disclosure, event }: { readonly disclosure: Disclosure; readonly event: DisclosureEvent },
): DisputeClock[] => {
  const known = new Map((before?.clocks ?? []).filter(isOfDispute).map((clock) => [clock.clockId, clock]));
  const now = disclosure.clocks.filter(isOfDispute);
  const left = [...known.values()].filter(({ clockId }) => now.every((clock) => clock.clockId !== clockId));
  return [...now, ...left.flatMap((clock) => asClosed(clock, event))].flatMap((clock) => {
    const was = known.get(clock.clockId);
    const lastOn = lastDayOf(clock, disclosure);
    const same = was !== undefined && JSON.stringify(was) === JSON.stringify(clock);
    return same && before && lastDayOf(was, before) === lastOn ? [] : [{ clock, was, lastOn }];
  });
};

const asClosed = (clock: Clock, event: DisclosureEvent): Clock[] => {
  if (event.type !== "disclosure-objection-closed") return [];
  const { objectionId, outcome, closedOn } = event.data;
  return clock.clockId === clockOf(objectionId) && outcome !== "withdrawn"
    ? [metOn(clock, closedOn)]
    : stopClocks([clock], closedOn);
};
