import { describe, expect, test } from "vitest";
import type { AlertRaised } from "../../events/alert-raised/v1.ts";
import { countTriggers } from "../../shared/app/trigger/count-triggers.ts";
import { sweepTriggers } from "../../shared/app/trigger/sweep-triggers.ts";
import type { Trigger } from "../../shared/domain/trigger/trigger.ts";
import { triggersOf } from "../../shared/domain/trigger/trigger.ts";
import type { TriggerWatch } from "../../shared/ports/triggers.ts";
import { decisionsOf, measures } from "../support/decision-sequences.ts";
import { triggerRules } from "../support/house.ts";

/** Three `apply`s made on 25 November 2026: taken note of by 30 November, reported on by 9 December. */
const applies = decisionsOf([], "sbj_1").flatMap(({ events }) =>
  events.flatMap((event) => triggersOf(event, measures, triggerRules).make),
);
const at = (day: string) => new Date(`${day}T00:35:00+08:00`);

const watching = (triggers: () => Promise<readonly Trigger[]>, watches = 1) => {
  const days = new Map(
    Array.from({ length: watches }, (_, seq) => [seq, "2026-12-01"] as [number, string | undefined]),
  );
  const raised = new Map<string, AlertRaised>();
  const tries = { count: 0 };
  return {
    raised,
    tries,
    days,
    deps: {
      watches: {
        shards: 1,

        due: async function* (_: number, upTo: string) {
          const due = [...days].flatMap(([seq, dueOn]) =>
            dueOn !== undefined && dueOn <= upTo ? [{ entryId: "ent_1", seq, dueOn }] : [],
          );
          for (let start = 0; start < due.length; start += 500) yield due.slice(start, start + 500);
        },
        triggers,
        raise: (alerts: readonly AlertRaised[]) => {
          tries.count += alerts.length;
          const fresh = alerts.filter(({ alertId }) => !raised.has(alertId));
          for (const alert of fresh) raised.set(alert.alertId, alert);
          return Promise.resolve(fresh);
        },
        next: ({ seq }: Pick<TriggerWatch, "seq">, on: string | undefined) => Promise.resolve(void days.set(seq, on)),
      },
    },
  };
};

describe("the sweep of triggers' clocks", () => {
  test("looks at a decision's triggers when their clocks run out, and leaves them alone when all was said", async () => {
    const { deps, days, raised, tries } = watching(() => Promise.resolve(applies));
    expect(await sweepTriggers(deps, at("2026-11-30"))).toEqual({ alerts: 0, failed: 0 });
    expect(await sweepTriggers(deps, at("2026-12-01"))).toEqual({ alerts: 3, failed: 0 });
    expect(await sweepTriggers(deps, at("2026-12-01"))).toEqual({ alerts: 0, failed: 0 });
    // Feedback is due soon; nobody took note for five working days; feedback is late, and then that is told the office.
    for (const day of ["2026-12-04", "2026-12-07", "2026-12-10", "2026-12-16"]) {
      expect(days.get(0)).toBe(day);
      expect(await sweepTriggers(deps, at(day))).toEqual({ alerts: 3, failed: 0 });
    }
    // What stands late may be taken back by a change of the calendar, which finds it by its watch; then it is left alone.
    expect(days.get(0)).toBe("2027-04-08");
    expect(await sweepTriggers(deps, at("2027-04-08"))).toEqual({ alerts: 0, failed: 0 });
    expect(days.get(0)).toBeUndefined();
    // What was said is not tried again: a refused write costs as much as one that is taken.
    expect(tries.count).toBe(15);
    expect([...raised.values()].map(({ triggerId }) => triggerId?.startsWith("ent_0"))).toEqual(Array(15).fill(true));
  });

  test("that was skipped for weeks says everything at once, and one that ended midway says the rest the next time", async () => {
    const skipped = watching(() => Promise.resolve(applies));
    expect(await sweepTriggers(skipped.deps, at("2027-01-05"))).toEqual({ alerts: 6, failed: 0 });
    const { deps, raised } = watching(() => Promise.resolve(applies));
    const { raise } = deps.watches;
    deps.watches.raise = async (alerts) => {
      await raise(alerts.slice(0, 1));
      throw new Error("ended");
    };
    expect(await sweepTriggers(deps, at("2026-12-01"))).toEqual({ alerts: 0, failed: 1 });
    deps.watches.raise = raise;
    expect(await sweepTriggers(deps, at("2026-12-01"))).toEqual({ alerts: 2, failed: 0 });
    expect(raised.size).toBe(3);
  });

  test("says nothing of what nobody is asked to do any more: past the entry's last day", async () => {
    const ended = applies.map((trigger) => ({ ...trigger, validTo: "2026-11-26" }));
    const { deps, days } = watching(() => Promise.resolve(ended));
    expect(await sweepTriggers(deps, at("2026-12-10"))).toEqual({ alerts: 0, failed: 0 });
    expect(days.get(0)).toBeUndefined();
  });

  test("ends after so many, and the next one goes on", async () => {
    const { deps, days } = watching(() => Promise.resolve([]), 5_000);
    await sweepTriggers(deps, at("2026-12-01"));
    expect([...days.values()].filter((day) => day !== undefined)).toHaveLength(3_000);
    await sweepTriggers(deps, at("2026-12-01"));
    await sweepTriggers(deps, at("2026-12-01"));
    expect([...days.values()].filter((day) => day !== undefined)).toEqual([]);
  });
});

describe("the counts of an inbox", () => {
  const caller = { agencyId: "finance", name: "财政局", roles: ["implementing"], clientId: "finance-client" } as const;
  const counted = (pages: readonly (readonly Trigger[])[], day: string) =>
    countTriggers(
      {
        now: () => at(day),
        triggers: {
          outlines: async function* (_, status) {
            for (const page of pages) yield page.filter((trigger) => trigger.status === status);
          },
        },
      },
      caller,
    );

  test("tell what waits by status and kind, and what is overdue", async () => {
    const [one, two, three] = applies;
    if (!one || !two || !three) throw new Error("three applies");
    const inbox: Trigger[] = [
      one,
      { ...two, kind: "lift", status: "failed" },
      { ...three, status: "acknowledged", clocks: three.clocks.slice(1) },
      { ...three, status: "applied" },
    ];
    expect(await counted([inbox], "2026-12-01")).toEqual({
      open: 3,
      overdue: 2,
      byStatus: { pending: 1, acknowledged: 1, failed: 1 },
      byKind: {
        apply: { open: 2, overdue: 1 },
        suspend: { open: 0, overdue: 0 },
        resume: { open: 0, overdue: 0 },
        correct: { open: 0, overdue: 0 },
        lift: { open: 1, overdue: 1 },
        restore: { open: 0, overdue: 0 },
      },
      complete: true,
    });
  });

  test("leave out what its entry's last day has closed", async () => {
    const [one] = applies.map((trigger) => ({ ...trigger, validTo: "2026-11-30" }));
    expect(one && (await counted([[one]], "2026-11-30")).open).toBe(1);
    expect(one && (await counted([[one]], "2026-12-01")).open).toBe(0);
  });

  test("say so when they stopped counting", async () => {
    const page = Array<Trigger>(50_000).fill(applies[0] ?? ({} as Trigger));
    expect(await counted([page, page, page], "2026-11-26")).toMatchObject({ open: 100_000, complete: false });
  });
});
