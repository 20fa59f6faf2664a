import { endStay, enterStay } from "../../shared/app/objection/contest-acts.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { advanceEntry } from "../../shared/app/entry/advance-entry.ts";
import { determineEntry, exitEntry, servePriorNotice } from "../../shared/app/entry/entry-acts.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing, officer } from "../support/house.ts";
import { identityNo, personListing } from "../support/persons.ts";
import { actingOn, cutOff, houseOn, marketRegulation } from "../support/subjects.ts";

/** C 十四, A §22: who is listed as answering for an organisation stands and falls with its entry. */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const later = new Date("2026-12-02T09:00:00+08:00");
const organisation = (n: number): EntryInput =>
  listing(n, {
    responsiblePersons: [1, 2].map((who) => ({
      role: "principal" as const,
      name: "张晓明",
      idNumber: identityNo(n * 10 + who),
    })),
  });
const latest = async ({ entryId }: Entry): Promise<Entry> => {
  const stored = await houseOn(engine).reader.entry(entryId);
  if (!stored) throw new Error(entryId);
  return stored.entry;
};
const endsOf = async (...entries: readonly Entry[]) =>
  (await Promise.all(entries.map(latest))).map(({ state, exitReason }) => [state, exitReason]);
const error = exitEntry({ reason: "error", why: "主体有误" });
const inError = async (entry: Entry, at: Date): Promise<Entry> => {
  const first = await actingOn(engine, at).act(entry, error, marketRegulation, "吴越");
  return actingOn(engine, at).act(first, error, marketRegulation, "周敏");
};
/** An organisation's entry, one person listed for it, and another who was told. */
const three = async (n: number): Promise<readonly [Entry, Entry, Entry]> => {
  const acting = actingOn(engine);
  const black = await acting.submit(organisation(n));
  const rests = { responsibleFor: black.entryId };
  const listed = await acting.submit(personListing(n * 10 + 1, rests));
  const { determinedOn: _, procedure: __, ...proposal } = personListing(n * 10 + 2, rests);
  const told = await acting.act(
    await acting.submit(proposal),
    servePriorNotice({ servedOn: "2026-11-23", method: "direct", evidence: [{ title: "送达回证" }] }),
    marketRegulation,
  );
  return [black, listed, told];
};
const determined = async (told: Entry) => {
  const done = await advanceEntry(houseOn(engine, later), determineEntry({}), {
    entryId: told.entryId,
    caller: marketRegulation,
    expectedVersion: "any",
    by: { ...officer, officer: "周敏" },
    correlationId: "test",
  });
  return done.ok ? done.value.state : [done.refusal.code, done.refusal.errors?.map(({ code }) => code)];
};

test("persons' entries end as errors with the organisation's, those that were only told of it as well", async () => {
  const [black, listed, told] = await three(1);
  const found = await inError(black, later);
  expect(found.exitReason).toBe("error");
  expect(await endsOf(listed, told)).toEqual([
    ["exited", "error"],
    ["abandoned", "upheld"],
  ]);
  expect(await determined(told)).toEqual(["transition.determine.abandoned", undefined]);
  const history = await houseOn(engine).subjects.history(listed.subjectId);
  expect(history.at(-1)).toMatchObject({ type: "entry-exited", by: { officer: "周敏" } });
  // Done again, there is nothing left to do.
  expect((await actingOn(engine, later).sweep()).failed).toBe(0);
  expect(await houseOn(engine).subjects.history(listed.subjectId)).toEqual(history);
});

test("an entry of theirs that had ended is found in error, and gives back what it had ended itself", async () => {
  const acting = actingOn(engine);
  const honoured = await acting.honour(2, { subject: personListing(21).subject });
  const [black, listed] = await three(2);
  expect(await endsOf(honoured)).toEqual([["exited", "blackListed"]]);
  await acting.act(listed, exitEntry({ reason: "standardChanged", why: "标准变更" }), marketRegulation);
  await inError(black, later);
  expect(await endsOf(listed, honoured)).toEqual([
    ["exited", "error"],
    ["published", undefined],
  ]);
});

test("A §22: nobody is determined for an organisation whose entry is contested or stayed, until that is over", async () => {
  const [black, , told] = await three(6);
  const stay = { documentNo: "(2026)衡01行初6号", orderedBy: "court", orderedOn: "2026-11-23" } as const;
  const stayed = await actingOn(engine).act(black, enterStay(stay), marketRegulation);
  expect(await determined(told)).toEqual(["input.invalid", ["responsibleFor.suspended"]]);
  const over = endStay({ documentNo: stay.documentNo, endedBy: "(2026)衡01行初6号之二" });
  await actingOn(engine).act(stayed, over, marketRegulation);
  expect(await determined(told)).toBe("published");
});

