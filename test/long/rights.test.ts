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

test("600 disputed lives on the engine, their decisions delivered doubled and out of order: every right is kept", async () => {
  const seed = Date.now() % 1_000_000;
  const seen = await disputedLives(engine, 600, seed);
  for (const way of [
    ...["upheld", "rejected", "corrected", "withdrawn", "stay", "suspended"],
    ...["apply", "suspend", "resume", "correct", "lift", "restore", "red back", "keyAttention back"],
    ...["repair applied", "repair approved", "repair refused", "repair withdrawn", "repair ended"],
    ...["black published", "black exited error", "black exited expired", "black exited repaired"],
    ...["red published", "red exited blackListed", "red exited error", "keyAttention published"],
    ...["keyAttention exited escalated", "keyAttention exited error", "keyAttention exited expired"],
  ])
    expect([way, seed, seen.get(way) ?? 0]).toEqual([way, seed, expect.toSatisfy((count: number) => count > 0)]);
});
