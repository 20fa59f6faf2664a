import { equal } from "node:assert/strict";
import type { SubjectEvent } from "../../../events/catalogue.ts";
import { endsOfAll } from "../../../shared/app/subject/change-subject.ts";
import { platform } from "../../../shared/app/house.ts";
import { takeDecision } from "../../../shared/app/entry/take-decision.ts";
import type { EntryCommand } from "../../../shared/domain/entry/command.ts";
import { type Consequence, endsOfRed, overridingOf } from "../../../shared/domain/entry/consequences.ts";
import type { Entry } from "../../../shared/domain/entry/entry.ts";
import { undoingOf } from "../../../shared/domain/entry/undoing.ts";
import { retire } from "../../../shared/domain/measure/keep.ts";
import type { Catalogue } from "../../../shared/domain/measure/measure.ts";
import type { Objection } from "../../../shared/domain/objection/objection.ts";
import type { Refusal } from "../../../shared/domain/refusal.ts";
import { afterChange, changeSubject, type SubjectChanged, succession } from "../../../shared/domain/subject/change.ts";
import type { Standing } from "../../../shared/domain/subject/standing.ts";
import { addDays } from "../../../shared/kernel/local-date.ts";
import { accepted } from "../../../shared/kernel/result.ts";
import type { Decision, StoredEntry } from "../../../shared/ports/entries.ts";
import { measure } from "../../unit/entries-by-hand.ts";
import { calendar, catalogue as shipped, officer, rulesFor } from "../house.ts";
import { type Life, onward } from "./life.ts";
import { type Change, idOf, inputOf, type organisation, type person } from "./steps.ts";

const authority = { agencyId: officer.agencyId, name: officer.name };
const providers = { authority, tax: { agencyId: "tax", name: "国家税务总局衡川市税务局" } };
const every = { lists: ["black", "red", "keyAttention"], severities: ["minor", "general", "serious"] } as const;
/** What ships, and measures that nobody may ever apply, or only for a while. */
const beginning: Catalogue = [
  ...shipped,
  measure("unpublished", { ...every, status: "draft", strength: "recommended" }),
  measure("run-out", { ...every, strength: "recommended", validTo: "2023-12-31" }),
  measure("short-lived", { ...every, strength: "recommended", lists: ["black"], validTo: "2026-12-31" }),
];

/** How a subject lived: everything that happened, and how it stood after each step. */
export interface Lived {
  readonly who: typeof organisation | typeof person;
  readonly events: readonly SubjectEvent[];
  readonly entries: ReadonlyMap<string, Entry>;
  readonly objections: ReadonlyMap<string, Objection>;
  /** What was refused, in order. */
  readonly refusals: readonly Refusal[];
  /** The catalogue of the moment, by the place of an event. */
  readonly grounds: readonly Catalogue[];
  readonly catalogue: Catalogue;
  readonly standing: Standing;
  readonly today: string;
  /** Where the subject stood, and its entries, after each command. */
  readonly passed: readonly {
    readonly standing: Standing;
    readonly entries: ReadonlyMap<string, Entry>;
    readonly today: string;
    /** How many events there were by then. */
    readonly seq: number;
  }[];
}

const findsError = (command: EntryCommand): boolean =>
  ("outcome" in command && command.outcome === "upheld") || ("reason" in command && command.reason === "error");

