import type { ClockKind } from "../../../../events/vocabulary.ts";
import * as clocks from "../../../../shared/http/routes/clocks.ts";
import { getWorkingDays, listAlerts } from "../../../../shared/http/routes/office.ts";
import { agenciesIn, implementing, listed, office, swept, triggersMade } from "../given.ts";
import type { HttpCall, Scenario } from "../scenario.ts";
import type { World } from "../world.ts";

const afterItsReport = new Date("2026-11-26T00:05:00+08:00");

/** Two entries that are not reported in time, said out loud. */
const late = async (world: World): Promise<string> => {
  await agenciesIn(world);
  for (const n of [1, 2]) await listed(world, n, { report: false });
  await swept(world, afterItsReport);
  const [alert] = (await world.contents()).items.Lists.filter(({ record }) => record === "alert");
  return (alert?.["alert"] as { alertId: string }).alertId;
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
  reading("alerts", { route: listAlerts, as: office, query: { month: "2026-11" } }),
  reading("working days", { route: getWorkingDays, as: office, query: { from: "2026-11-23", days: "5" } }),
  reading("what falls due for an agency", { route: clocks.forecastClocks, as: office, query: { agency: "finance" } }),
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
