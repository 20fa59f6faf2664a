import { afterAll, beforeAll, expect, test } from "vitest";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { correctEntry, withdrawEntry } from "../../shared/app/entry/entry-acts.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { addDays } from "../../shared/kernel/local-date.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing, monday, officer } from "../support/house.ts";
import { throughPipe } from "../support/pipe.ts";
import { actingOn, houseOn, marketRegulation } from "../support/subjects.ts";

/** A listing that was taken back or lapsed before it was public can be made again (ADR 16). */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const submitted = async (input: EntryInput, now = monday) => {
  const done = await submitEntry(houseOn(engine, now), { input, by: officer, correlationId: "again", report: false });
  return done.ok ? done.value : done.refusal.code;
};
const withdrawn = (entry: Entry, reason: "withdrawn" | "annulled" = "withdrawn") =>
  actingOn(engine).act(entry, withdrawEntry({ reason, why: "程序有误" }), marketRegulation);
const proposal = (n: number): EntryInput => {
  const { determinedOn: _, ...rest } = listing(n);
  return rest;
};
const made = async (input: EntryInput, now = monday): Promise<Entry> => {
  const done = await submitted(input, now);
  if (typeof done === "string" || !done.created) throw new Error(`not made: ${JSON.stringify(done)}`);
  return done.entry;
};

test("a proposal that was withdrawn is proposed anew, in the same words or in others, as often as need be", async () => {
  const input = proposal(1);
  const first = await made(input);
  await withdrawn(first);
  const second = await made(input);
  expect(second).toMatchObject({ state: "preliminary", version: 1, subjectId: first.subjectId });
  expect(second.entryId).not.toBe(first.entryId);
  // While it stands it is one entry, as ever.
  expect(await submitted(input)).toEqual({ entry: second, created: false });
  expect(await submitted({ ...input, facts: "另有事实。" })).toBe("entry.differs");
  await withdrawn(second);
  const third = await made({ ...input, validTo: addDays(input.validTo, -30) });
  expect(new Set([first, second, third].map(({ entryId }) => entryId)).size).toBe(3);
  expect((await houseOn(engine).reader.entry(first.entryId))?.entry).toMatchObject({ exitReason: "withdrawn" });
});

test("ADR 16: the listing as it was made is the same one, whatever became of it since", async () => {
  const { act, submit } = actingOn(engine);
  const entry = await submit(listing(8));
  const correction = { changes: { facts: "经复核,货值五千元。" }, reason: "笔误", evidence: [] };
  const corrected = await act(entry, correctEntry(correction), marketRegulation);
  expect(await submitted(listing(8))).toEqual({ entry: corrected, created: false });
  expect(await submitted({ ...listing(8), facts: correction.changes.facts })).toEqual({
    entry: corrected,
    created: false,
  });
  expect(await submitted({ ...listing(8), facts: "另有事实。" })).toBe("entry.differs");
  expect(await submitted({ ...listing(8), severity: "minor" })).toBe("entry.differs");
});

test("a determination that was withdrawn unpublished is submitted anew; nothing that rules refuse comes in that way", async () => {
  await withdrawn(await made(listing(2)));
  expect(await submitted({ ...listing(2), validTo: "2026-11-20" })).toBe("input.invalid");
  expect(await made(listing(2))).toMatchObject({ state: "determined" });
});

test("A §4: a proposal that lapsed is proposed anew", async () => {
  const first = await made(proposal(3));
  const after = new Date(`${addDays(first.lapsesAfter ?? "", 1)}T09:00:00+08:00`);
  await actingOn(engine, after).sweep();
  expect(await made(proposal(3), after)).toMatchObject({ state: "preliminary" });
});

test("A §22: what a review annulled is not made again by the same document", async () => {
  await withdrawn(await made(listing(4)), "annulled");
  expect(await submitted(listing(4))).toBe("entry.withdrawn");
  const text = JSON.stringify({ rows: [listing(4)] });
  const [row] = await throughPipe(engine, { by: officer, kind: "listEntries", text });
  expect(row).toMatchObject({ outcome: "rejected", errors: [{ code: "entry.withdrawn" }] });
});

test("a row of a new file makes it again, and once though its worker is killed; never the file that had made it", async () => {
  const text = JSON.stringify({ rows: [proposal(5)] });
  const send = async (killed: boolean) =>
    (await throughPipe(engine, { by: officer, kind: "listEntries", text, killed }))[0];
  const first = await send(false);
  const entry = (await houseOn(engine).reader.entry(first?.id ?? ""))?.entry;
  if (!entry?.origin) throw new Error("it came by file");
  await withdrawn(entry);
  // The chunk comes again after its row's entry was taken back.
  const late = { input: proposal(5), by: officer, correlationId: "again", report: true, origin: entry.origin };
  const found = await submitEntry(houseOn(engine), late);
  expect(found).toMatchObject({ ok: true, value: { created: false, entry: { entryId: first?.id } } });
  const second = await send(true);
  expect(second?.outcome).toBe("accepted");
  expect(second?.id).not.toBe(first?.id);
  expect(await send(false)).toMatchObject({ outcome: "duplicate", id: second?.id });
});
