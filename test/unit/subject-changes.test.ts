import { describe, expect, test } from "vitest";
import type { EntryEvent, SubjectEvent } from "../../events/catalogue.ts";
import { decide } from "../../shared/domain/entry/decide.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { isFollowed } from "../../shared/domain/entry/follow-on.ts";
import { honoursToRestore } from "../../shared/domain/entry/undoing.ts";
import { afterChange, changeSubject, type SubjectChange, succession } from "../../shared/domain/subject/change.ts";
import {
  nameAfter,
  shownEntries,
  type Standing,
  usccIdentifier,
  versionOf,
} from "../../shared/domain/subject/standing.ts";
import { withEntry } from "../../shared/domain/entry/summary.ts";
import { usccNo } from "../support/house.ts";
import { contextOn, entryIn, today } from "./entries-by-hand.ts";

const document = { on: "2026-11-20", documentNo: "衡市监登字〔2026〕第9号" };
const organisation = (n: number): Standing => ({
  identifier: usccIdentifier(usccNo(n)),
  subjectId: `sbj_${n}`,
  kind: "organisation",
  name: `衡川市第${n}制造有限公司`,
  uscc: usccNo(n),
  seq: 4,
  entries: [],
});
const one = organisation(1);
const other = organisation(2);
const { uscc: _, ...nobody } = one;
const person: Standing = { ...nobody, identifier: "person:sbj_1", kind: "person", idType: "residentId" };
const dead: Standing = { ...person, status: { kind: "died", ...document } };
const merged: Standing = { ...one, successor: { subjectId: "sbj_2", name: other.name, uscc: usccNo(2) } };

const joined = { kind: "succeeded", predecessors: [{ subjectId: "attention" }] };

const changes: Readonly<Record<string, SubjectChange>> = {
  renamed: { kind: "renamed", name: "新名", ...document },
  newUscc: { kind: "newUscc", uscc: usccNo(9), ...document },
  merged: { kind: "merged", into: other, ...document },
  dissolved: { kind: "dissolved", ...document },
  bankrupt: { kind: "bankrupt", ...document },
  died: { kind: "died", ...document },
};

describe("what may become of whom", () => {
  const gone = "subject.gone";
  const unfit = "subject.changeNotForKind";
  const away = "subject.merged";
  test.each([
    ["an organisation", one, [undefined, undefined, undefined, undefined, undefined, unfit]],
    ["a person", person, [undefined, unfit, unfit, unfit, unfit, undefined]],
    ["one that has died", dead, [gone, gone, gone, gone, gone, undefined]],
    ["one that went into another", merged, [away, away, undefined, undefined, undefined, unfit]],
  ] as const)("%s", (_who, standing, refusals) => {
    const said = Object.values(changes).map((change) => {
      const decided = changeSubject(standing, change, today);
      return decided.ok ? undefined : decided.refusal.code;
    });
    expect(said).toEqual(refusals);
  });

  test("what stands already is nothing new", () => {
    for (const [standing, change] of [
      [{ ...one, name: "新名" }, changes["renamed"]],
      [{ ...one, uscc: usccNo(9) }, changes["newUscc"]],
      [merged, changes["merged"]],
      [dead, changes["died"]],
    ] as const)
      expect(change && changeSubject(standing, change, today)).toEqual({ ok: true, value: undefined });
  });

  test("a day to come is refused", () => {
    expect(changeSubject(one, { kind: "bankrupt", ...document, on: "2026-11-24" }, today)).toMatchObject({
      ok: false,
      refusal: { errors: [{ field: "on" }] },
    });
  });
});

describe("where a subject stands after a change", () => {
  const after = (standing: Standing, change: SubjectChange): Standing => {
    const decided = changeSubject(standing, change, today);
    if (!decided.ok || !decided.value) throw new Error("nothing changed");
    return afterChange(standing, { seq: standing.seq + 1, data: decided.value });
  };

  test("a sole trader that became a company has a company's code and kind (GB 32100: 92)", () => {
    const trader = { ...one, kind: "soleTrader", uscc: usccNo(1, "92") } as const;
    expect(after(trader, { kind: "newUscc", uscc: usccNo(9), ...document })).toMatchObject({
      kind: "organisation",
      identifier: usccIdentifier(usccNo(9)),
      formerUsccs: [usccNo(1, "92")],
    });
  });

  test("a name that the register has replaced does not come back by a listing; another spelling does", () => {
    const renamed = after(one, { kind: "renamed", name: "新名", ...document });
    expect(nameAfter(renamed, one.name)).toBe("新名");
    expect(nameAfter(renamed, ` ${one.name} `)).toBe("新名");
    expect(nameAfter(renamed, "新名(集团)")).toBe("新名(集团)");
    expect(nameAfter(one, "别名")).toBe("别名");
  });

  test("a successor takes over those that went into its predecessor before", () => {
    const before: Standing = { ...one, predecessors: [{ subjectId: "sbj_0", name: "旧", uscc: usccNo(8) }] };
    const next = afterChange(other, { seq: 5, data: succession(before, document) });
    expect(next.predecessors?.map(({ subjectId }) => subjectId)).toEqual(["sbj_1", "sbj_0"]);
  });
});

