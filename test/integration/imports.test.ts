import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../events/envelope.ts";
import { createAlertReader } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { readRecord } from "../../shared/adapters/dynamodb/items/records.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { closeEdition } from "../../shared/app/external/close-edition.ts";
import { determineEntry, openPublicNotice, publishEntry } from "../../shared/app/entry/entry-acts.ts";
import { listAlerts } from "../../shared/app/alert/list-alerts.ts";
import { type ScreenedSubject, screenSubjects } from "../../shared/app/query/screen-subjects.ts";
import { listKeyOf } from "../../shared/domain/external/edition.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { replaySubject } from "../../shared/domain/history/replay.ts";
import { shownEntries } from "../../shared/domain/subject/standing.ts";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { PersonalRead } from "../../shared/ports/personal-reads.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing, monday, officer, shipped, usccNo } from "../support/house.ts";
import { identityNo } from "../support/persons.ts";
import { throughPipe } from "../support/pipe.ts";
import { actingOn, honour, houseOn, marketRegulation, office, tax } from "../support/subjects.ts";

/** Lists kept elsewhere, imported by the credit office for cross-checks and reference (A §3, SPEC capability 2). */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const importer: Actor = { agencyId: "credit-office", name: "衡川市信用办", clientId: "credit-office-client" };
const sample = readFileSync(resolve(import.meta.dirname, "../../events/samples/external-entries.csv"), "utf8");
const house = () => houseOn(engine);
const acting = () => actingOn(engine);

const row = (n: number, change: object = {}) => ({
  list: "black",
  subject: listing(n).subject,
  source: "全国信用信息共享平台",
  owner: "国家税务总局河东市税务局",
  documentNo: `河东税稽罚〔2026〕${n}号`,
  edition: "2026-11-20",
  listedOn: "2026-10-20",
  validTo: "2029-10-19",
  ...change,
});
const ended = (n: number, edition: string) =>
  row(n, { edition, listedOn: undefined, validTo: undefined, endedOn: "2026-11-19", endReason: "已修复" });
const imported = (rows: readonly object[], more: { readonly killed?: boolean; readonly now?: Date } = {}) =>
  throughPipe(engine, { by: importer, kind: "externalEntries", text: JSON.stringify({ rows }), ...more });
const outcomes = async (...args: Parameters<typeof imported>) =>
  (await imported(...args)).map(({ outcome, errors }) => [outcome, ...errors.map(({ code }) => code)].join(" "));
const standing = async (uscc: string) => {
  const found = await house().entries.standing(`uscc:${uscc}`);
  if (!found) throw new Error(uscc);
  return found;
};
const refusedWith = async (input: EntryInput) => {
  const done = await submitEntry(house(), { input, by: officer, correlationId: "test", report: true });
  return done.ok ? undefined : done.refusal;
};
const alerts = async (caller = office) => {
  const agencies = [...new Set([office, officer, importer].map(({ agencyId }) => agencyId))];
  const deps = {
    alerts: createAlertReader(engine.db, engine.table.Lists),
    directory: { list: () => Promise.resolve(agencies) },
    now: () => monday,
  };
  return (await listAlerts(deps, { limit: 100 }, caller)).items.flatMap((alert) =>
    alert.type === "contradiction-found" ? [alert] : [],
  );
};
const about = async (subjectId: string, caller = office) =>
  (await alerts(caller)).filter((alert) => alert.subjectId === subjectId);

