import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { lifeTable } from "../support/print-life.ts";

test("docs/lists.md prints the life of an entry from the data that decides it", () => {
  const guide = readFileSync(resolve(import.meta.dirname, "../../docs/lists.md"), "utf8");
  expect(guide).toContain(lifeTable());
});
