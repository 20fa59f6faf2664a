import { afterAll, beforeAll, expect, test } from "vitest";
import { disputedLives } from "../support/contested-lives.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

test("200 disputed lives on the engine, their decisions delivered doubled and out of order: every right is kept", async () => {
  // Always the same lives; `npm run test:long` leads others at every run.
  const seed = 1;
  const seen = await disputedLives(engine, 200, seed);
  // They led somewhere, so that the rights were not kept by lives that go nowhere.
  for (const way of [
    ...["upheld", "rejected", "withdrawn", "stay", "apply", "suspend", "resume", "lift", "repair approved"],
    ...["black published", "black exited error", "black exited expired", "red exited blackListed"],
    ...["keyAttention exited escalated", "keyAttention back"],
  ])
    expect([way, seed, seen.get(way) ?? 0]).toEqual([way, seed, expect.toSatisfy((count: number) => count > 0)]);
}, 180_000);
