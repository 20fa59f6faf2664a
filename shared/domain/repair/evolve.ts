import type { RepairEvent } from "../../../events/catalogue.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { type Clock, meetClock, stopClocks } from "../clock/clock.ts";
import { isOpen, type RepairCase } from "./repair-case.ts";

/** What of an event an application is made from, whatever history it stands in. */
export type RepairFact = RepairEvent extends infer E
  ? E extends RepairEvent
    ? Pick<E, "type" | "data" | "by">
    : never
  : never;

/** The last application after an event; a new one takes the place of the one before. */
export const evolveRepair = (repair: RepairCase | undefined, event: RepairFact): RepairCase => {
  if (event.type === "repair-applied") {
    const { clock, ...data } = event.data;
    return { ...data, status: "applied", filedBy: event.by, clocks: [clock] };
  }
  if (!repair) throw new Error(`history of ${event.data.repairId} does not begin with its application`);
  switch (event.type) {
    case "repair-checked": {
      const { checkedOn, outcome, missing, note, clock } = event.data;
      return {
        ...repair,
        status: outcome,
        check: { checkedOn, missing, ...(note === undefined ? {} : { note }) },
        clocks: [...meetClock(repair.clocks, "repairCheck", checkedOn), ...(clock ? [clock] : [])],
        ...(outcome === "returned" ? { closedOn: checkedOn } : {}),
      };
    }
    case "repair-decided": {
      const { decidedOn, outcome, reason, mayApplyAgainOn, review } = event.data;
      return {
        ...repair,
        status: outcome,
        decision: {
          decidedOn,
          ...(reason === undefined ? {} : { reason }),
          ...(mayApplyAgainOn === undefined ? {} : { mayApplyAgainOn }),
          ...(review === undefined ? {} : { review }),
        },
        clocks: meetClock(repair.clocks, "repairDecision", decidedOn),
        closedOn: decidedOn,
      };
    }
    case "repair-withdrawn":
      return closed(repair, "withdrawn", event.data.withdrawnOn);
  }
};

/** A new application takes the place of the one before with its clocks as well, which are all settled by then. */
export const isNoRepairClock = ({ kind }: Clock): boolean => kind !== "repairCheck" && kind !== "repairDecision";

/** An open application is over with what it was about; one that is over stays as it is. */
export const endedWith = (repair: RepairCase, on: LocalDate): RepairCase =>
  isOpen(repair) ? closed(repair, "ended", on) : repair;

const closed = (repair: RepairCase, status: "withdrawn" | "ended", on: LocalDate): RepairCase => ({
  ...repair,
  status,
  clocks: stopClocks(repair.clocks, on),
  closedOn: on,
});