describe("A §3: under a successor", () => {
  const black = withEntry(one, entryIn.published, 4).entries;
  const red = { ...entryIn.published, entryId: "ent_red", list: "red" } as const;
  const from = { subjectId: one.subjectId, name: one.name, uscc: usccNo(1) };
  const successor = { ...withEntry(other, red, 4), inherited: [{ from, seq: 4, entries: black }] };

  test("a predecessor's black entry is shown as the predecessor's, and hides an honour of the successor's", () => {
    expect(shownEntries(successor, today)).toEqual([{ ...black[0], inheritedFrom: from }]);
    expect(shownEntries({ ...successor, inherited: [] }, today).map(({ list }) => list)).toEqual(["red"]);
  });

  test("A §22: an honour does not come back while a predecessor's key-attention entry stands", () => {
    const red: Entry = { ...entryIn.exited, list: "red", exitReason: "keyAttentionListed" };
    const from = { subjectId: other.subjectId, name: other.name, uscc: usccNo(2) };
    const back = (entries: Standing["entries"], looked = true) => {
      const standing = { ...one, predecessors: [from], inherited: [{ from, seq: 1, entries }] };
      const command = { name: "reinstate", ...(looked ? { beside: standing } : {}) } as const;
      const decided = decide(red, command, contextOn(today, { standing }));
      return decided.ok ? "back" : decided.refusal.code;
    };
    const { entries } = withEntry(other, { ...entryIn.published, list: "keyAttention" }, 5);
    expect(back(entries)).toBe("crossCheck.keyAttentionListed");
    expect(back([])).toBe("back");
    // By itself it knows only those who have gone into it.
    expect(back([], false)).toBe("reinstatement.barred");
  });

  test("A §22: nor is it restored over a key-attention entry that had been ended by an error and stands again", () => {
    const happened = (entry: string, type: EntryEvent["type"], day: number, data: object) =>
      ({
        ...{ entryId: entry, subjectId: entry, seq: day, type, data },
        at: `2026-11-0${day}`,
      }) as unknown as EntryEvent;
    const own = [
      { ...happened("red", "entry-exited", 1, {}), type: "subject-changed", data: joined } as unknown as SubjectEvent,
      happened("red", "entry-determined", 2, { list: "red" }),
      happened("red", "entry-exited", 5, { reason: "keyAttentionListed" }),
    ];
    const stood = [
      happened("attention", "entry-determined", 1, { list: "keyAttention" }),
      happened("attention", "entry-exited", 2, { reason: "escalated" }),
    ];
    expect(honoursToRestore([own, stood])).toEqual(["red"]);
    expect(honoursToRestore([own, [...stood, happened("attention", "entry-reinstated", 3, {})]])).toEqual([]);
    // What ended before the two were merged never stood over it.
    const before = [stood[0], happened("attention", "entry-exited", 6, { reason: "expired" })] as EntryEvent[];
    expect(honoursToRestore([own, before])).toEqual([]);
    const mergedLater = [...own.slice(1), { ...own[0], at: "2026-11-07" } as SubjectEvent];
    expect(honoursToRestore([mergedLater, before])).toEqual(["red"]);
  });

  test("a look-up is another one as soon as the predecessor's history goes on", () => {
    const later = { ...successor, inherited: [{ from, seq: 5, entries: black }] };
    expect(versionOf(later)).not.toEqual(versionOf(successor));
  });

  test("nothing is shown of somebody who has died", () => {
    expect(shownEntries(withEntry(dead, entryIn.published, 5), today)).toEqual([]);
  });

  test("no key-attention entry follows somebody who has died, though the black one had run out by itself (ADR 23)", () => {
    const ended: Entry = {
      ...entryIn.exited,
      exitReason: "expired",
      exitedOn: today,
      followOn: { months: 6, measures: [] },
    };
    const context = contextOn(today);
    const rules = { ...context.rules, followOn: true };
    const followed = (standing: Standing) => isFollowed(ended, { ...context, rules, standing });
    expect([followed(person), followed(dead)]).toEqual([true, false]);
  });
});
