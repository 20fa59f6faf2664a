import { afterAll, beforeAll, test } from "vitest";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { expectReplayed } from "../support/random-lives.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

test("200 random lives, lived on the tables, stand as their histories say", async () => {
  await expectReplayed(engine, 200);
}, 180_000);