describe("a file", () => {
  test("is answered row by row; sent again nothing changes", async () => {
    const send = () => throughPipe(engine, { by: importer, kind: "externalEntries", text: sample });
    const first = await send();
    expect(first.map(({ line, outcome, errors }) => [line, outcome, errors[0]?.code])).toEqual([
      [2, "accepted", undefined],
      [3, "accepted", undefined],
      [4, "accepted", undefined],
      [5, "rejected", "validTo.passed"],
      [6, "duplicate", undefined],
      [7, "rejected", "external.unknown"],
    ]);
    expect(first[4]?.id).toBe(first[0]?.id);
    const before = await standing(usccNo(300_001));
    expect(before).toMatchObject({ seq: 1, entries: [], external: [{ list: "black", validTo: "2029-10-19" }] });
    expect((await send()).map(({ outcome }) => outcome)).toEqual([
      "duplicate",
      "duplicate",
      "duplicate",
      "rejected",
      "duplicate",
      "rejected",
    ]);
    expect(await standing(usccNo(300_001))).toEqual(before);
  });

  test("whose worker is killed before it answered gives the answers that it would have given", async () => {
    expect(await outcomes([row(1), row(1), row(2)], { killed: true })).toEqual(["accepted", "duplicate", "accepted"]);
    expect((await standing(usccNo(1))).seq).toBe(1);
  });

  test("names each fault of a row by its field", async () => {
    const results = await imported([
      row(3, { list: "grey" }),
      row(3, { validTo: undefined }),
      row(3, { edition: "2026-11-24" }),
      row(3, { listedOn: "2026-11-21" }),
      row(3, { subject: { ...listing(3).subject, kind: "soleTrader" } }),
      row(3, { owner: "11010519491231002X" }),
      ended(3, "2026-11-20"),
    ]);
    expect(results.map(({ errors: [error] }) => [error?.field, error?.code])).toEqual([
      ["list", "value.unknown"],
      ["validTo", "missing"],
      ["edition", "edition.future"],
      ["listedOn", "listedOn.afterEdition"],
      ["subject.kind", "subject.kindMismatch"],
      ["owner", "text.identityNumber"],
      ["", "external.unknown"],
    ]);
    expect(await house().entries.standing(`uscc:${usccNo(3)}`)).toBeUndefined();
  });
});

describe("editions", () => {
  test("a newer one changes, ends and brings back; an older one says nothing any more; one never says two things", async () => {
    expect(await outcomes([row(10)])).toEqual(["accepted"]);
    expect(await outcomes([row(10, { validTo: "2030-10-19" })])).toEqual(["rejected external.differs"]);
    expect(await outcomes([row(10, { validTo: "2030-10-19", edition: "2026-11-21" })])).toEqual(["accepted"]);
    expect(await outcomes([row(10)])).toEqual(["duplicate"]);
    expect((await standing(usccNo(10))).external).toMatchObject([{ validTo: "2030-10-19", edition: "2026-11-21" }]);
    expect(await outcomes([ended(10, "2026-11-22")], { killed: true })).toEqual(["accepted"]);
    expect(await outcomes([ended(10, "2026-11-22")])).toEqual(["duplicate"]);
    // The file of before, sent once more, does not bring back what was ended since.
    expect(await outcomes([row(10)])).toEqual(["duplicate"]);
    expect(await refusedWith(honour(10))).toBeUndefined();
    expect(await outcomes([row(10, { edition: "2026-11-23" })])).toEqual(["accepted"]);
    expect((await refusedWith({ ...honour(10), basis: { ...honour(10).basis, documentNo: "另一号" } }))?.code).toBe(
      "crossCheck.blackListed",
    );
  });

  test("the history says where the subject stands, and when it stood so", async () => {
    const stored = await standing(usccNo(10));
    const history = await house().subjects.history(stored.subjectId);
    expect(history.slice(0, 3).map(({ type }) => type)).toEqual([
      "external-entry-recorded",
      "external-entry-recorded",
      "external-entry-ended",
    ]);
    expect(replaySubject(stored, history).standing).toEqual(stored);
    expect(replaySubject(stored, history, history.slice(0, 1)).standing.external).toMatchObject([
      { validTo: "2029-10-19" },
    ]);
  });
});

