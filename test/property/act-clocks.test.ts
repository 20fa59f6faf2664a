import fc from "fast-check";
import { expect, test } from "vitest";
import { moveAct } from "../../shared/app/disclosure/move-acts.ts";
import { recordDisclosure } from "../../shared/app/disclosure/record-disclosure.ts";
import { reportPublication } from "../../shared/app/disclosure/report-publication.ts";
import { shippedArrangements } from "../../shared/calendar/arrangements.ts";
import { createWorkingCalendar } from "../../shared/calendar/working-calendar.ts";
import { type Clock, isRunning } from "../../shared/domain/clock/clock.ts";
import { effective } from "../../shared/domain/clock/calendar-year.ts";
import type { DisclosureEvent } from "../../events/disclosures.ts";
import { checkRow } from "../../shared/domain/disclosure/check.ts";
import { clocksOn, type Disclosure } from "../../shared/domain/disclosure/disclosure.ts";
import { evolve } from "../../shared/domain/disclosure/evolve.ts";
import type { DisclosureRulebook } from "../../shared/domain/disclosure/rules.ts";
import { addDays } from "../../shared/kernel/local-date.ts";
import {
  shippedClockLengths,
  shippedDisclosureBook,
  shippedPrivacyBook,
} from "../../shared/policy/shipped-rulebook.ts";
import type { DisclosureDecision, StoredDisclosure } from "../../shared/ports/disclosures.ts";
import { actRow, agencyCode, penaltyRow } from "../support/disclosures.ts";
import { officer } from "../support/house.ts";

const firstDay = "2026-09-14";
const shipped = shippedDisclosureBook();
const never = (): never => {
  throw new Error("not asked for");
};

/** Calendars of the year: as it ships, and with closing days of the city before and within the time that is tried. */
const calendars = [[], ["2026-09-08", "2026-09-09", "2026-09-15"], ["2026-09-17", "2026-09-18", "2026-09-22"]].map(
  (closed) => {
    const years = shippedArrangements();
    const closingDays = closed.map((on) => ({ on, reason: "本市闭馆" }));
    const { sources, off, work } = effective({ ...(years["2026"] ?? never()), closingDays });
    return createWorkingCalendar({ ...years, "2026": { sources: [...sources], off: [...off], work: [...work] } });
  },
);
const calendarOf = (n: number) => calendars[n] ?? never();

/** Policies that come into force a week later: shorter, longer, collecting other acts, or from the publication. */
const laterPolicies = ["same", "shorter", "longer", "collectsAll", "collectsNone", "fromPublication"] as const;
type Later = (typeof laterPolicies)[number];
const bookWith =
  (later: Later, from = addDays(firstDay, 7)): DisclosureRulebook =>
  (about) => {
    const rules = shipped(about);
    const { collection: own, ...rest } = rules;
    const collection = own ?? { ...rules.publication, workingDays: 5, from: "decision" as const };
    const lasting = (workingDays: number) => ({
      ...rules,
      publication: { ...rules.publication, workingDays },
      ...(own ? { collection: { ...own, workingDays } } : {}),
    });
    if (about.on < from || later === "same") return rules;
    if (later === "shorter") return lasting(1);
    if (later === "longer") return lasting(15);
    if (later === "collectsNone") return rest;
    return { ...rules, collection: later === "collectsAll" ? collection : { ...collection, from: "publication" } };
  };

/** One act in memory, reported by the ordinary ways. */
const world = (kind: "penalties" | "acts", rulesFor: DisclosureRulebook, lastOn = "2027-09-01") => {
  let stored: StoredDisclosure | undefined;
  let today = firstDay;
  let calendar = calendarOf(0);
  const events: DisclosureEvent[] = [];
  const disclosures = {
    find: () => Promise.resolve(stored),
    commit: ({ disclosure, alerted, event }: DisclosureDecision) => {
      events.push(event);
      stored = { disclosure, alerted };
      return Promise.resolve("committed" as const);
    },
    hasRow: () => Promise.resolve(false),
    heard: () => Promise.resolve(undefined),
    hear: () => Promise.resolve("kept" as const),
  };
  const alertStore = { withdraw: () => Promise.resolve() };
  const deps = {
    ...{ disclosures, alertStore, rulesFor, now: () => new Date(`${today}T09:00:00+08:00`) },
    calendar: () => Promise.resolve(calendar),
    masksOn: (day: string) => shippedPrivacyBook()(day).masks,
    persons: { identify: never, find: never, reveal: never } as never,
    standings: { many: () => Promise.resolve(new Map()) },
    requests: { record: () => Promise.resolve(true) } as never,
  };
  let line = 0;
  return {
    events,
    now: (): Disclosure => stored?.disclosure ?? never(),
    today: () => today,
    wait: (days: number) => (today = addDays(today, days)),
    arranged: (n: number) => (calendar = calendarOf(n)),
    report: async (decidedOn: string, remark: string) => {
      const row =
        kind === "penalties"
          ? penaltyRow(1, { CF_JDRQ: decidedOn, CF_GSJZQ: lastOn, CF_BZ: remark })
          : actRow(1, { XW_JDRQ: decidedOn, XW_GSJZQ: lastOn, XW_BZ: remark });
      const checked = checkRow(kind, row, { today, agencyCode });
      if (!checked.ok) throw new Error(JSON.stringify(checked.refusal));
      const origin = { submissionId: "sub_1", line: ++line };
      const done = await recordDisclosure(deps, { row: checked.value, by: officer, correlationId: "row", origin });
      if (!done.ok) throw new Error(JSON.stringify(done.refusal));
    },
    publish: async (publishedOn: string) => {
      await reportPublication(deps, {
        disclosureId: "dis",
        publication: { channel: "agencySite", publishedOn, address: "https://scjg.hengchuan.example/xzcf/1" },
        by: officer,
        correlationId: "publication",
        request: { clientId: "c", key: "k", digest: "d", answerWith: () => ({ status: 200, body: {} }) },
      });
    },
    move: () => {
      const moving = { disclosures, alertStore, calendar, disclosureRules: rulesFor, lengthOf: shippedClockLengths() };
      return moveAct({ ...moving, now: deps.now }, "dis", "2026-01-01", "move");
    },
    /** How an act decided on a day is judged that was collected when this one was, by the calendar of now. */
    judgedAnew: async (decidedOn: string) => {
      const other = world(kind, rulesFor, lastOn);
      other.wait(Date.parse(stored?.disclosure.collectedOn ?? never()) / 864e5 - Date.parse(firstDay) / 864e5);
      other.arranged(calendars.indexOf(calendar));
      await other.report(decidedOn, "");
      for (const { publishedOn } of stored?.disclosure.publications ?? []) {
        other.wait(Math.max(0, (Date.parse(publishedOn) - Date.parse(other.today())) / 864e5));
        await other.publish(publishedOn);
      }
      return other.now();
    },
  };
};

