import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPersonalReadLog, createPersonalReads } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { exitEntry } from "../../shared/app/entry/entry-acts.ts";
import { listEntries } from "../../shared/app/entry/read-entries.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing, monday } from "../support/house.ts";
import { identityNo } from "../support/persons.ts";
import { actingOn, houseOn, marketRegulation, office, personal, tax } from "../support/subjects.ts";

/** Interface document: `GET /v1/entries?subject=`, every entry of a subject, ended ones too. */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const listed = async (caller: Caller, filter: Partial<Parameters<typeof listEntries>[1]>, purpose?: string) => {
  const reads = createPersonalReads(engine.db, engine.table.PersonalReads);
  const deps = { ...houseOn(engine), reads, newReadId: () => "prd_0" };
  return listEntries(deps, { limit: 50, ...filter }, { caller, purpose, correlationId: "test" });
};
const idsOf = async (...args: Parameters<typeof listed>) => {
  const page = await listed(...args);
  if (!page.ok) throw new Error(JSON.stringify(page.refusal));
  return page.value.items.map(({ entryId }) => entryId);
};
const documentNo = (n: number, part: number) => ({
  ...listing(n).basis,
  documentNo: `衡市监处罚〔2026〕${n}-${part}号`,
});

describe("the entries of a subject", () => {
  test("are those of every month and state in order, a page at a time, by list and state; an agency's own, the office's all", async () => {
    const { act, submit } = actingOn(engine);
    const first = await submit(listing(1));
    const second = await submit({ ...listing(1), basis: documentNo(1, 2) });
    const third = await submit({ ...listing(1), basis: documentNo(1, 3) }, false);
    await submit(listing(2));
    await act(second, exitEntry({ reason: "standardChanged", why: "新办法不再列入。" }), marketRegulation);
    const { subjectId: subject } = first;
    const all = [first, second, third].map(({ entryId }) => entryId);
    expect(await idsOf(marketRegulation, { subject })).toEqual(all);
    expect(await idsOf(office, { subject })).toEqual(all);
    expect(await idsOf(office, { subject, authority: "tax" })).toEqual([]);
    expect(await idsOf(tax, { subject })).toEqual([]);
    expect(await idsOf(marketRegulation, { subject, state: "exited" })).toEqual([second.entryId]);
    expect(await idsOf(marketRegulation, { subject, list: "red" })).toEqual([]);
    const page = await listed(marketRegulation, { subject, limit: 2 });
    const cursor = page.ok ? (page.value.next ?? undefined) : undefined;
    expect(page).toMatchObject({ value: { items: [{ entryId: all[0] }, { entryId: all[1] }] } });
    expect(await idsOf(marketRegulation, { subject, limit: 2, cursor })).toEqual([third.entryId]);
    expect(await listed(tax, { subject, authority: "market-regulation" })).toMatchObject({
      refusal: { code: "entry.notYours" },
    });
    expect(await idsOf(office, { subject: "sbj_00000000000000000000000000" })).toEqual([]);
  });

  test("A §22: of a person for a purpose, which is registered; who listed nobody learns nothing", async () => {
    const { entryId, subjectId: subject } = await actingOn(engine).submit(personal(3, identityNo(31)));
    expect(await listed(office, { subject })).toMatchObject({ refusal: { code: "purpose.required" } });
    expect(await idsOf(tax, { subject })).toEqual([]);
    expect(await idsOf(office, { subject }, "复核")).toEqual([entryId]);
    const log = createPersonalReadLog(engine.db, engine.table.PersonalReads);
    const register = await log.ofAgency(office.agencyId, monday.toISOString().slice(0, 7), { limit: 10 });
    expect(register.items).toMatchObject([{ what: "standing", subjectId: subject, purpose: "复核" }]);
  });
});
