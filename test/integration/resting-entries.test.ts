import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWithdraw } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createDisclosureStore } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { getObjections } from "../../shared/adapters/dynamodb/items/objection-items.ts";
import { advanceDisclosure } from "../../shared/app/disclosure/advance-disclosure.ts";
import { contestResting } from "../../shared/app/disclosure/contest-resting.ts";
import * as ofActs from "../../shared/app/disclosure/disclosure-acts.ts";
import { recordDisclosure } from "../../shared/app/disclosure/record-disclosure.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { resolveObjection } from "../../shared/app/objection/contest-acts.ts";
import { checkRow } from "../../shared/domain/disclosure/check.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { shippedDisclosureBook, shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import { agencyCode, onPerson, penaltyRow, type Row } from "../support/disclosures.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing, officer } from "../support/house.ts";
import { actingOn, finance, houseOn, marketRegulation, office, personal, tax } from "../support/subjects.ts";
import { identityNo } from "../support/persons.ts";

/** What becomes of list entries whose document proves wrong as an act (A §22 主动发现). */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const acts = () => ({
  disclosures: createDisclosureStore(engine.db, {
    disclosures: engine.table.Disclosures,
    lists: engine.table.Lists,
    intake: engine.table.Intake,
  }),
  actObjections: (disclosureId: string) => getObjections(engine.db, engine.table.Lists, disclosureId),
  rulesFor: shippedDisclosureBook(),
  calendar: () => Promise.resolve(houseOn(engine).calendar),
  now: houseOn(engine).now,
});

let files = 0;
/** The nth penalty, contested at a counter: the objection's id. */
const contested = async (n: number, change: Row = {}): Promise<string> => {
  const row = checkRow("penalties", penaltyRow(n, change), { today: "2026-11-23", agencyCode });
  if (!row.ok) throw new Error(JSON.stringify(row.refusal));
  const origin = { submissionId: `sub_${String(++files).padStart(26, "0")}`, line: 2 };
  const { persons, standings } = houseOn(engine);
  const alertStore = { withdraw: createWithdraw(engine.db, engine.table.Lists) };
  const recorded = await recordDisclosure(
    { ...acts(), persons, standings, masksOn: () => shippedPrivacyBook()("2026-11-23").masks, alertStore },
    { row: row.value, by: officer, correlationId: "row", origin },
  );
  if (!recorded.ok) throw new Error(recorded.refusal.code);
  const filing = { origin: "subject", ground: "facts", text: "并非我司所为。", evidence: [] } as const;
  const filed = await advanceDisclosure(acts(), ofActs.fileActObjection(filing), {
    disclosureId: recorded.value.disclosureId,
    caller: finance,
    by: { ...officer, agencyId: finance.agencyId, name: finance.name, officer: "窗口甲" },
    correlationId: "claim",
  });
  if (!filed.ok || !filed.value.objection) throw new Error("it was filed");
  return filed.value.objection.objectionId;
};

/** Decides on an objection to an act as `settle-claims` does. */
const decided = async (
  objectionId: string,
  outcome: "upheld" | "rejected",
  caller: Caller,
  house = houseOn(engine),
) => {
  const who = {
    caller,
    by: { ...officer, agencyId: caller.agencyId, name: caller.name, officer: "吴越" },
    correlationId: "claim",
  };
  return advanceDisclosure(
    acts(),
    ofActs.resolveActObjection({ objectionId, expectedVersion: "any" }, { outcome, reason: "已核实。" }),
    {
      disclosureId: objectionId.slice(0, objectionId.indexOf(".")),
      ...who,
      first: (disclosure) => contestResting(house, disclosure, { ...who, objectionId }),
    },
  );
};
const now = async ({ entryId }: Entry): Promise<Entry> => {
  const stored = await houseOn(engine).entries.entry(entryId);
  if (!stored) throw new Error(`${entryId} is there`);
  return stored.entry;
};
const objections = ({ entryId }: Entry) => houseOn(engine).entries.objections(entryId);

