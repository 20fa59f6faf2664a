import { randomBytes } from "node:crypto";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createEntryReader } from "../../shared/adapters/dynamodb/entry/entry-reader.ts";
import { createPersonalReadLog, createPersonalReads } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import {
  createPersonFinder,
  createPersonIndex,
  createPersons,
  createPersonVault,
} from "../../shared/adapters/dynamodb/subject/persons.ts";
import { createQueryLimiter } from "../../shared/adapters/dynamodb/subject/query-limiter.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { createSubjectReader } from "../../shared/adapters/dynamodb/subject/subjects.ts";
import { createSuperiorNoticeReader } from "../../shared/adapters/dynamodb/entry/superior-notices.ts";
import { discloseIdentity } from "../../shared/app/person/disclose-identity.ts";
import { listSuperiorNotices } from "../../shared/app/entry/list-superior-notices.ts";
import { openSubjectHistory } from "../../shared/app/subject/open-subject.ts";
import { queryPerson } from "../../shared/app/person/query-person.ts";
import { readSubjectHistory } from "../../shared/app/subject/read-subjects.ts";
import { rotatePepper } from "../../shared/app/person/rotate-pepper.ts";
import { screenSubjects } from "../../shared/app/query/screen-subjects.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { retiredAfterMs, settledMs } from "../../shared/domain/subject/pepper.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { callerOf } from "../support/subjects.ts";
import { calendar, catalogue, listing, monday, officer, rulesFor, usccNo } from "../support/house.ts";
import { createLock, createSecret, identityNo, newSubjectId, personListing } from "../support/persons.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const lock = createLock();
const secret = createSecret();
const caller: Caller = { ...officer, roles: ["authority"] };
const reading = { caller, correlationId: "test" };

/** Everything over one secret; `indexKeys` is what a function knows of it. */
const house = (indexKeys = secret.fresh(), now = monday) => {
  const { db, table } = engine;
  return {
    now: () => now,
    rulesFor,
    calendar,
    catalogue: () => Promise.resolve(catalogue),
    entries: createEntryStore(db, { subjects: table.Subjects, lists: table.Lists, intake: table.Intake }),
    agencies: createAgencyRegister(db, table.Register, () => now),
    newSubjectId,
    persons: {
      ...createPersons(db, table.Subjects, { indexKeys, seal: lock.seal, newSubjectId }),
      ...createPersonFinder(db, table.Subjects, indexKeys),
    },
    index: createPersonIndex(db, table.Subjects, { indexKeys, open: lock.open }),
    vault: createPersonVault(db, table.Subjects, lock.open),
    standings: createStandingReader(db, table.Subjects),
    reader: createEntryReader(db, table.Lists),
    subjects: createSubjectReader(db, { lists: table.Lists, subjects: table.Subjects }),
    reads: createPersonalReads(db, table.PersonalReads),
    log: createPersonalReadLog(db, table.PersonalReads),
    newReadId: () => `prd_${encode(randomBytes(20))}`,
    superiorNotices: createSuperiorNoticeReader(db, table.Lists),
  };
};

const submit = async (input: EntryInput, deps = house()) => {
  const done = await submitEntry(deps, { input, by: officer, correlationId: "test", report: true });
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return done.value.entry;
};

const scan = async (name: string): Promise<Record<string, unknown>[]> => {
  const items: Record<string, unknown>[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await engine.db.send(new ScanCommand({ TableName: name, ExclusiveStartKey: after }));
    items.push(...(page.Items ?? []));
    after = page.LastEvaluatedKey;
  } while (after);
  return items;
};
const indexItems = async () =>
  (await scan(engine.table.Subjects)).filter((item) => String(item["identifier"]).startsWith("document:"));