describe("a full edition (ADR 38)", () => {
  const owner = "国家税务总局河东市税务局第二稽查局";
  const of = (ns: readonly number[], edition: string) => ns.map((n) => row(n, { owner, edition }));
  const listed = Array.from({ length: 40 }, (_, index) => 600 + index);
  const close = async (said: { edition: string; total: number; ends?: number }, caller = office, named = "王芳") => {
    const list = { list: "black", source: "全国信用信息共享平台", owner: ` ${owner}` } as const;
    const by = named === "" ? importer : { ...importer, officer: named };
    const done = await closeEdition(house(), { caller, which: { ...list, ...said }, by, correlationId: "edition" });
    return done.ok ? done.value : done.refusal.code;
  };
  const inForce = async (ns: readonly number[]) => {
    const found = await Promise.all(ns.map((n) => standing(usccNo(n))));
    return ns.filter((_, index) => found[index]?.external?.some((each) => each.owner === owner && !each.endedOn));
  };

  test("what the newest one left out ends, once; a file cut short, an older one and a great loss end nothing", async () => {
    const all = listed.slice(0, 40);
    const [gone = 0, ...rest] = all;
    await imported(of(all, "2026-11-20"));
    await imported([row(600), row(659, { owner: "别的机关" })]);
    expect(await close({ edition: "2026-11-20", total: 40 })).toEqual({ named: 40, left: 0 });

    // The file of the next day was cut off after half of its rows.
    await imported(of(rest.slice(0, 20), "2026-11-21"));
    expect(await close({ edition: "2026-11-21", total: 39 })).toBe("edition.incomplete");
    expect(await close({ edition: "2026-11-20", total: 20 })).toBe("edition.older");
    // Whoever takes the number from the file itself would end half of the list.
    expect(await close({ edition: "2026-11-21", total: 20 })).toBe("edition.shrinks");
    expect(await close({ edition: "2026-11-21", total: 20, ends: 19 })).toBe("edition.shrinks");
    expect(await inForce(all)).toEqual(all);

    // The same rows once more do not count twice; the others complete it.
    await imported(of(rest.slice(0, 20), "2026-11-21"));
    expect(await outcomes(of(rest.slice(20), "2026-11-21"))).toEqual(rest.slice(20).map(() => "duplicate"));
    expect(await close({ edition: "2026-11-21", total: 39 }, tax)).toBe("agency.role");
    expect(await close({ edition: "2026-11-21", total: 39 }, office, "")).toBe("officer.required");
    expect(await close({ edition: "2026-11-24", total: 39 })).toBe("input.invalid");
    expect(await close({ edition: "2026-11-21", total: 39 })).toEqual({ named: 39, left: 0 });
    expect(await close({ edition: "2026-11-21", total: 39 })).toEqual({ named: 39, left: 0 });
    expect(await inForce(all)).toEqual(rest);
    const stored = await standing(usccNo(gone));
    const history = await house().subjects.history(stored.subjectId);
    expect(history.at(-1)).toMatchObject({
      type: "external-entry-ended",
      by: { officer: "王芳" },
      data: { endedOn: "2026-11-21", edition: "2026-11-21" },
    });
    expect(replaySubject(stored, history).standing).toEqual(stored);
    // Another list of the same subject is none of its business, and a newer edition brings back.
    expect(stored.external?.filter(({ endedOn }) => !endedOn)).toHaveLength(1);
    expect(await outcomes(of([gone], "2026-11-22"))).toEqual(["accepted"]);
    expect(await inForce([gone])).toEqual([gone]);
  });

  test("the last entries of a list end when an officer names their number; an edition on its way in keeps its own", async () => {
    const [first = 0, second = 0] = [700, 701];
    const other = (n: number, edition: string) => row(n, { owner: `${owner}二`, edition });
    await imported([other(first, "2026-11-20"), other(second, "2026-11-20")]);
    const closed = (said: object, roster = house().roster) =>
      closeEdition(
        { ...house(), roster },
        {
          caller: office,
          which: {
            list: "black",
            source: "全国信用信息共享平台",
            owner: `${owner}二`,
            edition: "2026-11-21",
            total: 0,
            ...said,
          },
          by: { ...importer, officer: "王芳" },
          correlationId: "edition",
        },
      );
    expect(await closed({})).toMatchObject({ ok: false, refusal: { code: "edition.shrinks" } });
    // A row of a newer edition comes in after the list was read.
    const roster = house().roster;
    const overtaken = {
      ...roster,
      of: async (key: string) => {
        const read = await roster.of(key);
        await imported([other(second, "2026-11-22")]);
        return read;
      },
    };
    expect(await closed({ ends: 2 }, overtaken)).toMatchObject({ ok: false, refusal: { code: "edition.older" } });
    const still = async (n: number) => (await standing(usccNo(n))).external?.map(({ endedOn }) => endedOn);
    expect([await still(first), await still(second)]).toEqual([["2026-11-21"], [undefined]]);
  });
});

