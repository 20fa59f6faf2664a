import type { Route } from "../../../../shared/http/route.ts";
import * as routes from "../../../../shared/http/routes/own.ts";
import { agenciesIn, listed, otherName } from "../given.ts";
import { named, personListed } from "../given-persons.ts";
import { shown } from "../given-subjects.ts";
import type { Scenario } from "../scenario.ts";
import { usccNo } from "../../house.ts";
import { identityNo } from "../../persons.ts";
import type { World } from "../world.ts";
import { onPerson } from "../../disclosures.ts";
import { disclosed } from "../given-disclosures.ts";
import * as ofActs from "./act-claims.ts";
import { contested } from "./objections.ts";
import { applied, application, general } from "./repairs.ts";

const verified = { identity_verified: "true" };
const about = ({ idType, idNumber, name }: { idType: string; idNumber: string; name: string }) => ({
  ...verified,
  identity_type: idType,
  identity_number: idNumber,
  identity_name: name,
});
/** The first organisation, as its token says. */
const organisation = about({ idType: "uscc", idNumber: usccNo(1), name: "衡川市第1制造有限公司" });

const filing = (
  name: string,
  route: Route,
  body: object,
  before: (world: World) => Promise<Readonly<Record<string, string>>>,
  { claims = organisation, at }: { readonly claims?: Readonly<Record<string, string>>; readonly at?: Date } = {},
): Scenario => ({
  of: "file-own-requests",
  name,
  ...(at ? { at } : {}),
  given: async (world) => {
    await agenciesIn(world);
    const params = await before(world);
    return { kind: "request", request: { route, as: "subject", claims, params, body } };
  },
});

const objection = { ground: "facts", text: "货值金额有误。" };

/** What subjects file by themselves: each once. */
export const ownPaths: readonly Scenario[] = [
  filing(
    "a person's own objection",
    routes.fileOwnObjection,
    objection,
    async (world) => ({ entryId: (await personListed(world, 1)).entryId }),
    { claims: about(named(1)) },
  ),
  filing(
    "an objection to an entry whose time is over, under a name that goes with it",
    routes.fileOwnObjection,
    objection,
    async (world) => {
      await listed(world, 1);
      const brief = { ...otherName, validTo: "2026-11-25", followOn: { months: 6, measures: [] } };
      return { entryId: (await listed(world, 1, brief)).entryId };
    },
    { at: new Date("2026-11-26T10:00:00+08:00") },
  ),
  filing(
    "an objection that a counter filed, taken back",
    routes.withdrawOwnObjection,
    { reason: "已核对。" },
    async (world) => ({ objectionId: await contested(world, await listed(world, 1)) }),
  ),
  filing(
    "a person's answer to a notice",
    routes.fileOwnStatement,
    { text: "本人并非负责人。" },
    async (world) => ({ entryId: (await shown(world)).entryId }),
    { claims: about({ idType: "residentId", idNumber: "11010519491231002X", name: "张伟" }) },
  ),
  filing("an application for repair", routes.applyForOwnRepair, application, async (world) => ({
    entryId: (await listed(world, 1, general)).entryId,
  })),
  filing(
    "an application that a counter filed, taken back",
    routes.withdrawOwnRepair,
    { why: "补充材料" },
    async (world) => ({ repairId: await applied(world) }),
  ),
  filing(
    "a person's own objection to a penalty",
    routes.fileOwnActObjection,
    objection,
    async (world) => ({ disclosureId: await disclosed(world, 2, onPerson(2)) }),
    { claims: about({ idType: "residentId", idNumber: identityNo(2), name: "张晓明" }) },
  ),
  filing(
    "an objection to a penalty that a counter filed, taken back by whom nothing else is recorded of",
    routes.withdrawOwnObjection,
    { reason: "已核对。" },
    async (world) => ({ objectionId: await ofActs.contested(world, 1) }),
  ),
  filing(
    "an application to end the publicity of a penalty of one's own",
    routes.applyForOwnActRepair,
    application,
    async (world) => {
      await listed(world, 1);
      return { disclosureId: await disclosed(world, 1, ofActs.due) };
    },
  ),
  filing(
    "such an application that a counter filed, taken back",
    routes.withdrawOwnRepair,
    { why: "补充材料" },
    async (world) => ({ repairId: await ofActs.applied(world) }),
  ),
  filing(
    "a complaint of an agency",
    routes.fileOwnComplaint,
    { about: { kind: "agency", id: "finance" }, text: "久未答复。" },
    async (world) => {
      await listed(world, 1);
      return {};
    },
  ),
];
