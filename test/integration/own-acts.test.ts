import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isEntryEvent } from "../../events/catalogue.ts";
import { createComplaintStore } from "../../shared/adapters/dynamodb/entry/complaints.ts";
import { createRepairReader } from "../../shared/adapters/dynamodb/entry/repairs.ts";
import { actOn } from "../../shared/app/entry/advance-entry.ts";
import { advanceRepair, fileRepair } from "../../shared/app/repair/advance-repair.ts";
import { fileComplaint } from "../../shared/app/objection/complaints.ts";
import * as contest from "../../shared/app/objection/contest-acts.ts";
import {
  answerStatement,
  exitEntry,
  openPublicNotice,
  recordStatement,
  servePriorNotice,
} from "../../shared/app/entry/entry-acts.ts";
import * as repairActs from "../../shared/app/repair/repair-acts.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import type { Route } from "../../shared/http/route.ts";
import * as me from "../../shared/http/routes/me.ts";
import * as own from "../../shared/http/routes/own.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing, usccNo } from "../support/house.ts";
import { askingOn, type Call, code, company, person } from "../support/own.ts";
import { identityNo } from "../support/persons.ts";
import { actingOn, callerOf, finance, houseOn, marketRegulation, office, personal } from "../support/subjects.ts";

/** A subject files by itself, with its own token, and reads what came of it (SPEC "Who acts"; A §3, §21, §22). */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const ask = askingOn(() => engine);

