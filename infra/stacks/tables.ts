import type { Construct } from "constructs";
import { HouseTable, type HouseTableProps } from "../constructs/house-table.ts";

/** Every table: keys and indexes. What is in them is the adapters' business. */
export const tables = {
  /** Who has a standing: by identifier and by name; persons' numbers under lock, by the pepper of their index. */
  Subjects: {
    hash: "identifier",
    indexes: [
      { name: "byName", hash: "nameKey", projection: "ALL" },
      { name: "byPepper", hash: "pepperShard", projection: "KEYS_ONLY" },
    ],
  },
  /** Entries with their history, which is the outbox of decisions; clocks by due date, entries by month. */
  Lists: {
    hash: "pk",
    range: "sk",
    outbox: true,
    indexes: [
      { name: "due", hash: "dueShard", range: "dueOn", projection: "KEYS_ONLY" },
      { name: "directory", hash: "directory", range: "directorySort", projection: "KEYS_ONLY" },
    ],
  },
  /** What implementing agencies have to do: by entry, as an inbox per agency, and by the day a clock runs out. */
  Triggers: {
    hash: "entryId",
    range: "triggerKey",
    indexes: [
      { name: "inbox", hash: "inbox", range: "inboxSort", projection: "ALL" },
      { name: "due", hash: "dueShard", range: "dueOn", projection: "KEYS_ONLY" },
    ],
  },
  /** What was said of triggers and entries: answers (the outbox that authorities hear of), partners' reports, typical cases. */
  Feedback: {
    hash: "pk",
    range: "sk",
    outbox: true,
    indexes: [
      { name: "directory", hash: "directory", range: "directorySort", projection: "ALL" },
      { name: "published", hash: "published", range: "publishedSort", projection: "ALL" },
    ],
  },
  /** Submissions, their rows' results, idempotency keys: kept for a while. */
  Intake: { hash: "pk", range: "sk", outbox: true, expiresBy: "expiresAt" },
  /** Agencies and their clients, policies. */
  Register: { hash: "pk", range: "sk" },
  /** Agencies' reads of persons, with their purpose: by agency and month, and by person (A §22). */
  PersonalReads: {
    hash: "agencyMonth",
    range: "readAt",
    indexes: [{ name: "bySubject", hash: "subjectId", range: "readAt", projection: "ALL" }],
  },
  /**
   * Permits, penalties and other acts with their history, which tells the figures; by agency and month, by the party that anybody asks about, by the
   * day on which something is to be said about a clock, and by whose clocks are open or began in a month.
   */
  Disclosures: {
    hash: "pk",
    range: "sk",
    outbox: true,
    indexes: [
      { name: "due", hash: "dueShard", range: "dueOn", projection: "KEYS_ONLY" },
      { name: "directory", hash: "directory", range: "directorySort", projection: "KEYS_ONLY" },
      { name: "public", hash: "party", range: "publicSort", projection: "ALL" },
      { name: "clocks", hash: "clocksOf", range: "clocksSort", projection: ["act", "collectedOn", "clocks"] },
    ],
  },
  /** Figures of agencies by month and agency, and what each record was counted for. */
  Figures: { hash: "pk", range: "sk" },
  /** What the office did to measures and memoranda, over what ships; its retirements are an outbox. */
  Catalogue: { hash: "pk", range: "sk", outbox: true },
  /** Webhooks of agencies and the events called out to them: kept for a while, and found by when they are due. */
  Webhooks: {
    hash: "pk",
    range: "sk",
    expiresBy: "expiresAt",
    indexes: [{ name: "due", hash: "due", range: "dueAt", projection: "KEYS_ONLY" }],
  },
} as const satisfies Readonly<Record<string, HouseTableProps>>;

/** The name of a table. */
export type TableName = keyof typeof tables;

/** Makes all of them. */
export const makeTables = (scope: Construct): Readonly<Record<TableName, HouseTable>> => ({
  Subjects: new HouseTable(scope, "Subjects", tables.Subjects),
  Lists: new HouseTable(scope, "Lists", tables.Lists),
  Triggers: new HouseTable(scope, "Triggers", tables.Triggers),
  Feedback: new HouseTable(scope, "Feedback", tables.Feedback),
  Intake: new HouseTable(scope, "Intake", tables.Intake),
  Register: new HouseTable(scope, "Register", tables.Register),
  PersonalReads: new HouseTable(scope, "PersonalReads", tables.PersonalReads),
  Disclosures: new HouseTable(scope, "Disclosures", tables.Disclosures),
  Figures: new HouseTable(scope, "Figures", tables.Figures),
  Catalogue: new HouseTable(scope, "Catalogue", tables.Catalogue),
  Webhooks: new HouseTable(scope, "Webhooks", tables.Webhooks),
});
