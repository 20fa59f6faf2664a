import { test } from "vitest";
import { everyLaw, holdLaws } from "../support/laws/every-law.ts";

test("SPEC: every law holds of 10,000 random lives of a subject", () => {
  holdLaws(everyLaw, 10_000);
}, 240_000);
