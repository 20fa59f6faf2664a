import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { FigureTold } from "../../events/figure-told/v1.ts";
import { countFigures } from "../../shared/app/compliance/count-figures.ts";
import { figuresOf } from "../../shared/domain/compliance/figures.ts";
import { addDays, type LocalDate } from "../../shared/kernel/local-date.ts";
import { figuresInMemory } from "../support/figure-memory.ts";
import { calendar } from "../support/house.ts";

const monday = "2026-11-23";
const agencies = ["market-regulation", "tax", "finance"] as const;
const kinds = ["penalties", "permits", "acts"] as const;

const agency = fc.constantFrom(...agencies);
const day = fc.integer({ min: -30, max: 30 }).map((n) => addDays(monday, n));
const kind = fc.constantFrom(...kinds);

/** An act: reported, corrected or published some times, public for a while, perhaps taken down at last; each time it says what it then is. */
const act = fc.record({
  agency,
  kind,
  decidedOn: day,
  collectedAfter: fc.nat(20),
  steps: fc.array(fc.record({ late: fc.boolean(), publishedAfter: fc.option(fc.nat(25), { nil: undefined }) }), {
    minLength: 1,
    maxLength: 4,
  }),
  takenDownAfter: fc.option(fc.nat(25), { nil: undefined }),
  publicFor: fc.option(fc.nat(40), { nil: undefined }),
});
/** The report of an entry: determined, perhaps moved by the calendar, ended and brought back, then reported, ended or neither. */
const report = fc.record({
  agency,
  startedOn: day,
  moved: fc.option(fc.integer({ min: -2, max: 3 }), { nil: undefined }),
  undone: fc.array(fc.nat(15), { maxLength: 2 }),
  end: fc.option(fc.record({ how: fc.constantFrom("metOn", "endedOn"), after: fc.nat(15) }), { nil: undefined }),
});
const trigger = fc.record({
  agency,
  dueOn: day,
  missed: fc.boolean(),
  met: fc.option(fc.integer({ min: -9, max: 9 })),
});
const refusal = fc.record({ agency, kind, on: day, rows: fc.integer({ min: 1, max: 50 }) });

