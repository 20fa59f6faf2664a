import { deepStrictEqual, ok } from "node:assert/strict";
import { overridingOf } from "../../../shared/domain/entry/consequences.ts";
import { activeEntries } from "../../../shared/domain/entry/cross-check.ts";
import { shownEntries } from "../../../shared/domain/subject/standing.ts";
import type { Law } from "./law.ts";

/** Whatever put the other list in force: a listing, a merger, what follows a black entry, or an error that is undone. */
export const together: Law = {
  name: "A §3, §4: red is never active together with key-attention or black, its own or one that a merger brought",
  check: ({ passed, events }, saw) => {
    for (const { standing, today } of passed) {
      const over = overridingOf([standing], today);
      if (!over) continue;
      deepStrictEqual(activeEntries(standing, "red", today), []);
      ok(!shownEntries(standing, today).some(({ list }) => list === "red"));
      saw(over);
    }
    for (const { data } of events)
      if ("reason" in data && (data.reason === "keyAttentionListed" || data.reason === "blackListed"))
        saw(`ended as ${data.reason}`);
  },
  ways: {
    blackListed: 1_000,
    keyAttentionListed: 1_000,
    "ended as blackListed": 50,
    "ended as keyAttentionListed": 50,
  },
};
