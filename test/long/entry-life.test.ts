import { test } from "vitest";
import { everyLaw, holdLaws } from "../support/laws/every-law.ts";

test("every law holds of 100,000 lives", () => {
  holdLaws(everyLaw, 100_000);
});