const world = fc.record({
  acts: fc.array(act, { maxLength: 8 }),
  reports: fc.array(report, { maxLength: 6 }),
  triggers: fc.array(trigger, { maxLength: 6 }),
  refusals: fc.array(refusal, { maxLength: 4 }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const told = (source: string, fact: FigureTold["fact"]): FigureTold => ({
  type: "figure-told",
  version: 1,
  source,
  fact,
  correlationId: "test",
});
const dueOf = (from: LocalDate): LocalDate => calendar.add(from, 7).dueOn;
const reportDue = (from: LocalDate): LocalDate => calendar.add(from, 5).dueOn;

interface Step {
  readonly late: boolean;
  readonly publishedAfter: number | undefined;
  readonly stoppedAfter?: number;
}
/** Taken down, an act that was not published need not be any more; one that was stays as it was. */
const lived = (steps: readonly Step[], takenDownAfter: number | undefined): readonly Step[] => {
  const last = steps.at(-1);
  if (last === undefined || takenDownAfter === undefined) return steps;
  return [...steps, { ...last, ...(last.publishedAfter === undefined ? { stoppedAfter: takenDownAfter } : {}) }];
};

const endOf = (how: "metOn" | "endedOn", on: LocalDate) =>
  how === "metOn" ? { metOn: on } : { ended: { seq: 9, on } };

/** Everything that the records of a world ever say. */
const sayings = ({ acts, reports, triggers, refusals }: World): FigureTold[] => [
  ...acts.flatMap(({ agency: agencyId, kind: of, decidedOn, collectedAfter, steps, takenDownAfter, publicFor }, n) =>
    lived(steps, takenDownAfter).map(({ late, publishedAfter, stoppedAfter }, step) =>
      told(`dis_${n}`, {
        of: "disclosure",
        agencyId,
        revision: step + 1,
        kind: of,
        decidedOn,
        collectedOn: addDays(decidedOn, collectedAfter),
        late,
        compliant: !late,
        publication: {
          dueOn: dueOf(decidedOn),
          ...(publishedAfter === undefined ? {} : { metOn: addDays(decidedOn, publishedAfter) }),
          ...(stoppedAfter === undefined ? {} : { stoppedOn: addDays(decidedOn, stoppedAfter) }),
          ...(publicFor === undefined ? {} : { lastOn: addDays(decidedOn, publicFor) }),
        },
      }),
    ),
  ),
  ...reports.flatMap(({ agency: agencyId, startedOn, moved, undone, end }, n) => [
    told(`ent_${n}`, { of: "listReport", agencyId, startedOn, due: { seq: 1, on: reportDue(startedOn) } }),
    ...(moved === undefined
      ? []
      : [told(`ent_${n}`, { of: "listReport", due: { seq: 2, on: addDays(reportDue(startedOn), moved) } })]),
    ...undone.flatMap((after, time) => [
      told(`ent_${n}`, { of: "listReport", ended: { seq: 3 + 2 * time, on: addDays(startedOn, after) } }),
      told(`ent_${n}`, { of: "listReport", ended: { seq: 4 + 2 * time } }),
    ]),
    ...(end === undefined
      ? []
      : [told(`ent_${n}`, { of: "listReport", ...endOf(end.how, addDays(startedOn, end.after)) })]),
  ]),
  ...triggers.flatMap(({ agency: agencyId, dueOn, missed, met }, n) => [
    ...(missed ? [told(`trg_${n}`, { of: "feedback", agencyId, dueOn })] : []),
    ...(met === null ? [] : [told(`trg_${n}`, { of: "feedback", agencyId, dueOn, metOn: addDays(dueOn, met) })]),
  ]),
  ...refusals.map(({ agency: agencyId, kind: of, on, rows }, n) =>
    told(`sub_${n}#0`, { of: "refusedRows", agencyId, kind: of, on, rows }),
  ),
];

/** The same figures counted again from the records themselves, by plain loops that share nothing with the product. */
const recount = (records: World, agencyId: string, month: string, today: LocalDate) => {
  const inMonth = (on: LocalDate): boolean => on.startsWith(month);
  const middle = (numbers: readonly number[]): number | null => {
    const sorted = [...numbers].sort((a, b) => a - b);
    const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
    return low === undefined || high === undefined ? null : (low + high) / 2;
  };
  const acts = records.acts
    .filter(({ agency: whose }) => whose === agencyId)
    .map((each) => {
      const last = each.steps.at(-1);
      const publishedOn = last?.publishedAfter === undefined ? undefined : addDays(each.decidedOn, last.publishedAfter);
      const collectedOn = addDays(each.decidedOn, each.collectedAfter);
      const days = Math.min(60, calendar.between(each.decidedOn, collectedOn));
      const gone =
        each.takenDownAfter !== undefined ||
        (each.publicFor !== undefined && addDays(each.decidedOn, each.publicFor) < today);
      return { collectedOn, late: last?.late === true, publishedOn, gone, dueOn: dueOf(each.decidedOn), days };
    });
  const own = acts.filter(({ collectedOn }) => inMonth(collectedOn));
  const refused = records.refusals
    .filter(({ agency: whose, on }) => whose === agencyId && inMonth(on))
    .reduce((all, { rows }) => all + rows, 0);
  const reports = records.reports
    .filter(({ agency: whose }) => whose === agencyId)
    .map(({ startedOn, moved, end }) => ({
      startedOn,
      dueOn: addDays(reportDue(startedOn), moved ?? 0),
      how: end?.how,
      on: end === undefined ? "" : addDays(startedOn, end.after),
    }));
  const made = reports.filter(({ how, on }) => how === "metOn" && inMonth(on));
  const feedback = records.triggers.filter(
    ({ agency: whose, dueOn, missed, met }) => whose === agencyId && inMonth(dueOn) && (missed || met !== null),
  );
  const overdueActs = acts.filter(
    ({ publishedOn, gone, dueOn }) => publishedOn === undefined && !gone && dueOn < today,
  ).length;
  const overdueReports = reports.filter(({ how, dueOn }) => how === undefined && dueOn < today).length;
  return {
    reported: own.length + refused,
    taken: own.length,
    refused,
    late: own.filter(({ late }) => late).length,
    compliant: own.filter(({ late }) => !late).length,
    medianDays: middle(own.map(({ days }) => days)),
    publishedOnTime: own.filter(({ publishedOn, dueOn }) => publishedOn !== undefined && publishedOn <= dueOn).length,
    publishedLate: own.filter(({ publishedOn, dueOn }) => publishedOn !== undefined && publishedOn > dueOn).length,
    overdueActs,
    listReports: made.length,
    listsOnTime: made.filter(({ on, dueOn }) => on <= dueOn).length,
    never: reports.filter(({ how, on, dueOn }) => how === "endedOn" && on > dueOn && inMonth(on)).length,
    listDays: middle(made.map(({ startedOn, on }) => calendar.between(startedOn, on))),
    overdueReports,
    due: feedback.length,
    given: feedback.filter(({ met }) => met !== null).length,
    inTime: feedback.filter(({ met }) => met !== null && met <= 0).length,
    overdueNow: overdueActs + overdueReports,
  };
};

test("figures equal a recount of the records, whatever is told twice, late, early or by several workers at once", async () => {
  const seen = { overdue: 0, refused: 0, published: 0, feedback: 0, conflicts: 0 };
  await fc.assert(
    fc.asyncProperty(world, fc.infiniteStream(fc.nat(1_000)), fc.scheduler(), async (records, picks, scheduler) => {
      const pick = (below: number): number => (picks.next().value ?? 0) % below;
      const all = sayings(records);
      // Everything once, a third of it again, in any order, in batches of up to four.
      const delivered = [...all, ...all.filter(() => pick(3) === 0)]
        .map((message) => ({ message, at: pick(1_000) }))
        .sort((a, b) => a.at - b.at)
        .map(({ message }) => message);
      const batches: FigureTold[][] = [];
      while (delivered.length > 0) batches.push(delivered.splice(0, 1 + pick(4)));
      const memory = figuresInMemory((step) => scheduler.schedule(Promise.resolve(), step));
      const deps = { figures: memory.store, calendar: () => Promise.resolve(calendar) };
      const work = async (batch: readonly FigureTold[]): Promise<void> => {
        try {
          await countFigures(deps, batch);
        } catch {
          // Outrun: the queue brings the batch again.
          seen.conflicts++;
          await work(batch);
        }
      };
      const lanes = [0, 1].map(async (lane) => {
        for (const [n, batch] of batches.entries()) if (n % 2 === lane) await work(batch);
      });
      await scheduler.waitFor(Promise.all(lanes));
      const standing = memory.standing();
      for (const agencyId of agencies)
        for (const month of ["2026-10", "2026-11", "2026-12", "2027-01"]) {
          const counted = {
            month: standing[`${month} ${agencyId}`] ?? {},
            standing: standing[`standing ${agencyId}`] ?? {},
          };
          const { dualPublicity, listReports, feedback, overdueNow } = figuresOf(counted, monday);
          const again = recount(records, agencyId, month, monday);
          deepStrictEqual(
            {
              reported: dualPublicity.reported,
              taken: dualPublicity.taken,
              refused: dualPublicity.refused,
              late: dualPublicity.late,
              compliant: dualPublicity.compliant,
              medianDays: dualPublicity.medianDays,
              publishedOnTime: dualPublicity.publishedOnTime,
              publishedLate: dualPublicity.publishedLate,
              overdueActs: dualPublicity.overdueNow,
              listReports: listReports.reported,
              listsOnTime: listReports.onTime,
              never: listReports.never,
              listDays: listReports.medianDays,
              overdueReports: listReports.overdueNow,
              due: feedback.due,
              given: feedback.given,
              inTime: feedback.inTime,
              overdueNow,
            },
            again,
          );
          seen.overdue += again.overdueNow;
          seen.refused += again.refused;
          seen.published += again.publishedOnTime + again.publishedLate;
          seen.feedback += again.due;
        }
    }),
    { numRuns: 300 },
  );
  expect(seen.overdue).toBeGreaterThan(100);
  for (const count of [seen.refused, seen.published, seen.feedback]) expect(count).toBeGreaterThan(100);
});
