import type { ClocksDue } from "../../events/clocks-due/v1.ts";
import { createAgencyDirectory } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createAlertReader, createWithdraw } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createCalendarRegister } from "../../shared/adapters/dynamodb/clock/calendar-register.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { createClockReader } from "../../shared/adapters/dynamodb/clock/clocks.ts";
import { createDisclosureDue } from "../../shared/adapters/dynamodb/disclosure/disclosure-due.ts";
import {
  createDisclosureReader,
  createDisclosureStore,
} from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { getObjections } from "../../shared/adapters/dynamodb/items/objection-items.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { createTriggerClocks } from "../../shared/adapters/dynamodb/trigger/trigger-watches.ts";
import { putYear, type YearChange } from "../../shared/app/clock/keep-calendar.ts";
import { moveClocks } from "../../shared/app/clock/move-clocks.ts";
import { shippedArrangements } from "../../shared/calendar/arrangements.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import {
  shippedClockLengths,
  shippedDisclosureBook,
  shippedPrivacyBook,
} from "../../shared/policy/shipped-rulebook.ts";
import type { TestEngine } from "./engine.ts";
import { rulesFor } from "./house.ts";
import { newSubjectId, personsIn } from "./persons.ts";

/** What reads, moves and sweeps the clocks of acts at an instant, on the calendar as it stands. */
export const actHouse = ({ db, table }: TestEngine, now: Date) => {
  const catalogue = createCatalogueReader(db, table.Catalogue, []);
  return {
    now: () => now,
    rulesFor,
    disclosureRules: shippedDisclosureBook(),
    lengthOf: shippedClockLengths(),
    catalogue: catalogue.current,
    knownYears: catalogue.calendar,
    calendar: currentCalendar(catalogue.knownYears),
    entries: createEntryStore(db, { subjects: table.Subjects, lists: table.Lists, intake: table.Intake }),
    disclosures: createDisclosureStore(db, {
      disclosures: table.Disclosures,
      lists: table.Lists,
      intake: table.Intake,
    }),
    lateDisclosures: createDisclosureDue(db, { disclosures: table.Disclosures, lists: table.Lists }),
    reader: createDisclosureReader(db, table.Disclosures),
    alerts: createAlertReader(db, table.Lists),
    alertStore: { withdraw: createWithdraw(db, table.Lists) },
    clocks: createClockReader(db, { lists: table.Lists, triggers: table.Triggers, disclosures: table.Disclosures }),
    directory: createAgencyDirectory(db, table.Register),
    triggerClocks: createTriggerClocks(db, table.Triggers, catalogue.current),
    actObjections: (disclosureId: string) => getObjections(db, table.Lists, disclosureId),
  };
};

/** What decides on acts: the same, with the rules of acts and the calendar of the moment. */
export const decidingOnActs = (engine: TestEngine, now: Date) => {
  const { calendar, knownYears, ...house } = actHouse(engine, now);
  return {
    ...house,
    rulesFor: house.disclosureRules,
    calendar: async () => {
      await knownYears();
      return calendar;
    },
    persons: personsIn(engine.db, engine.table.Subjects, newSubjectId),
    standings: createStandingReader(engine.db, engine.table.Subjects),
    masksOn: (day: string) => shippedPrivacyBook()(day).masks,
  };
};

/** Lets the office change a year of the calendar. */
export const yearKept = async (
  { db, table }: TestEngine,
  now: Date,
  year: string,
  change: Pick<YearChange, "arrangement" | "closingDays">,
): Promise<void> => {
  const done = await putYear(
    {
      calendarRegister: createCalendarRegister(db, table.Catalogue),
      shipped: shippedArrangements(),
      now: () => now,
    },
    {
      caller: { agencyId: "credit-office", name: "信用办", clientId: "office", roles: ["office"] },
      by: { agencyId: "credit-office", name: "信用办", clientId: "office", officer: "王芳" },
      correlationId: "put",
      year,
      ...change,
    },
  );
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
};

/** Looks through everything, as the queue would have it done, each message as often as it likes; gives how many clocks moved. */
export const allMoved = async (engine: TestEngine, now: Date, from: string, times = 1): Promise<number> => {
  const queue: ClocksDue[] = [{ type: "clocks-due", version: 1, correlationId: "move", from }];
  const clockQueue = {
    send: (messages: readonly ClocksDue[], delay = 0) => {
      if (delay === 0) queue.push(...messages);
      return Promise.resolve();
    },
  };
  let moved = 0;
  for (let next = queue.shift(); next; next = queue.shift())
    for (let time = 0; time < times; time++) moved += await moveClocks({ ...actHouse(engine, now), clockQueue }, next);
  return moved;
};
