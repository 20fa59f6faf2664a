import joint2017 from "../../../../shared/policy/policies/joint-2017.json" with { type: "json" };
import type { ClockKind } from "../../../../events/vocabulary.ts";
import * as clocks from "../../../../shared/http/routes/clocks.ts";
import { getWorkingDays, listAlerts } from "../../../../shared/http/routes/office.ts";
import { agenciesIn, calendarKept, implementing, listed, office, swept, triggersMade } from "../given.ts";
import { actsSwept, disclosed } from "../given-disclosures.ts";
import { merged } from "../given-subjects.ts";
import { listing } from "../../house.ts";
import type { HttpCall, Scenario } from "../scenario.ts";
import type { World } from "../world.ts";
import { contested } from "./act-claims.ts";

const afterItsReport = new Date("2026-11-26T00:05:00+08:00");

/** Two entries that are not reported in time, said out loud. */
const late = async (world: World): Promise<string> => {
  await agenciesIn(world);
  for (const n of [1, 2]) await listed(world, n, { report: false });
  await swept(world, afterItsReport);
  const [alert] = (await world.contents()).items.Lists.filter(({ record }) => record === "clockAlert");
  return (alert?.["alert"] as { alertId: string }).alertId;
};

const due = { type: "clocks-due", version: 1, correlationId: "changed", from: "2026-12-31" };
const beforeNewYear = new Date("2026-12-28T09:00:00+08:00");
const newYear = new Date("2026-12-31T10:00:00+08:00");
const year2027 = {
  arrangement: {
    sources: ["https://www.gov.cn/zhengce/2027.htm"],
    off: ["2026-12-31", "2027-01-01"],
    work: ["2027-01-09"],
  },
};

/** Three entries that are not reported and one with triggers before the New Year; then its arrangement arrives. */
const overNewYear = async (world: World): Promise<void> => {
  await agenciesIn(world);
  const change = { determinedOn: "2026-12-28", at: beforeNewYear };
  for (const n of [1, 2, 3]) await listed(world, n, { ...change, report: false });
  await listed(world, 4, change);
  await triggersMade(world, beforeNewYear);
  await swept(world, new Date("2026-12-31T00:05:00+08:00"));
  await calendarKept(world, year2027, newYear);
};

const reading = (name: string, request: HttpCall): Scenario => ({
  of: "read-clocks",
  name,
  at: afterItsReport,
  given: async (world) => {
    await late(world);
    await listed(world, 3);
    await triggersMade(world);
    return { kind: "request", request };
  },
});

/** Deadlines: what is due, what was said about it, and who took note. */
export const clockPaths: readonly Scenario[] = [
  reading("overdue duties of every agency", { route: clocks.listClocks, as: office, query: { status: "overdue" } }),
  reading("duties of one kind about triggers", {
    route: clocks.listClocks,
    as: implementing,
    query: { kind: "triggerFeedback" satisfies ClockKind },
  }),
  {
    of: "read-clocks",
    name: "acts that are to be published, and their collection",
    at: afterItsReport,
    given: async (world) => {
      await agenciesIn(world);
      for (const n of [1, 2]) await disclosed(world, n);
      return { kind: "request", request: { route: clocks.listClocks, as: office, query: { status: "met" } } };
    },
  },
  reading("alerts", { route: listAlerts, as: office, query: { month: "2026-11" } }),
  reading("working days", { route: getWorkingDays, as: office, query: { from: "2026-11-23", days: "5" } }),
  reading("what falls due for an agency", { route: clocks.forecastClocks, as: office, query: { agency: "finance" } }),
  reading("a candidate policy tried", {
    route: clocks.simulateDeadlines,
    as: office,
    body: { policy: joint2017, from: "2026-11-01", to: "2026-11-30", agency: "market-regulation" },
  }),
  reading("a year of the calendar", { route: clocks.getCalendar, as: office, params: { year: "2026" } }),
  {
    of: "manage-clocks",
    name: "an arrangement that is published",
    given: async (world) => {
      await agenciesIn(world);
      return {
        kind: "request",
        request: {
          route: clocks.putCalendar,
          as: office,
          params: { year: "2027" },
          body: { ...year2027, officer: "王芳" },
        },
      };
    },
  },
  {
    of: "move-clocks",
    name: "the beginning of a look through everything",
    given: async (world) => {
      await agenciesIn(world);
      return { kind: "messages", bodies: [due] };
    },
  },
  {
    of: "move-clocks",
    name: "duties about three entries, of one of which something was said",
    at: newYear,
    given: async (world) => {
      await overNewYear(world);
      return { kind: "messages", bodies: [{ ...due, place: { agencyId: "market-regulation" } }] };
    },
  },
  {
    of: "move-clocks",
    name: "acts whose publication is still to be reported, of which something was said",
    at: newYear,
    given: async (world) => {
      await agenciesIn(world);
      const decided = { CF_JDRQ: "2026-12-24", CF_GSJZQ: "2027-12-23" };
      for (const n of [1, 2]) await disclosed(world, n, decided, beforeNewYear);
      await actsSwept(world, new Date("2026-12-31T00:05:00+08:00"));
      await calendarKept(world, year2027, newYear);
      return { kind: "messages", bodies: [{ ...due, place: { agencyId: "market-regulation", about: "acts" } }] };
    },
  },
  {
    of: "move-clocks",
    name: "the verification of an objection to an act, of which something was said",
    at: newYear,
    given: async (world) => {
      await agenciesIn(world);
      const decided = { CF_JDRQ: "2026-12-17", CF_GSJZQ: "2027-12-16" };
      await contested(world, 1, decided, new Date("2026-12-18T09:00:00+08:00"));
      await actsSwept(world, new Date("2026-12-31T00:05:00+08:00"));
      await calendarKept(world, year2027, newYear);
      return { kind: "messages", bodies: [{ ...due, place: { agencyId: "market-regulation" } }] };
    },
  },
  {
    of: "move-clocks",
    name: "a duty about a subject that another has gone into",
    at: newYear,
    given: async (world) => {
      await merged(world);
      const basis = { ...listing(2).basis, documentNo: "衡市监处罚〔2026〕902号" };
      await listed(world, 2, { basis, determinedOn: "2026-12-28", at: beforeNewYear, report: false });
      await calendarKept(world, year2027, newYear);
      return { kind: "messages", bodies: [{ ...due, place: { agencyId: "market-regulation" } }] };
    },
  },
  {
    of: "move-clocks",
    name: "clocks of triggers, of which something was said",
    at: newYear,
    given: async (world) => {
      await overNewYear(world);
      const shards = [0, 1, 2, 3, 4, 5, 6, 7];
      return { kind: "messages", bodies: shards.map((shard) => ({ ...due, place: { shard } })) };
    },
    mayDiffer: [
      {
        what: /"dueOn":"2026-12-(29|30)","dueShard"/g,
        because:
          "a watch is looked at by the next sweep on either; the earlier day keeps off one that runs this moment",
      },
    ],
  },
  {
    of: "manage-clocks",
    name: "an officer takes note of an alert",
    at: afterItsReport,
    given: async (world) => ({
      kind: "request",
      request: {
        route: clocks.acknowledgeAlert,
        as: office,
        params: { alertId: await late(world) },
        body: { officer: "王芳", note: "已督促" },
      },
    }),
  },
];
