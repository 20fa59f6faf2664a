import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createDisclosureReader,
  createPublicDisclosures,
} from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createComplaintStore } from "../../shared/adapters/dynamodb/entry/complaints.ts";
import { createRepairReader } from "../../shared/adapters/dynamodb/entry/repairs.ts";
import { advanceDisclosure } from "../../shared/app/disclosure/advance-disclosure.ts";
import { openRepair } from "../../shared/app/repair/advance-repair.ts";
import { fileComplaint } from "../../shared/app/objection/complaints.ts";
import * as acts from "../../shared/app/disclosure/disclosure-acts.ts";
import { queryDisclosures } from "../../shared/app/disclosure/read-disclosures.ts";
import { recordDisclosure } from "../../shared/app/disclosure/record-disclosure.ts";
import { withdrawRepair } from "../../shared/app/repair/repair-acts.ts";
import { checkRow } from "../../shared/domain/disclosure/check.ts";
import type { DisclosureKind } from "../../shared/domain/disclosure/standard.ts";
import { partyIdOf } from "../../shared/domain/subject/itself.ts";
import type { Route } from "../../shared/http/route.ts";
import * as me from "../../shared/http/routes/me.ts";
import * as own from "../../shared/http/routes/own.ts";
import { shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import { agencyCode, onPerson, penaltyRow, permitRow, type Row } from "../support/disclosures.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing, monday, officer, usccNo } from "../support/house.ts";
import { actsOn, askingOn, type Call, type Claims, code, company, person } from "../support/own.ts";
import { identityNo } from "../support/persons.ts";
import { createWithdraw } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { actingOn, finance, houseOn, marketRegulation, personal } from "../support/subjects.ts";

/** A subject's own access to permits, penalties and other acts (SPEC "Who acts", "Persons and their data"; A §19, §21, §22; ADR 39). */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});
const ask = askingOn(() => engine);

/** Decided in July, so that its publicity may end early. */
const due = { CF_JDRQ: "2026-07-20", CF_GSJZQ: "2027-07-19" };
let rows = 0;
const recorded = async (kind: DisclosureKind, row: Row): Promise<string> => {
  const checked = checkRow(kind, row, { today: "2026-11-23", agencyCode });
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusal));
  const house = {
    ...houseOn(engine),
    ...actsOn(engine, monday),
    alertStore: { withdraw: createWithdraw(engine.db, engine.table.Lists) },
    masksOn: () => shippedPrivacyBook()("2026-11-23").masks,
  };
  const origin = { submissionId: `sub_${String(++rows).padStart(26, "0")}`, line: 2 };
  const done = await recordDisclosure(house, { row: checked.value, by: officer, correlationId: "row", origin });
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value.disclosureId;
};
const penalty = (n: number, change: Row = {}) => recorded("penalties", penaltyRow(n, { ...due, ...change }));
const onCitizen = (n: number, change: Row = {}) => penalty(n, { ...onPerson(n), ...change });

const counter: Caller = { ...finance, name: "财政局窗口" };
/** A step that an agency takes. */
const claim = (disclosureId: string, act: acts.DisclosureAct, caller: Caller = counter) =>
  advanceDisclosure(actsOn(engine, monday), act, {
    disclosureId,
    caller,
    by: { agencyId: caller.agencyId, name: caller.name, clientId: caller.clientId, officer: "窗口甲" },
    correlationId: "counter",
  });
