import { createQueryLimiter } from "../../../../shared/adapters/dynamodb/subject/query-limiter.ts";
import { createDigest } from "../../../../shared/adapters/secrets/digest.ts";
import { shippedPrivacyBook } from "../../../../shared/policy/shipped-rulebook.ts";
import * as me from "../../../../shared/http/routes/me.ts";
import * as routes from "../../../../shared/http/routes/persons.ts";
import { aboutIdOf } from "../../../../shared/domain/objection/objection.ts";
import { shanghaiDate } from "../../../../shared/kernel/local-date.ts";
import { agenciesIn, idNo, implementing, listed, office, triggersMade } from "../given.ts";
import { inboxOf } from "../given-answers.ts";
import { named, personListed, readBefore, rotatedOn, rotation, type rotations } from "../given-persons.ts";
import { callerOfAll, type HttpCall, type Scenario } from "../scenario.ts";
import { monday, usccNo } from "../../house.ts";
import type { World } from "../world.ts";
import { contested } from "./act-claims.ts";
import { ownPaths } from "./own.ts";

const verified = { identity_verified: "true" };
const { idType, idNumber, name: personName } = named(1);
const aboutPerson = { ...verified, identity_type: idType, identity_number: idNumber, identity_name: personName };
const aboutOrganisation = {
  ...verified,
  identity_type: "uscc",
  identity_number: usccNo(2),
  identity_name: "衡川市第2制造有限公司",
};

/** Somebody who looks for the first person, who is listed. */
const finding = (
  name: string,
  request: HttpCall,
  before: (world: World) => Promise<unknown> = (world) => personListed(world, 1),
): Scenario => ({
  of: "find-persons",
  name,
  given: async (world) => {
    await agenciesIn(world);
    await before(world);
    return { kind: "request", request };
  },
  mayDiffer: [{ what: /"fullAt":\d+/g, because: "whoever asks again has asked twice" }],
});

/** Somebody at the same address has asked a moment before. */
const askedBefore = async (world: World): Promise<void> => {
  await personListed(world, 1);
  const { db, table } = world.engine;
  const digest = createDigest(process.env["PEPPER_SECRET_ARN"] ?? "");
  const limiter = createQueryLimiter(db, table.Intake, digest, () => monday);
  await limiter.take(callerOfAll, shippedPrivacyBook()(shanghaiDate(monday)).personQuery);
};

/** Persons who were met under the first pepper, and a rotation that has come that far. */
const rotating = (name: string, how: keyof typeof rotations, persons: readonly number[]): Scenario => ({
  of: "rotate-pepper",
  name,
  given: async (world) => {
    for (const n of persons) await personListed(world, n);
    rotation(world, how);
    return { kind: "schedule" };
  },
});

/** Persons found and resolved, their numbers opened, the register of who did, and the pepper that all of it is under. */
export const personPaths: readonly Scenario[] = [
  finding("what is published of a person", { route: routes.queryPublicPerson, body: named(1) }),
  finding("the same, asked a second time", { route: routes.queryPublicPerson, body: named(1) }, askedBefore),
  finding("a person nobody knows", { route: routes.queryPublicPerson, body: named(2) }),
  finding(
    "a person's subject, while the pepper is rotated",
    {
      route: routes.resolveSubject,
      as: implementing,
      body: { ...named(1), purpose: "核对申请人" },
    },
    async (world) => {
      await personListed(world, 1);
      rotation(world, "switched");
    },
  ),
  ...[
    { name: "what a person finds recorded about themselves", route: me.readMe, claims: aboutPerson },
    { name: "what an organisation finds recorded about itself", route: me.readMe, claims: aboutOrganisation },
    { name: "what a person finds was read about them", route: me.listMyReads, claims: aboutPerson },
  ].map(({ name, route, claims }): Scenario => ({
    of: "read-own-standing",
    name,
    given: async (world) => {
      await agenciesIn(world);
      await personListed(world, 1);
      await listed(world, 2);
      await triggersMade(world);
      await readBefore(world, 1);
      return { kind: "request", request: { route, as: "subject", claims } };
    },
  })),
  ...[
    { name: "acts among what an organisation finds recorded about itself", route: me.readMe, params: false },
    { name: "everything that happened to its entries", route: me.listMyHistory, params: false },
    { name: "one act with what was filed about it", route: me.getMyDisclosure, params: true },
  ].map(({ name, route, params }): Scenario => ({
    of: "read-own-standing",
    name,
    given: async (world) => {
      await agenciesIn(world);
      await listed(world, 2);
      const disclosureId = aboutIdOf(await contested(world, 2));
      const call = { route, as: "subject", claims: aboutOrganisation };
      return { kind: "request", request: params ? { ...call, params: { disclosureId } } : call };
    },
  })),
  ...ownPaths,
  {
    of: "disclose-identity",
    name: "the number, for whom a trigger asks to act",
    given: async (world) => {
      await agenciesIn(world);
      await personListed(world, 1);
      await triggersMade(world);
      const [triggerId = ""] = await inboxOf(world);
      return {
        kind: "request",
        request: { route: routes.readTriggerIdentity, as: implementing, params: { triggerId } },
      };
    },
  },
  ...[
    { name: "what an agency read", as: implementing, query: { month: "2026-11" } },
    { name: "what was read of a person", as: office, query: { subject: idNo("sbj", 1), limit: "2" } },
  ].map(({ name, as, query }): Scenario => ({
    of: "read-personal-reads",
    name,
    given: async (world) => {
      await agenciesIn(world);
      await readBefore(world, 3);
      return { kind: "request", request: { route: routes.listPersonalReads, as, query } };
    },
  })),
  rotating("a rotation that was begun", "begun", []),
  rotating("a rotation that everybody has heard of", "announced", []),
  rotating("three persons who are moved", "switched", [1, 2, 3]),
  rotating("the old pepper when nobody is left under it", "settled", []),
  {
    ...rotating("the old pepper when somebody is left under it", "settled", [1]),
    afterwards: rotatedOn,
  },
];
