import type { FigureTold } from "../../../../events/figure-told/v1.ts";
import { createFigureStore } from "../../../../shared/adapters/dynamodb/compliance/figures.ts";
import { countFigures } from "../../../../shared/app/compliance/count-figures.ts";
import * as routes from "../../../../shared/http/routes/compliance.ts";
import { calendar } from "../../house.ts";
import { agenciesIn, authority, office } from "../given.ts";
import type { HttpCall, Scenario } from "../scenario.ts";
import type { World } from "../world.ts";

const told = (source: string, fact: FigureTold["fact"]): FigureTold => ({
  type: "figure-told",
  version: 1,
  source,
  fact,
  correlationId: "along",
});
const act = (n: number, revision: number, metOn?: string): FigureTold =>
  told(`dis_${n}`, {
    of: "disclosure",
    agencyId: "market-regulation",
    revision,
    kind: "penalties",
    decidedOn: "2026-11-18",
    collectedOn: "2026-11-23",
    late: false,
    compliant: true,
    publication: { dueOn: "2026-11-27", ...(metOn === undefined ? {} : { metOn }) },
  });
const refused = told("sub_1#0", {
  of: "refusedRows",
  agencyId: "market-regulation",
  kind: "penalties",
  on: "2026-11-23",
  rows: 3,
});
const answered = told("trg_1", {
  of: "feedback",
  agencyId: "finance",
  dueOn: "2026-12-07",
  metOn: "2026-11-24",
});

/** Two acts and refused rows that were counted before. */
const counted = async (world: World): Promise<void> => {
  await agenciesIn(world);
  const { db, table } = world.engine;
  const deps = { figures: createFigureStore(db, table.Figures), calendar: () => Promise.resolve(calendar) };
  await countFigures(deps, [act(1, 1), act(2, 1), refused]);
};

const reading = (name: string, request: HttpCall): Scenario => ({
  of: "read-compliance",
  name,
  given: async (world) => {
    await counted(world);
    return { kind: "request", request };
  },
});

/** Figures: records that are counted, and who reads what they come to. */
export const compliancePaths: readonly Scenario[] = [
  {
    of: "count-figures",
    name: "a new act, one published since, one told again, refused rows, an answer, a report that began and was made",
    given: async (world) => {
      await counted(world);
      const report = { of: "listReport", agencyId: "market-regulation", startedOn: "2026-11-18" } as const;
      return {
        kind: "messages",
        bodies: [
          act(3, 1),
          act(1, 2, "2026-11-20"),
          act(2, 1),
          { ...refused, source: "sub_2#0" },
          answered,
          told("ent_1", { of: "listReport", metOn: "2026-11-23" }),
          told("ent_1", { ...report, due: { seq: 1, on: "2026-11-25" } }),
        ],
      };
    },
  },
  {
    of: "count-figures",
    name: "what was told before",
    given: async (world) => {
      await counted(world);
      return { kind: "messages", bodies: [refused, act(1, 1)] };
    },
  },
  reading("an agency's own month", {
    route: routes.getCompliance,
    as: authority,
    params: { agencyId: "market-regulation" },
    query: { month: "2026-11" },
  }),
  reading("another agency's, as a table", {
    route: routes.getCompliance,
    as: office,
    params: { agencyId: "market-regulation" },
    query: { month: "2026-11", format: "csv" },
  }),
  reading("a page of all agencies", {
    route: routes.listCompliance,
    as: office,
    query: { month: "2026-11", limit: "10" },
  }),
  reading("all agencies as a table", {
    route: routes.listCompliance,
    as: office,
    query: { month: "2026-11" },
    headers: { accept: "text/csv" },
  }),
  reading("the city's indicators", { route: routes.getIndicators, as: office, query: { month: "2026-11" } }),
];