const filed = async (disclosureId: string, ground: "facts" | "basis" = "basis"): Promise<string> => {
  const done = await claim(
    disclosureId,
    acts.fileActObjection({ origin: "subject", ground, text: "窗口代为提出。", evidence: [] }),
  );
  if (!done.ok || !done.value.objection) throw new Error(JSON.stringify(done));
  return done.value.objection.objectionId;
};
const steps: Parameters<typeof acts.applyForActRepair>[0]["steps"] = [
  { step: "rectification", evidence: [{ title: "整改验收意见" }] },
  { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
];
const commitment = { by: "陈国栋", on: "2026-11-20" };
const applied = async (disclosureId: string): Promise<string> => {
  const applicant = { name: "陈国栋", capacity: "legalRepresentative" } as const;
  const done = await claim(disclosureId, acts.applyForActRepair({ steps, commitment, applicant }));
  if (!done.ok || !done.value.repair) throw new Error(JSON.stringify(done));
  return done.value.repair.repairId;
};

const objection = { ground: "facts", text: "其中十二批并非我司生产。" };
const application = { steps, commitment };
const at = (disclosureId: string) => ({ params: { disclosureId } });
const ids = (answer: { readonly body: { items: { disclosureId: string }[] } }) =>
  answer.body.items.map(({ disclosureId }) => disclosureId);
/** Every page of a list, at most `limit` in each. */
const everything = async (route: Route, claims: Claims, limit: number): Promise<Record<string, unknown>[]> => {
  const found: Record<string, unknown>[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { limit: String(limit), ...(cursor ? { cursor } : {}) };
    const { status, body } = await ask(route, claims, { query });
    expect(status).toBe(200);
    expect(body.items.length).toBeLessThanOrEqual(limit);
    found.push(...body.items);
    cursor = body.next as string | null;
  } while (cursor);
  return found;
};

describe("an organisation that stands in no list", () => {
  test("reads its acts, soonest to end in front, contests one and takes that back", async () => {
    const later = await recorded("permits", permitRow(1));
    const sooner = await penalty(1);
    const claims = company(1);
    const listed = await ask(me.listMyDisclosures, claims);
    expect([listed.status, ids(listed), listed.body.next]).toEqual([200, [sooner, later], null]);
    expect(listed.body.items[0]).toMatchObject({ act: "penalty", items: { CF_NR_FK: "1.2" }, contested: false });
    const { body: all } = await ask(me.readMe, claims);
    expect(all).toMatchObject({ entries: [], disclosures: { items: [{ disclosureId: sooner }, {}], next: null } });
    expect(all).not.toHaveProperty("subject");

    const sent = { ...at(sooner), body: objection, key: "objection-1" };
    const done = await ask(own.fileOwnActObjection, claims, sent);
    const actor = partyIdOf(usccNo(1));
    expect([done.status, done.body]).toMatchObject([
      201,
      {
        status: "open",
        origin: "subject",
        about: { kind: "disclosure", id: sooner },
        filedBy: { agencyId: actor, name: "主体本人" },
        clock: { kind: "objectionVerification", dueOn: "2026-12-07" },
      },
    ]);
    const { objectionId } = done.body as { objectionId: string };
    // The same request again is the same objection; another one on this ground is refused as at the counter.
    const again = await ask(own.fileOwnActObjection, claims, sent);
    expect([again.body.objectionId, again.headers["idempotency-replayed"]]).toEqual([objectionId, "true"]);
    expect(code(await ask(own.fileOwnActObjection, claims, { ...at(sooner), body: objection }))).toEqual([
      409,
      "objection.open",
    ]);
    const counters = acts.fileActObjection({ ...objection, ground: "facts", origin: "subject", evidence: [] });
    expect(await claim(sooner, counters)).toMatchObject({ refusal: { code: "objection.open" } });
    // A counter does not take back what the party filed.
    const withdrawal = acts.withdrawActObjection({ objectionId, expectedVersion: "any" }, "撤回");
    expect(await claim(sooner, withdrawal)).toMatchObject({ refusal: { code: "objection.notYours" } });

    const { body: one, headers } = await ask(me.getMyDisclosure, claims, at(sooner));
    expect(one).toMatchObject({
      contested: true,
      objections: [{ objectionId, status: "open", text: objection.text }],
      repairEligibility: { eligible: true, steps: [{ step: "rectification" }, { step: "obligations" }, {}] },
    });
    expect(headers["etag"]).toBe(`"${one.version}"`);
    expect((await ask(me.listMyObjections, claims)).body.items).toMatchObject([{ objectionId, status: "open" }]);
    const back = await ask(own.withdrawOwnObjection, claims, { params: { objectionId }, body: { reason: "已核对。" } });
    expect(back).toMatchObject({ status: 200, body: { status: "closed", outcome: "withdrawn" } });
    expect((await ask(me.getMyDisclosure, claims, at(sooner))).body).toMatchObject({ contested: false });
    const history = await createDisclosureReader(engine.db, engine.table.Disclosures).history(sooner);
    expect(history.map(({ by }) => by)).toMatchObject([officer, { agencyId: actor }, { agencyId: actor }]);
  });

  test("compares a version that is given, and takes back what a counter filed for it", async () => {
    const disclosureId = await penalty(2);
    const claims = company(2);
    const stale = { ...at(disclosureId), body: objection, headers: { "if-match": '"7"' } };
    expect(code(await ask(own.fileOwnActObjection, claims, stale))).toEqual([412, "disclosure.stale"]);
    const fresh = { ...stale, headers: { "if-match": '"1"' } };
    expect((await ask(own.fileOwnActObjection, claims, fresh)).status).toBe(201);
    const objectionId = await filed(disclosureId);
    const both = await everything(me.listMyObjections, claims, 1);
    expect(both.map(({ ground }) => ground).sort()).toEqual(["basis", "facts"]);
    const call = { params: { objectionId }, body: { reason: "不再坚持。" } };
    const old = { ...call, headers: { "if-match": '"9"' } };
    expect(code(await ask(own.withdrawOwnObjection, claims, old))).toEqual([412, "objection.stale"]);
    expect((await ask(own.withdrawOwnObjection, claims, call)).status).toBe(200);
  });

  test("applies for the early end of a penalty's publicity by its name in the act, and takes that back (A §21)", async () => {
    const disclosureId = await penalty(3);
    const permit = await recorded("permits", permitRow(3));
    const claims = company(3);
    expect(code(await ask(own.applyForOwnActRepair, claims, { ...at(permit), body: application }))).toEqual([
      409,
      "repair.notPenalty",
    ]);
    expect((await ask(me.getMyDisclosure, claims, at(permit))).body).not.toHaveProperty("repairEligibility");
    const { status, body } = await ask(own.applyForOwnActRepair, claims, { ...at(disclosureId), body: application });
    expect([status, body]).toMatchObject([
      201,
      {
        status: "applied",
        about: { kind: "disclosure", id: disclosureId },
        applicant: { name: "衡川市第3制造有限公司", capacity: "subject" },
        filedBy: { name: "主体本人" },
        clocks: [{ kind: "repairCheck", status: "open" }],
      },
    ]);
    const { repairId } = body as { repairId: string };
    const repairs = createRepairReader(engine.db, engine.table.Lists);
    const atCounter = await openRepair({ repairs }, withdrawRepair({ why: undefined }), { repairId, caller: counter });
    expect(atCounter).toMatchObject({ refusal: { code: "repair.notYours" } });
    expect((await ask(me.listMyRepairs, claims)).body.items).toMatchObject([{ repairId, status: "applied" }]);
    const call = { params: { repairId }, body: { why: "补充材料" } };
    expect(await ask(own.withdrawOwnRepair, claims, call)).toMatchObject({ body: { status: "withdrawn" } });
    expect(code(await ask(own.withdrawOwnRepair, claims, call))).toEqual([409, "repair.closed"]);
    // One that a counter filed for it is its own as well.
    const second = await applied(disclosureId);
    expect((await ask(me.getMyDisclosure, claims, at(disclosureId))).body).toMatchObject({
      repair: { repairId: second, status: "applied", commitment: { by: "陈国栋" } },
      repairEligibility: { eligible: false, reasons: [{ code: "repair.open" }] },
    });
    expect(await everything(me.listMyRepairs, claims, 1)).toHaveLength(2);
    const other = { params: { repairId: second }, body: {} };
    expect(await ask(own.withdrawOwnRepair, claims, other)).toMatchObject({ body: { status: "withdrawn" } });
  });

  test("reads one also after its publicity and after it was taken down, and contests it then", async () => {
    const disclosureId = await penalty(4);
    const claims = company(4);
    const later = { on: "2027-08-02" };
    expect(ids(await ask(me.listMyDisclosures, claims, later))).toEqual([]);
    expect((await ask(me.getMyDisclosure, claims, { ...at(disclosureId), ...later })).body).toMatchObject({
      status: "ended",
      repairEligibility: { eligible: false, reasons: [{ code: "disclosure.ended" }] },
    });
    expect(
      code(await ask(own.applyForOwnActRepair, claims, { ...at(disclosureId), body: application, ...later })),
    ).toEqual([410, "disclosure.ended"]);
    const late = { ...at(disclosureId), body: objection, ...later };
    expect((await ask(own.fileOwnActObjection, claims, late)).status).toBe(201);

    const wrong = await penalty(5);
    const upheld = acts.resolveActObjection(
      { objectionId: await filed(wrong), expectedVersion: "any" },
      { outcome: "upheld", reason: "原处罚决定被撤销。" },
    );
    expect((await claim(wrong, upheld, { ...officer, roles: ["authority"] })).ok).toBe(true);
    expect(ids(await ask(me.listMyDisclosures, company(5)))).toEqual([]);
    const { body } = await ask(me.getMyDisclosure, company(5), at(wrong));
    expect(body).toMatchObject({
      status: "takenDown",
      takenDown: { reason: "error" },
      objections: [{ status: "closed", closed: { outcome: "upheld", reason: "原处罚决定被撤销。" } }],
    });
    expect(code(await ask(own.fileOwnActObjection, company(5), { ...at(wrong), body: objection }))).toEqual([
      409,
      "objection.settled",
    ]);
  });

  test("complains once something in the lists is about it, and finds nothing there before", async () => {
    await penalty(6);
    const body = { about: { kind: "agency", id: "finance" }, text: "窗口拒收材料。" };
    expect(code(await ask(own.fileOwnComplaint, company(6), { body }))).toEqual([403, "subject.notYours"]);
    for (const route of [me.listMyComplaints, me.listMyReads])
      expect((await ask(route, company(6))).body).toMatchObject({ items: [], next: null });
  });
});

describe("an organisation that is listed, under a code that it bore before, or that took another over (ADR 23)", () => {
  test("finds the acts of all of them one code after the other, and what was filed about each once", async () => {
    const acting = actingOn(engine);
    const [gone, into] = [await acting.submit(listing(11)), await acting.submit(listing(12))];
    const on = { on: "2026-11-20", documentNo: "变更8号" };
    expect((await acting.change(gone.subjectId, { kind: "newUscc", uscc: usccNo(13), ...on })).ok).toBe(true);
    expect((await acting.change(into.subjectId, { kind: "newUscc", uscc: usccNo(14), ...on })).ok).toBe(true);
    // One under every code: those of the one that is gone, and its successor's.
    const under: Record<number, string> = {};
    for (const n of [11, 12, 13, 14]) under[n] = await penalty(n);
    const beforeMerger = await ask(own.fileOwnActObjection, company(13), { ...at(under[11] ?? ""), body: objection });
    expect(beforeMerger).toMatchObject({ status: 201, body: { filedBy: { agencyId: gone.subjectId } } });
    const aboutEntry = await ask(own.fileOwnObjection, company(13), {
      params: { entryId: gone.entryId },
      body: objection,
    });
    expect(aboutEntry.status).toBe(201);
    const complaint = { body: { about: { kind: "entry", id: gone.entryId }, text: "久未答复。" } };
    expect((await ask(own.fileOwnComplaint, company(13), complaint)).status).toBe(201);
    const forIt = await applied(under[13] ?? "");
    expect((await acting.change(gone.subjectId, { kind: "merged", into: into.subjectId, ...on })).ok).toBe(true);

    for (const limit of [1, 2, 3, 50]) {
      const found = await everything(me.listMyDisclosures, company(14), limit);
      expect(found.map(({ disclosureId }) => disclosureId)).toEqual([14, 12, 13, 11].map((n) => under[n]));
    }
    expect(ids({ body: (await ask(me.readMe, company(12))).body.disclosures })).toHaveLength(4);
    // It goes on with what it took over, and its own name stands in what it files.
    const now = { ...at(under[13] ?? ""), body: objection };
    const after = await ask(own.fileOwnActObjection, company(14), now);
    expect(after).toMatchObject({ status: 201, body: { filedBy: { agencyId: into.subjectId } } });
    const entryToo = await ask(own.fileOwnObjection, company(14), {
      params: { entryId: gone.entryId },
      body: { ...objection, ground: "basis" },
    });
    const wanted = [after, entryToo, beforeMerger, aboutEntry].map(({ body }) => body.objectionId as string).sort();
    for (const limit of [1, 2, 50]) {
      const found = await everything(me.listMyObjections, company(14), limit);
      expect(found.map(({ objectionId }) => objectionId).sort()).toEqual(wanted);
    }
    expect((await everything(me.listMyRepairs, company(14), 1)).map(({ repairId }) => repairId)).toEqual([forIt]);
    expect((await everything(me.listMyComplaints, company(14), 1)).map(({ text }) => text)).toEqual(["久未答复。"]);
    const { objectionId } = beforeMerger.body as { objectionId: string };
    const back = await ask(own.withdrawOwnObjection, company(14), {
      params: { objectionId },
      body: { reason: "撤回" },
    });
    expect(back.body).toMatchObject({ status: "closed" });
    expect((await ask(own.withdrawOwnRepair, company(14), { params: { repairId: forIt }, body: {} })).status).toBe(200);

    // A cursor of one's own list goes on in it and in nobody else's.
    const { body: page } = await ask(me.listMyDisclosures, company(14), { query: { limit: "1" } });
    const query = { limit: "1", cursor: page.next as string };
    expect(code(await ask(me.listMyDisclosures, company(15), { query }))).toEqual([422, "cursor.invalid"]);
  });
});

describe("a person (SPEC: by number and name together)", () => {
  test("finds an act that is public nowhere else for them, though they stand in no list", async () => {
    const disclosureId = await onCitizen(21);
    const claims = person(21, "张晓明");
    expect(ids(await ask(me.listMyDisclosures, claims))).toEqual([disclosureId]);
    const { body } = await ask(me.getMyDisclosure, claims, at(disclosureId));
    expect(body.party).toMatchObject({ kind: "person", name: "张晓明" });
    const { subjectId } = body.party as { subjectId: string };
    // The public asks by codes: neither the subject's id nor anything else leads it there.
    const disclosures = createPublicDisclosures(engine.db, engine.table.Disclosures);
    const { standings } = houseOn(engine);
    expect((await disclosures.ofParty(subjectId, "2026-11-23", { limit: 9 })).items).toHaveLength(1);
    for (const uscc of [subjectId, subjectId.toUpperCase(), identityNo(21)])
      expect((await queryDisclosures({ disclosures, standings, now: () => monday }, { uscc, limit: 9 })).items).toEqual(
        [],
      );

    const done = await ask(own.fileOwnActObjection, claims, { ...at(disclosureId), body: objection });
    expect(done).toMatchObject({ status: 201, body: { filedBy: { agencyId: subjectId, name: "主体本人" } } });
    const forThem = await filed(disclosureId);
    const repairId = await applied(disclosureId);
    const { body: all } = await ask(me.readMe, claims);
    expect(all).toMatchObject({
      entries: [],
      disclosures: { items: [{ disclosureId }] },
      repairs: { items: [{ repairId }] },
    });
    expect((all.objections.items as { objectionId: string }[]).map((each) => each.objectionId).sort()).toEqual(
      [done.body.objectionId as string, forThem].sort(),
    );
    expect((await ask(own.withdrawOwnRepair, claims, { params: { repairId }, body: {} })).status).toBe(200);
    const call = { params: { objectionId: forThem }, body: { reason: "撤回" } };
    expect((await ask(own.withdrawOwnObjection, claims, call)).status).toBe(200);
  });

  test("nor does the number open anything in another name, what is said of the name alone included", async () => {
    const disclosureId = await onCitizen(22);
    const entry = await actingOn(engine).submit(personal(22, identityNo(22)));
    const objected = await ask(own.fileOwnObjection, person(22), {
      params: { entryId: entry.entryId },
      body: objection,
    });
    expect(objected.status).toBe(201);
    const aboutAct = await filed(disclosureId);
    const listed = (answer: { body: { items: { objectionId: string }[] } }) =>
      answer.body.items.map((each) => each.objectionId);
    // In the name of the act alone, the act and what was filed about it; not the entry, which has another.
    const inActsName = person(22, "张晓明");
    expect(ids(await ask(me.listMyDisclosures, inActsName))).toEqual([disclosureId]);
    expect(listed(await ask(me.listMyObjections, inActsName))).toEqual([aboutAct]);
    expect((await ask(me.readMe, inActsName)).body.entries).toEqual([]);
    expect(
      code(await ask(own.fileOwnObjection, inActsName, { params: { entryId: entry.entryId }, body: objection })),
    ).toEqual([403, "entry.notYours"]);
    // In the name that the lists have, everything that the number leads to.
    expect(ids(await ask(me.listMyDisclosures, person(22)))).toEqual([disclosureId]);
    expect(listed(await ask(me.listMyObjections, person(22))).sort()).toEqual(
      [aboutAct, objected.body.objectionId as string].sort(),
    );
    const nobody = person(22, "李四");
    for (const route of [me.listMyDisclosures, me.listMyObjections, me.listMyRepairs, me.listMyComplaints])
      expect((await ask(route, nobody)).body).toMatchObject({ items: [] });
    expect(code(await ask(me.getMyDisclosure, nobody, at(disclosureId)))).toEqual([403, "disclosure.notYours"]);
    expect(code(await ask(own.fileOwnActObjection, nobody, { ...at(disclosureId), body: objection }))).toEqual([
      403,
      "disclosure.notYours",
    ]);
  });
});

test("what is another's and what does not exist are refused alike, and nothing is written", async () => {
  const theirs = await penalty(31);
  const mine = await penalty(32);
  const objectionId = await filed(theirs);
  const repairId = await applied(theirs);
  const version = async () => (await actsOn(engine, monday).disclosures.find(theirs))?.disclosure.version;
  const before = await version();
  const none = "0".repeat(26);
  const tries: readonly (readonly [Route, Call, Call["params"], string])[] = [
    [me.getMyDisclosure, at(theirs), { disclosureId: `dis_${none}` }, "disclosure"],
    [own.fileOwnActObjection, { ...at(theirs), body: objection }, { disclosureId: `dis_${none}` }, "disclosure"],
    [own.applyForOwnActRepair, { ...at(theirs), body: application }, { disclosureId: `dis_${none}` }, "disclosure"],
    [
      own.withdrawOwnObjection,
      { params: { objectionId }, body: { reason: "算了。" } },
      { objectionId: `dis_${none}.${none}` },
      "objection",
    ],
    [own.withdrawOwnRepair, { params: { repairId }, body: {} }, { repairId: `rep_${none}` }, "repair"],
  ];
  const listed = await actingOn(engine).submit(listing(33));
  for (const [route, call, params, what] of tries)
    for (const claims of [company(32), company(33), company(39), person(39)]) {
      const other = await ask(route, claims, call);
      const { instance: _, ...said } = other.body;
      expect([route.id, ...code(other)]).toEqual([route.id, 403, `${what}.notYours`]);
      const { instance: __, ...unsaid } = (await ask(route, claims, { ...call, params: params ?? {} })).body;
      expect(unsaid).toEqual(said);
    }
  expect(await version()).toBe(before);
  expect((await houseOn(engine).reader.entry(listed.entryId))?.entry.version).toBe(listed.version);
  expect(ids(await ask(me.listMyDisclosures, company(32)))).toEqual([mine]);
});

test("a complaint that a counter takes for a subject about an agency is read by that subject (A §22)", async () => {
  const entry = await actingOn(engine).submit(listing(41));
  const other = await actingOn(engine).submit(listing(42));
  const { agencies } = houseOn(engine);
  await agencies.put({
    agencyId: "finance",
    name: "财政局",
    uscc: usccNo(99, "11"),
    roles: ["implementing"],
    clientIds: [],
  });
  const complaints = createComplaintStore(engine.db, { lists: engine.table.Lists, intake: engine.table.Intake });
  let key = 0;
  const complain = (change: Partial<Parameters<typeof fileComplaint>[1]>) =>
    fileComplaint(
      { ...houseOn(engine), complaints },
      { about: { kind: "agency", id: "finance" }, origin: "subject", text: "窗口拒收材料。", ...change },
      marketRegulation,
      {
        by: { ...counter, officer: "窗口甲" },
        request: {
          clientId: "c",
          key: `complain-${key++}`,
          digest: "d",
          answerWith: () => ({ status: 201, body: {} }),
        },
      },
    );
  const aboutEntry = { kind: "entry", id: entry.entryId } as const;
  for (const [change, says] of [
    [{ subjectId: `sbj_${"0".repeat(26)}` }, "subject.unknown"],
    [{ subjectId: entry.subjectId, origin: "agency" }, "subject.notFor"],
    [{ subjectId: other.subjectId, about: aboutEntry }, "subject.ofEntry"],
  ] as const)
    expect(await complain(change)).toMatchObject({
      refusal: { code: "input.invalid", errors: [{ field: "subjectId", code: says }] },
    });
  expect((await complain({ subjectId: entry.subjectId })).ok).toBe(true);
  expect((await complain({ subjectId: entry.subjectId, about: aboutEntry, text: "久未答复。" })).ok).toBe(true);
  const { body } = await ask(me.listMyComplaints, company(41));
  expect((body.items as { text: string }[]).map(({ text }) => text).sort()).toEqual(["久未答复。", "窗口拒收材料。"]);
  expect((await ask(me.listMyComplaints, company(42))).body.items).toEqual([]);
});