const ownOf = ({ clocks }: Pick<Disclosure, "clocks">) => clocks;
const daysOf = ({ metOn: _, stoppedOn: __, ...days }: Clock) => days;
const step = fc.oneof(
  fc.record({ what: fc.constant("calendar" as const), calendar: fc.nat(2), moved: fc.boolean() }),
  fc.record({ what: fc.constant("publish" as const), before: fc.nat(12) }),
  fc.record({ what: fc.constant("remark" as const) }),
  fc.record({ what: fc.constant("correct" as const), before: fc.integer({ min: 1, max: 9 }) }),
);

test("A §19, SPEC 'Working days and clocks': what is over is judged once; a later calendar or policy moves open duties alone, on the record, and a corrected decision judges anew", async () => {
  const seen = { keptAgainst: 0, moved: 0, judgedAnew: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("penalties", "acts"),
      fc.constantFrom(...laterPolicies),
      fc.record({ calendar: fc.nat(2), before: fc.nat(12), lasts: fc.constantFrom(8, 300) }),
      fc.array(fc.tuple(step, fc.nat(4)), { minLength: 3, maxLength: 14 }),
      async (kind, later, first, steps) => {
        const of = world(kind, bookWith(later), addDays(firstDay, first.lasts));
        of.arranged(first.calendar);
        await of.report(addDays(firstDay, -first.before), "");
        for (const [n, [what, days]] of steps.entries()) {
          of.wait(days);
          const was = of.now();
          const today = of.today();
          const known = clocksOn(was, today);
          const earliest = [was.collectedOn, ...was.publications.map(({ publishedOn }) => publishedOn)].sort()[0];
          if (what.what === "calendar") {
            of.arranged(what.calendar);
            if (what.moved) await of.move();
          } else if (what.what === "publish") await of.publish(addDays(today, -what.before));
          else if (what.what === "remark") await of.report(was.decidedOn, `备注${n}`);
          else await of.report(addDays(earliest ?? never(), -what.before), `更正${n}`);
          const now = of.now();
          expect(of.events.reduce<Disclosure | undefined>(evolve, undefined)).toEqual(now);
          if (now.decidedOn !== was.decidedOn) {
            // The day is another one: the duties are those of the day of collection, by the calendar that holds now.
            const anew = await of.judgedAnew(now.decidedOn);
            expect([now.late, now.compliant]).toEqual([anew.late, anew.compliant]);
            expect(ownOf(now)).toEqual(ownOf(anew));
            seen.judgedAnew += now.late === was.late ? 0 : 1;
            continue;
          }
          expect([now.late, now.compliant]).toEqual([was.late, was.compliant]);
          expect(now.clocks.map(({ kind: each }) => each)).toEqual(was.clocks.map(({ kind: each }) => each));
          for (const clock of now.clocks) {
            const before = known.find(({ clockId }) => clockId === clock.clockId) ?? never();
            if (!isRunning(before)) {
              expect(daysOf(clock)).toEqual(daysOf(before));
              seen.keptAgainst += 1;
            } else if (clock.dueOn !== before.dueOn) {
              expect(clock.movedFrom).toEqual([...(before.movedFrom ?? []), before.dueOn]);
              seen.moved += 1;
            } else expect(clock.movedFrom).toEqual(before.movedFrom);
          }
          // Whoever came to it last has it on the days that hold now, of the policy of the day of collection.
          const isNews = now.version !== was.version;
          const publication = now.clocks[0] ?? never();
          const open = known[0] && isRunning(known[0]);
          if (open && (isNews || (what.what === "calendar" && what.moved)))
            expect(publication.dueOn).toBe((await of.judgedAnew(now.decidedOn)).clocks[0]?.dueOn);
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(Math.min(seen.keptAgainst, seen.moved, seen.judgedAnew)).toBeGreaterThan(50);
});

test("A §19: where collection is counted from the publication, an earlier first publication judges anew, a later place does not", async () => {
  const of = world("penalties", bookWith("fromPublication", "2026-01-01"));
  of.wait(7);
  await of.report(firstDay, "");
  expect(of.now()).toMatchObject({ late: false });
  await of.publish("2026-09-16");
  const [, collection] = of.now().clocks;
  expect([of.now().late, collection?.dueOn]).toEqual([false, "2026-09-22"]);
  of.arranged(2);
  of.wait(1);
  await of.publish("2026-09-18");
  expect(of.now().clocks[1]).toEqual(collection);
  of.arranged(0);
  await of.publish("2026-09-14");
  expect([of.now().late, of.now().clocks[1]?.dueOn]).toEqual([true, "2026-09-20"]);
});