describe("SPEC Persons: a person by document number", () => {
  test("is one subject however many meet them at once, and the number stands nowhere but as ciphertext", async () => {
    const inputs = Array.from({ length: 8 }, (_, n) => {
      const input = personListing(1);
      return { ...input, basis: { ...input.basis, documentNo: `衡市监处罚〔2026〕P1-${n}号` } };
    });
    const entries = await Promise.all(inputs.map((input) => submit(input)));
    expect(new Set(entries.map(({ subjectId }) => subjectId)).size).toBe(1);
    expect(await indexItems()).toHaveLength(1);
    const [first] = entries;
    expect(first?.subject).toEqual({
      kind: "person",
      name: "张晓明",
      idType: "residentId",
      idNumberMasked: `419901**********${identityNo(1).slice(-2)}`,
    });
    expect(await house().vault.open(first?.subjectId ?? "")).toEqual({
      idType: "residentId",
      idNumber: identityNo(1),
    });
    for (const name of Object.values(engine.table))
      expect(JSON.stringify(await scan(name))).not.toContain(identityNo(1));
  });

  test("who is listed without proof of their own notice is refused (A §3)", async () => {
    const { procedure: _, ...input } = personListing(2);
    const done = await submitEntry(house(), { input, by: officer, correlationId: "test", report: true });
    expect(done).toMatchObject({ ok: false, refusal: { errors: [{ code: "priorNotice.missing" }] } });
  });

  test("is found in public by number and name together; everybody else is answered alike", async () => {
    await submit(personListing(3));
    const deps = {
      ...house(),
      limiter: { take: () => Promise.resolve(undefined) },
      limitOn: () => ({ burst: 1, secondsPerQuery: 1 }),
    };
    const ask = (n: number, name: string) =>
      queryPerson(deps, "somewhere", { idType: "residentId", idNumber: identityNo(n), name });
    expect(await ask(3, " 张晓明")).toMatchObject({ shown: [{ list: "black" }] });
    const nothing = { today: "2026-11-23", shown: [] };
    expect(await ask(3, "张小明")).toEqual(nothing);
    expect(await ask(900, "张晓明")).toEqual(nothing);
    // Known, and nothing of theirs is published.
    await house().persons.identify({ idType: "residentId", idNumber: identityNo(4) });
    expect(await ask(4, "张晓明")).toEqual(nothing);
  });

  test("is never found by name alone", async () => {
    expect(await house().standings.byName("张晓明")).toEqual([]);
  });
});

describe("SPEC Persons: one caller cannot try numbers", () => {
  test("a bucket gives its burst, then one in so many seconds, to each caller by itself", async () => {
    const { db, table } = engine;
    let now = monday;
    const limiter = createQueryLimiter(
      db,
      table.Intake,
      (text) => Promise.resolve(`h${text.length}`),
      () => now,
    );
    const limit = { burst: 3, secondsPerQuery: 30 };
    const ask = async (who: string) => (await limiter.take(who, limit)) ?? "answered";
    expect(await Promise.all([ask("10.0.0.1"), ask("10.0.0.1"), ask("10.0.0.1")])).toEqual([
      "answered",
      "answered",
      "answered",
    ]);
    expect(await ask("10.0.0.1")).toEqual({ retryAfter: 30 });
    expect(await ask("10.0.0.77")).toBe("answered");
    now = new Date(monday.getTime() + 30_000);
    expect(await ask("10.0.0.1")).toBe("answered");
    expect(await ask("10.0.0.1")).toEqual({ retryAfter: 30 });
    now = new Date(monday.getTime() + 3_600_000);
    expect([await ask("10.0.0.1"), await ask("10.0.0.1"), await ask("10.0.0.1"), await ask("10.0.0.1")]).toEqual([
      "answered",
      "answered",
      "answered",
      { retryAfter: 30 },
    ]);
    const items = (await scan(table.Intake)).filter((item) => item["record"] === "bucket");
    expect(JSON.stringify(items)).not.toContain("10.0.0");
    expect(items.every((item) => Number(item["expiresAt"]) > 0)).toBe(true);
  });
});