describe("a file that comes late (ADR 29)", () => {
  const owner = "国家税务总局河西市税务局";
  const list = { list: "black", source: "全国信用信息共享平台", owner } as const;
  const of = (n: number, edition: string, change: object = {}) => row(n, { owner, edition, ...change });
  const end = (n: number, edition: string) => ({ ...ended(n, edition), owner });

  test("ends and rewrites nothing that a newer edition has named, though that said nothing new", async () => {
    expect(await outcomes([of(720, "2026-11-18"), of(721, "2026-11-18")])).toEqual(["accepted", "accepted"]);
    expect(await outcomes([of(720, "2026-11-20"), of(721, "2026-11-20")])).toEqual(["duplicate", "duplicate"]);
    const before = await standing(usccNo(720));
    const late = [end(720, "2026-11-19"), of(720, "2026-11-19", { validTo: "2027-10-19" }), end(721, "2026-11-19")];
    expect(await outcomes(late)).toEqual(["duplicate", "duplicate", "duplicate"]);
    expect(await standing(usccNo(720))).toEqual(before);
    const lines = await house().roster.of(listKeyOf(list));
    expect(lines.map(({ seenIn, validTo }) => [seenIn, validTo])).toEqual([
      ["2026-11-20", "2029-10-19"],
      ["2026-11-20", "2029-10-19"],
    ]);
    // The edition that named it may say its end itself, and so may a newer one.
    expect(await outcomes([end(720, "2026-11-20"), end(721, "2026-11-21")], { killed: true })).toEqual([
      "accepted",
      "accepted",
    ]);
    expect(await house().roster.of(listKeyOf(list))).toEqual([]);
  });

  test("what has run out leaves the roster at the next closing, and is no end of anything", async () => {
    const validTo = "2026-11-25";
    await imported([of(722, "2026-11-20", { validTo }), of(723, "2026-11-20", { validTo }), of(724, "2026-11-20")]);
    const now = new Date("2026-11-27T09:00:00+08:00");
    await imported([of(724, "2026-11-26")], { now });
    const which = { ...list, edition: "2026-11-26", total: 1 };
    const by = { ...importer, officer: "王芳" };
    const deps = { ...house(), now: () => now };
    expect(await closeEdition(deps, { caller: office, which, by, correlationId: "edition" })).toEqual({
      ok: true,
      value: { named: 1, left: 0 },
    });
    expect((await house().roster.of(listKeyOf(list))).map(({ seenIn }) => seenIn)).toEqual(["2026-11-26"]);
    expect((await standing(usccNo(722))).seq).toBe(1);
  });
});

describe("the cross-check (A §3)", () => {
  test("an imported black entry refuses a red one at submission, determination and publication", async () => {
    await imported([row(20)]);
    const refusal = await refusedWith(honour(20));
    expect(refusal?.code).toBe("crossCheck.blackListed");
    expect(refusal?.detail).toContain("河东税稽罚〔2026〕20号");

    const { determinedOn: _, procedure: __, ...proposal } = honour(21);
    const proposed = await acting().submit(proposal);
    const noticed = await acting().act(proposed, openPublicNotice({}), marketRegulation);
    await imported([row(21)]);
    await expect(
      actingOn(engine, new Date("2026-12-01T09:00:00+08:00")).act(noticed, determineEntry({}), marketRegulation),
    ).rejects.toThrow("crossCheck.blackListed");

    const reported = await acting().submit(honour(22));
    await imported([row(22)]);
    await expect(acting().act(reported, publishEntry, office)).rejects.toThrow("crossCheck.blackListed");
  });

  test("what it ended or ran out on refuses nothing, nor does an imported key-attention entry", async () => {
    await imported([row(23), row(24, { list: "keyAttention" })]);
    await imported([ended(23, "2026-11-21")]);
    expect(await refusedWith(honour(23))).toBeUndefined();
    expect(await refusedWith(honour(24))).toBeUndefined();
  });

  test("one that arrives after a red entry is told to the red's authority, once, and ends nothing", async () => {
    const red = await acting().honour(25);
    await imported([row(25)], { killed: true });
    await imported([row(25)]);
    await imported([row(25, { edition: "2026-11-22", validTo: "2030-01-01" })]);
    const found = await about(red.subjectId, marketRegulation);
    expect(found).toMatchObject([
      {
        level: "contradiction",
        agencyId: "market-regulation",
        entryIds: [red.entryId],
        external: [{ list: "black", documentNo: "河东税稽罚〔2026〕25号" }],
      },
    ]);
    expect(await about(red.subjectId)).toEqual(found);
    expect(await about(red.subjectId, tax)).toEqual([]);
    expect((await house().reader.entry(red.entryId))?.entry.state).toBe("published");
  });

  test("a red entry kept elsewhere is never ended by a black one of ours: the office is told, whichever came first", async () => {
    const black = await acting().submit(listing(26));
    const award = { list: "red", documentNo: "河东税优〔2026〕7号" };
    await imported([row(26, award)]);
    expect(await about(black.subjectId)).toMatchObject([
      { agencyId: "credit-office", entryIds: [black.entryId], external: [{ list: "red" }] },
    ]);
    await imported([row(27, award), row(27, { ...award, documentNo: "河东税优〔2026〕8号" })]);
    const { subjectId, entryId } = await acting().submit(listing(27));
    expect(await about(subjectId)).toMatchObject([
      { agencyId: "credit-office", entryIds: [entryId], external: [{ list: "red" }, { list: "red" }] },
    ]);
    expect((await standing(usccNo(27))).external).toHaveLength(2);
  });

  test("an alert about it goes to those who listen, as any alert does", async () => {
    const { Items = [] } = await engine.db.send(
      new QueryCommand({
        TableName: engine.table.Lists,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": "alerts#credit-office" },
      }),
    );
    expect(Items.map((item) => readRecord(marshall(item)).type)).toEqual(Items.map(() => "contradiction-found"));
    expect(Items.length).toBeGreaterThanOrEqual(2);
  });

  test("a merger is no way off a list kept elsewhere (ADR 23)", async () => {
    const successor = await acting().submit(listing(28, { list: "keyAttention", validTo: "2027-06-01" }));
    await imported([row(29)]);
    const { subjectId } = await standing(usccNo(29));
    const done = await acting().change(
      subjectId,
      { kind: "merged", into: successor.subjectId, on: "2026-11-20", documentNo: "衡市监登字〔2026〕第29号" },
      office,
    );
    expect(done.ok).toBe(true);
    expect((await refusedWith(honour(28)))?.detail).toContain("河东税稽罚〔2026〕29号");
  });
});

