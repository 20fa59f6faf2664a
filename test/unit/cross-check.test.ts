import { describe, expect, test } from "vitest";
import { decide } from "../../shared/domain/entry/decide.ts";
import type { EntryCommand } from "../../shared/domain/entry/command.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { type Standing } from "../../shared/domain/subject/standing.ts";
import { withEntry } from "../../shared/domain/entry/summary.ts";
import { listing, usccNo } from "../support/house.ts";
import { contextOn, entryId, entryIn, standingOf, today } from "./entries-by-hand.ts";

/** A §3, §4: what keeps a subject from being red-listed, at every step at which it could be. */

const { determinedOn: _, ...input } = listing(1, {
  list: "red",
  severity: "general",
  basis: { ...listing(1).basis, documentKind: "award" },
});
const { subject, determiningAuthority: authority } = entryIn.published;
const submission = { entryId, input, subject, authority, provider: authority };
const red = (entry: Entry): Entry => ({ ...entry, list: "red", validTo: input.validTo });
const steps: Readonly<Record<string, readonly [Entry | undefined, EntryCommand]>> = {
  submit: [undefined, { name: "submit", ...submission }],
  determine: [red(entryIn.noticed), { name: "determine" }],
  publish: [
    { ...red(entryIn.reported), lastOfficer: "周敏" },
    { name: "publish", by: "office" },
  ],
};
const standingWith = (entry: Entry): Standing => withEntry(standingOf(), { ...entry, entryId: "ent_other" }, 9);
const attention: Entry = { ...entryIn.published, list: "keyAttention" };
const other = { subjectId: "sbj_2", name: "衡川市第2制造有限公司", uscc: usccNo(2) };

describe.each(Object.entries(steps))("red, %s", (_step, [entry, command]) => {
  const said = (standing: Standing): string => {
    const by = { ...contextOn(today).by, officer: "吴越" };
    const decided = decide(entry, command, contextOn(today, { standing, by }));
    return decided.ok ? "accepted" : decided.refusal.code;
  };

  test.each([
    ["nothing else", standingOf(), "accepted"],
    ["an active key-attention entry", standingWith(attention), "crossCheck.keyAttentionListed"],
    [
      "one that is determined only",
      standingWith({ ...attention, state: "determined" }),
      "crossCheck.keyAttentionListed",
    ],
    ["one that is proposed only", standingWith({ ...attention, state: "preliminary" }), "accepted"],
    ["one that is over", standingWith({ ...attention, validTo: "2026-11-22" }), "accepted"],
    [
      "one of whom it took over",
      { ...standingOf(), inherited: [{ from: other, seq: 1, entries: standingWith(attention).entries }] },
      "crossCheck.keyAttentionListed",
    ],
    ["a black one", standingWith(entryIn.published), "crossCheck.blackListed"],
    [
      "red ones that a key-attention one is still ending",
      standingOf({ redOver: "keyAttentionListed" }),
      "crossCheck.keyAttentionListed",
    ],
    ["red ones that a black one is still ending", standingOf({ redOver: "blackListed" }), "crossCheck.blackListed"],
    ["a merger into another", standingOf({ successor: other }), "subject.merged"],
  ] as const)("beside %s", (_what, standing, code) => {
    expect(said(standing)).toBe(code);
  });
});
