import { type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { advanceEntry } from "../../shared/app/entry/advance-entry.ts";
import { exitEntry, publishEntry } from "../../shared/app/entry/entry-acts.ts";
import { readSubject, readSubjectHistory } from "../../shared/app/subject/read-subjects.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { replaySubject } from "../../shared/domain/history/replay.ts";
import { nameKeyOf, shownEntries, type Standing } from "../../shared/domain/subject/standing.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing, officer, usccNo } from "../support/house.ts";
import {
  actingOn,
  cutOff,
  finance,
  honour,
  houseOn,
  marketRegulation,
  office,
  personal,
  tax,
} from "../support/subjects.ts";

/** SPEC "Also expected": subject changes: merger, new USCC, bankruptcy, death. */

const document = { on: "2026-11-20", documentNo: "衡市监登字〔2026〕第9号" };
const today = "2026-11-23";
const anotherName = "衡川市更名后制造有限公司";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const house = () => houseOn(engine);
const acting = () => actingOn(engine);
const standingOf = async (subjectId: string): Promise<Standing> => {
  const found = await house().subjects.standing(subjectId);
  if (!found) throw new Error(`no standing of ${subjectId}`);
  return found;
};
const changed = async (...args: Parameters<ReturnType<typeof acting>["change"]>) => {
  const done = await acting().change(...args);
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return done.value;
};
const refusedWith = async (...args: Parameters<ReturnType<typeof acting>["change"]>) => {
  const done = await acting().change(...args);
  return done.ok ? undefined : done.refusal.code;
};
const documentNo = (n: number, part: number) => ({
  ...listing(n).basis,
  documentNo: `衡市监处罚〔2026〕${n}-${part}号`,
});

/** A look-up as the public makes it, with the requests that it took. */
const lookUp = async (by: { readonly uscc: string } | { readonly name: string }) => {
  let requests = 0;
  const db = {
    send: (command: Parameters<DynamoDBDocumentClient["send"]>[0]) => {
      requests++;
      return engine.db.send(command);
    },
  } as unknown as DynamoDBDocumentClient;
  const reader = createStandingReader(db, engine.table.Subjects);
  const found = "uscc" in by ? [await reader.byUscc(by.uscc)] : await reader.byName(nameKeyOf(by.name));
  const standings = found.filter((each) => each !== undefined);
  return { requests, standings, shown: standings.flatMap((each) => shownEntries(each, today)) };
};

describe("a new unified code", () => {
  test("moves the standing; either code finds it with one request, and what comes later by the old one meets it", async () => {
    const first = await acting().submit(listing(1));
    const { standing } = await changed(first.subjectId, { kind: "newUscc", uscc: usccNo(1001), ...document });
    expect(standing).toMatchObject({ identifier: `uscc:${usccNo(1001)}`, formerUsccs: [usccNo(1)], seq: 4 });
    for (const uscc of [usccNo(1), usccNo(1001)]) {
      const found = await lookUp({ uscc });
      expect([found.requests, found.shown.map(({ entryId }) => entryId)]).toEqual([1, [first.entryId]]);
      expect(found.standings[0]).toMatchObject({ subjectId: first.subjectId, uscc: usccNo(1001) });
    }
    const later = await acting().submit({ ...listing(1), basis: documentNo(1, 2) });
    expect(later.subjectId).toBe(first.subjectId);
    // Under its new code it is known as well, and the old item never falls behind.
    const last = await acting().submit({
      ...listing(1),
      subject: { ...listing(1).subject, uscc: usccNo(1001) },
      basis: documentNo(1, 3),
    });
    expect(last.subjectId).toBe(first.subjectId);
    for (const uscc of [usccNo(1), usccNo(1001)]) expect((await lookUp({ uscc })).shown).toHaveLength(3);
    const screened = await house().standings.many([`uscc:${usccNo(1)}`, `uscc:${usccNo(1001)}`]);
    expect([...screened].map(([asked, { seq }]) => [asked, seq])).toEqual(
      [usccNo(1), usccNo(1001)].map((uscc) => [`uscc:${uscc}`, (standing.seq ?? 0) + 6]),
    );
  });

  test("its entries of before still take commands and end by themselves", async () => {
    const entry = await acting().submit({ ...listing(2), validTo: "2026-11-25" });
    await changed(entry.subjectId, { kind: "newUscc", uscc: usccNo(1002), ...document });
    await actingOn(engine, new Date("2026-11-26T00:05:00+08:00")).sweep();
    expect((await house().reader.entry(entry.entryId))?.entry).toMatchObject({
      state: "exited",
      exitReason: "expired",
    });
    for (const uscc of [usccNo(2), usccNo(1002)])
      expect((await house().standings.byUscc(uscc))?.entries, uscc).toEqual([]);
  });

  test("while others list it under the old code, everything stands once in one gapless sequence", async () => {
    const { subjectId } = await acting().submit(listing(3));
    const by = { ...officer, officer: "周敏" };
    const race = await Promise.all([
      ...Array.from({ length: 6 }, (_, n) =>
        submitEntry(house(), {
          input: { ...listing(3), basis: documentNo(3, n) },
          by,
          correlationId: "race",
          report: true,
        }),
      ),
      acting().change(subjectId, { kind: "newUscc", uscc: usccNo(1003), ...document }),
    ]);
    expect(race.every(({ ok }) => ok)).toBe(true);
    const history = await house().subjects.history(subjectId);
    expect(history.map(({ seq }) => seq)).toEqual(Array.from({ length: 22 }, (_, n) => n + 1));
    for (const uscc of [usccNo(3), usccNo(1003)]) expect((await lookUp({ uscc })).shown).toHaveLength(7);
  });

  test("that another subject has is refused, and a mistaken one can be taken back", async () => {
    const [one, other] = [await acting().submit(listing(4)), await acting().submit(listing(5))];
    expect(await refusedWith(one.subjectId, { kind: "newUscc", uscc: usccNo(5), ...document })).toBe(
      "subject.usccTaken",
    );
    await changed(one.subjectId, { kind: "newUscc", uscc: usccNo(1004), ...document });
    await changed(one.subjectId, { kind: "newUscc", uscc: usccNo(4), ...document });
    const back = await standingOf(one.subjectId);
    expect(back).toMatchObject({ identifier: `uscc:${usccNo(4)}`, uscc: usccNo(4) });
    expect((await lookUp({ uscc: usccNo(1004) })).shown.map(({ entryId }) => entryId)).toEqual([one.entryId]);
    expect((await lookUp({ uscc: usccNo(5) })).shown.map(({ entryId }) => entryId)).toEqual([other.entryId]);
  });
});

describe("a new name", () => {
  test("is no way off a list: either name finds it with one request, and a listing under the old one changes nothing", async () => {
    const entry = await acting().submit(listing(10));
    const { name } = listing(10).subject;
    await changed(entry.subjectId, { kind: "renamed", name: anotherName, ...document });
    await acting().submit({ ...listing(10), basis: documentNo(10, 2) });
    for (const each of [name, anotherName]) {
      const found = await lookUp({ name: each });
      expect([found.requests, found.standings.length, found.shown.length], each).toEqual([1, 1, 2]);
      expect(found.standings[0]).toMatchObject({ name: anotherName, formerNames: [name] });
    }
  });

  test("goes with the subject to a new code, and no copy is left behind when its last entry has ended", async () => {
    const entry = await acting().submit({ ...listing(11), validTo: "2026-11-25" });
    await changed(entry.subjectId, { kind: "renamed", name: "衡川市再更名制造有限公司", ...document });
    await changed(entry.subjectId, { kind: "newUscc", uscc: usccNo(1011), ...document });
    expect((await lookUp({ name: listing(11).subject.name })).standings.map(({ uscc }) => uscc)).toEqual([
      usccNo(1011),
    ]);
    await actingOn(engine, new Date("2026-11-26T00:05:00+08:00")).sweep();
    for (const name of [listing(11).subject.name, "衡川市再更名制造有限公司"])
      expect((await lookUp({ name })).standings, name).toEqual([]);
    const { Items = [] } = await engine.db.send(new ScanCommand({ TableName: engine.table.Subjects }));
    const left = Items.filter(({ subjectId }) => subjectId === entry.subjectId).map(({ identifier }) =>
      String(identifier),
    );
    expect(left.sort()).toEqual([`uscc:${usccNo(11)}`, `uscc:${usccNo(1011)}`].sort());
  });
});

describe("a merger", () => {
  test("A §3: restrictions go on under the successor, whose honours end beside a black entry, and it earns no new one", async () => {
    const black = await acting().submit(listing(20));
    const red = await acting().honour(21);
    const { standing } = await changed(black.subjectId, { kind: "merged", into: red.subjectId, ...document });
    expect(standing.successor).toMatchObject({ subjectId: red.subjectId });
    expect((await house().reader.entry(red.entryId))?.entry).toMatchObject({
      state: "exited",
      exitReason: "blackListed",
    });
    const found = await lookUp({ uscc: usccNo(21) });
    expect(found.requests).toBe(2);
    expect(found.shown).toMatchObject([{ entryId: black.entryId, inheritedFrom: { uscc: usccNo(20) } }]);
    // The one that ceased is still found, with where it went; its entry keeps its own history.
    expect((await lookUp({ uscc: usccNo(20) })).standings[0]).toMatchObject({ successor: { uscc: usccNo(21) } });
    const again = await submitEntry(house(), {
      input: honour(21, { basis: { ...listing(21).basis, documentNo: "另一号" } }),
      by: { ...officer, officer: "周敏" },
      correlationId: "test",
      report: true,
    });
    expect(again).toMatchObject({ ok: false, refusal: { code: "crossCheck.blackListed" } });
    const read = await readSubject(house(), red.subjectId, finance);
    expect(read.ok && read.value.entries.map(({ entryId }) => entryId)).toEqual([black.entryId]);
  });

  test("what the predecessor came from comes along, and a merger is told once", async () => {
    const [first, second, third] = [
      await acting().submit(listing(22)),
      await acting().submit(listing(23)),
      await acting().submit(listing(24)),
    ];
    await changed(first.subjectId, { kind: "merged", into: second.subjectId, ...document });
    await changed(second.subjectId, { kind: "merged", into: third.subjectId, ...document });
    const again = await changed(second.subjectId, { kind: "merged", into: third.subjectId, ...document });
    expect(again.changed).toBe(false);
    expect((await lookUp({ uscc: usccNo(24) })).shown.map(({ entryId }) => entryId).sort()).toEqual(
      [first, second, third].map(({ entryId }) => entryId).sort(),
    );
    expect(await refusedWith(first.subjectId, { kind: "renamed", name: "新名", ...document })).toBe("subject.merged");
    expect(await refusedWith(third.subjectId, { kind: "merged", into: first.subjectId, ...document })).toBe(
      "subject.merged",
    );
    expect(await refusedWith(third.subjectId, { kind: "merged", into: third.subjectId, ...document })).toBe(
      "input.invalid",
    );
    // Two at once into one another: one of them is told that it comes too late.
    const [left, right] = [await acting().submit(listing(25)), await acting().submit(listing(26))];
    const race = await Promise.all([
      acting().change(left.subjectId, { kind: "merged", into: right.subjectId, ...document }),
      acting().change(right.subjectId, { kind: "merged", into: left.subjectId, ...document }),
    ]);
    expect(race.map((each) => (each.ok ? "merged" : each.refusal.code)).sort()).toEqual(["merged", "subject.merged"]);
  });

  /** Three honoured organisations, the first gone into the second and that into the third. */
  const chain = async (n: number) => {
    const reds = [await acting().honour(n), await acting().honour(n + 1), await acting().honour(n + 2)] as const;
    await changed(reds[0].subjectId, { kind: "merged", into: reds[1].subjectId, ...document });
    await changed(reds[1].subjectId, { kind: "merged", into: reds[2].subjectId, ...document });
    return reds;
  };
  const statesOf = (reds: readonly { readonly entryId: string }[]) =>
    Promise.all(
      reds.map(async ({ entryId }) => {
        const entry = (await house().reader.entry(entryId))?.entry;
        return [entry?.state, entry?.exitReason];
      }),
    );

  test("A §3: a black entry that a predecessor gets later ends the honours of those it went into", async () => {
    const reds = await chain(280);
    const own = await acting().honour(283);
    await acting().submit(listing(280));
    expect(await statesOf(reds)).toEqual(reds.map(() => ["exited", "blackListed"]));
    expect((await house().reader.entry(own.entryId))?.entry.state).toBe("published");
    // Asked again, nobody has anything left to end.
    const before = await standingOf(reds[2].subjectId);
    expect((await acting().sweep()).failed).toBe(0);
    expect(await standingOf(reds[2].subjectId)).toEqual(before);
  });

  test("A §3: a black or key-attention entry that the successor gets later ends the honours of all who went into it", async () => {
    const reds = await chain(330);
    await acting().submit(listing(332));
    expect(await statesOf(reds)).toEqual(reds.map(() => ["exited", "blackListed"]));

    const others = await chain(335);
    const attention = listing(336, { list: "keyAttention", validTo: "2027-06-01" });
    await acting().submit(attention);
    expect(await statesOf(others)).toEqual(others.map(() => ["exited", "keyAttentionListed"]));
    const before = await standingOf(others[2].subjectId);
    expect((await acting().sweep()).failed).toBe(0);
    expect(await standingOf(others[2].subjectId)).toEqual(before);
  });

  test("A §3: and so does the merger itself, of those whom mergers had brought before", async () => {
    const [first, second] = [await acting().honour(340), await acting().honour(341)];
    await changed(first.subjectId, { kind: "merged", into: second.subjectId, ...document });
    const black = await acting().submit(listing(342));
    await changed(second.subjectId, { kind: "merged", into: black.subjectId, ...document });
    expect(await statesOf([first, second])).toEqual([
      ["exited", "blackListed"],
      ["exited", "blackListed"],
    ]);
  });

  test("who has gone into another is red-listed no more, at any step; black still finds it", async () => {
    const [first, second] = [await acting().submit(honour(345)), await acting().honour(346)];
    await changed(first.subjectId, { kind: "merged", into: second.subjectId, ...document });
    const again = honour(345, { basis: { ...listing(345).basis, documentNo: "另一号" } });
    await expect(acting().submit(again)).rejects.toThrow("subject.merged");
    const { determinedOn: _, ...proposal } = again;
    await expect(acting().submit(proposal)).rejects.toThrow("subject.merged");
    expect(first.state).toBe("reported");
    await expect(acting().act(first, publishEntry, office)).rejects.toThrow("subject.merged");
    await acting().submit(listing(345));
    expect(await statesOf([first, second])).toEqual([
      ["abandoned", "blackListed"],
      ["exited", "blackListed"],
    ]);
  });

  test("the sweep ends a predecessor's honours where the officer's act was cut off", async () => {
    const [first, second] = [await acting().honour(350), await acting().honour(351)];
    await changed(first.subjectId, { kind: "merged", into: second.subjectId, ...document });
    const cut = cutOff(house());
    const submission = { input: listing(351), by: officer, correlationId: "cut", report: true };
    await expect(submitEntry(cut, submission)).rejects.toThrow("killed");
    expect((await statesOf([first]))[0]).toEqual(["published", undefined]);
    expect((await acting().sweep()).failed).toBe(0);
    expect(await statesOf([first])).toEqual([["exited", "blackListed"]]);
  });

  /** An error, found by two officers of its authority. */
  const inError = async (entry: Entry): Promise<Entry> => {
    for (const named of ["吴越", "周敏"])
      entry = await acting().act(entry, exitEntry({ reason: "error", why: "主体有误" }), marketRegulation, named);
    return entry;
  };
  const latest = async ({ entryId }: Entry): Promise<Entry> => {
    const stored = await house().reader.entry(entryId);
    if (!stored) throw new Error(entryId);
    return stored.entry;
  };

  test("A §22: honours that a predecessor's black entry had ended come back everywhere once that proves an error", async () => {
    const black = await acting().submit(listing(300));
    const [own, last] = [await acting().honour(301), await acting().honour(302)];
    await changed(black.subjectId, { kind: "merged", into: own.subjectId, ...document });
    await changed(own.subjectId, { kind: "merged", into: last.subjectId, ...document });
    expect(await statesOf([own, last])).toEqual([
      ["exited", "blackListed"],
      ["exited", "blackListed"],
    ]);
    await inError(black);
    expect(await statesOf([own, last])).toEqual([
      ["published", undefined],
      ["published", undefined],
    ]);
    const stored = await standingOf(last.subjectId);
    const history = await house().subjects.history(last.subjectId);
    expect(history.at(-1)).toMatchObject({ type: "entry-reinstated", by: { officer: "周敏" } });
    expect(replaySubject(stored, history).standing).toEqual({ ...stored, inherited: undefined });
  });

  test("A §22: so do those of everybody merged with it, itself included, once nothing of any of them stands over them", async () => {
    const reds = await chain(355);
    const [mistaken, right] = [await acting().submit(listing(357)), await acting().submit(listing(355))];
    await inError(mistaken);
    expect(await statesOf(reds)).toEqual(reds.map(() => ["exited", "blackListed"]));
    await inError(right);
    expect(await statesOf(reds)).toEqual(reds.map(() => ["published", undefined]));
  });

  test("but not while another listing has stood over them that was none, here or there, even if that has ended since", async () => {
    const [black, other] = [
      await acting().submit(listing(310)),
      await acting().submit({ ...listing(310), basis: documentNo(310, 2) }),
    ];
    const red = await acting().honour(311);
    await changed(black.subjectId, { kind: "merged", into: red.subjectId, ...document });
    await inError(black);
    expect(await statesOf([red])).toEqual([["exited", "blackListed"]]);
    await acting().act(other, exitEntry({ reason: "standardChanged", why: "标准变更" }), marketRegulation);
    expect(await statesOf([red])).toEqual([["exited", "blackListed"]]);

    const [mistaken, honoured] = [await acting().submit(listing(312)), await acting().honour(313)];
    await changed(mistaken.subjectId, { kind: "merged", into: honoured.subjectId, ...document });
    await acting().submit(listing(313));
    await inError(mistaken);
    expect(await statesOf([honoured])).toEqual([["exited", "blackListed"]]);
  });

  test("a red entry found in error owes nobody anything, and is due no more", async () => {
    const [red, into] = [await acting().honour(315), await acting().honour(316)];
    await changed(red.subjectId, { kind: "merged", into: into.subjectId, ...document });
    expect(await inError(red)).toMatchObject({ state: "exited", exitReason: "error" });
    const due: string[] = [];
    for (let shard = 0; shard < house().due.shards; shard++)
      for await (const ids of house().due.due(shard, today)) due.push(...ids);
    expect(due).not.toContain(red.entryId);
  });

  test("and the sweep brings them back where the officer's act was cut off", async () => {
    const [black, red] = [await acting().submit(listing(320)), await acting().honour(321)];
    await changed(black.subjectId, { kind: "merged", into: red.subjectId, ...document });
    const proposed = await acting().act(black, exitEntry({ reason: "error", why: "有误" }), marketRegulation, "吴越");
    const cut = cutOff(house());
    const asked = {
      entryId: proposed.entryId,
      caller: marketRegulation,
      expectedVersion: "any",
      by: { ...officer, officer: "周敏" },
      correlationId: "cut",
    } as const;
    await expect(advanceEntry(cut, exitEntry({ reason: "error", why: "有误" }), asked)).rejects.toThrow("killed");
    expect(await statesOf([black, red])).toEqual([
      ["exited", "error"],
      ["exited", "blackListed"],
    ]);
    expect((await acting().sweep()).failed).toBe(0);
    expect((await latest(red)).state).toBe("published");
    const before = await standingOf(red.subjectId);
    expect((await acting().sweep()).failed).toBe(0);
    expect(await standingOf(red.subjectId)).toEqual(before);
  });

  test("and a key-attention one; whoever is killed in between is made good for by the sweep", async () => {
    const reds = await chain(285);
    const { entries, ...rest } = house();
    let decided = false;
    const killed = () => Promise.reject(new Error("killed"));
    const done = submitEntry(
      {
        ...rest,
        entries: {
          ...entries,
          standing: (identifier) => (decided ? killed() : entries.standing(identifier)),
          commit: async (decision) => {
            const outcome = await entries.commit(decision);
            decided = true;
            return outcome;
          },
        },
      },
      {
        input: listing(285, { list: "keyAttention", validTo: "2027-06-01" }),
        by: officer,
        correlationId: "test",
        report: true,
      },
    );
    await expect(done).rejects.toThrow("killed");
    expect((await statesOf(reds)).map(([state]) => state)).toEqual(["exited", "published", "published"]);
    expect((await acting().sweep()).failed).toBe(0);
    expect(await statesOf(reds)).toEqual(reds.map(() => ["exited", "keyAttentionListed"]));
  });

  test("an entry of the predecessor that ends is gone under the successor as well", async () => {
    const entry = await acting().submit({ ...listing(27), validTo: "2026-11-25" });
    const other = await acting().submit(listing(28));
    await changed(entry.subjectId, { kind: "merged", into: other.subjectId, ...document });
    const late = new Date("2026-11-26T00:05:00+08:00");
    await actingOn(engine, late).sweep();
    expect((await lookUp({ uscc: usccNo(28) })).shown.map(({ entryId }) => entryId)).toEqual([other.entryId]);
    const then = await readSubject(
      houseOn(engine, late),
      other.subjectId,
      office,
      new Date("2026-11-23T12:00:00+08:00"),
    );
    expect(then.ok && then.value.entries.map(({ entryId }) => entryId).sort()).toEqual(
      [entry.entryId, other.entryId].sort(),
    );
  });
});

describe("an end", () => {
  test.each(["bankrupt", "dissolved"] as const)("%s: entries stay until they end, and it is said", async (kind) => {
    const n = kind === "bankrupt" ? 30 : 31;
    const entry = await acting().submit(listing(n));
    await changed(entry.subjectId, { kind, ...document });
    const { standings, shown } = await lookUp({ uscc: usccNo(n) });
    expect(shown.map(({ entryId }) => entryId)).toEqual([entry.entryId]);
    expect(standings[0]?.status).toEqual({ kind, ...document });
  });

  test("a death ends every entry in as many decisions as it takes, lifts what they fired, and nobody lists the dead", async () => {
    const idNumber = "11010519491231002X";
    const entries = [];
    for (let part = 0; part < 44; part++)
      entries.push(await acting().submit(personal(40, idNumber, { basis: documentNo(40, part) }), part !== 43));
    const { subjectId } = entries[0] ?? { subjectId: "" };
    expect(await refusedWith(subjectId, { kind: "died", ...document }, marketRegulation)).toBe("subject.notYours");
    const { standing } = await changed(subjectId, { kind: "died", ...document }, office);
    expect(standing).toMatchObject({ entries: [], status: { kind: "died" } });
    const history = await house().subjects.history(subjectId);
    expect(history.filter(({ type }) => type === "subject-changed")).toHaveLength(1);
    const exits = history.filter((event) => event.type === "entry-exited");
    expect(exits).toHaveLength(43);
    expect(exits.every(({ data }) => data.reason === "subjectGone" && data.measures.length > 0)).toBe(true);
    expect((await house().reader.entry(entries[43]?.entryId ?? ""))?.entry).toMatchObject({
      state: "abandoned",
      exitReason: "subjectGone",
    });
    const up = await house().notices.up(today, { limit: 200 });
    expect(up.items.filter(({ subject }) => subject.kind === "person")).toEqual([]);
    const again = await submitEntry(house(), {
      input: personal(40, idNumber, { basis: documentNo(40, 99) }),
      by: officer,
      correlationId: "test",
      report: true,
    });
    expect(again).toMatchObject({ ok: false, refusal: { errors: [{ field: "subject", code: "subject.gone" }] } });
    expect((await changed(subjectId, { kind: "died", ...document }, office)).changed).toBe(false);
    expect(await refusedWith(subjectId, { kind: "renamed", name: "韩立", ...document }, office)).toBe("subject.gone");
  });

  test("is refused for the wrong kind of subject, a day to come, and those who may not say so", async () => {
    const { subjectId } = await acting().submit(listing(41));
    expect(await refusedWith(subjectId, { kind: "died", ...document }, office)).toBe("subject.changeNotForKind");
    expect(await refusedWith(subjectId, { kind: "bankrupt", ...document, on: "2026-11-24" })).toBe("input.invalid");
    expect(await refusedWith(subjectId, { kind: "bankrupt", ...document }, tax)).toBe("subject.notYours");
    expect(await refusedWith(`sbj_${"0".repeat(26)}`, { kind: "bankrupt", ...document })).toBe("subject.unknown");
    expect((await standingOf(subjectId)).seq).toBe(3);
  });
});

describe("SPEC: the state is what the history says", () => {
  test("the standing of every subject of these tests is the one that its history replays to", async () => {
    const { Items = [] } = await engine.db.send(new ScanCommand({ TableName: engine.table.Subjects }));
    const ids = new Set(Items.filter(({ seq }) => seq !== undefined).map(({ subjectId }) => String(subjectId)));
    expect(ids.size).toBeGreaterThan(15);
    for (const subjectId of ids) {
      const { inherited: _, filedUnder: __, ...stored } = await standingOf(subjectId);
      const { standing, entries } = replaySubject(stored, await house().subjects.history(subjectId));
      expect(standing).toEqual(stored);
      for (const [entryId, entry] of entries)
        expect((await house().reader.entry(entryId))?.entry).toEqual(JSON.parse(JSON.stringify(entry)));
    }
  });
});

describe("SPEC capability 23: as of an instant", () => {
  test("a subject is shown as it stood, by the name and code it had", async () => {
    const at = (hour: number) => new Date(`2026-11-23T${String(hour).padStart(2, "0")}:00:00+08:00`);
    const first = await actingOn(engine, at(10)).submit(listing(50));
    const { subjectId } = first;
    await actingOn(engine, at(11)).change(subjectId, { kind: "renamed", name: "衡川市五十制造有限公司", ...document });
    await actingOn(engine, at(12)).change(subjectId, { kind: "newUscc", uscc: usccNo(1050), ...document });
    const second = await actingOn(engine, at(13)).submit({ ...listing(50), basis: documentNo(50, 2) });
    const late = houseOn(engine, at(20));
    const then = async (hour: number, caller = office) => {
      const read = await readSubject(late, subjectId, caller, at(hour));
      return read.ok
        ? [read.value.standing.name, read.value.standing.uscc, read.value.entries.map(({ entryId }) => entryId)]
        : read.refusal.code;
    };
    const { name } = listing(50).subject;
    expect(await then(9)).toBe("subject.unknown");
    expect(await then(10)).toEqual([name, usccNo(50), [first.entryId]]);
    expect(await then(11)).toEqual(["衡川市五十制造有限公司", usccNo(50), [first.entryId]]);
    expect(await then(12, finance)).toEqual(["衡川市五十制造有限公司", usccNo(1050), [first.entryId]]);
    expect(await then(13)).toEqual(["衡川市五十制造有限公司", usccNo(1050), [first.entryId, second.entryId]]);
    expect(await then(21)).toBe("input.invalid");
  });

  test("the history is read in pages, whole by the office and by an authority as far as it is its own", async () => {
    const { subjectId } = await acting().submit(listing(51));
    await acting().submit({ ...listing(51), basis: documentNo(51, 2) });
    await changed(subjectId, { kind: "renamed", name: "衡川市五十一制造有限公司", ...document });
    const pages: number[][] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await readSubjectHistory(house(), subjectId, office, { limit: 2, cursor });
      if (!page.ok) throw new Error(page.refusal.code);
      pages.push(page.value.items.map(({ seq }) => seq));
      cursor = page.value.next ?? undefined;
      more = cursor !== undefined;
    }
    expect(pages).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
    const own = await readSubjectHistory(house(), subjectId, marketRegulation, { limit: 50 });
    expect(own.ok && own.value.items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    const other = await readSubjectHistory(house(), subjectId, tax, { limit: 50 });
    expect(other).toMatchObject({ ok: true, value: { items: [] } });
    expect(await readSubjectHistory(house(), subjectId, finance, { limit: 50 })).toMatchObject({
      ok: false,
      refusal: { code: "subject.notYours" },
    });
  });
});
