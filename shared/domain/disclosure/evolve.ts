import type { OwnPublication } from "../../../events/disclosure-parts.ts";
import type { DisclosureEvent } from "../../../events/disclosures.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { type Clock, stopClocks } from "../clock/clock.ts";
import { movedTo } from "../clock/move.ts";
import { metOn } from "../objection/objection.ts";
import { endedWith, evolveRepair, isNoRepairClock } from "../repair/evolve.ts";
import type { RepairCase } from "../repair/repair-case.ts";
import { type Disclosure, isOfDispute, type TakenDown } from "./disclosure.ts";
import { repairFactOf } from "./facts.ts";

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
        clocks: withDisputes(clocks, disclosure),
        late,
        compliant,
        ...(origin ? { origin } : {}),
        ...(disclosure.openObjections ? { mended: disclosure.openObjections } : {}),
        policyVersion: event.policyVersion,
      };
    }
    case "disclosure-publication-reported": {
      const { publication, late, compliant } = event.data;
      const clocks = withDisputes(event.data.clocks, disclosure);
      return { ...next, publications: [...disclosure.publications, publication], clocks, late, compliant };
    }
    case "disclosure-publication-withdrawn": {
      const { late, compliant } = event.data;
      const gone = new Set(event.data.publications.map(placeOf));
      const publications = disclosure.publications.filter((each) => !gone.has(placeOf(each)));
      return { ...next, publications, clocks: withDisputes(event.data.clocks, disclosure), late, compliant };
    }
    case "disclosure-clocks-moved": {
      const to = new Map(event.data.moves.map(({ clockId, after }) => [clockId, after]));
      const moved = (clock: Clock): Clock => {
        const days = to.get(clock.clockId);
        return days ? movedTo(clock, days) : clock;
      };
      return { ...next, clocks: disclosure.clocks.map(moved) };
    }
    case "disclosure-objection-filed": {
      const { objectionId, clock } = event.data;
      return {
        ...next,
        openObjections: [...(disclosure.openObjections ?? []), objectionId],
        clocks: [...disclosure.clocks, clock],
      };
    }
    case "disclosure-objection-verified": {
      const { objectionId, verifiedOn } = event.data;
      const its = clockOf(objectionId);
      return {
        ...next,
        clocks: disclosure.clocks.map((clock) => (clock.clockId === its ? metOn(clock, verifiedOn) : clock)),
      };
    }
    case "disclosure-objection-closed": {
      const { objectionId, closedOn, outcome } = event.data;
      return outcome === "upheld"
        ? takenDown(withoutObjections(next), { on: closedOn, reason: "error" })
        : withoutObjection(next, objectionId);
    }
    case "disclosure-repair-applied":
    case "disclosure-repair-checked":
    case "disclosure-repair-decided":
    case "disclosure-repair-withdrawn": {
      const repaired = withRepair(next, evolveRepair(caseOf(disclosure), repairFactOf(event)));
      return event.type === "disclosure-repair-decided" && event.data.outcome === "approved"
        ? takenDown(repaired, { on: event.data.decidedOn, reason: "repaired" })
        : repaired;
    }
  }
};

/** Where and when something was published: what is said of one place and day is withdrawn together. */
const placeOf = ({ channel, publishedOn, address }: OwnPublication): string =>
  JSON.stringify([channel, publishedOn, address]);

/** The act's own clocks as they were computed again, and those of objections and repairs as they are. */
const withDisputes = (own: readonly Clock[], { clocks }: Disclosure): Clock[] => [
  ...own,
  ...clocks.filter(isOfDispute),
];

export const clockOf = (objectionId: string): string => `${objectionId}.objectionVerification`;

const withoutObjection = (disclosure: Disclosure, objectionId: string): Disclosure => {
  const { openObjections = [], mended = [], ...rest } = disclosure;
  const open = openObjections.filter((each) => each !== objectionId);
  const left = mended.filter((each) => each !== objectionId);
  return {
    ...rest,
    clocks: disclosure.clocks.filter(({ clockId }) => clockId !== clockOf(objectionId)),
    ...(open.length > 0 ? { openObjections: open } : {}),
    ...(left.length > 0 ? { mended: left } : {}),
  };
};

/** Once one is upheld nothing is left to decide. */
const withoutObjections = ({ openObjections: _, mended: __, ...rest }: Disclosure): Disclosure => ({
  ...rest,
  clocks: rest.clocks.filter(({ kind }) => kind !== "objectionVerification"),
});

/** The application with its clocks as they stand among those of the act: a change of the calendar moves them there. */
export const caseOf = ({ repairCase, clocks }: Disclosure): RepairCase | undefined =>
  repairCase && {
    ...repairCase,
    clocks: repairCase.clocks.map((clock) => clocks.find(({ clockId }) => clockId === clock.clockId) ?? clock),
  };

/** Only the last application's clocks: one may apply without end. */
const withRepair = (disclosure: Disclosure, repairCase: RepairCase): Disclosure => ({
  ...disclosure,
  repairCase,
  clocks: [...disclosure.clocks.filter(isNoRepairClock), ...repairCase.clocks],
});

/** Taken down: what was still to be published need not be any more, and an open application is over. */
const takenDown = (disclosure: Disclosure, how: TakenDown): Disclosure => {
  const repairCase = caseOf(disclosure);
  const ended = repairCase ? withRepair(disclosure, endedWith(repairCase, how.on)) : disclosure;
  return { ...ended, clocks: stopPublication(ended.clocks, how.on), takenDown: how };
};

const stopPublication = (clocks: readonly Clock[], on: LocalDate): Clock[] =>
  clocks.flatMap((clock) => (clock.kind === "disclosurePublication" ? stopClocks([clock], on) : [clock]));
