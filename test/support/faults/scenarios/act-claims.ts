import { getObjections } from "../../../../shared/adapters/dynamodb/items/objection-items.ts";
import { createDisclosureStore } from "../../../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createRepairReader } from "../../../../shared/adapters/dynamodb/entry/repairs.ts";
import { advanceDisclosure } from "../../../../shared/app/disclosure/advance-disclosure.ts";
import {
  applyForActRepair,
  type DisclosureAct,
  fileActObjection,
  onActRepair,
} from "../../../../shared/app/disclosure/disclosure-acts.ts";
import { evidenceIdOf } from "../../../../shared/domain/evidence/evidence.ts";
import { getEvidence } from "../../../../shared/http/routes/evidence.ts";
import * as objections from "../../../../shared/http/routes/objections.ts";
import * as repairs from "../../../../shared/http/routes/repairs.ts";
import { shippedDisclosureBook } from "../../../../shared/policy/shipped-rulebook.ts";
import type { Caller } from "../../../../shared/ports/agencies.ts";
import { onPerson, penaltyRow, type Row } from "../../disclosures.ts";
import { calendar, monday } from "../../house.ts";
import { agenciesIn, authority, finance, idNo, listed, office, value } from "../given.ts";
import { disclosed, rowsOf } from "../given-disclosures.ts";
import { kept } from "../given-intake.ts";
import { forAReview } from "../given-persons.ts";
import type { HttpCall, Scenario } from "../scenario.ts";
import type { World } from "../world.ts";