describe("A §20, §22: a counter screens persons", () => {
  test("by number and name; whoever is found is registered with the matter as the purpose", async () => {
    const { subjectId } = await submit(personListing(10));
    await submit(listing(10));
    await submit(listing(11, { subject: { kind: "organisation", name: "衡川市同名有限公司", uscc: usccNo(11) } }));
    await submit(listing(12, { subject: { kind: "organisation", name: "衡川市同名有限公司", uscc: usccNo(12) } }));
    const person = { idType: "residentId", idNumber: identityNo(10), name: "张晓明" } as const;
    const subjects = [
      person,
      { ...person, name: "李晓明" },
      { uscc: usccNo(10) },
      { name: "衡川市第10制造有限公司" },
      { name: "衡川市同名有限公司" },
      { name: "张晓明" },
    ];
    const found = await screenSubjects(house(), { matter: "fiscalFunds", subjects }, reading);
    expect(found.map(({ standing }) => standing?.kind)).toEqual([
      "person",
      undefined,
      "organisation",
      "organisation",
      undefined,
      undefined,
    ]);
    expect(found[4]?.candidates?.toSorted()).toEqual([usccNo(11), usccNo(12)].toSorted());
    const { items } = await house().log.ofSubject(subjectId, { limit: 10 });
    expect(items).toMatchObject([
      { what: "screening", purpose: "应查必查 fiscalFunds", agencyId: "market-regulation", subjectId },
    ]);
    expect((await house().log.ofAgency("market-regulation", "2026-11", { limit: 10 })).items).toEqual(items);
  });
});

describe("SPEC Persons: the number, for the agency that must act", () => {
  const trigger = { agencyId: "finance", kind: "apply", status: "acknowledged", subject: { kind: "person" } } as const;
  const disclose = async (entryId: string, found: object, agencyId = "finance") => {
    const deps = { ...house(), triggers: { find: () => Promise.resolve({ ...trigger, ...found }) } };
    const asks = { ...reading, caller: { ...caller, agencyId } };
    const done = await discloseIdentity({ ...deps, entries: deps.reader }, { entryId, triggerKey: "t" }, asks);
    return done.ok ? done.value.idNumber : done.refusal.code;
  };

  test("is opened while there is something to act on, for nobody else, and each time is registered", async () => {
    const { entryId, subjectId } = await submit(personListing(20));
    expect(await disclose(entryId, {})).toBe(identityNo(20));
    expect(await disclose(entryId, { status: "applied" })).toBe(identityNo(20));
    expect(await disclose(entryId, { kind: "lift", status: "pending" })).toBe(identityNo(20));
    expect(await disclose(entryId, {}, "tax")).toBe("trigger.notYours");
    expect(await disclose(entryId, { status: "superseded" })).toBe("trigger.settled");
    expect(await disclose(entryId, { status: "notApplicable" })).toBe("trigger.settled");
    expect(await disclose(entryId, { kind: "lift", status: "lifted" })).toBe("trigger.settled");
    const { items } = await house().log.ofSubject(subjectId, { limit: 10 });
    expect(items.map(({ what, agencyId }) => [what, agencyId])).toEqual(
      Array.from({ length: 3 }, () => ["identity", "finance"]),
    );
  });
});

