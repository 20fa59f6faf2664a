import { describe, expect, test } from "vitest";
import type { EntryCommand } from "../../shared/domain/entry/command.ts";
import { correct } from "../../shared/domain/entry/correct.ts";
import { decide } from "../../shared/domain/entry/decide.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { evolve } from "../../shared/domain/entry/evolve.ts";
import { type Trigger, triggersOf } from "../../shared/domain/trigger/trigger.ts";
import { triggerRules } from "../support/house.ts";
import { contextOn, entryIn, measure, placed, standingOf, today } from "./entries-by-hand.ts";

/** A §22, SPEC "Errors are undone everywhere they reached": also where a measure was lifted before the error came to light. */

const every = ["minor", "general", "serious"] as const;
const catalogue = [
  measure("grave", { agencies: ["tax", "finance"] }),
  measure("retired", { agencies: ["housing"], severities: every, validTo: today }),
  measure("stays", { agencies: ["tax"], severities: every }),
];
const refs = catalogue.map(({ measureId, version }) => ({ measureId, version }));
const listed: Entry = { ...entryIn.published, measures: refs };

/** Takes commands one after another, each on its day; gives the entry, and what agencies were asked. */
const live = (entry: Entry, ...steps: readonly (readonly [EntryCommand, string])[]) => {
  const triggers: Trigger[] = [];
  let now = entry;
  let seq = 3;
  for (const [command, on] of steps) {
    const decided = decide(now, command, contextOn(on, { catalogue, standing: standingOf() }));
    if (!decided.ok) throw new Error(decided.refusal.code);
    for (const happening of decided.value) {
      const event = placed(happening, ++seq);
      now = evolve(now, event);
      triggers.push(...triggersOf(event, catalogue, triggerRules).make);
    }
  }
  const last = new Map(triggers.map((each) => [`${each.measure.measureId} ${each.agencyId}`, each]));
  const said = [...last].map(([of, { kind, exitReason }]) => `${of}: ${kind}${exitReason ? ` ${exitReason}` : ""}`);
  return { entry: now, triggers, said: said.sort() };
};
const corrected = [
  { name: "correct", changes: { severity: "general", validTo: "2027-11-02" }, reason: "复核", evidence: [] },
  "2026-11-23",
] as const;
const retired = [
  { name: "endMeasures", ending: { reason: "expired", endedOn: "2026-11-24" } },
  "2026-11-24",
] as const satisfies readonly [EntryCommand, string];
const error = [
  { name: "exit", reason: "error", why: "有误", foundBy: "objection" },
  "2026-11-25",
] as const satisfies readonly [EntryCommand, string];
const undone = ["grave finance: restore error", "grave tax: restore error", "retired housing: restore error"];

describe("an error reaches whoever had a measure that was lifted before", () => {
  test("while the entry is public: what is left is lifted, what was lifted is restored, each once", () => {
    const { entry, said, triggers } = live(listed, corrected, retired, error);
    expect(said).toEqual([...undone, "stays tax: lift error"]);
    expect(triggers.filter(({ kind }) => kind === "restore")).toHaveLength(3);
    expect(triggers.filter(({ kind }) => kind === "restore").every(({ clocks }) => clocks.length === 1)).toBe(true);
    // What it has is what is explained; the rest it only remembers.
    expect(entry).toMatchObject({ measures: [{ measureId: "stays" }] });
  });

  test("after its end: one restore to everybody", () => {
    const ended = [{ name: "exit", reason: "standardChanged" }, "2026-11-25"] as const;
    const { said, triggers } = live(listed, corrected, retired, ended, [
      { name: "findInError", why: "有误" },
      "2026-12-01",
    ]);
    expect(said).toEqual([...undone, "stays tax: restore error"]);
    expect(triggers.filter(({ kind }) => kind === "restore")).toHaveLength(4);
  });

  test("and one that came back without a measure that had ended meanwhile", () => {
    const red = { ...listed, list: "red", state: "exited", exitedOn: today, exitReason: "blackListed" } as const;
    const { said } = live(red, [{ name: "reinstate" }, "2026-11-24"], error);
    expect(said).toEqual([
      "grave finance: lift error",
      "grave tax: lift error",
      "retired housing: restore error",
      "stays tax: lift error",
    ]);
  });

  test("no other end restores anything, and nobody was asked before publication", () => {
    const ended = [{ name: "exit", reason: "standardChanged" }, "2026-11-25"] as const;
    expect(live(listed, corrected, retired, ended).triggers.some(({ kind }) => kind === "restore")).toBe(false);
    const { publishedOn: _, publishedSeq: __, ...unpublished } = { ...listed, state: "contested" as const };
    const decided = correct(unpublished, corrected[0], contextOn(today, { catalogue }));
    const [happening] = decided.ok ? decided.value : [];
    if (!happening) throw new Error("it was corrected");
    expect(evolve(unpublished, placed(happening, 4))).not.toHaveProperty("lifted");
  });
});
