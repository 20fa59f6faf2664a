import { expect, test } from "vitest";
import { createHandler } from "../../functions/make-triggers/handler.ts";
import type { DecisionRecorded } from "../../events/decision-recorded/v1.ts";
import { decisionsOf } from "../support/decision-sequences.ts";
import { inMemory } from "../support/trigger-memory.ts";

const records = (bodies: readonly unknown[]) => ({
  Records: bodies.map((body, index) => ({
    messageId: `m${index}`,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })),
});
const seen: string[] = [];
const telemetry = {
  request: () => undefined,
  work: (name: string) => void seen.push(name),
  broken: (where: string) => void seen.push(`broken ${where}`),
  count: (metric: string, value: number) => void seen.push(`${metric} ${value}`),
  tellCounts: () => undefined,
};
type Event = Parameters<ReturnType<typeof createHandler>>[0];

test("gives back the message that is none and those of the subject that cannot be worked on, and no other", async () => {
  const good = decisionsOf([], "sbj_good");
  const poisoned = decisionsOf([{ entry: 0, act: "go" }], "sbj_poison");
  const { deps } = inMemory([], () => Promise.resolve());
  const handle = createHandler({
    ...deps,
    // What this subject's history says cannot be read.
    decisions: { between: () => Promise.reject(new Error("unreadable")) },
    telemetry,
  });
  const behindAGap = poisoned.slice(1);
  const answer = await handle(records([...good, "{ no json", ...behindAGap, { type: "other" }]) as Event);
  expect(answer).toEqual({
    batchItemFailures: [{ itemIdentifier: "m1" }, { itemIdentifier: "m3" }, { itemIdentifier: "m2" }],
  });
  expect(seen).toEqual([
    "broken message m1",
    "broken message m3",
    "TriggersMade 3",
    "broken decisions of sbj_poison",
    "triggers made",
  ]);
});

test("gives all of them back when nothing can be read", async () => {
  const { deps } = inMemory([], () => Promise.resolve());
  const handle = createHandler({
    ...deps,
    positions: { ...deps.positions, of: () => Promise.reject(new Error("throttled")) },
    telemetry,
  });
  const both: DecisionRecorded[] = [...decisionsOf([], "sbj_a"), ...decisionsOf([], "sbj_b")];
  expect(await handle(records(both) as Event)).toEqual({
    batchItemFailures: [{ itemIdentifier: "m0" }, { itemIdentifier: "m1" }],
  });
});