describe("C 十四: responsible persons", () => {
  const organisation = (n: number) =>
    listing(n, {
      responsiblePersons: [
        { role: "legalRepresentative", name: "王建国", idNumber: identityNo(n) },
        { role: "principal", name: "赵敏" },
      ],
    });

  test("are recorded with a black entry, known by a subject of their own, and without their number", async () => {
    const entry = await submit(organisation(30));
    expect(entry.responsiblePersons).toEqual([
      {
        role: "legalRepresentative",
        name: "王建国",
        subjectId: expect.stringMatching(/^sbj_/),
        idType: "residentId",
        idNumberMasked: `419901**********${identityNo(30).slice(-2)}`,
      },
      { role: "principal", name: "赵敏" },
    ]);
    expect(JSON.stringify(await scan(engine.table.Lists))).not.toContain(identityNo(30));
    // Recorded is not listed.
    const standing = await house().standings.many([`person:${entry.responsiblePersons?.[0]?.subjectId}`]);
    expect(standing.size).toBe(0);
  });

  test("are masked in the subject's history as in the entry's, unless it is said what for, which is registered", async () => {
    const entry = await submit(organisation(35));
    const deps = { ...house(), masksOn: (day: string) => shippedPrivacyBook()(day).masks };
    const office = callerOf("credit-office", "office");
    const page = await readSubjectHistory(deps, entry.subjectId, office, { limit: 50 });
    if (!page.ok) throw new Error(page.refusal.code);
    const open = async (purpose?: string) =>
      JSON.stringify(await openSubjectHistory(deps, page.value, { caller: office, purpose, correlationId: "test" }));
    const masked = await open();
    expect(masked).toContain("王*国");
    expect(masked).not.toContain("王建国");
    const responsible = entry.responsiblePersons?.[0]?.subjectId ?? "";
    const registered = async () => (await deps.log.ofSubject(responsible, { limit: 10 })).items;
    expect(await registered()).toEqual([]);
    expect(await open("复核")).toContain("王建国");
    expect(await registered()).toMatchObject([{ what: "responsiblePerson", of: entry.entryId, purpose: "复核" }]);
  });

  test("are listed on their own as the ones who were named, with a notice of their own", async () => {
    const { entryId } = await submit(organisation(31));
    const named = personListing(31, { responsibleFor: entryId });
    expect((await submit(named)).responsibleFor).toBe(entryId);
    const refused = async (input: EntryInput) => {
      const done = await submitEntry(house(), { input, by: officer, correlationId: "test", report: true });
      return done.ok ? "taken" : done.refusal.errors?.map(({ code }) => code);
    };
    expect(await refused(personListing(32, { responsibleFor: entryId }))).toEqual(["responsibleFor.notNamed"]);
    const { procedure: _, ...untold } = personListing(31, { responsibleFor: entryId });
    expect(await refused({ ...untold, basis: { ...untold.basis, documentNo: "另一号" } })).toEqual([
      "priorNotice.missing",
    ]);
    expect(await refused(personListing(33, { responsibleFor: `ent_${"z".repeat(26)}` }))).toEqual([
      "responsibleFor.unknown",
    ]);
    expect(
      await refused(listing(34, { list: "keyAttention", responsiblePersons: [{ role: "principal", name: "甲" }] })),
    ).toContain("responsiblePersons.onlyBlack");
  });
});

describe("C 十四: the superior unit of a public body", () => {
  const publicBody = (agencyId?: string) => ({
    superiorUnit: { name: "衡川市教育局", ...(agencyId === undefined ? {} : { agencyId }) },
  });
  const body = (n: number, agencyId?: string) =>
    listing(n, {
      subject: { kind: "organisation", name: `衡川市第${n}中学`, uscc: usccNo(n), publicBody: publicBody(agencyId) },
    });

  test("is told on the platform with the publication, once; one that is no agency by letter", async () => {
    await house().agencies.put({
      agencyId: "education",
      uscc: usccNo(900),
      name: "衡川市教育局",
      roles: ["authority"],
      clientIds: [],
    });
    const told = await submit(body(40, "education"));
    expect(told.superiorNotice).toEqual({ via: "platform", notifiedOn: "2026-11-23" });
    await submit(body(40, "education"));
    const inbox = await listSuperiorNotices(house(), { ...caller, agencyId: "education" }, { limit: 10 });
    expect(inbox.items).toMatchObject([
      { entryId: told.entryId, notifiedOn: "2026-11-23", subject: { name: "衡川市第40中学" }, state: "published" },
    ]);
    expect((await submit(body(41))).superiorNotice).toBeUndefined();
    expect((await listSuperiorNotices(house(), caller, { limit: 10 })).items).toEqual([]);
  });

  test("that is named as an agency has to be one", async () => {
    const done = await submitEntry(house(), {
      input: body(42, "nowhere"),
      by: officer,
      correlationId: "test",
      report: true,
    });
    expect(done).toMatchObject({ ok: false, refusal: { errors: [{ code: "superiorUnit.unknown" }] } });
  });
});

