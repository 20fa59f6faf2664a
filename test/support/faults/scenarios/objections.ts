import { advanceEntry } from "../../../../shared/app/entry/advance-entry.ts";
import { createComplaintStore } from "../../../../shared/adapters/dynamodb/entry/complaints.ts";
import { createSubjectReader } from "../../../../shared/adapters/dynamodb/subject/subjects.ts";
import { fileComplaint } from "../../../../shared/app/objection/complaints.ts";
import * as contest from "../../../../shared/app/objection/contest-acts.ts";
import type { Entry } from "../../../../shared/domain/entry/entry.ts";
import type { Complaint } from "../../../../shared/domain/objection/complaint.ts";
import type { Route } from "../../../../shared/http/route.ts";
import * as objections from "../../../../shared/http/routes/objections.ts";
import { monday, officer } from "../../house.ts";
import {
  agenciesIn,
  authority,
  finance,
  honoured,
  implementing,
  listed,
  office,
  otherName,
  storesOf,
  swept,
  value,
} from "../given.ts";
import { kept } from "../given-intake.ts";
import { ofPerson, withResponsible } from "../given-persons.ts";
import { merged } from "../given-subjects.ts";
import type { Scenario } from "../scenario.ts";
import type { World } from "../world.ts";

const objection = { origin: "subject", ground: "facts", text: "货值金额有误。", officer: "窗口甲" } as const;
const filing = { origin: "subject", ground: "facts", text: "货值金额有误。", evidence: [] } as const;
const outcome = (word: "upheld" | "rejected") => ({ outcome: word, reason: "已核实。" });

/** Contests an entry at another agency's counter; gives the objection's id. */
export const contested = async (world: World, { entryId }: Entry, at = monday): Promise<string> => {
  const entry = value(
    await advanceEntry({ ...storesOf(world), now: () => at }, contest.fileObjection(filing), {
      entryId,
      caller: { ...finance, roles: ["implementing"] },
      expectedVersion: "any",
      by: { ...finance, officer: "窗口甲" },
      correlationId: "contested-before",
    }),
  );
  return entry.openObjections?.[0] ?? "";
};

/** A red entry that was published, and a black one that ended it. */
const overridden = async (world: World): Promise<Entry> => {
  await honoured(world, 1);
  return listed(world, 1);
};

/** A complaint that waits for its answer. */
const complainedOf = async (world: World): Promise<Complaint> => {
  const { db, table } = world.engine;
  const about = { kind: "agency", id: "finance" } as const;
  const answerWith = () => ({ status: 201, headers: {}, body: {} });
  return value(
    await fileComplaint(
      {
        ...storesOf(world),
        complaints: createComplaintStore(db, { lists: table.Lists, intake: table.Intake }),
        subjects: createSubjectReader(db, { lists: table.Lists, subjects: table.Subjects }),
        now: () => monday,
      },
      { about, origin: "agency", text: "久未答复。" },
      { ...officer, roles: ["authority"] },
      { by: officer, request: { clientId: officer.clientId, key: "complained-before", digest: "d", answerWith } },
    ),
  );
};

const asking = (
  name: string,
  route: Route,
  body: object,
  before: (world: World) => Promise<Readonly<Record<string, string>>>,
  {
    as = authority,
    at = monday,
    of = "settle-claims",
  }: { readonly as?: string; readonly at?: Date; readonly of?: Scenario["of"] } = {},
): Scenario => ({
  of,
  name,
  at,
  given: async (world) => {
    await agenciesIn(world);
    const params = await before(world);
    return { kind: "request", request: { route, as, params, body, headers: { "if-match": "*" } } };
  },
});

const published = async (world: World) => ({ entryId: (await listed(world, 1)).entryId });
const filed = async (world: World) => ({ objectionId: await contested(world, await listed(world, 1)) });

/** Objections, stays and complaints: each once, and what an error undoes. */
export const objectionPaths: readonly Scenario[] = [
  asking("an objection that stops a published entry", objections.fileObjection, objection, published),
  asking("an objection to an entry of who took over another", objections.fileObjection, objection, async (world) => ({
    entryId: (await merged(world)).entryId,
  })),
  asking(
    "an objection upheld to an entry of one of two names",
    objections.resolveObjection,
    outcome("upheld"),
    async (world) => {
      await listed(world, 1);
      return { objectionId: await contested(world, await listed(world, 1, otherName)) };
    },
  ),
  asking("what the provider found", objections.verifyObjection, { finding: "confirmed", text: "属实。" }, filed),
  asking("an objection rejected, and measures that go on", objections.resolveObjection, outcome("rejected"), filed),
  asking(
    "an objection upheld that brings a red entry back",
    objections.resolveObjection,
    outcome("upheld"),
    async (world) => ({
      objectionId: await contested(world, await overridden(world)),
    }),
  ),
  asking(
    "an entry that has ended found in error",
    objections.resolveObjection,
    outcome("upheld"),
    async (world) => {
      const entry = await listed(world, 1);
      await swept(world, new Date("2028-11-18T00:05:00+08:00"));
      return { objectionId: await contested(world, entry, new Date("2028-11-20T09:00:00+08:00")) };
    },
    { at: new Date("2028-11-20T10:00:00+08:00") },
  ),
  asking("an objection taken back", objections.withdrawObjection, { reason: "已核对。" }, filed, { as: implementing }),
  asking(
    "a stay by a court, which is a person's as well who answers for the organisation",
    objections.stayEntry,
    { documentNo: "(2026)衡01行初88号", orderedBy: "court", orderedOn: "2026-11-20" },
    async (world) => {
      const { entryId } = await listed(world, 1, withResponsible);
      await listed(world, 2, { ...ofPerson(1), responsibleFor: entryId });
      return { entryId };
    },
    { of: "decide-entries" },
  ),
  {
    of: "decide-entries",
    name: "a complaint",
    given: async (world) => {
      await agenciesIn(world);
      const about = { kind: "agency", id: "finance" };
      const body = { about, origin: "agency", text: "久未答复。" };
      return { kind: "request", request: { route: objections.fileComplaint, as: authority, body } };
    },
  },
  {
    of: "decide-entries",
    name: "a complaint about an entry, with what proves it",
    given: async (world) => {
      await agenciesIn(world);
      const attachmentId = await kept(world, 1);
      const about = { kind: "entry", id: (await listed(world, 1)).entryId };
      const body = { about, origin: "agency", text: "久未答复。", evidence: [{ title: "来信", attachmentId }] };
      return { kind: "request", request: { route: objections.fileComplaint, as: authority, body } };
    },
  },
  {
    of: "decide-entries",
    name: "a complaint answered by the office",
    given: async (world) => {
      await agenciesIn(world);
      const { complaintId } = await complainedOf(world);
      const body = { text: "已责成受理。" };
      return {
        kind: "request",
        request: { route: objections.answerComplaint, as: office, params: { complaintId }, body },
      };
    },
  },
];
