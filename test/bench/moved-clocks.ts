import type { ClocksDue } from "../../events/clocks-due/v1.ts";
import { createAgencyDirectory } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createWithdraw } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createCalendarRegister } from "../../shared/adapters/dynamodb/clock/calendar-register.ts";
import { createClockReader } from "../../shared/adapters/dynamodb/clock/clocks.ts";
import { createDisclosureStore } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createTriggerClocks } from "../../shared/adapters/dynamodb/trigger/trigger-watches.ts";
import { putYear } from "../../shared/app/clock/keep-calendar.ts";
import { moveClocks } from "../../shared/app/clock/move-clocks.ts";
import { shippedArrangements } from "../../shared/calendar/arrangements.ts";
import { shippedClockLengths, shippedDisclosureBook } from "../../shared/policy/shipped-rulebook.ts";
import { bulkWrite, dutyItems, type Place } from "./open-clocks.ts";
import { type Figure, short } from "./table.ts";

const changedAt = new Date("2026-11-24T10:00:00+08:00");
/** A day on which the city's offices close, before every one of the clocks is due. */
const closing = { on: "2026-11-26", reason: "本市闭馆" };

/** Open clocks, half of entries and half of acts, computed again after a change of the calendar; messages two at once. */
export const measureMoves = async ({ db, table, house, pattern, metered }: Place, count: number): Promise<Figure> => {
  await bulkWrite(db, dutyItems(table, pattern, count, "2026-11-23", 2_000_000));
  const queue: ClocksDue[] = [];
  const deps = {
    ...house(changedAt),
    lengthOf: shippedClockLengths(),
    clocks: createClockReader(db, { lists: table.Lists, triggers: table.Triggers, disclosures: table.Disclosures }),
    directory: createAgencyDirectory(db, table.Register),
    disclosures: createDisclosureStore(db, { disclosures: table.Disclosures }),
    disclosureRules: shippedDisclosureBook(),
    triggerClocks: createTriggerClocks(db, table.Triggers, () => Promise.resolve([])),
    alertStore: { withdraw: createWithdraw(db, table.Lists) },
    clockQueue: {
      send: (messages: readonly ClocksDue[], delaySeconds = 0) => {
        if (delaySeconds === 0) queue.push(...messages);
        return Promise.resolve();
      },
    },
  };
  const by = { agencyId: "credit-office", name: "信用办", clientId: "office", officer: "王芳" };
  const kept = await putYear(
    { calendarRegister: createCalendarRegister(db, table.Catalogue), shipped: shippedArrangements(), now: deps.now },
    { year: "2026", closingDays: [closing], caller: { ...by, roles: ["office"] }, by, correlationId: "bench" },
  );
  if (!kept.ok) throw new Error(kept.refusal.code);
  let moved = 0;
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const some = await moveClocks(deps, next);
      moved += some;
    }
  };
  const cost = await metered(async () => {
    await moveClocks(deps, { type: "clocks-due", version: 1, correlationId: "bench", from: closing.on });
    await Promise.all([work(), work()]);
  });
  // The entry that the others are like is open too.
  if (moved !== count + 1) throw new Error(`${moved} of ${count + 1} clocks moved`);
  const each = (whole: number): string => short(whole / moved, 2);
  return {
    figure: `deadlines: ${count} open clocks computed again after a change of the calendar`,
    value: `${short(cost.seconds)} s, for each ${each(cost.itemsRead)} items read, ${each(cost.readUnits)} RCU, ${each(cost.writeUnits)} WCU`,
  };
};
