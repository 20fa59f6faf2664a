import fc from "fast-check";
import { expect, test } from "vitest";
import type { AlertRaised } from "../../events/alert-raised/v1.ts";
import { shippedArrangements } from "../../shared/calendar/arrangements.ts";
import { createWorkingCalendar } from "../../shared/calendar/working-calendar.ts";
import { moveClocks, type MoveClocksDeps } from "../../shared/app/clock/move-clocks.ts";
import { sweepTriggers } from "../../shared/app/trigger/sweep-triggers.ts";
import { type Clock, daysOf, meetClock } from "../../shared/domain/clock/clock.ts";
import { type Trigger, triggersOf } from "../../shared/domain/trigger/trigger.ts";
import { addDays } from "../../shared/kernel/local-date.ts";
import { shippedClockLengths } from "../../shared/policy/shipped-rulebook.ts";
import type { TriggerWatch } from "../../shared/ports/triggers.ts";
import { decisionsOf, measures } from "../support/decision-sequences.ts";
import { triggerRules } from "../support/house.ts";

/** Two days before the New Year of an arrangement that is not known yet. */
const begun = "2026-12-30";
const made = decisionsOf([], "sbj_1").flatMap(({ events }) =>
  events.flatMap((event) => triggersOf({ ...event, at: `${begun}T09:00:00.000+08:00` }, measures, triggerRules).make),
);
const lengthOf = shippedClockLengths();
const calendarOf = (off: readonly string[]) =>
  createWorkingCalendar({
    ...shippedArrangements(),
    "2027": { sources: ["https://www.gov.cn"], off: [...off], work: [] },
  });

/** Days off of the first weeks of the year: three arrangements, so that clocks often go back to where they were. */
const year = fc.subarray(Array.from({ length: 21 }, (_, n) => addDays("2027-01-01", n)));
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant("sweep" as const),
      times: fc.integer({ min: 1, max: 2 }),
      late: fc.nat(1),
    }),
  },
  { weight: 4, arbitrary: fc.record({ act: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant("year" as const),
      which: fc.nat(2),
      sweep: fc.constantFrom("none", "within", "around"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("takeNote" as const), who: fc.nat(2) }) },
);

const nothing = (): Promise<void> => Promise.resolve();
const once = (act: () => Promise<void>): (() => Promise<void>) => {
  let next = act;
  return () => {
    const now = next;
    next = nothing;
    return now();
  };
};

/** The stores of the sweep and of the calendar's changes, in memory. */
const stores = () => {
  const triggers = new Map<string, Trigger>(made.map((trigger) => [trigger.triggerKey, trigger]));
  const alerts = new Map<string, AlertRaised & { withdrawn: boolean }>();
  const watch = { entryId: made[0]?.entryId ?? "", seq: made[0]?.seq ?? 0, dueOn: begun as string | undefined };
  const current = (): TriggerWatch[] => (watch.dueOn === undefined ? [] : [{ ...watch, dueOn: watch.dueOn }]);
  const read = {
    shards: 1,
    triggers: () => Promise.resolve([...triggers.values()]),
  };
  /** What happens between what a sweep raises and its looking away, and between what a move reads and writes. */
  const meanwhile = { inSweep: nothing, inMove: nothing };
  return {
    triggers,
    meanwhile,
    standing: () => [...alerts.values()].filter(({ withdrawn }) => !withdrawn),
    watches: {
      ...read,
      due: async function* (_: number, upTo: string) {
        yield await Promise.resolve(current().filter(({ dueOn }) => dueOn <= upTo));
      },
      raise: (asked: readonly AlertRaised[]) => {
        const raised = asked.filter(({ alertId }) => alerts.get(alertId)?.withdrawn !== false);
        for (const alert of raised) alerts.set(alert.alertId, { ...alert, withdrawn: false });
        return Promise.resolve(raised);
      },
      next: async ({ dueOn }: TriggerWatch, on: string | undefined) => {
        await meanwhile.inSweep();
        if (watch.dueOn === dueOn) watch.dueOn = on;
      },
    },
    triggerClocks: {
      ...read,
      page: () => Promise.resolve({ items: current(), next: null }),
      move: async (trigger: Trigger) => {
        await meanwhile.inMove();
        triggers.set(trigger.triggerKey, trigger);
        return true;
      },
      set: (_: unknown, on: string) => Promise.resolve(void (watch.dueOn = on)),
    },
    alertStore: {
      withdraw: (ids: readonly string[]) => {
        for (const id of ids) {
          const alert = alerts.get(id);
          if (alert) alert.withdrawn = true;
        }
        return Promise.resolve();
      },
    },
  };
};

