import { PutCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDecisionLog } from "../../shared/adapters/dynamodb/entry/decisions.ts";
import { decisionAttributes } from "../../shared/adapters/dynamodb/items/items.ts";
import { createPositions } from "../../shared/adapters/dynamodb/trigger/positions.ts";
import { createTriggerMaker } from "../../shared/adapters/dynamodb/trigger/trigger-maker.ts";
import { createTriggerStore } from "../../shared/adapters/dynamodb/trigger/triggers.ts";
import { makeTriggers, type MakeTriggersDeps } from "../../shared/app/trigger/make-triggers.ts";
import { resendDecisions } from "../../shared/app/trigger/resend-decisions.ts";
import type { DecisionRecorded } from "../../events/decision-recorded/v1.ts";
import { type Trigger, triggerIdOf } from "../../shared/domain/trigger/trigger.ts";
import { batchesOf, type Delivered, decisionsOf, delivered, measures } from "../support/decision-sequences.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { monday, triggerRules } from "../support/house.ts";
import { faultsOf, inMemory } from "../support/trigger-memory.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const current = () => Promise.resolve(measures);

const house = (announce: MakeTriggersDeps["announce"] = () => Promise.resolve()) => {
  const { db, table } = engine;
  return {
    positions: createPositions(db, table.Triggers),
    decisions: createDecisionLog(db, table.Lists),
    triggers: createTriggerMaker(db, table.Triggers),
    store: createTriggerStore(
      db,
      { triggers: table.Triggers, intake: table.Intake, feedback: table.Feedback },
      current,
    ),
    catalogue: current,
    rules: triggerRules,
    now: () => monday,
    announce,
  };
};

/** Writes the history of a subject, as its decisions would. */
const record = async (decisions: readonly DecisionRecorded[]): Promise<void> => {
  for (const { subjectId, events } of decisions)
    await engine.db.send(
      new PutCommand({ TableName: engine.table.Lists, Item: decisionAttributes(subjectId, events) }),
    );
};

const entriesOf = (decisions: readonly DecisionRecorded[]): string[] => [
  ...new Set(decisions.flatMap(({ events }) => events.map(({ entryId }) => entryId))),
];
const standing = async (decisions: readonly DecisionRecorded[]): Promise<readonly Trigger[]> =>
  (await Promise.all(entriesOf(decisions).map((entryId) => house().store.ofEntry(entryId, { limit: 200 })))).flatMap(
    ({ items }) => items,
  );
const byId = (triggers: Iterable<Trigger>) => new Map([...triggers].map((each) => [triggerIdOf(each), each]));
const inOrder = async (decisions: readonly DecisionRecorded[]): Promise<ReadonlyMap<string, Trigger>> => {
  const { deps, triggers } = inMemory(decisions, () => Promise.resolve());
  for (const decision of decisions) await makeTriggers(deps, [decision]);
  return triggers;
};

/** Works on some batches in a few lanes, as several functions do. */
const work = async (batches: readonly (readonly DecisionRecorded[])[], lanes: number): Promise<void> => {
  const queue = [...batches];
  const lane = async (): Promise<void> => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) {
      const { failed } = await makeTriggers(house(), batch);
      if (failed.size > 0) throw [...failed.values()][0];
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};

test("250 sequences in mixed batches, doubled, reordered and worked on by four at once, end as those delivered in order", async () => {
  const seed = Date.now() % 2 ** 31;
  const cases = fc.sample(delivered, { numRuns: 250, seed }).map((each: Delivered, index) => {
    const decisions = decisionsOf(each.steps, `sbj_${index}`);
    return { decisions, batches: batchesOf(each.picks, decisions) };
  });
  for (let start = 0; start < cases.length; start += 10) {
    const group = cases.slice(start, start + 10);
    await Promise.all(group.map(({ decisions }) => record(decisions)));
    const rounds = Math.max(...group.map(({ batches }) => batches.length));
    const mixed = Array.from({ length: rounds }, (_, round) => group.flatMap(({ batches }) => batches[round] ?? []));
    await work(mixed, 4);
    for (const { decisions } of group) {
      const found = await standing(decisions);
      expect(faultsOf(found), `seed ${seed}`).toEqual([]);
      expect(byId(found), `seed ${seed}`).toEqual(await inOrder(decisions));
    }
  }
}, 120_000);

const published = (subjectId: string) => decisionsOf([], subjectId);
const disputed = (subjectId: string) =>
  decisionsOf(
    [
      { entry: 0, act: "go" },
      { entry: 0, act: "go" },
      { entry: 0, act: "end" },
    ],
    subjectId,
  );

