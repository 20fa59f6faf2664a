import { expect } from "vitest";
import { isEntryEvent, type SubjectEvent } from "../../events/catalogue.ts";
import type { TriggerKind } from "../../events/vocabulary.ts";
import { createTriggerStore } from "../../shared/adapters/dynamodb/trigger/triggers.ts";
import { publicOn } from "../../shared/app/query/query-public.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { followOnIdOf } from "../../shared/domain/entry/follow-on.ts";
import { evolveObjection, isObjectionEvent, type Objection } from "../../shared/domain/objection/objection.ts";
import { replaySubject } from "../../shared/domain/history/replay.ts";
import { shownEntries, type Standing } from "../../shared/domain/subject/standing.ts";
import { type Trigger, triggerIdOf, triggersOf } from "../../shared/domain/trigger/trigger.ts";
import { measure } from "../unit/entries-by-hand.ts";
import type { TestEngine } from "./engine.ts";
import { heldBy } from "./held.ts";
import { triggerRules } from "./house.ts";
import { houseOn } from "./subjects.ts";
import { faultsOf } from "./trigger-memory.ts";

/** The rights of a subject, held against what the tables say of it (SPEC "Rights as properties"). */

const every = ["minor", "general", "serious"] as const;
/** A few measures, so that a life makes tens of triggers and not hundreds. */
const catalogue = [
  measure("two-agencies", { agencies: ["tax", "finance"], severities: every, lists: ["black", "keyAttention"] }),
  measure("one-agency", { severities: ["serious"] }),
  measure("honour", { kind: "incentive", lists: ["red"], severities: every }),
];
export const current = () => Promise.resolve(catalogue);

/** A §22: suspended exactly while it is public and an objection or a stay is open. */
export const expectHeld = ({ state, suspended, openObjections = [], stays = [] }: Entry): void => {
  expect(suspended).toBe(state === "published" && openObjections.length + stays.length > 0);
};

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** What may come after what, of one measure at one agency (A §4, §22). */
const after: Readonly<Record<TriggerKind, readonly string[]>> = {
  apply: ["none", "lift", "restore"],
  suspend: ["apply", "resume", "correct"],
  resume: ["suspend"],
  correct: ["apply", "resume", "correct"],
  lift: ["apply", "suspend", "resume", "correct"],
  restore: ["lift"],
};

/** Every apply ends in exactly one lift, or stands for an entry that is public and still calls for the measure. */
const expectEffects = (entry: Entry, triggers: readonly Trigger[]): void => {
  const effects = Map.groupBy(
    triggers.toSorted((a, b) => a.seq - b.seq),
    ({ measure: { measureId }, agencyId }) => `${measureId} ${agencyId}`,
  );
  for (const [of, each] of effects) {
    let last = "none";
    for (const { kind } of each) {
      expect(after[kind], `${of}: ${last}, then ${kind}`).toContain(last);
      last = kind;
    }
    const count = (wanted: TriggerKind) => each.filter(({ kind }) => kind === wanted).length;
    const goesOn =
      entry.state === "published" && entry.measures.some(({ measureId }) => of.startsWith(`${measureId} `));
    expect(count("lift"), of).toBe(count("apply") - (goesOn ? 1 : 0));
    if (goesOn) expect(last === "suspend", of).toBe(entry.suspended);
    // An error is said wherever it reached.
    if (entry.exitReason === "error") expect(each.at(-1), of).toMatchObject({ exitReason: "error" });
  }
  if (entry.state === "published")
    for (const { measureId } of entry.measures) expect([...effects.keys()].join()).toContain(measureId);
  // What waits is the newest, and nothing newest is closed.
  expect(faultsOf(triggers)).toEqual([]);
};