/** From which day on a clock calls for each level, told from its days alone. */
const calledFor = (clock: Clock, level: string, day: string): boolean => {
  const { warnOn, dueOn, escalateOn = "9999" } = clock;
  const days = new Map(Object.entries({ dueSoon: warnOn, overdue: addDays(dueOn, 1), escalated: escalateOn }));
  return (days.get(level) ?? "9999") <= (clock.metOn !== undefined && clock.metOn < day ? clock.metOn : day);
};
const levels = ["dueSoon", "overdue", "escalated"] as const;

test("SPEC Working days and clocks: of a trigger one alert stands for each clock and level, none that is wrong, and none is missing, however the calendar changes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(year, year, year),
      fc.array(step, { minLength: 8, maxLength: 30 }),
      async (years, steps) => {
        const { triggers, meanwhile, standing, ...deps } = stores();
        let today = begun;
        let calendar = calendarOf([]);
        const clocks = () => [...triggers.values()].flatMap((trigger) => trigger.clocks);
        const wrong = () =>
          standing().filter(({ clockId, level }) =>
            clocks().some((clock) => clock.clockId === clockId && !calledFor(clock, level, today)),
          );
        for (const each of [...steps, { act: "sweep" as const, times: 2, late: 0 }]) {
          const now = new Date(`${today}T10:00:00+08:00`);
          if (each.act === "wait") today = addDays(today, each.days);
          else if (each.act === "takeNote") {
            const trigger = [...triggers.values()][each.who];
            if (!trigger) throw new Error("three triggers");
            const answered = meetClock(trigger.clocks, "triggerAcknowledgement", today);
            triggers.set(trigger.triggerKey, { ...trigger, clocks: answered });
          } else if (each.act === "year") {
            calendar = calendarOf(years[each.which] ?? []);
            const house = { ...deps, calendar, lengthOf, now: () => now, catalogue: () => Promise.resolve([]) };
            const move = async (): Promise<void> => {
              await moveClocks(house as Partial<MoveClocksDeps> as MoveClocksDeps, {
                type: "clocks-due",
                version: 1,
                correlationId: "move",
                from: begun,
                place: { shard: 0 },
              });
            };
            const sweep = async (): Promise<void> => void (await sweepTriggers(deps, now));
            if (each.sweep === "within") meanwhile.inMove = once(sweep);
            if (each.sweep === "around") meanwhile.inSweep = once(move);
            if (each.sweep === "around") await sweep();
            // Where the sweep did not come to it, and the second look.
            await move();
            meanwhile.inMove = meanwhile.inSweep = nothing;
            for (const { metOn, kind, startedOn, warnOn, dueOn, escalateOn, provisional } of clocks())
              if (metOn === undefined)
                expect({ warnOn, dueOn, escalateOn, provisional }).toEqual(
                  daysOf(startedOn, lengthOf(kind, startedOn), calendar),
                );
          } else {
            const at = new Date(`${addDays(today, -each.late)}T23:35:00+08:00`);
            for (let time = 0; time < each.times; time++) await sweepTriggers(deps, at);
            for (const clock of each.late > 0 ? [] : clocks().filter(({ metOn }) => metOn === undefined)) {
              const loudest = levels.findLast((level) => calledFor(clock, level, today));
              const said = standing().flatMap(({ clockId, level }) => (clockId === clock.clockId ? [level] : []));
              expect(loudest === undefined ? said : said.includes(loudest)).toEqual(loudest === undefined ? [] : true);
            }
          }
          expect(wrong()).toEqual([]);
          const words = standing().map(({ clockId, level }) => `${clockId} ${level}`);
          expect(words).toEqual([...new Set(words)]);
        }
      },
    ),
    { numRuns: 150 },
  );
});
