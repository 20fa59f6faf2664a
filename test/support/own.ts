import { createHash } from "node:crypto";
import { createHandler as createFiling } from "../../functions/file-own-requests/handler.ts";
import { createHandler as createReading } from "../../functions/read-own-standing/handler.ts";
import { createComplaintReader, createComplaintStore } from "../../shared/adapters/dynamodb/entry/complaints.ts";
import {
  createDisclosureStore,
  createPublicDisclosures,
} from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createEntryTriggers } from "../../shared/adapters/dynamodb/trigger/entry-triggers.ts";
import { getObjections } from "../../shared/adapters/dynamodb/items/objection-items.ts";
import { createObjectionReader } from "../../shared/adapters/dynamodb/entry/objections.ts";
import { createPersonalReadLog } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { createRepairReader } from "../../shared/adapters/dynamodb/entry/repairs.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createRecogniseSubject } from "../../shared/app/own/own-standing.ts";
import type { Route } from "../../shared/http/route.ts";
import { shippedDisclosureBook, shippedPrivacyBook, shippedReviewBook } from "../../shared/policy/shipped-rulebook.ts";
import type { TestEngine } from "./engine.ts";
import { eventOf } from "./faults/scenario.ts";
import { calendar, monday, shipped, usccNo } from "./house.ts";
import { identityNo } from "./persons.ts";
import { houseOn } from "./subjects.ts";

/** Subjects with tokens of their own, on the embedded engine. */

export type Claims = Readonly<Record<string, string>>;
export const company = (n: number): Claims => ({
  identity_verified: "true",
  identity_type: "uscc",
  identity_number: usccNo(n),
  identity_name: `衡川市第${n}制造有限公司`,
});
export const person = (n: number, name = "韩立群"): Claims => ({
  identity_verified: "true",
  identity_type: "residentId",
  identity_number: identityNo(n),
  identity_name: name,
});
const telemetry = { request: () => {}, work: () => {}, broken: () => {}, count: () => {}, tellCounts: () => {} };
export const day = (date: string) => new Date(`${date}T10:00:00+08:00`);

/** What decides about acts, at an instant. */
export const actsOn = ({ db, table }: TestEngine, now: Date) => ({
  disclosures: createDisclosureStore(db, { disclosures: table.Disclosures, lists: table.Lists, intake: table.Intake }),
  actObjections: (disclosureId: string) => getObjections(db, table.Lists, disclosureId),
  rulesFor: shippedDisclosureBook(),
  calendar: () => Promise.resolve(calendar),
  now: () => now,
});

const handlersOn = (engine: TestEngine, now: Date) => {
  const { db, table } = engine;
  const house = houseOn(engine, now);
  const tables = { lists: table.Lists, intake: table.Intake };
  const filings = { repairs: createRepairReader(db, table.Lists), telemetry };
  const { actObjections, rulesFor: actRulesFor } = actsOn(engine, now);
  return {
    "file-own-requests": createFiling({
      ...house,
      ...filings,
      acts: actsOn(engine, now),
      complaints: createComplaintStore(db, tables),
      recogniseSubject: createRecogniseSubject(house),
      requests: createRequestLog(db, table.Intake),
      digest: (input) => Promise.resolve(createHash("sha256").update(input).digest("hex")),
    }),
    "read-own-standing": createReading({
      ...house,
      ...filings,
      disclosures: createPublicDisclosures(db, table.Disclosures),
      actObjections,
      actRulesFor,
      masksOn: (on) => shippedPrivacyBook()(on).masks,
      objections: createObjectionReader(db, table.Lists, table.Disclosures),
      complaints: createComplaintReader(db, table.Lists),
      triggers: createEntryTriggers(db, table.Triggers, shipped),
      reads: createPersonalReadLog(db, table.PersonalReads),
      reviewOn: shippedReviewBook(),
    }),
  };
};

let keys = 0;
export interface Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly on?: string;
  readonly as?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface Answered {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  readonly body: any;
  readonly headers: Record<string, string>;
}
/** Asks something with a subject's token; every subject comes through the same client, the portal. */
export const askingOn =
  (engineOf: () => TestEngine) =>
  async (
    route: Route,
    claims: Claims,
    { on, as = "portal", key = `own-${keys++}`, headers, ...call }: Call = {},
  ): Promise<Answered> => {
    const now = on === undefined ? monday : day(on);
    const handler = handlersOn(engineOf(), now)[route.servedBy as "file-own-requests"];
    const asked = { route, as, claims, ...call, headers: { "idempotency-key": key, ...headers } };
    const { statusCode, body, ...answer } = (await handler(eventOf(asked) as never, {} as never)) as {
      statusCode: number;
      body: string;
      headers: Record<string, string>;
    };
    return { status: statusCode, body: JSON.parse(body), headers: answer.headers };
  };
export const code = ({ status, body }: Pick<Answered, "status" | "body">): [number, string] => [
  status,
  String(body.type).replace("/problems/", ""),
];