const objection = { ground: "facts", text: "其中十二批并非我司生产。" };
const application = {
  steps: [
    { step: "rectification", evidence: [{ title: "整改验收意见" }] },
    { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
  ],
  commitment: { by: "陈国栋", on: "2026-11-20" },
};
const general = { severity: "general", basis: { ...listing(1).basis, decidedOn: "2026-07-20" } } as const;
const repairable = (n: number) => ({
  ...listing(n),
  ...general,
  basis: { ...general.basis, documentNo: `衡市监处罚〔2026〕${n}号` },
  validTo: "2027-07-19",
});

const about = (entry: Entry) => ({ entryId: entry.entryId });
const stored = async ({ entryId }: Entry): Promise<Entry> => {
  const found = await houseOn(engine).reader.entry(entryId);
  if (!found) throw new Error(entryId);
  return found.entry;
};
const counter = { ...finance, name: "财政局窗口" };
const atCounter = { caller: counter, by: { ...counter, officer: "窗口甲" }, correlationId: "counter" };

describe("an objection of the subject itself (A §22)", () => {
  test("stops a published entry at once, stands in the history as the subject's own, and is read with its text and clock", async () => {
    const entry = await actingOn(engine).submit(listing(1));
    const { status, body, headers } = await ask(own.fileOwnObjection, company(1), {
      params: about(entry),
      body: objection,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: "open",
      origin: "subject",
      text: objection.text,
      filedBy: { agencyId: entry.subjectId, name: "主体本人" },
      clock: { dueOn: "2026-12-07", status: "open" },
    });
    expect(body).not.toHaveProperty("officer");
    expect(headers["etag"]).toBe('"1"');
    expect(await stored(entry)).toMatchObject({ suspended: true, openObjections: [body.objectionId] });
    const history = (await houseOn(engine).reader.history(entry.subjectId)).filter(isEntryEvent);
    const filed = history.find((event) => event.type === "objection-filed");
    expect(filed?.by).toEqual({ agencyId: entry.subjectId, name: "主体本人", clientId: "portal" });
    // The provider is told as of any other, and nobody as of an agency that does not exist.
    expect(filed?.data).toMatchObject({ told: ["market-regulation"] });
    const { body: seen } = await ask(me.readMe, company(1));
    expect(seen.objections).toMatchObject({
      items: [{ objectionId: body.objectionId, text: objection.text }],
      next: null,
    });
    expect(seen.entries).toMatchObject([{ suspended: true }]);

    // The provider has answered and the authority decided: outcome and reason are read.
    const which = { objectionId: body.objectionId as string, expectedVersion: "any" } as const;
    const by = { agencyId: "market-regulation", name: "市监局", clientId: "m", officer: "王芳" };
    const asked = {
      entryId: entry.entryId,
      caller: marketRegulation,
      by,
      expectedVersion: "any",
      correlationId: "own",
    } as const;
    await actOn(
      houseOn(engine),
      contest.verifyObjection(which, { finding: "confirmed", text: "属实。", evidence: [] }),
      asked,
    );
    const closed = await actOn(
      houseOn(engine),
      contest.resolveObjection(which, { outcome: "rejected", reason: "检验报告为证。" }),
      asked,
    );
    expect(closed).toMatchObject({ ok: true, value: { entry: { suspended: false } } });
    const { body: listed } = await ask(me.listMyObjections, company(1));
    expect(listed.items).toMatchObject([
      {
        status: "closed",
        verification: { finding: "confirmed", text: "属实。" },
        closed: { outcome: "rejected", reason: "检验报告为证。", on: "2026-11-23" },
      },
    ]);
    // What is decided is decided, also for the subject; a counter cannot ask again in its stead either.
    const again = await ask(own.fileOwnObjection, company(1), { params: about(entry), body: objection });
    expect(code(again)).toEqual([409, "objection.decided"]);
  });

  test("is the same objection however often it is sent, and one subject's key is not another's, though one portal sends both", async () => {
    const [one, two] = [await actingOn(engine).submit(listing(2)), await actingOn(engine).submit(listing(3))];
    const sent = { params: about(one), body: objection, key: "the-same" };
    const first = await ask(own.fileOwnObjection, company(2), sent);
    const second = await ask(own.fileOwnObjection, company(2), sent);
    expect([second.status, second.body.objectionId]).toEqual([201, first.body.objectionId]);
    expect(second.headers["idempotency-replayed"]).toBe("true");
    expect(
      code(await ask(own.fileOwnObjection, company(2), { ...sent, body: { ...objection, text: "别的。" } })),
    ).toEqual([409, "request.keyReused"]);
    const other = await ask(own.fileOwnObjection, company(3), { ...sent, params: about(two) });
    expect([other.status, other.body.about.id]).toEqual([201, two.entryId]);
    expect(code(await ask(own.fileOwnObjection, company(3), { ...sent, key: "" }))).toEqual([
      400,
      "idempotencyKey.missing",
    ]);
  });

  test("need not say a version; one that it says is compared, and what is no version matches none", async () => {
    const entry = await actingOn(engine).submit(listing(7));
    const sent = { params: about(entry), body: objection };
    for (const tag of ['"1"', '"abc"'])
      expect(code(await ask(own.fileOwnObjection, company(7), { ...sent, headers: { "if-match": tag } }))).toEqual([
        412,
        "entry.stale",
      ]);
    const headers = { "if-match": `"${entry.version}"` };
    expect((await ask(own.fileOwnObjection, company(7), { ...sent, headers })).status).toBe(201);
  });

  test("is taken back by the subject, whether it filed it or a counter did for it; another agency's is not", async () => {
    const entry = await actingOn(engine).submit(listing(4));
    const asked = { ...atCounter, entryId: entry.entryId, expectedVersion: "any" } as const;
    const filing = { ground: "facts", text: "不实。", evidence: [] } as const;
    const forIt = await actOn(houseOn(engine), contest.fileObjection({ ...filing, origin: "subject" }), asked);
    const other = await actOn(houseOn(engine), contest.fileObjection({ ...filing, origin: "agency" }), asked);
    if (!forIt.ok || !other.ok) throw new Error("both were filed");
    const ids = [forIt, other].map(({ value }) => value.objection?.objectionId ?? "");
    const body = { reason: "已核对。" };
    // It may know versions, and need not.
    const stale = { params: { objectionId: ids[0] ?? "" }, body, headers: { "if-match": '"7"' } };
    expect(code(await ask(own.withdrawOwnObjection, company(4), stale))).toEqual([412, "objection.stale"]);
    const back = await ask(own.withdrawOwnObjection, company(4), { params: { objectionId: ids[0] ?? "" }, body });
    expect(back).toMatchObject({ status: 200, body: { status: "closed", outcome: "withdrawn" } });
    const not = await ask(own.withdrawOwnObjection, company(4), { params: { objectionId: ids[1] ?? "" }, body });
    expect(code(not)).toEqual([403, "objection.notYours"]);
    // What agencies hold against its entries it reads as well.
    const { body: read } = await ask(me.listMyObjections, company(4));
    expect((read.items as { origin: string }[]).map(({ origin }) => origin).sort()).toEqual(["agency", "subject"]);
  });

  test("also after the entry's end, and before its publication; nothing that is said twice", async () => {
    const ended = await actingOn(engine).submit({ ...listing(5), validTo: "2026-11-25" });
    const late = await ask(own.fileOwnObjection, company(5), {
      params: about(ended),
      body: objection,
      on: "2026-11-27",
    });
    expect(late.status).toBe(201);
    expect(await stored(ended)).toMatchObject({ state: "exited", exitReason: "expired", suspended: false });
    const early = await actingOn(engine).submit({ ...listing(6), determinedOn: undefined });
    const first = await ask(own.fileOwnObjection, company(6), { params: about(early), body: objection });
    expect(first.status).toBe(201);
    expect(await stored(early)).toMatchObject({ state: "contested" });
    expect(code(await ask(own.fileOwnObjection, company(6), { params: about(early), body: objection }))).toEqual([
      409,
      "objection.open",
    ]);
  });
});

describe("a person by itself", () => {
  test("answers a prior notice, objects and complains; nothing that is read without a purpose names it", async () => {
    const { determinedOn: _, procedure: __, ...proposal } = personal(11, identityNo(11));
    const entry = await actingOn(engine).submit(proposal);
    const early = await ask(own.fileOwnStatement, person(11), { params: about(entry), body: { text: "不实。" } });
    expect(code(early)).toEqual([409, "transition.recordStatement.preliminary"]);
    const told = await actingOn(engine).act(
      entry,
      servePriorNotice({ servedOn: "2026-11-23", method: "direct", evidence: [{ title: "送达回证" }] }),
      marketRegulation,
    );
    const stale = { params: about(entry), body: { text: "不实。" }, headers: { "if-match": '"1"' } };
    expect(code(await ask(own.fileOwnStatement, person(11), stale))).toEqual([412, "entry.stale"]);
    const said = await ask(own.fileOwnStatement, person(11), {
      params: about(entry),
      body: { text: "本人并非该公司负责人。" },
      on: "2026-11-24",
    });
    expect(said).toMatchObject({
      status: 200,
      body: {
        version: told.version + 1,
        procedure: { statements: [{ receivedOn: "2026-11-24", text: "本人并非该公司负责人。" }] },
      },
    });
    const { body: objected } = await ask(own.fileOwnObjection, person(11), { params: about(entry), body: objection });
    expect(JSON.stringify(objected)).not.toContain("韩立群");
    const complained = await ask(own.fileOwnComplaint, person(11), {
      body: { about: { kind: "entry", id: entry.entryId }, text: "告知书迟迟未送。" },
    });
    expect(complained).toMatchObject({ status: 201, body: { origin: "subject", filedBy: { name: "主体本人" } } });
    const { body: seen } = await ask(me.readMe, person(11));
    expect(seen).toMatchObject({
      entries: [{ state: "contested", procedure: { statements: [{ text: "本人并非该公司负责人。" }] } }],
      objections: { items: [{ text: objection.text }] },
      complaints: { items: [{ text: "告知书迟迟未送。" }] },
    });
    // Whoever objects is heard all the same: here, at the counter, and answered (A §3).
    const more = { params: about(entry), body: { text: "另补充任职证明。" }, on: "2026-11-25" };
    expect((await ask(own.fileOwnStatement, person(11), more)).status).toBe(200);
    const counter = recordStatement({ receivedOn: "2026-11-24", text: "补交材料。" });
    await actingOn(engine, new Date("2026-11-25T11:00:00+08:00")).act(await stored(entry), counter, marketRegulation);
    const answer = answerStatement({ adopted: false, answer: "经查属实,不予采纳。" });
    const heard = await actingOn(engine, new Date("2026-11-25T15:00:00+08:00")).act(
      await stored(entry),
      answer,
      marketRegulation,
    );
    expect(heard).toMatchObject({ state: "contested", procedure: { priorNotice: { endsOn: "2026-11-30" } } });
    expect(heard.procedure?.statements.map(({ answeredOn }) => answeredOn)).toEqual(Array(3).fill("2026-11-25"));
    // By number and name together, or not at all.
    expect(
      code(await ask(own.fileOwnObjection, person(11, "韩立"), { params: about(entry), body: objection })),
    ).toEqual([403, "entry.notYours"]);
  });

  test("its document number is not in the history, though its issuer knows it by that", async () => {
    const idNumber = "E12345678";
    const holder = { kind: "person", name: "韩立群", idType: "passport", idNumber } as const;
    const entry = await actingOn(engine).submit(personal(13, identityNo(13), { subject: holder }));
    const claims = { ...person(13), identity_type: "passport", identity_number: idNumber };
    const grounds = { "portal-7": "facts", [idNumber]: "basis", "cn.e1234 5678@portal": "validity" };
    for (const [as, ground] of Object.entries(grounds)) {
      const sent = { as, params: about(entry), body: { ...objection, ground } };
      expect((await ask(own.fileOwnObjection, claims, sent)).status).toBe(201);
    }
    const history = (await houseOn(engine).reader.history(entry.subjectId)).filter(isEntryEvent);
    const filed = history.filter(({ type }) => type === "objection-filed");
    expect(filed.map(({ by }) => by.clientId)).toEqual(["portal-7", "me", "me"]);
  });

  test("a public notice is answered as well, and late ones: better heard than not", async () => {
    const entry = await actingOn(engine).submit({ ...listing(12), determinedOn: undefined });
    await actingOn(engine).act(entry, openPublicNotice({}), marketRegulation);
    const sent = { params: about(entry), body: { text: "请核对。" }, on: "2026-12-14" };
    expect((await ask(own.fileOwnStatement, company(12), sent)).status).toBe(200);
  });
});

describe("a repair of its own (A §21, C 十五)", () => {
  test("is applied for with its steps and the commitment in the subject's name, taken back, and read with what came of it", async () => {
    const entry = await actingOn(engine).submit(repairable(21));
    const bare = await ask(own.applyForOwnRepair, company(21), {
      params: about(entry),
      body: { ...application, steps: [] },
    });
    expect([bare.status, (bare.body.errors as { code: string }[]).map((each) => each.code)]).toEqual([
      422,
      ["repair.stepMissing", "repair.stepMissing"],
    ]);
    const { status, body } = await ask(own.applyForOwnRepair, company(21), { params: about(entry), body: application });
    expect([status, body]).toMatchObject([
      201,
      {
        status: "applied",
        applicant: { name: "衡川市第21制造有限公司", capacity: "subject" },
        filedBy: { agencyId: entry.subjectId, name: "主体本人" },
        commitment: { by: "陈国栋" },
        clocks: [{ kind: "repairCheck", status: "open" }],
      },
    ]);
    const params = { repairId: body.repairId as string };
    const back = await ask(own.withdrawOwnRepair, company(21), { params, body: { why: "补充材料" } });
    expect(back).toMatchObject({ status: 200, body: { status: "withdrawn" } });
    expect(code(await ask(own.withdrawOwnRepair, company(21), { params, body: {} }))).toEqual([409, "repair.closed"]);

    // A second one, at a counter, that the authority refuses: the reason and the way on are read.
    const deps = { ...houseOn(engine), repairs: createRepairReader(engine.db, engine.table.Lists) };
    const applicant = { name: "陈国栋", capacity: "legalRepresentative" } as const;
    const steps = application.steps as Parameters<typeof repairActs.applyForRepair>[0]["steps"];
    const second = await fileRepair(deps, repairActs.applyForRepair({ ...application, steps, applicant }), {
      ...atCounter,
      entryId: entry.entryId,
    });
    if (!second.ok) throw new Error(JSON.stringify(second.refusal));
    const { repairId } = second.value;
    const as = (caller: typeof office) => ({
      repairId,
      caller,
      by: { ...caller, officer: "王芳" },
      correlationId: "own",
    });
    await advanceRepair(deps, repairActs.checkRepair({ missing: [] }), as(office));
    await advanceRepair(deps, repairActs.refuseRepair({ reason: "未整改到位" }), as(marketRegulation));
    const { body: first } = await ask(me.listMyRepairs, company(21), { query: { limit: "1" } });
    const { body: rest } = await ask(me.listMyRepairs, company(21), {
      query: { limit: "5", cursor: first.next as string },
    });
    // Two of one day stand in the order of their ids.
    const both = new Map([...first.items, ...rest.items].map((each: { repairId: string }) => [each.repairId, each]));
    expect(both.get(repairId)).toMatchObject({
      status: "refused",
      decision: { outcome: "refused", reason: "未整改到位", review: expect.stringContaining("行政复议") as string },
    });
    expect(both.get(params.repairId)).toMatchObject({ status: "withdrawn" });
    expect([first.items.length, rest.items.length, rest.next]).toEqual([1, 1, null]);
    const { body: seen } = await ask(me.readMe, company(21));
    expect(seen.repairs.items).toHaveLength(2);
  });

  test("one that a counter filed is taken back by the subject, and files are handed in at a counter alone", async () => {
    const entry = await actingOn(engine).submit(repairable(22));
    const applicant = { name: "陈国栋", capacity: "legalRepresentative" } as const;
    const steps = application.steps as Parameters<typeof repairActs.applyForRepair>[0]["steps"];
    const filed = await fileRepair(houseOn(engine), repairActs.applyForRepair({ ...application, steps, applicant }), {
      ...atCounter,
      entryId: entry.entryId,
    });
    if (!filed.ok) throw new Error(JSON.stringify(filed.refusal));
    const back = await ask(own.withdrawOwnRepair, company(22), {
      params: { repairId: filed.value.repairId },
      body: {},
    });
    expect(back).toMatchObject({ status: 200, body: { status: "withdrawn" } });
    const attached = { title: "照片", attachmentId: `evd_${"0".repeat(26)}` };
    const sent = { params: about(entry), body: { ...objection, evidence: [attached] } };
    expect(code(await ask(own.fileOwnObjection, company(22), sent))).toEqual([422, "input.invalid"]);
  });
});

describe("about itself and about nobody else", () => {
  test("what is another's and what does not exist are refused alike, and nothing is written", async () => {
    const mine = await actingOn(engine).submit(listing(31));
    const entry = await actingOn(engine).submit(repairable(32));
    const theirs = (await ask(own.fileOwnObjection, company(32), { params: about(entry), body: objection })).body;
    const repair = (await ask(own.applyForOwnRepair, company(32), { params: about(entry), body: application })).body;
    const before = await stored(entry);
    const none = "0".repeat(26);
    const tries: readonly (readonly [Route, Call, Call, string])[] = [
      [
        own.fileOwnObjection,
        { params: about(entry), body: objection },
        { params: { entryId: `ent_${none}` } },
        "entry",
      ],
      [
        own.fileOwnStatement,
        { params: about(entry), body: { text: "不实。" } },
        { params: { entryId: `ent_${none}` } },
        "entry",
      ],
      [
        own.applyForOwnRepair,
        { params: about(entry), body: application },
        { params: { entryId: `ent_${none}` } },
        "entry",
      ],
      [
        own.withdrawOwnObjection,
        { params: { objectionId: theirs.objectionId as string }, body: { reason: "算了。" } },
        { params: { objectionId: `ent_${none}.${none}` } },
        "objection",
      ],
      [
        own.withdrawOwnRepair,
        { params: { repairId: repair.repairId as string }, body: {} },
        { params: { repairId: `rep_${none}` } },
        "repair",
      ],
      [
        own.fileOwnComplaint,
        { body: { about: { kind: "entry", id: entry.entryId }, text: "拒收。" } },
        { body: { about: { kind: "entry", id: `ent_${none}` }, text: "拒收。" } },
        "entry",
      ],
    ];
    for (const [route, call, unknown, what] of tries) {
      const [other, nothing] = [
        await ask(route, company(31), call),
        await ask(route, company(31), { ...call, ...unknown }),
      ];
      expect([route.id, ...code(other)]).toEqual([route.id, 403, `${what}.notYours`]);
      const { instance: _, ...said } = other.body;
      const { instance: __, ...unsaid } = nothing.body;
      expect([nothing.status, unsaid]).toEqual([other.status, said]);
      // Nor for somebody of whom nothing is recorded, or whose identity nobody has verified.
      const refused = route === own.fileOwnComplaint ? "subject" : what;
      for (const stranger of [company(39), person(39)])
        expect(code(await ask(route, stranger, call))).toEqual([403, `${refused}.notYours`]);
      expect(code(await ask(route, { ...company(32), identity_verified: "false" }, call))).toEqual([
        403,
        "identity.unverified",
      ]);
    }
    expect(await stored(entry)).toEqual(before);
    expect((await stored(mine)).version).toBe(mine.version);
    for (const route of [me.listMyObjections, me.listMyRepairs, me.listMyComplaints]) {
      expect((await ask(route, company(31))).body).toEqual({ items: [], next: null });
      expect((await ask(route, company(39))).body).toEqual({ items: [], next: null });
    }
  });

  test("whoever takes another over acts on its entries (ADR 23)", async () => {
    const [gone, into] = [await actingOn(engine).submit(listing(33)), await actingOn(engine).submit(listing(34))];
    const change = { kind: "merged", into: into.subjectId, on: "2026-11-20", documentNo: "变更8号" } as const;
    expect((await actingOn(engine).change(gone.subjectId, change)).ok).toBe(true);
    const filed = await ask(own.fileOwnObjection, company(34), { params: about(gone), body: objection });
    expect(filed).toMatchObject({ status: 201, body: { filedBy: { agencyId: into.subjectId } } });
    expect((await ask(me.listMyObjections, company(34))).body.items).toHaveLength(1);
    const { entries } = (await ask(me.readMe, company(34))).body as { entries: Pick<Entry, "entryId" | "suspended">[] };
    expect(entries.map(({ entryId, suspended }) => [entryId, suspended])).toEqual([
      [into.entryId, false],
      [gone.entryId, true],
    ]);
  });
});

test("a key that the request log has forgotten files another complaint; until then it is the same one", async () => {
  const entry = await actingOn(engine).submit(listing(42));
  const sent = { body: { about: { kind: "entry", id: entry.entryId }, text: "拒收。" }, key: "monthly" };
  const first = await ask(own.fileOwnComplaint, company(42), sent);
  const same = await ask(own.fileOwnComplaint, company(42), { ...sent, on: "2026-11-24" });
  expect([same.status, same.body.complaintId]).toEqual([201, first.body.complaintId]);
  const forgotten = { pk: `request#${entry.subjectId}#${sent.key}`, sk: "answer" };
  await engine.db.send(new DeleteCommand({ TableName: engine.table.Intake, Key: forgotten }));
  const later = await ask(own.fileOwnComplaint, company(42), { ...sent, on: "2026-12-23" });
  expect(later.status).toBe(201);
  expect((await ask(me.listMyComplaints, company(42))).body.items).toHaveLength(2);
});

test("complaints: about an agency, about an entry, at a counter too; the office's answer is read (A §22)", async () => {
  const entry = await actingOn(engine).submit(listing(41));
  const { agencies } = houseOn(engine);
  await agencies.put({
    agencyId: "finance",
    name: "财政局",
    uscc: usccNo(99, "11"),
    roles: ["implementing"],
    clientIds: [],
  });
  const unknown = { body: { about: { kind: "agency", id: "no-such-agency" }, text: "拒收材料。" } };
  expect(code(await ask(own.fileOwnComplaint, company(41), unknown))).toEqual([422, "input.invalid"]);
  const filed = await ask(own.fileOwnComplaint, company(41), {
    body: { about: { kind: "agency", id: "finance" }, text: "窗口拒收材料。" },
    on: "2026-11-24",
  });
  expect(filed).toMatchObject({ status: 201, body: { origin: "subject", filedBy: { agencyId: entry.subjectId } } });
  const complaints = createComplaintStore(engine.db, { lists: engine.table.Lists, intake: engine.table.Intake });
  await fileComplaint(
    { ...houseOn(engine), complaints },
    { about: { kind: "entry", id: entry.entryId }, origin: "subject", text: "久未答复。" },
    callerOf("finance", "implementing"),
    {
      by: { ...counter, officer: "窗口甲" },
      request: { clientId: "counter", key: "complaint-41", digest: "d", answerWith: () => ({ status: 201, body: {} }) },
    },
  );
  const { body } = await ask(me.listMyComplaints, company(41));
  expect((body.items as { text: string }[]).map(({ text }) => text)).toEqual(["窗口拒收材料。", "久未答复。"]);
});

test("SPEC After exit: the subject reads its ended entry, what agencies were told last, and its whole history; nobody else does", async () => {
  const entry = await actingOn(engine).submit(listing(71));
  await actingOn(engine).act(entry, exitEntry({ reason: "standardChanged", why: "认定标准变更" }), marketRegulation);
  const { entries } = (await ask(me.readMe, company(71))).body as { entries: unknown[] };
  expect(entries).toEqual([]);
  const seen = await ask(me.getMyEntry, company(71), { params: about(entry) });
  expect([seen.status, seen.body]).toMatchObject([
    200,
    { entryId: entry.entryId, state: "exited", exitReason: "standardChanged" },
  ]);
  const other = await ask(me.getMyEntry, company(1), { params: about(entry) });
  expect([other.status, other.body]).toMatchObject([403, { type: "/problems/entry.notYours" }]);
  const types: string[] = [];
  let cursor: string | undefined;
  do {
    const { status, body } = await ask(me.listMyHistory, company(71), {
      query: { limit: "1", ...(cursor === undefined ? {} : { cursor }) },
    });
    expect(status).toBe(200);
    const page = body as { items: { type: string; by: object }[]; next: string | null };
    for (const { type, by } of page.items) {
      types.push(type);
      expect(Object.keys(by)).toEqual(["agencyId", "name"]);
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(types).toEqual(["entry-determined", "entry-reported", "entry-published", "entry-exited"]);
  expect((await ask(me.listMyHistory, company(72))).body).toEqual({ items: [], next: null });
});