test("a decision delivered again costs one read and nothing else", async () => {
  const decisions = published("sbj_again");
  await record(decisions);
  await work([decisions], 1);
  const deps = house(() => Promise.reject(new Error("announced again")));
  const never = () => Promise.reject(new Error("worked on again"));
  const { positions, triggers } = deps;
  const idle = {
    ...deps,
    positions: { ...positions, advance: never },
    triggers: { ...triggers, make: never, supersede: never },
  };
  expect(await makeTriggers(idle, [...decisions, ...decisions])).toEqual({ triggers: 0, failed: new Map() });
});

test("a late publication after the exit does nothing, and the exit alone makes what it needs", async () => {
  const decisions = disputed("sbj_late");
  await record(decisions);
  const [publication] = decisions;
  const exit = decisions.at(-1);
  if (!publication || !exit) throw new Error("a publication and an exit");
  await work([[exit]], 1);
  const after = byId(await standing(decisions));
  expect([...after.values()].map(({ kind, status }) => `${kind} ${status}`).sort()).toEqual(
    ["apply superseded", "lift pending", "resume superseded", "suspend superseded"].flatMap((each) => [
      each,
      each,
      each,
    ]),
  );
  await work([[publication], [publication], [exit]], 2);
  expect(byId(await standing(decisions))).toEqual(after);
});

test("one agency is told once of what waits, and never of what a later decision of the same batch took the place of", async () => {
  const decisions = disputed("sbj_told");
  await record(decisions);
  const told: Trigger[] = [];
  await makeTriggers(
    house((triggers) => Promise.resolve(told.push(...triggers))),
    decisions,
  );
  expect(told.map(({ kind }) => kind)).toEqual(["lift", "lift", "lift"]);
});

test("a decision that cannot be worked on holds up its own subject and no other, until its cause is mended", async () => {
  const poisoned = published("sbj_poison");
  const later = disputed("sbj_poison").slice(1, 2);
  const good = published("sbj_good");
  await Promise.all([record(poisoned), record(later), record(good)]);
  const both = await makeTriggers({ ...house(), catalogue: () => Promise.resolve(measures.slice(0, 1)) }, [
    ...poisoned,
    ...good,
  ]);
  expect([...both.failed.keys()].sort()).toEqual(["sbj_good", "sbj_poison"]);
  const flaky = house();
  const { failed } = await makeTriggers(
    {
      ...flaky,
      triggers: {
        ...flaky.triggers,
        make: (triggers) =>
          triggers.some(({ entryId }) => entryId.includes("poison"))
            ? Promise.reject(new Error("refused"))
            : flaky.triggers.make(triggers),
      },
    },
    [...poisoned, ...good],
  );
  expect([...failed.keys()]).toEqual(["sbj_poison"]);
  expect(await standing(good)).toHaveLength(3);
  expect(await standing(poisoned)).toEqual([]);
  // The next decision brings the one before it along.
  await work([later], 1);
  expect((await standing(poisoned)).map(({ kind, status }) => `${kind} ${status}`).sort()).toEqual(
    ["apply superseded", "suspend pending"].flatMap((each) => [each, each, each]),
  );
});

test("what got lost between the list and the queue is sent on again within the hour, and once it is worked on no more", async () => {
  const lost = published("sbj_lost").map(at("2026-12-05T09:59:59.000+08:00"));
  const told = published("sbj_worked").map(at("2026-12-05T09:00:00.000+08:00"));
  await Promise.all([record(lost), record(told)]);
  await work([told], 1);
  const sent: DecisionRecorded[] = [];
  const deps = {
    ...house(),
    queue: { send: (each: readonly DecisionRecorded[]) => Promise.resolve(void sent.push(...each)) },
  };
  const sweep = (hour: string) => resendDecisions(deps, new Date(`${hour}:35:00+08:00`));
  expect(await sweep("2026-12-05T09")).toBe(0);
  // Asked an hour, two, six and 24 hours later, and by each firing again.
  for (const hour of ["2026-12-05T10", "2026-12-05T10", "2026-12-05T11", "2026-12-05T15", "2026-12-06T09"])
    expect(await sweep(hour), hour).toBe(1);
  expect(sent).toEqual([lost, lost, lost, lost, lost].flat());
  await work([sent, sent], 2);
  expect(await standing(lost)).toHaveLength(3);
  expect(byId(await standing(lost))).toEqual(await inOrder(lost));
  for (const hour of ["2026-12-05T10", "2026-12-05T11", "2026-12-06T09"]) expect(await sweep(hour)).toBe(0);
});

const at = (instant: string) => (decision: DecisionRecorded) => ({
  ...decision,
  events: decision.events.map((event) => ({ ...event, at: instant })),
});