describe("a merger and a list kept elsewhere (ADR 23)", () => {
  const merger = { kind: "merged", on: "2026-11-20", documentNo: "衡市监登字〔2026〕第30号" } as const;

  test("whoever honoured the successor is told, if the predecessor was on the list or comes onto it later", async () => {
    const successor = await acting().honour(50);
    const other = await acting().honour(51);
    await imported([row(52)]);
    const listedBefore = await standing(usccNo(52));
    expect((await acting().change(listedBefore.subjectId, { ...merger, into: successor.subjectId }, office)).ok).toBe(
      true,
    );
    expect(await about(listedBefore.subjectId, marketRegulation)).toMatchObject([
      { entryIds: [successor.entryId], external: [{ documentNo: "河东税稽罚〔2026〕52号" }] },
    ]);
    expect((await acting().change(other.subjectId, { ...merger, into: successor.subjectId }, office)).ok).toBe(true);
    await imported([row(51)]);
    const [told, ...more] = (await about(other.subjectId, marketRegulation)).slice(-1);
    expect(more).toEqual([]);
    expect([...(told?.entryIds ?? [])].sort()).toEqual([successor.entryId, other.entryId].sort());
    expect((await house().reader.entry(successor.entryId))?.entry.state).toBe("published");
  });
});

describe("what readers see", () => {
  const reads: PersonalRead[] = [];
  const screen = (...subjects: readonly ScreenedSubject[]) =>
    screenSubjects(
      {
        ...house(),
        catalogue: shipped,
        newReadId: () => "prd_1",
        reads: { record: (some) => Promise.resolve(void reads.push(...some)) },
      },
      { matter: "fiscalFunds", subjects },
      { caller: tax, correlationId: "test" },
    );

  test("screening shows it as reference, with no measure; the public list does not show it", async () => {
    await imported([row(40)]);
    const [screened] = await screen({ uscc: usccNo(40) });
    expect(screened).toMatchObject({
      entries: [],
      restrictions: [],
      references: [{ list: "black", owner: "国家税务总局河东市税务局", validTo: "2029-10-19" }],
    });
    expect(shownEntries(await standing(usccNo(40)), "2026-11-23")).toEqual([]);
    await imported([ended(40, "2026-11-21")]);
    expect((await screen({ uscc: usccNo(40) }))[0]?.references).toEqual([]);
  });

  test("a person's is found by number and name together, and the reading is registered (A §22)", async () => {
    const person = { kind: "person", name: "李文海", idType: "residentId", idNumber: identityNo(41) } as const;
    const [taken] = await imported([row(41, { subject: person })]);
    expect(taken?.outcome).toBe("accepted");
    const { idType, idNumber } = person;
    const [found, other] = await screen({ idType, idNumber, name: "李文海" }, { idType, idNumber, name: "李文河" });
    expect(found).toMatchObject({ entries: [], references: [{ list: "black" }], standing: { kind: "person" } });
    expect(other).toMatchObject({ references: [] });
    expect(reads).toMatchObject([{ what: "screening", subjectId: found?.standing?.subjectId }]);
    const history = await house().subjects.history(found?.standing?.subjectId ?? "");
    expect(JSON.stringify([found?.standing, history])).not.toContain(idNumber);
  });
});
