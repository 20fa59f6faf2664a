import { createAgencyRegister } from "../../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCalendarRegister } from "../../../shared/adapters/dynamodb/clock/calendar-register.ts";
import { createCatalogueReader } from "../../../shared/adapters/dynamodb/measure/catalogue.ts";
import { createDecisionLog } from "../../../shared/adapters/dynamodb/entry/decisions.ts";
import { createDueStore } from "../../../shared/adapters/dynamodb/entry/due.ts";
import { createEntryStore } from "../../../shared/adapters/dynamodb/entry/entries.ts";
import { createPersons } from "../../../shared/adapters/dynamodb/subject/persons.ts";
import { createPositions } from "../../../shared/adapters/dynamodb/trigger/positions.ts";
import { createTriggerMaker } from "../../../shared/adapters/dynamodb/trigger/trigger-maker.ts";
import { readRecord } from "../../../shared/adapters/dynamodb/items/records.ts";
import { createSeal } from "../../../shared/adapters/kms/seal.ts";
import { createIndexKeys } from "../../../shared/adapters/secrets/digest.ts";
import { createPepperReader } from "../../../shared/adapters/secrets/pepper.ts";
import { publishEntry } from "../../../shared/app/entry/entry-acts.ts";
import { advanceEntry, type EntryAct } from "../../../shared/app/entry/advance-entry.ts";
import { putYear, type YearChange } from "../../../shared/app/clock/keep-calendar.ts";
import { makeTriggers } from "../../../shared/app/trigger/make-triggers.ts";
import { submitEntry } from "../../../shared/app/entry/submit-entry.ts";
import { sweepDue } from "../../../shared/app/entry/sweep-due.ts";
import { shippedArrangements } from "../../../shared/calendar/arrangements.ts";
import type { Agency } from "../../../shared/ports/agencies.ts";
import type { EntryInput } from "../../../shared/domain/entry/input.ts";
import type { Entry } from "../../../shared/domain/entry/entry.ts";
import type { Refusal } from "../../../shared/domain/refusal.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { DecisionRecorded } from "../../../events/decision-recorded/v1.ts";
import { marshall } from "@aws-sdk/util-dynamodb";
import { calendar, catalogue, listing, monday, officer, rulesFor, triggerRules, usccNo } from "../house.ts";
import type { World } from "./world.ts";

/** Ids of the right form that are the same on every run. */
export const idNo = (sort: "sbj" | "sub" | "upl", n: number): string => `${sort}_${String(n).padStart(26, "0")}`;

/** Clients as their agencies' tokens name them. */
export const authority = officer.clientId;
export const implementing = "finance-client";
export const office = "credit-office-client";
export const partner = "bank-client";

/** The implementing agency, where it acts. */
export const finance = { agencyId: "finance", name: "衡川市财政局", clientId: implementing };

const agency = (agencyId: string, name: string, roles: Agency["roles"]): Agency => ({
  agencyId,
  name,
  uscc: usccNo(9_999, "11"),
  roles,
  clientIds: [`${agencyId}-client`],
});

/** Registers an authority, an implementing agency, the credit office and a partner. */
export const agenciesIn = async ({ engine }: World): Promise<void> => {
  const register = createAgencyRegister(engine.db, engine.table.Register, () => monday);
  await register.put(agency("market-regulation", officer.name, ["authority", "implementing"]));
  await register.put(agency("finance", finance.name, ["implementing"]));
  await register.put(agency("credit-office", "衡川市信用办", ["office"]));
  await register.put(agency("bank", "衡川银行", ["partner"]));
};

/** Registers every agency that a measure names: whom a sweep tells, the register knows. */
export const implementersIn = async ({ engine }: World): Promise<void> => {
  const register = createAgencyRegister(engine.db, engine.table.Register, () => monday);
  for (const agencyId of new Set(catalogue.flatMap(({ agencies }) => agencies)))
    await register.put(agency(agencyId, agencyId, ["implementing"]));
};

/** The catalogue as it stands there: what ships, and what the office did to it. */
export const catalogueOf = ({ engine: { db, table } }: World) =>
  createCatalogueReader(db, table.Catalogue, catalogue).current;

export const storesOf = (world: World) => {
  const { db, table } = world.engine;
  return {
    entries: createEntryStore(db, { subjects: table.Subjects, lists: table.Lists, intake: table.Intake }),
    agencies: createAgencyRegister(db, table.Register, () => monday),
    due: createDueStore(db, table.Lists),
    rulesFor,
    calendar,
    catalogue: catalogueOf(world),
  };
};

/** What an act came to; one that was refused is a mistake of the scenario. */
export const value = <T>(result: Result<T, Refusal>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};

