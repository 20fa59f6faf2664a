import * as z from "zod";
import { clock } from "../../../../events/parts.ts";
import { disclosedAct, localDateString } from "../../../../events/vocabulary.ts";
import { isRunning } from "../../../domain/clock/clock.ts";
import type { ActOutline } from "../../../domain/disclosure/clocks.ts";
import { type Disclosure, isOfDispute } from "../../../domain/disclosure/disclosure.ts";

export const disclosurePrefix = "disclosure#";

/** The acts of an agency with a duty that is open, by due day; and those without, by the month of the decision. */
export const openActs = (agencyId: string): string => `clocks#${agencyId}#open`;
export const doneActs = (agencyId: string, month: string): string => `clocks#${agencyId}#${month}`;

/**
 * The one place of an act among the clocks: by the duty of its own that is open, until none is, with the last public day,
 * after which it is open no more. Those of its objections and
 * repairs are filed by themselves.
 */
export const clockPlace = (disclosure: Disclosure) => {
  const { disclosureId, authority, decidedOn, clocks, publicityEndsOn } = disclosure;
  const { agencyId } = authority;
  const [dueOn] = clocks
    .filter((clock) => isRunning(clock) && !isOfDispute(clock))
    .map((running) => running.dueOn)
    .sort();
  return dueOn === undefined
    ? { clocksOf: doneActs(agencyId, decidedOn.slice(0, 7)), clocksSort: `${decidedOn}#${disclosureId}` }
    : { clocksOf: openActs(agencyId), clocksSort: `${dueOn}#${publicityEndsOn}#${disclosureId}` };
};

const outline = z.object({
  pk: z.string(),
  clocksSort: z.string(),
  act: disclosedAct,
  collectedOn: localDateString,
  clocks: z.array(clock),
});
/** What the index of clocks has of an act. */
export const readOutline = (indexed: unknown): ActOutline => {
  const { pk, clocks, clocksSort, ...rest } = outline.parse(indexed);
  const [, lastOn, last] = clocksSort.split("#");
  return {
    disclosureId: pk.slice(disclosurePrefix.length),
    ...rest,
    // Where nothing is open, and in places from before this was kept, no last day stands.
    ...(last === undefined || lastOn === undefined ? {} : { publicityEndsOn: lastOn }),
    clocks: clocks.filter((each) => !isOfDispute(each)),
  };
};