/** Lives it, from its first day on: what the rules refuse changes nothing. */
export const live = ({ who, begins, provider, steps }: Life): Lived => {
  let today: string = begins;
  let standing: Standing = { identifier: "subject", subjectId: `sbj_${"b".repeat(26)}`, ...who, seq: 0, entries: [] };
  let stored: ReadonlyMap<string, StoredEntry> = new Map();
  let catalogue = beginning;
  const events: SubjectEvent[] = [];
  const grounds: Catalogue[] = [];
  const objections = new Map<string, Objection>();
  const refusals: Refusal[] = [];
  const passed: Lived["passed"][number][] = [];
  const stampOf = (named: string | undefined) => ({
    by: named === undefined ? platform : { ...officer, officer: named },
    at: new Date(`${today}T09:00:00+08:00`),
    correlationId: "life",
  });
  const happened = (...more: readonly SubjectEvent[]): void => {
    events.push(...more);
    grounds.push(...more.map(() => catalogue));
  };
  const keep = ({ entries, objection, events: more, standing: next }: Decision): void => {
    if (objection) {
      const { objectionId } = objection.objection;
      equal(objection.previousVersion, objections.get(objectionId)?.version ?? 0);
      objections.set(objectionId, objection.objection);
    }
    for (const written of entries)
      equal(written.previousVersion, stored.get(written.entry.entryId)?.entry.version ?? 0);
    standing = next;
    stored = new Map([
      ...stored,
      ...entries.map((each) => [each.entry.entryId, { entry: each.entry, alerted: [] }] as const),
    ]);
    happened(...more);
  };
  const decide = (
    entryId: string,
    commands: readonly EntryCommand[],
    named: string | undefined,
    also: readonly Consequence[] = [],
  ) => {
    const entry = stored.get(entryId)?.entry;
    const rules = rulesFor({ determinedOn: entry?.determinedOn ?? today, severity: "serious", on: today });
    const decided = takeDecision(
      {
        standing,
        entryId,
        entry,
        others: new Map([...stored].filter(([id]) => id !== entryId)),
        also,
        objection: commands.flatMap((each) => ("objection" in each ? [each.objection] : []))[0],
        undoing: entry?.determinedOn && commands.some(findsError) ? undoingOf(entry, events) : undefined,
      },
      commands,
      { today, rules, calendar, catalogue },
      stampOf(named),
    );
    if (decided.ok) keep(decided.value);
    else refusals.push(decided.refusal);
  };
  const become = (change: Change, named: string): void => {
    const decided =
      change.kind === "succeeded"
        ? accepted(
            standing.kind === "person" || standing.successor
              ? undefined
              : succession(change.from, { on: "2024-01-01", documentNo: "合并1号" }),
          )
        : changeSubject(standing, change, today);
    if (!decided.ok) refusals.push(decided.refusal);
    if (!decided.ok || !decided.value) return;
    const event: SubjectChanged = {
      type: "subject-changed",
      version: 1,
      seq: standing.seq + 1,
      subjectId: standing.subjectId,
      entryId: standing.subjectId,
      policyVersion: rulesFor({ determinedOn: today, severity: "general", on: today }).procedureVersion,
      ...stampOf(named),
      at: `${today}T09:00:00.000+08:00`,
      data: decided.value,
    };
    standing = afterChange(standing, event);
    happened(event);
    const other = change.kind === "succeeded" ? change.from : change.kind === "merged" ? change.into : undefined;
    const reason = other && overridingOf([standing, other], today);
    const ends = change.kind === "died" ? endsOfAll(standing, today) : reason ? endsOfRed(standing, reason, today) : [];
    const [first, ...also] = ends;
    if (first) decide(first.entryId, [first.command], named, also);
  };
  const commandsOf = (act: Life["steps"][number]["act"], through: boolean): readonly EntryCommand[] => {
    const entryId = idOf(act.slot);
    const entry = stored.get(entryId)?.entry;
    const rules = rulesFor({ determinedOn: entry?.determinedOn ?? today, severity: "serious", on: today });
    if ("contest" in act) {
      const filed = [...objections.values()].filter(({ about }) => about.id === entryId);
      return (entry && act.contest(entry, filed)?.commands(entry, rules, today, filed)) ?? [];
    }
    if ("sweep" in act) return entry ? act.sweep(entry, catalogue, today) : [];
    if ("command" in act || "lasts" in act) {
      const command: EntryCommand =
        "command" in act
          ? act.command(today, entry)
          : {
              name: act.elsewhere ? "submitDetermined" : "submit",
              entryId,
              input: inputOf(act, who, today),
              subject: who,
              authority,
              provider: providers[provider],
            };
      return command.name === "submitDetermined" || command.name === "determine"
        ? [command, ...(through ? onward(act.slot) : [])]
        : [command];
    }
    return [];
  };
  const retireOne = (which: number, entry: Entry | undefined): void => {
    const measureId = entry?.measures[which % Math.max(1, entry.measures.length)]?.measureId;
    const versions = catalogue.filter((each) => each.measureId === measureId);
    const wish = { on: today, reason: "依据废止", at: `${today}T08:00:00.000+08:00` };
    const retired = retire(versions, wish, today);
    if (!retired.ok) return;
    const byVersion = new Map(retired.value.map((each) => [each.version, each]));
    catalogue = catalogue.map((each) => (each.measureId === measureId ? (byVersion.get(each.version) ?? each) : each));
  };
  for (const { act, wait, through, officer: named } of steps) {
    today = addDays(today, wait);
    if ("retires" in act) retireOne(act.retires, stored.get(idOf(act.slot))?.entry);
    else if ("change" in act) become(act.change, named);
    else {
      const commands = commandsOf(act, through);
      if (commands.length > 0) decide(idOf(act.slot), commands, "sweep" in act ? undefined : named);
    }
    const entries = new Map([...stored].map(([id, each]) => [id, each.entry]));
    passed.push({ standing, today, seq: events.length, entries });
  }
  const entries = passed.at(-1)?.entries ?? new Map<string, Entry>();
  return { who, events, entries, objections, refusals, grounds, catalogue, standing, today, passed };
};