/** Decided long enough ago for its publicity to end early. */
export const due = { CF_JDRQ: "2026-07-20", CF_GSJZQ: "2027-07-19" };
const application: Parameters<typeof applyForActRepair>[0] = {
  applicant: { name: "陈国栋", capacity: "legalRepresentative" },
  steps: [
    { step: "rectification", evidence: [{ title: "整改验收意见" }] },
    { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
  ],
  commitment: { by: "陈国栋", on: "2026-11-20" },
};
const objection = { origin: "subject", ground: "facts", text: "货值金额有误。" } as const;

/** A step taken at another agency's counter before. */
const claimed = async (world: World, disclosureId: string, act: DisclosureAct, who: Caller, at = monday) => {
  const { db, table } = world.engine;
  return value(
    await advanceDisclosure(
      {
        disclosures: createDisclosureStore(db, { disclosures: table.Disclosures, lists: table.Lists }),
        actObjections: (id) => getObjections(db, table.Lists, id),
        rulesFor: shippedDisclosureBook(),
        calendar: () => Promise.resolve(calendar),
        now: () => at,
      },
      act,
      {
        disclosureId,
        caller: who,
        by: { agencyId: who.agencyId, name: who.name, clientId: who.clientId, officer: "窗口甲" },
        correlationId: "claimed-before",
      },
    ),
  );
};
const counter: Caller = { ...finance, roles: ["implementing"] };
export const contested = async (world: World, n: number, change: Row = {}, at = monday): Promise<string> => {
  const disclosureId = await disclosed(world, n, change, at);
  const { objection: filed } = await claimed(
    world,
    disclosureId,
    fileActObjection({ ...objection, evidence: [] }),
    counter,
    at,
  );
  return filed?.objectionId ?? "";
};
export const applied = async (world: World): Promise<string> => {
  const disclosureId = await disclosed(world, 1, due);
  const { repair } = await claimed(world, disclosureId, applyForActRepair(application), counter);
  return repair?.repairId ?? "";
};
const passedOn = async (world: World): Promise<string> => {
  const repairId = await applied(world);
  const { db, table } = world.engine;
  const filed = await createRepairReader(db, table.Lists).byId(repairId);
  const credit: Caller = { agencyId: "credit-office", name: "衡川市信用办", clientId: office, roles: ["office"] };
  await claimed(world, filed?.about.id ?? "", onActRepair({ name: "checkRepair", repairId, missing: [] }), credit);
  return repairId;
};

const claiming = (
  name: string,
  before: (world: World) => Promise<string>,
  asked: (id: string) => HttpCall,
  of: Scenario["of"] = "settle-claims",
): Scenario => ({
  of,
  name,
  given: async (world) => {
    await agenciesIn(world);
    const { headers, ...request } = asked(await before(world));
    return { kind: "request", request: { ...request, headers: { "if-match": "*", ...headers } } };
  },
});

/** Objections to penalties, and applications for an early end of their publicity. */
export const actClaims: readonly Scenario[] = [
  claiming(
    "an objection to a penalty, with a file of evidence",
    async (world) => {
      await kept(world, 1);
      return disclosed(world, 1);
    },
    (disclosureId) => ({
      route: objections.fileActObjection,
      as: authority,
      params: { disclosureId },
      body: {
        ...objection,
        officer: "周敏",
        evidence: [{ title: "检验报告", attachmentId: evidenceIdOf(idNo("upl", 1)) }],
      },
    }),
  ),
  claiming(
    "what the agency found of one",
    (world) => contested(world, 1),
    (objectionId) => ({
      route: objections.verifyObjection,
      as: authority,
      params: { objectionId },
      body: { finding: "confirmed", text: "属实。" },
    }),
  ),
  claiming(
    "one upheld, which takes its penalty down and contests the entry on the same document",
    async (world) => {
      await listed(world, 1);
      return contested(world, 1);
    },
    (objectionId) => ({
      route: objections.resolveObjection,
      as: authority,
      params: { objectionId },
      body: { outcome: "upheld", reason: "已核实。" },
    }),
  ),
  claiming(
    "an application to end the publicity of a penalty",
    (world) => disclosed(world, 1, due),
    (disclosureId) => ({
      route: repairs.applyForActRepair,
      as: authority,
      params: { disclosureId },
      body: { ...application, officer: "周敏" },
    }),
  ),
  claiming("such an application approved", passedOn, (repairId) => ({
    route: repairs.decideRepair,
    as: authority,
    params: { repairId },
    body: { outcome: "approved" },
  })),
];

/** What they ask of the functions that take acts in and show them to their agency. */
export const actClaimRows: readonly Scenario[] = [
  claiming(
    "whether the publicity of a penalty can end",
    (world) => disclosed(world, 1, due),
    (disclosureId) => ({ route: repairs.getActRepairEligibility, as: authority, params: { disclosureId } }),
    "manage-disclosures",
  ),
  {
    of: "admit-disclosures",
    name: "a row that corrects a penalty with an open application",
    given: async (world) => {
      await agenciesIn(world);
      await applied(world);
      return rowsOf(world, [penaltyRow(1, { ...due, CF_GSJZQ: "2027-05-19" })]);
    },
  },
];

/** The same as their agency reads them: for the function that does so with those to entries. */
export const actClaimReads: readonly Scenario[] = [
  claiming(
    "an objection to a penalty on a person",
    (world) => contested(world, 2, onPerson(2)),
    (objectionId) => ({
      route: objections.getObjection,
      as: authority,
      params: { objectionId },
      headers: forAReview,
    }),
    "read-entries",
  ),
  claiming(
    "objections to penalties among others",
    (world) => contested(world, 1),
    () => ({ route: objections.listObjections, as: office }),
    "read-entries",
  ),
];

/** A file that an objection cites, as whoever made the penalty reads it. */
export const actEvidence: readonly Scenario[] = [
  {
    of: "keep-evidence",
    name: "evidence of an objection to a penalty on a person, read by who made it",
    lends: ["evidence:GetObject"],
    given: async (world) => {
      await agenciesIn(world);
      const attachmentId = await kept(world, 1);
      const disclosureId = await disclosed(world, 2, onPerson(2));
      const evidence = [{ title: "检验报告", attachmentId }];
      await claimed(world, disclosureId, fileActObjection({ ...objection, evidence }), counter);
      const params = { evidenceId: attachmentId };
      return { kind: "request", request: { route: getEvidence, as: authority, params, headers: forAReview } };
    },
  },
];