describe("SPEC Persons, ADR 24: the pepper is rotated", () => {
  test("under submissions from functions that know it and that do not yet, nobody is lost and nobody is doubled", async () => {
    const people = Array.from(
      { length: 60 },
      (_, n) => ({ idType: "residentId", idNumber: identityNo(2000 + n) }) as const,
    );
    const meet = async (deps: ReturnType<typeof house>, from: number, to: number) =>
      Promise.all(people.slice(from, to).map(async (person) => (await deps.persons.identify(person)).subjectId));
    const start = new Date("2026-11-23T01:50:00+08:00").getTime();
    const rotate = (ms: number) =>
      rotatePepper(
        { index: house().index, read: secret.read, write: secret.write, remaining: () => 300_000 },
        new Date(start + ms),
      );

    const before = await meet(house(), 0, 20);
    const unaware = house(secret.stale());
    expect((await rotate(0)).step).toBe("none");
    secret.begin();
    // Announced: some functions have not heard of it. Everybody writes under the old version.
    const [heard, not] = await Promise.all([meet(house(), 15, 30), meet(unaware, 15, 30)]);
    expect(heard).toEqual(not);
    expect((await rotate(0)).step).toBe("announce");
    expect((await rotate(1000)).step).toBe("wait");

    // Switched: some functions still write under the old one, and know of both.
    const announced = house(secret.stale());
    expect((await rotate(settledMs)).step).toBe("switch");
    const [switched, late] = await Promise.all([meet(house(), 25, 45), meet(announced, 25, 45)]);
    expect(switched).toEqual(late);

    // Moved while both go on.
    const [report, ...during] = await Promise.all([
      rotate(2 * settledMs),
      meet(house(), 0, 60),
      meet(announced, 0, 60),
      meet(house(), 0, 60),
    ]);
    expect(report).toMatchObject({ step: "move", complete: true });
    expect(during[1]).toEqual(during[0]);
    expect(during[2]).toEqual(during[0]);
    expect(during[0]?.slice(0, 20)).toEqual(before);
    expect(during[0]?.slice(15, 30)).toEqual(heard);
    expect(new Set(during[0]).size).toBe(60);

    expect((await rotate(3 * settledMs)).step).toBe("move");
    expect((await rotate(2 * settledMs + retiredAfterMs)).step).toBe("retire");
    const { current, versions } = await secret.read();
    expect([current, [...versions.keys()]]).toEqual([2, [2]]);
    expect((await rotate(3 * retiredAfterMs)).step).toBe("none");

    const items = await indexItems();
    expect(items.every((item) => String(item["identifier"]).startsWith("document:2:"))).toBe(true);
    expect(new Set(items.map((item) => item["subjectId"])).size).toBe(items.length);
    const after = await house().persons.find(people);
    expect(after).toEqual(during[0]);
    expect(await meet(house(), 0, 60)).toEqual(during[0]);
    expect(await house().vault.open(after[7] ?? "")).toEqual(people[7]);
  });

  test("the old version is kept while anybody is left under it", async () => {
    secret.begin();
    const start = new Date("2027-01-04T01:50:00+08:00").getTime();
    const run = (ms: number, remaining = 300_000) =>
      rotatePepper(
        { index: house().index, read: secret.read, write: secret.write, remaining: () => remaining },
        new Date(start + ms),
      );
    await run(0);
    await run(settledMs);
    // Runs that are out of time move nobody; the retirement waits for one that has finished.
    expect(await run(2 * settledMs, 1000)).toMatchObject({ step: "move", moved: 0, complete: false });
    expect((await run(settledMs + retiredAfterMs)).step).toBe("move");
    expect((await secret.read()).versions.size).toBe(2);
    expect((await run(settledMs + retiredAfterMs + 1)).step).toBe("retire");
    expect((await secret.read()).versions.size).toBe(1);
  });
});
