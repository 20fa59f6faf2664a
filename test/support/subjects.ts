import { randomBytes } from "node:crypto";
import { createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createPublicDisclosures } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createDueStore } from "../../shared/adapters/dynamodb/entry/due.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createEvidenceReader } from "../../shared/adapters/dynamodb/submission/evidence.ts";
import { createEntryReader } from "../../shared/adapters/dynamodb/entry/entry-reader.ts";
import { createExternalRoster } from "../../shared/adapters/dynamodb/entry/external-roster.ts";
import { createNoticeReader } from "../../shared/adapters/dynamodb/entry/notices.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { createSubjectReader } from "../../shared/adapters/dynamodb/subject/subjects.ts";
import { advanceEntry, type EntryAct } from "../../shared/app/entry/advance-entry.ts";
import { type AskedChange, changeSubject } from "../../shared/app/subject/change-subject.ts";
import { publishEntry } from "../../shared/app/entry/entry-acts.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { sweepDue } from "../../shared/app/entry/sweep-due.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { encode } from "../../shared/kernel/ids.ts";
import type { AgencyRole, Caller } from "../../shared/ports/agencies.ts";
import type { TestEngine } from "./engine.ts";
import { calendar, listing, monday, officer, rulesFor, shipped } from "./house.ts";
import { personsIn } from "./persons.ts";

export const callerOf = (agencyId: string, ...roles: AgencyRole[]): Caller => ({
  agencyId,
  name: agencyId,
  roles,
  clientId: `${agencyId}-client`,
});
export const office = callerOf("credit-office", "office");
export const marketRegulation = callerOf("market-regulation", "authority", "implementing", "registrar");
export const tax = callerOf("tax", "authority", "implementing");
export const finance = callerOf("finance", "implementing");
export const bank = callerOf("bank-hengchuan", "partner");

const newSubjectId = () => `sbj_${encode(randomBytes(20))}`;

/** What use cases need, on the embedded engine, at an instant. */
export const houseOn = ({ db, table }: TestEngine, now: Date = monday) => ({
  now: () => now,
  rulesFor,
  calendar,
  catalogue: shipped,
  newSubjectId,
  entries: createEntryStore(db, { subjects: table.Subjects, lists: table.Lists, intake: table.Intake }),
  agencies: createAgencyRegister(db, table.Register, () => now),
  persons: personsIn(db, table.Subjects, newSubjectId),
  due: createDueStore(db, table.Lists),
  reader: createEntryReader(db, table.Lists),
  evidence: createEvidenceReader(db, table.Lists),
  roster: createExternalRoster(db, table.Lists),
  standings: createStandingReader(db, table.Subjects),
  notices: createNoticeReader(db, table.Lists),
  publicActs: createPublicDisclosures(db, table.Disclosures),
  subjects: createSubjectReader(db, { lists: table.Lists, subjects: table.Subjects }),
});

/** The same house, whose function is killed as soon as its first decision is stored: nothing that follows from it is done. */
export const cutOff = <H extends Pick<ReturnType<typeof houseOn>, "entries">>(house: H): H => {
  const { entries } = house;
  let committed = false;
  return {
    ...house,
    entries: {
      ...entries,
      standing: (identifier: string) =>
        committed ? Promise.reject(new Error("killed")) : entries.standing(identifier),
      commit: async (decision: Parameters<typeof entries.commit>[0]) => {
        const outcome = await entries.commit(decision);
        committed = true;
        return outcome;
      },
    },
  };
};

/** Acts at an instant, each of which has to succeed. */
export const actingOn = (engine: TestEngine, now: Date = monday) => {
  const house = houseOn(engine, now);
  const act = async (entry: Entry, how: EntryAct, caller: Caller, named = "吴越"): Promise<Entry> => {
    const by = { ...officer, agencyId: caller.agencyId, name: caller.name, officer: named };
    const done = await advanceEntry(house, how, {
      entryId: entry.entryId,
      caller,
      expectedVersion: entry.version,
      by,
      correlationId: "test",
    });
    if (!done.ok) throw new Error(JSON.stringify(done.refusal));
    return done.value;
  };
  const submit = async (input: EntryInput, report = true): Promise<Entry> => {
    const by = { ...officer, officer: "周敏" };
    const done = await submitEntry(house, { input, by, correlationId: "test", report });
    if (!done.ok) throw new Error(JSON.stringify(done.refusal));
    return done.value.entry;
  };
  return {
    act,
    submit,
    /** A red listing, as far as the office publishes it. */
    honour: async (n: number, change: Partial<EntryInput> = {}): Promise<Entry> =>
      act(await submit(honour(n, change)), publishEntry, office),
    change: (subjectId: string, change: AskedChange, caller: Caller = marketRegulation) =>
      changeSubject(house, {
        subjectId,
        change,
        caller,
        by: { ...officer, agencyId: caller.agencyId, name: caller.name },
        correlationId: "test",
      }),
    sweep: () => sweepDue(house, now, "sweep"),
  };
};

const publicNotice = { opensOn: "2026-11-03", endsOn: "2026-11-10", channel: "门户网站" };

/** A red listing whose public notice was given elsewhere. */
export const honour = (n: number, change: Partial<EntryInput> = {}): EntryInput => ({
  ...listing(n),
  list: "red",
  basis: { ...listing(n).basis, documentNo: `衡市监表彰〔2026〕${n}号` },
  procedure: { publicNotice },
  ...change,
});

/** A listing of a person who was told first. */
export const personal = (n: number, idNumber: string, change: Partial<EntryInput> = {}): EntryInput => ({
  ...listing(n),
  subject: { kind: "person", name: "韩立群", idType: "residentId", idNumber },
  procedure: { priorNotice: { servedOn: "2026-11-05", method: "direct", proof: "送达回证" } },
  ...change,
});