/** An upheld error leaves no trace: what had followed it is an error too, and what it alone had ended is back. */
const expectUndone = (
  entries: ReadonlyMap<string, Entry>,
  history: readonly SubjectEvent[],
  standing: Standing,
): void => {
  const found = history
    .filter(isEntryEvent)
    .findLast(
      (event) =>
        event.type === "entry-found-in-error" || (event.type === "entry-exited" && event.data.reason === "error"),
    );
  const others = [...entries.values()].filter(({ list }) => list !== "red");
  for (const entry of entries.values()) {
    if (entry.exitReason === "error")
      expect(standing.entries.some((each) => each.entryId === entry.entryId)).toBe(false);
    const follower = entry.list === "black" ? entries.get(followOnIdOf(entry)) : undefined;
    if (entry.exitReason === "error" && follower) expect(follower.exitReason).toBe("error");
    // Its time was over when the last error came to light, or something that is no error stood over it.
    if (found === undefined || entry.validTo < found.at.slice(0, 10)) continue;
    if (entry.exitReason === "blackListed" || entry.exitReason === "keyAttentionListed")
      expect(others.some(({ exitReason }) => exitReason !== "error")).toBe(true);
    if (entry.exitReason === "escalated")
      expect(
        others.some(
          (each) => each.escalates === entry.entryId && each.publishedOn !== undefined && each.exitReason !== "error",
        ),
      ).toBe(true);
  }
};

/** Holds one subject against every right; gives the ways that its entries went. */
export const expectRights = async (
  engine: TestEngine,
  subjectId: string,
  today: string,
): Promise<readonly string[]> => {
  const { reader, subjects, standings, entries: store } = houseOn(engine);
  const [stored, history] = [await subjects.standing(subjectId), await reader.history(subjectId)];
  if (!stored) throw new Error(`${subjectId} has no standing`);
  const { filedUnder: _, ...standing } = stored;
  const replayed = replaySubject(standing, history);
  expect(plain(replayed.standing)).toEqual(plain(standing));
  expect(history.map(({ seq }) => seq)).toEqual(history.map((_event, index) => index + 1));
  const due = history.flatMap((event) => triggersOf(event, catalogue, triggerRules).make);
  const { db, table } = engine;
  const inbox = createTriggerStore(
    db,
    { triggers: table.Triggers, intake: table.Intake, feedback: table.Feedback },
    current,
  );
  const shown = new Set(
    shownEntries((await standings.byUscc(stored.uscc ?? "")) ?? standing, today).map(({ entryId }) => entryId),
  );
  const ways: string[] = [];
  for (const [entryId, entry] of replayed.entries) {
    expect(plain((await reader.entry(entryId))?.entry)).toEqual(plain(entry));
    // By the history, and not by what the entry says of itself.
    const { objections, stays } = heldBy(history, entryId);
    expect(entry.suspended).toBe(entry.state === "published" && objections.length + stays.length > 0);
    const said = new Map<string, Objection>();
    for (const event of history.filter(isEntryEvent).filter(isObjectionEvent))
      if (event.entryId === entryId)
        said.set(event.data.objectionId, evolveObjection(said.get(event.data.objectionId), event));
    expect(
      plain(Object.fromEntries((await store.objections(entryId)).map((each) => [each.objectionId, each]))),
    ).toEqual(plain(Object.fromEntries(said)));
    // Nothing is public after its end, and what is public stands as it is.
    const isPublic = entry.state === "published" && today <= entry.validTo;
    expect([publicOn(entry, today).ok, shown.has(entryId)]).toEqual([isPublic, isPublic]);
    const { items } = await inbox.ofEntry(entryId, { limit: 200 });
    expect(items.map(triggerIdOf).sort()).toEqual(
      due
        .filter((each) => each.entryId === entryId)
        .map(triggerIdOf)
        .sort(),
    );
    expectEffects(entry, items);
    ways.push(`${entry.list} ${entry.state} ${entry.exitReason ?? ""}`.trim());
    if (entry.suspended) ways.push("suspended");
    if (entry.repairCase) ways.push(`repair ${entry.repairCase.status}`);
    for (const { kind } of items) ways.push(kind);
  }
  for (const event of history)
    if (event.type === "entry-reinstated") ways.push(`${event.data.list} back`);
    else if (event.type === "objection-closed") ways.push(event.data.outcome);
    else if (event.type === "stay-entered") ways.push("stay");
  expectUndone(replayed.entries, history, standing);
  return ways;
};
