import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { clockWrite } from "../../shared/adapters/dynamodb/items/clock-items.ts";
import { disclosureAttributes } from "../../shared/adapters/dynamodb/items/disclosure-items.ts";
import { createDueStore } from "../../shared/adapters/dynamodb/entry/due.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { entryAttributes } from "../../shared/adapters/dynamodb/items/items.ts";
import { standingItems } from "../../shared/adapters/dynamodb/items/standing-items.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import { startClock } from "../../shared/domain/clock/clock.ts";
import { clocksOf, daysFrom } from "../../shared/domain/disclosure/clocks.ts";
import type { Disclosure } from "../../shared/domain/disclosure/disclosure.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import type { Standing } from "../../shared/domain/subject/standing.ts";
import { shippedDisclosureBook } from "../../shared/policy/shipped-rulebook.ts";
import type { TableName } from "../../infra/stacks/tables.ts";
import { calendar, catalogue, listing, monday, officer, rulesFor, usccNo } from "../support/house.ts";
import { newSubjectId, personsIn } from "../support/persons.ts";
import type { meter } from "./metered.ts";
import type { Item } from "./same-tables.ts";

export type Tables = Readonly<Record<TableName, string>>;

/** What the platform's own use cases rest on, at an instant. */
export const houseOn = (db: DynamoDBDocumentClient, table: Tables) => {
  const years = createCatalogueReader(db, table.Catalogue, catalogue);
  return (now: Date) => ({
    now: () => now,
    rulesFor,
    calendar: currentCalendar(years.knownYears),
    catalogue: years.current,
    entries: createEntryStore(db, { subjects: table.Subjects, lists: table.Lists }),
    due: createDueStore(db, table.Lists),
    agencies: createAgencyRegister(db, table.Register, () => now),
    newSubjectId,
    persons: personsIn(db, table.Subjects, newSubjectId),
  });
};

/** Where something is measured: an engine with its tables, and a meter on its client. */
export interface Place {
  readonly db: DynamoDBDocumentClient;
  readonly table: Tables;
  readonly house: ReturnType<typeof houseOn>;
  readonly pattern: Pattern;
  readonly metered: ReturnType<typeof meter>;
}

/** Registers the authority and takes one entry that is not reported. */
export const patternOn = async (house: ReturnType<typeof houseOn>): Promise<Pattern> => {
  const deps = house(monday);
  const { agencyId, name, clientId } = officer;
  await deps.agencies.put({ agencyId, name, uscc: usccNo(1, "11"), roles: ["authority"], clientIds: [clientId] });
  const done = await submitEntry(deps, {
    input: listing(9e6, { determinedOn: "2026-11-23" }),
    by: officer,
    correlationId: "bench",
    report: false,
  });
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  const standing = await deps.entries.standing(`uscc:${usccNo(9e6)}`);
  if (!standing) throw new Error("the entry has no standing");
  return { entry: done.value.entry, standing };
};

/** An entry that waits for its report, and the standing of its subject, as a submission left them. */
export interface Pattern {
  readonly entry: Entry;
  readonly standing: Standing;
}

const no = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(26, "0")}`;

/** The nth of many entries like one, on a subject of its own, determined on a day and not reported. */
export const waiting = ({ entry }: Pattern, n: number, determinedOn: string): Entry => {
  const entryId = no("ent", n);
  const { listReport } = rulesFor({ determinedOn, severity: entry.severity, on: determinedOn });
  const clock = {
    subjectOf: entryId,
    kind: "listReport",
    agencyId: officer.agencyId,
    startedOn: determinedOn,
  } as const;
  return {
    ...entry,
    entryId,
    subjectId: no("sbj", n),
    subject: { ...entry.subject, name: `衡川市第${n}制造有限公司`, uscc: usccNo(n) },
    determinedOn,
    clocks: [startClock(clock, listReport, calendar)],
  };
};

/** What its agency has of it among its duties, and the standing that a decision on it rests on. */
const filed = (tables: Tables, { standing }: Pattern, entry: Entry): readonly (readonly [string, Item])[] => {
  const { entryId, subjectId, subject, clocks } = entry;
  const uscc = subject.uscc ?? "";
  const own = { ...standing, subjectId, name: subject.name, uscc, identifier: `uscc:${uscc}` };
  const summaries = standing.entries.map((summary) => ({ ...summary, entryId, name: subject.name }));
  return [
    [tables.Subjects, standingItems({ ...own, entries: summaries }).item],
    ...clocks.flatMap((clock): [string, Item][] => {
      const item = clockWrite(tables.Lists, clock, { entryId }).Put?.Item;
      return item ? [[tables.Lists, item]] : [];
    }),
  ];
};

/** The nth of many penalties that its agency has not published, decided on a day and reported on another. */
const unpublished = (n: number, decidedOn: string, collectedOn: string): Disclosure => {
  const disclosureId = no("dis", n);
  const authority = { agencyId: officer.agencyId, name: officer.name };
  const rules = shippedDisclosureBook()({ act: "penalty", decidedOn, on: collectedOn });
  return {
    disclosureId,
    act: "penalty",
    decisionNo: `衡市监处罚〔2026〕${n}号`,
    decidedOn,
    authority,
    party: { kind: "organisation", name: `衡川市第${n}制造有限公司`, uscc: usccNo(n) },
    items: { CF_SY: "销售的防水卷材经抽检不合格。", CF_CFLB: "罚款", CF_NR_FK: "1.2" },
    publicityEndsOn: "2027-11-17",
    collectedOn,
    clocks: clocksOf(daysFrom(disclosureId, { decidedOn, authority }, collectedOn, []), { rules, calendar }),
    late: false,
    compliant: true,
    publications: [],
    policyVersion: rules.version,
    version: 1,
  };
};

/** Entries as they lie in the table and in the index of what is due. */
export const entryItems = (tables: Tables, entries: Iterable<Entry>): Iterable<readonly [string, Item]> =>
  map(entries, (entry) => [[tables.Lists, entryAttributes(entry, [])]]);

/** Duties as a change of the calendar finds them: half of them about entries, half about acts. */
export function* dutyItems(tables: Tables, pattern: Pattern, count: number, beganOn: string, first: number) {
  for (let n = first; n < first + count / 2; n++) {
    const entry = waiting(pattern, n, beganOn);
    yield [tables.Lists, entryAttributes(entry, [])] as const;
    yield* filed(tables, pattern, entry);
    yield [tables.Disclosures, disclosureAttributes(unpublished(n, beganOn, beganOn), [])] as const;
  }
}

function* map<T, R>(all: Iterable<T>, to: (each: T) => readonly R[]): Iterable<R> {
  for (const each of all) yield* to(each);
}

const perRequest = 25;
const atOnce = 4;

/** Puts items into their tables, as many to a request as it takes; several items of one key must not be among them. */
export const bulkWrite = async (
  db: DynamoDBDocumentClient,
  items: Iterable<readonly [string, Item]>,
): Promise<void> => {
  const left = items[Symbol.iterator]();
  const batch = (): (readonly [string, Item])[] => {
    const some: (readonly [string, Item])[] = [];
    while (some.length < perRequest) {
      const next = left.next();
      if (next.done === true) break;
      some.push(next.value);
    }
    return some;
  };
  const work = async (): Promise<void> => {
    for (let some = batch(); some.length > 0; some = batch()) {
      const puts = Map.groupBy(some, ([table]) => table);
      await db.send(
        new BatchWriteCommand({
          RequestItems: Object.fromEntries(
            [...puts].map(([table, rows]) => [table, rows.map(([, Item]) => ({ PutRequest: { Item } }))]),
          ),
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
};