describe("A §22: of an act that is found wrong", () => {
  test("the entry on the same document is contested as its authority's discovery, and its measures stop", async () => {
    const { submit } = actingOn(engine);
    const entry = await submit(listing(1));
    const proposed = await submit(
      {
        ...listing(1),
        list: "keyAttention",
        severity: "general",
        validTo: "2027-11-02",
        basis: { ...listing(1).basis, documentNo: "衡市监处罚(2026)第01号" },
      },
      false,
    );
    const other = await submit({ ...listing(1), basis: { ...listing(1).basis, documentNo: "衡市监处罚〔2026〕11号" } });
    const objectionId = await contested(1);
    expect(await decided(objectionId, "upheld", marketRegulation)).toMatchObject({ ok: true });
    expect(await now(entry)).toMatchObject({ state: "published", suspended: true });
    expect(await now(proposed)).toMatchObject({ state: "contested" });
    expect(await now(other)).toMatchObject({ state: "published", suspended: false });
    expect(await objections(entry)).toMatchObject([
      { origin: "discovery", ground: "basis", filedBy: { agencyId: marketRegulation.agencyId } },
    ]);
    expect((await objections(entry))[0]?.text).toContain("衡市监处罚〔2026〕1号");
  });

  test("an entry of another authority is contested as an agency's objection; by the office as its discovery", async () => {
    const { submit } = actingOn(engine);
    const one = await submit(listing(2));
    expect(await decided(await contested(2), "upheld", office)).toMatchObject({ ok: true });
    expect(await objections(one)).toMatchObject([{ origin: "discovery", filedBy: { agencyId: office.agencyId } }]);
    const by = { ...officer, agencyId: tax.agencyId, name: tax.name };
    const theirs = await submitEntry(houseOn(engine), { input: listing(3), by, correlationId: "test", report: true });
    if (!theirs.ok) throw new Error(theirs.refusal.code);
    const { entry } = theirs.value;
    expect(entry.determiningAuthority.agencyId).toBe(tax.agencyId);
    expect(await decided(await contested(3), "upheld", marketRegulation)).toMatchObject({ ok: true });
    expect(await objections(entry)).toMatchObject([
      { origin: "agency", filedBy: { agencyId: marketRegulation.agencyId } },
    ]);
  });

  test("minor conduct that it was counted as is contested with the entry that counts it", async () => {
    const documents = ["衡市监处罚〔2026〕4号", "衡市监处罚〔2026〕104号", "衡市监处罚〔2026〕204号"];
    const conduct = documents.map((documentNo) => ({ documentNo, decidedOn: "2026-11-02" }));
    const entry = await actingOn(engine).submit(
      {
        ...listing(4),
        list: "keyAttention",
        severity: "minor",
        basis: { ...listing(4).basis, documentNo: documents[1] ?? "" },
        validTo: "2027-02-02",
        conduct,
      },
      false,
    );
    expect(await decided(await contested(4), "upheld", marketRegulation)).toMatchObject({ ok: true });
    expect((await now(entry)).openObjections).toHaveLength(1);
  });

  test("a person's entry is found by the person", async () => {
    const entry = await actingOn(engine).submit(personal(5, identityNo(5)));
    expect(await decided(await contested(5, onPerson(5)), "upheld", marketRegulation)).toMatchObject({ ok: true });
    expect(await now(entry)).toMatchObject({ suspended: true });
  });

  test("nothing is contested where the objection is refused, an honour never, and one who may not decide does nothing", async () => {
    const { submit, honour } = actingOn(engine);
    const entry = await submit(listing(6));
    const objectionId = await contested(6);
    expect(await decided(objectionId, "upheld", tax)).toMatchObject({ refusal: { code: "objection.notYours" } });
    expect(await now(entry)).toMatchObject({ suspended: false });
    const red = await honour(7, { basis: listing(7).basis });
    expect(await decided(await contested(7), "upheld", marketRegulation)).toMatchObject({ ok: true });
    expect(await now(red)).toMatchObject({ state: "published", suspended: false });
  });

  test("whoever was cut off in between asks again: nothing is contested twice, and nothing forgotten", async () => {
    const entry = await actingOn(engine).submit(listing(8));
    const objectionId = await contested(8);
    const house = houseOn(engine);
    const killed = { ...house, entries: { ...house.entries, commit: () => Promise.reject(new Error("killed")) } };
    await expect(decided(objectionId, "upheld", marketRegulation, killed)).rejects.toThrow("killed");
    expect(await acts().disclosures.find(objectionId.slice(0, objectionId.indexOf(".")))).not.toHaveProperty(
      "disclosure.takenDown",
    );
    const after = {
      ...house,
      entries: {
        ...house.entries,
        commit: async (decision: Parameters<typeof house.entries.commit>[0]) => {
          await house.entries.commit(decision);
          throw new Error("killed");
        },
      },
    };
    await expect(decided(objectionId, "upheld", marketRegulation, after)).rejects.toThrow("killed");
    expect(await now(entry)).toMatchObject({ suspended: true });
    expect(await decided(objectionId, "upheld", marketRegulation)).toMatchObject({ ok: true });
    expect(await objections(entry)).toHaveLength(1);
  });

  test("found wrong, the entry ends as an error by another officer than the one who found the act wrong", async () => {
    const entry = await actingOn(engine).submit(listing(9));
    await decided(await contested(9), "upheld", marketRegulation);
    const [filed] = await objections(entry);
    const uphold = resolveObjection(
      { objectionId: filed?.objectionId ?? "", expectedVersion: "any" },
      { outcome: "upheld", reason: "所依据的处罚决定有误。" },
    );
    const { act } = actingOn(engine);
    await expect(act(await now(entry), uphold, marketRegulation, "吴越")).rejects.toThrow("officer.second");
    expect(await act(await now(entry), uphold, marketRegulation, "周敏")).toMatchObject({ exitReason: "error" });
  });
});
