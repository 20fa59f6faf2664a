import { applyForRepair, checkRepair } from "../../../../shared/app/repair/repair-acts.ts";
import { advanceRepair } from "../../../../shared/app/repair/advance-repair.ts";
import { createRepairReader } from "../../../../shared/adapters/dynamodb/entry/repairs.ts";
import type { EntryInput } from "../../../../shared/domain/entry/input.ts";
import * as repairs from "../../../../shared/http/routes/repairs.ts";
import type { Caller } from "../../../../shared/ports/agencies.ts";
import { acted, agenciesIn, authority, listed, office, storesOf, value } from "../given.ts";
import { forAReview, ofPerson } from "../given-persons.ts";
import type { HttpCall, Scenario } from "../scenario.ts";
import { listing, monday, officer } from "../../house.ts";
import type { World } from "../world.ts";

/** General conduct, whose shortest period was over a month ago. */
export const general: Partial<EntryInput> = {
  severity: "general",
  basis: { ...listing(1).basis, decidedOn: "2026-07-20" },
  validTo: "2027-07-19",
};
export const application = {
  applicant: { name: "陈国栋", capacity: "legalRepresentative" },
  steps: [
    { step: "rectification", evidence: [{ title: "整改验收意见" }] },
    { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
  ],
  commitment: { by: "陈国栋", on: "2026-11-20" },
} as const satisfies Parameters<typeof applyForRepair>[0];

export const applied = async (world: World, change: Partial<EntryInput> = {}): Promise<string> => {
  const { entryId } = await listed(world, 1, { ...general, ...change });
  const { repairCase } = await acted(world, entryId, applyForRepair(application));
  return repairCase?.repairId ?? "";
};
const passedOn = async (world: World): Promise<string> => {
  const repairId = await applied(world);
  const caller: Caller = { agencyId: "credit-office", name: "衡川市信用办", clientId: office, roles: ["office"] };
  const by = { ...officer, agencyId: caller.agencyId, name: caller.name, clientId: caller.clientId };
  const { db, table } = world.engine;
  value(
    await advanceRepair(
      { ...storesOf(world), repairs: createRepairReader(db, table.Lists), now: () => monday },
      checkRepair({ missing: [] }),
      { repairId, caller, by, correlationId: "checked-before" },
    ),
  );
  return repairId;
};

const asked = (
  of: Scenario["of"],
  name: string,
  before: (world: World) => Promise<string>,
  request: (id: string) => HttpCall,
): Scenario => ({
  of,
  name,
  given: async (world) => {
    await agenciesIn(world);
    return { kind: "request", request: request(await before(world)) };
  },
});
const step = (name: string, before: typeof applied, route: HttpCall["route"], as: string, body: object): Scenario =>
  asked("settle-claims", name, before, (repairId) => ({ route, as, params: { repairId }, body }));

/** A repair from its application to its end: each step once. */
export const repairSteps: readonly Scenario[] = [
  asked(
    "settle-claims",
    "an application for repair",
    async (world) => (await listed(world, 1, general)).entryId,
    (entryId) => ({
      route: repairs.applyForRepair,
      as: authority,
      params: { entryId },
      body: { ...application, officer: "周敏" },
    }),
  ),
  step("an application passed on", applied, repairs.checkRepair, office, { outcome: "accepted" }),
  step("an application returned", applied, repairs.checkRepair, office, {
    outcome: "returned",
    missing: [{ step: "rectification", note: "未经验收" }],
  }),
  step("an application approved, which ends its entry", passedOn, repairs.decideRepair, authority, {
    outcome: "approved",
  }),
  step("an application refused", passedOn, repairs.decideRepair, authority, {
    outcome: "refused",
    reason: "未整改到位",
  }),
  step("an application taken back", applied, repairs.withdrawRepair, authority, { why: "补充材料" }),
];

/** What the clocks of a repair ask of the sweep. */
export const repairSweeps: readonly Scenario[] = [
  {
    of: "sweep-due",
    name: "an application that nobody checked in time",
    at: new Date("2026-12-08T00:05:00+08:00"),
    given: async (world) => {
      await agenciesIn(world);
      await applied(world);
      return { kind: "schedule" };
    },
  },
  {
    of: "sweep-due",
    name: "an application whose entry has ended",
    at: new Date("2026-11-26T00:05:00+08:00"),
    given: async (world) => {
      await applied(world, { validTo: "2026-11-25" });
      return { kind: "schedule" };
    },
  },
];

/** Who reads what of a repair. */
export const repairReads: readonly Scenario[] = [
  asked(
    "read-entries",
    "whether an entry can be repaired",
    async (world) => (await listed(world, 1, general)).entryId,
    (entryId) => ({ route: repairs.getRepairEligibility, as: authority, params: { entryId } }),
  ),
  asked("read-entries", "an application for repair", applied, (repairId) => ({
    route: repairs.getRepair,
    as: office,
    params: { repairId },
  })),
  asked(
    "read-entries",
    "a person's application for repair",
    (world) => applied(world, { ...ofPerson(1), ...general }),
    (repairId) => ({ route: repairs.getRepair, as: office, params: { repairId }, headers: forAReview }),
  ),
  asked("read-entries", "open applications", passedOn, () => ({ route: repairs.listRepairs, as: authority })),
];