test("B 五(三): a stay of the organisation's entry stops the measures on whoever answers for it, until it ends", async () => {
  const [black, listed] = await three(7);
  const stay = { documentNo: "(2026)衡01行初7号", orderedBy: "court", orderedOn: "2026-11-23" } as const;
  const over = endStay({ documentNo: stay.documentNo, endedBy: "(2026)衡01行初7号之二" });
  const suspended = async () => (await Promise.all([black, listed].map(latest))).map((entry) => entry.suspended);
  // Cut off once the person's was stored: it is asked for again, and finds that one done.
  const killed = advanceEntry(cutOff(houseOn(engine)), enterStay(stay), {
    entryId: black.entryId,
    caller: marketRegulation,
    expectedVersion: "any",
    by: { ...officer, officer: "周敏" },
    correlationId: "test",
  });
  await expect(killed).rejects.toThrow("killed");
  const acting = actingOn(engine);
  expect(await suspended()).toEqual([false, true]);
  const stayed = await acting.act(black, enterStay(stay), marketRegulation);
  expect(await suspended()).toEqual([true, true]);
  // One of the person's own stands on.
  const its = { documentNo: "(2026)衡01行初8号", orderedBy: "court", orderedOn: "2026-11-23" } as const;
  await acting.act(await latest(listed), enterStay(its), marketRegulation);
  await acting.act(stayed, over, marketRegulation);
  expect(await suspended()).toEqual([false, true]);
  await acting.act(await latest(listed), endStay({ documentNo: its.documentNo, endedBy: "另" }), marketRegulation);
  expect(await suspended()).toEqual([false, false]);
});

test("nobody is determined for an organisation whose entry has ended; one who was before stays listed", async () => {
  const [black, listed, told] = await three(3);
  await actingOn(engine).act(black, exitEntry({ reason: "standardChanged", why: "标准变更" }), marketRegulation);
  expect(await determined(told)).toEqual(["input.invalid", ["responsibleFor.ended"]]);
  expect(await endsOf(listed)).toEqual([["published", undefined]]);
  await expect(
    actingOn(engine).submit(
      personListing(31, { responsibleFor: black.entryId, basis: { ...listing(31).basis, documentNo: "另" } }),
    ),
  ).rejects.toThrow("responsibleFor.ended");
  // What was taken once is not refused when it comes again.
  expect((await actingOn(engine).submit(personListing(31, { responsibleFor: black.entryId }))).entryId).toBe(
    listed.entryId,
  );
});

test("the sweep ends them where the officer's act was cut off, and finds those who were being listed that moment", async () => {
  const [black, listed, told] = await three(4);
  const proposed = await actingOn(engine).act(black, error, marketRegulation, "吴越");
  const house = houseOn(engine);
  const { entries } = house;
  const cut = cutOff(house);
  const asked = {
    entryId: proposed.entryId,
    caller: marketRegulation,
    expectedVersion: "any",
    correlationId: "cut",
  } as const;
  await expect(advanceEntry(cut, error, { ...asked, by: { ...officer, officer: "周敏" } })).rejects.toThrow("killed");
  expect(await endsOf(black, listed)).toEqual([
    ["exited", "error"],
    ["published", undefined],
  ]);
  expect((await actingOn(engine).sweep()).failed).toBe(0);
  expect(await endsOf(listed, told)).toEqual([
    ["exited", "error"],
    ["abandoned", "upheld"],
  ]);
  // One read it in force and writes after that sweep: the next one comes by again.
  const late = {
    ...house,
    entries: {
      ...entries,
      entry: async (entryId: string) => {
        const stored = await entries.entry(entryId);
        return entryId === black.entryId && stored ? { ...stored, entry: black } : stored;
      },
    },
  };
  const slow = await submitEntry(late, {
    input: personListing(41, { responsibleFor: black.entryId, basis: { ...listing(41).basis, documentNo: "另一号" } }),
    by: officer,
    correlationId: "slow",
    report: true,
  });
  if (!slow.ok) throw new Error(slow.refusal.code);
  expect(slow.value.entry.state).toBe("published");
  expect((await actingOn(engine).sweep()).failed).toBe(0);
  expect(await endsOf(slow.value.entry)).toEqual([["exited", "error"]]);
  // From the next day on nobody looks at it any more.
  await actingOn(engine, new Date("2026-11-24T09:00:00+08:00")).sweep();
  const due: string[] = [];
  for (let shard = 0; shard < house.due.shards; shard++)
    for await (const ids of house.due.due(shard, "2026-11-24")) due.push(...ids);
  expect(due).not.toContain(black.entryId);
});