/** Lists the nth subject; reported and, as its severity has it, published unless told otherwise. */
export const listed = async (
  world: World,
  n: number,
  {
    report = true,
    at = monday,
    ...change
  }: Partial<EntryInput> & { readonly report?: boolean; readonly at?: Date } = {},
): Promise<Entry> => {
  const { db, table } = world.engine;
  // Whoever answers for an organisation is met before it, and is not the same subject.
  const answering = change.responsiblePersons?.filter(({ idNumber }) => idNumber !== undefined).length ?? 0;
  let met = 0;
  const newSubjectId = () => idNo("sbj", met++ < answering ? n + 1_000 * met : n);
  const persons = createPersons(db, table.Subjects, {
    indexKeys: createIndexKeys(createPepperReader(process.env["PEPPER_SECRET_ARN"] ?? "")),
    seal: createSeal(process.env["PERSON_KEY_ARN"] ?? "", "subjectId"),
    newSubjectId,
  });
  const submitted = await submitEntry(
    { ...storesOf(world), persons, now: () => at, newSubjectId },
    { input: listing(n, change), by: officer, correlationId: "seeded-before", report },
  );
  return value(submitted).entry;
};

/** What makes a listing another one of the same subject, by another document and under another spelling. */
export const otherName: Partial<EntryInput> = {
  subject: { ...listing(1).subject, name: "衡川市第一制造有限责任公司" },
  basis: { ...listing(1).basis, documentNo: "衡市监处罚〔2026〕900号" },
};

/** What makes a listing a red one, whose publication is the office's. */
export const red: Partial<EntryInput> = {
  list: "red",
  basis: { ...listing(1).basis, documentKind: "award", documentNo: "衡市监表彰〔2026〕1号" },
  procedure: { publicNotice: { opensOn: "2026-11-05", endsOn: "2026-11-13", channel: "门户网站" } },
};

/** Lets the authority act on an entry, by an officer of its own where one is named. */
export const acted = async (
  world: World,
  entryId: string,
  act: EntryAct,
  { at = monday, by = "经办人甲" }: { readonly at?: Date; readonly by?: string } = {},
): Promise<Entry> =>
  value(
    await advanceEntry({ ...storesOf(world), now: () => at }, act, {
      entryId,
      caller: { ...officer, roles: ["authority"] },
      expectedVersion: "any",
      by: { ...officer, officer: by },
      correlationId: "acted-before",
    }),
  );

/** A red listing that the office has published. */
export const honoured = async (world: World, n: number, change: Partial<EntryInput> = {}): Promise<Entry> => {
  const { entryId } = await listed(world, n, { ...red, ...change });
  return value(
    await advanceEntry({ ...storesOf(world), now: () => monday }, publishEntry, {
      entryId,
      caller: { agencyId: "credit-office", name: "衡川市信用办", clientId: office, roles: ["office"] },
      expectedVersion: "any",
      by: { agencyId: "credit-office", name: "衡川市信用办", clientId: office, officer: "王芳" },
      correlationId: "published-before",
    }),
  );
};

/** Lets time run out on what is listed. */
export const swept = async (world: World, at: Date): Promise<void> => {
  await sweepDue({ ...storesOf(world), now: () => at }, at, "seeded-sweep");
};

/** Lets the office take the arrangement of 2027, or of another year. */
export const calendarKept = async (
  { engine }: World,
  change: Pick<YearChange, "arrangement" | "closingDays">,
  at: Date,
  year = "2027",
): Promise<void> => {
  const by = { agencyId: "credit-office", name: "衡川市信用办", clientId: office, officer: "王芳" };
  value(
    await putYear(
      {
        calendarRegister: createCalendarRegister(engine.db, engine.table.Catalogue),
        shipped: shippedArrangements(),
        now: () => at,
      },
      { ...change, caller: { ...by, roles: ["office"] }, by, correlationId: "kept-before", year },
    ),
  );
};

/** The decisions that stand, as the stream shows them, in the order of their keys. */
export const decisionImages = async (world: World) =>
  (await world.contents()).items.Lists.filter(({ record }) => record === "decision").map((item) => ({
    NewImage: marshall(item) as never,
  }));

/** The decisions that stand, as messages. */
export const decisions = async (world: World): Promise<readonly DecisionRecorded[]> =>
  (await decisionImages(world)).map(({ NewImage }) => readRecord(NewImage) as DecisionRecorded);

/** Makes the triggers of what was decided so far. */
export const triggersMade = async (world: World, at = monday): Promise<void> => {
  const { db, table } = world.engine;
  const { failed } = await makeTriggers(
    {
      positions: createPositions(db, table.Triggers),
      decisions: createDecisionLog(db, table.Lists),
      triggers: createTriggerMaker(db, table.Triggers),
      catalogue: catalogueOf(world),
      rules: triggerRules,
      now: () => at,
      announce: () => Promise.resolve(),
    },
    await decisions(world),
  );
  for (const error of failed.values()) throw error;
};
