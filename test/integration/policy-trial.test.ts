import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDecisionLog } from "../../shared/adapters/dynamodb/entry/decisions.ts";
import { createDueStore } from "../../shared/adapters/dynamodb/entry/due.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createEntryReader } from "../../shared/adapters/dynamodb/entry/entry-reader.ts";
import { createLiveEntries } from "../../shared/adapters/dynamodb/entry/live-entries.ts";
import { advanceEntry, type EntryAct } from "../../shared/app/entry/advance-entry.ts";
import * as acts from "../../shared/app/entry/entry-acts.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { sweepDue } from "../../shared/app/entry/sweep-due.ts";
import { type Tried, tryPolicy } from "../../shared/app/policy/try-policy.ts";
import { createRulebook } from "../../shared/policy/rulebook.ts";
import { type PolicyFile, readPolicyText } from "../../shared/policy/schema.ts";
import { shipped as shippedPolicies } from "../../shared/policy/shipped-rulebook.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { calendar, listing, monday, officer, rulesFor, shipped } from "../support/house.ts";

let engine: TestEngine;
let subjects = 0;
const entryIds: Record<string, string> = {};

const storesOf = () => ({
  entries: createEntryStore(engine.db, { subjects: engine.table.Subjects, lists: engine.table.Lists }),
  due: createDueStore(engine.db, engine.table.Lists),
  agencies: { byId: () => Promise.resolve(undefined) },
  persons: {} as never,
  newSubjectId: () => `sbj_${String(++subjects).padStart(26, "0")}`,
  rulesFor,
  calendar,
  catalogue: shipped,
});
const submit = async (name: string, n: number, change: Partial<EntryInput>, at = monday): Promise<string> => {
  const deps = { ...storesOf(), now: () => at };
  const done = await submitEntry(deps, { input: listing(n, change), report: true, by: officer, correlationId: "t" });
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return (entryIds[name] = done.value.entry.entryId);
};
const act = async (entryId: string, what: EntryAct, named: string): Promise<void> => {
  const done = await advanceEntry({ ...storesOf(), now: () => monday }, what, {
    entryId,
    caller: { ...officer, roles: ["authority"] },
    expectedVersion: "any",
    by: { ...officer, officer: named },
    correlationId: "t",
  });
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
};

beforeAll(async () => {
  engine = await startEngine();
  await submit("serious", 1, {});
  await submit("general", 2, { severity: "general", validTo: "2027-11-01" });
  const proposal = await submit("proposal", 3, { determinedOn: undefined });
  const announced = { servedOn: "2026-11-23", method: "announcement", evidence: [{ title: "公告" }] } as const;
  await act(proposal, acts.servePriorNotice(announced), "周敏");
  await act(proposal, acts.openPublicNotice({}), "周敏");
  const error = await submit("error", 4, {});
  await act(error, acts.exitEntry({ reason: "error", why: "有误" }), "周敏");
  await act(error, acts.exitEntry({ reason: "error", why: "有误" }), "吴越");
  // Ended long before the others, and so no longer alive.
  const early = new Date("2026-11-09T09:00:00+08:00");
  const basis = { ...listing(5).basis, decidedOn: "2026-10-12" };
  const short = { basis, determinedOn: "2026-11-09", validTo: "2026-11-10", followOn: { months: 6, measures: [] } };
  await submit("over", 5, short, early);
  const later = new Date("2026-11-12T01:05:00+08:00");
  await sweepDue({ ...storesOf(), now: () => later }, later, "t");
});
afterAll(() => engine.stop());

const candidate = (): PolicyFile => {
  const read = readPolicyText("candidate", readFileSync("docs/samples/candidate-policy.json", "utf8"));
  if (!read.ok) throw new Error(read.refusal.join("\n"));
  return read.value;
};
const trial = async (policies: readonly PolicyFile[], from = "2026-11-21") => {
  const found: Tried[] = [];
  const counts = await tryPolicy(
    {
      live: createLiveEntries(engine.db, engine.table.Lists),
      decisions: createDecisionLog(engine.db, engine.table.Lists),
      reader: createEntryReader(engine.db, engine.table.Lists),
      calendar,
      now: rulesFor,
      then: createRulebook(policies),
    },
    { from: new Date(`${from}T00:00:00+08:00`), to: monday },
    (each) => found.push(each),
  );
  const words = (name: string) =>
    found
      .filter(({ entry }) => entry.entryId === entryIds[name])
      .flatMap(({ differences }) =>
        differences.map(({ act, what, now, then }) => `${act}: ${what}: ${now} -> ${then}`),
      );
  return { counts, words };
};

test("the policies that ship, tried against what they decided, differ in nothing", async () => {
  expect((await trial(shippedPolicies())).counts).toEqual({ subjects: 4, entries: 4, differing: 0 });
});

test("a candidate says of each entry which act would come to something else, and to what", async () => {
  const { counts, words } = await trial([candidate()]);
  expect(counts).toEqual({ subjects: 4, entries: 4, differing: 3 });
  const steps = "rectification, obligations, commitment";
  expect(words("serious")).toEqual([
    "entry-determined: last day: 2028-11-17 -> refused: 2028-11-17 is after 2028-11-02",
    `entry-determined: repair: from 2027-11-02 by ${steps} -> from 2027-05-02 by ${steps}`,
  ]);
  expect(words("general")).toEqual([]);
  expect(words("proposal")).toEqual(["public-notice-opened: public notice ends: 2026-11-30 -> 2026-12-02"]);
  expect(words("error")).toContain("entry-exited: an error ends it: two officers -> one officer");
});

test("民事诉讼法 第九十五条: a candidate with other days for announcements says when the window would end", async () => {
  const announcementServedAfterDays = { value: 60, assumption: true as const, note: "put up for trial" };
  const { words } = await trial([{ ...candidate(), announcementServedAfterDays }]);
  expect(words("proposal")).toContain("prior-notice-served: statement window ends: 2026-12-30 -> 2027-01-29");
});

test("what was decided further back is looked at when it is asked for, ended or not", async () => {
  const { counts, words } = await trial([candidate()], "2026-11-08");
  expect(counts).toEqual({ subjects: 5, entries: 5, differing: 4 });
  expect(words("over")).toContain("entry-exited: follow-on entry: none -> 6 months");
});

test("a candidate that begins later reaches nothing that was done before", async () => {
  const { counts } = await trial([...shippedPolicies(), candidate()]);
  expect(counts.differing).toBe(0);
});
