import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createDisclosureReader,
  createPublicDisclosures,
} from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { advanceDisclosure } from "../../shared/app/disclosure/advance-disclosure.ts";
import { fileActObjection, resolveActObjection } from "../../shared/app/disclosure/disclosure-acts.ts";
import { queryDisclosures } from "../../shared/app/disclosure/read-disclosures.ts";
import { recordDisclosure } from "../../shared/app/disclosure/record-disclosure.ts";
import type { AskedChange } from "../../shared/app/subject/change-subject.ts";
import { checkRow } from "../../shared/domain/disclosure/check.ts";
import { evolve } from "../../shared/domain/disclosure/evolve.ts";
import type { Disclosure } from "../../shared/domain/disclosure/disclosure.ts";
import { foundDisclosureView } from "../../shared/http/disclosure-views.ts";
import { queryPublicDisclosures } from "../../shared/http/routes/disclosures.ts";
import { InvalidCursor } from "../../shared/kernel/cursor.ts";
import { shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";
import { decidingOnActs } from "../support/act-house.ts";
import { agencyCode, penaltyRow, type Row } from "../support/disclosures.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing, monday, officer, usccNo } from "../support/house.ts";
import { actingOn, houseOn } from "../support/subjects.ts";

/** Acts of subjects that have another code by now, or have gone into another (A §19: who was penalised stays found; ADR 23, 31). */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const masks = shippedPrivacyBook()("2026-11-23").masks;
let files = 0;
/** Hands in one penalty in a file of its own. */
const handIn = async (n: number, change: Row = {}) => {
  const checked = checkRow("penalties", penaltyRow(n, change), { today: "2026-11-23", agencyCode });
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusal));
  const origin = { submissionId: `sub_${String(++files).padStart(26, "0")}`, line: 2 };
  const report = { row: checked.value, by: officer, correlationId: "row", origin };
  return recordDisclosure(decidingOnActs(engine, monday), report);
};
const penalty = async (n: number, change: Row = {}): Promise<string> => {
  const done = await handIn(n, change);
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value.disclosureId;
};
/** The nth organisation, which stands in a list. */
const listed = async (n: number) => (await actingOn(engine).submit(listing(n))).subjectId;
type Asked<C = AskedChange> = C extends unknown ? Omit<C, "on" | "documentNo"> : never;
const changed = async (subjectId: string, change: Asked): Promise<void> => {
  const document = { on: "2026-11-20", documentNo: "变更8号" };
  const done = await actingOn(engine).change(subjectId, { ...change, ...document });
  if (!done.ok) throw new Error(done.refusal.code);
};

const query = (uscc: string, page: { readonly limit: number; readonly cursor?: string }) =>
  queryDisclosures(
    {
      disclosures: createPublicDisclosures(engine.db, engine.table.Disclosures),
      standings: houseOn(engine).standings,
      now: () => monday,
    },
    { uscc, ...page },
  );
/** What the public sees under a code, on as many pages as it takes. */
const seen = async (n: number, limit = 50) => {
  const items = [];
  let cursor: string | undefined;
  do {
    const page = await query(usccNo(n), { limit, ...(cursor === undefined ? {} : { cursor }) });
    const { standing } = page;
    items.push(...page.items.map((each) => foundDisclosureView(each, standing, masks)));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return items;
};
const idsOf = async (n: number, limit?: number) => (await seen(n, limit)).map(({ disclosureId }) => disclosureId);
const historyOf = (disclosureId: string) =>
  createDisclosureReader(engine.db, engine.table.Disclosures).history(disclosureId);

describe("the public look-up of acts (A §19, ADR 23)", () => {
  test("finds under either code what was recorded under the former one, as its document has it", async () => {
    const before = await penalty(1);
    const subjectId = await listed(1);
    await changed(subjectId, { kind: "renamed", name: "衡川市壹号制造有限公司" });
    await changed(subjectId, { kind: "newUscc", uscc: usccNo(101) });
    for (const n of [1, 101])
      expect(await seen(n)).toMatchObject([
        {
          disclosureId: before,
          party: {
            name: "衡川市第1制造有限公司",
            uscc: usccNo(1),
            currentName: "衡川市壹号制造有限公司",
            currentUscc: usccNo(101),
          },
        },
      ]);
    const answer = { items: await seen(101), next: null, asOf: "2026-11-23T09:00:00.000+08:00", listVersion: "1" };
    expect(queryPublicDisclosures.answers()[200]?.schema?.parse(answer)).toEqual(answer);
    const after = await penalty(101);
    expect(await idsOf(1)).toEqual([after, before]);
    expect((await seen(1))[0]?.party).not.toHaveProperty("currentUscc");
  });

  test("finds after a merger what its predecessors did, under their names, whatever they were called by", async () => {
    const under: Record<number, string> = {};
    for (const n of [11, 12, 13, 14]) under[n] = await penalty(n);
    const [gone, into] = [await listed(11), await listed(12)];
    await changed(gone, { kind: "newUscc", uscc: usccNo(13) });
    await changed(into, { kind: "newUscc", uscc: usccNo(14) });
    await changed(gone, { kind: "merged", into });
    const all = [14, 12, 13, 11].map((n) => under[n]);
    for (const limit of [1, 2, 3, 50])
      for (const n of [12, 14]) expect(await idsOf(n, limit), `${n} by ${limit}`).toEqual(all);
    const successor = { name: "衡川市第12制造有限公司", uscc: usccNo(14) };
    expect((await seen(14)).map(({ party }) => party)).toMatchObject([
      { uscc: usccNo(14) },
      { uscc: usccNo(12), currentUscc: usccNo(14) },
      { name: "衡川市第13制造有限公司", uscc: usccNo(13), successor },
      { name: "衡川市第11制造有限公司", uscc: usccNo(11), successor },
    ]);
    // Who went into another still has its own, and is shown to have gone.
    expect(await idsOf(11)).toEqual([under[13], under[11]]);
    expect((await seen(11)).map(({ party }) => party)).toMatchObject([{ successor }, { successor }]);
  });

  test("takes a cursor of its own alone, on in a code of the subject that is asked for", async () => {
    for (const [n, decision] of [
      [21, "甲"],
      [21, "乙"],
      [22, "丙"],
      [22, "丁"],
    ] as const)
      await penalty(n, { CF_WSH: `衡市监处罚〔2026〕${decision}号` });
    const { next } = await query(usccNo(21), { limit: 1 });
    const cursor = next ?? "";
    expect((await query(usccNo(21), { limit: 9, cursor })).items).toHaveLength(1);
    await expect(query(usccNo(22), { limit: 9, cursor })).rejects.toThrow(InvalidCursor);
    // Between two pages its code becomes another: what is left follows, and nothing comes twice.
    await changed(await listed(21), { kind: "newUscc", uscc: usccNo(121) });
    for (const n of [21, 121]) expect((await query(usccNo(n), { limit: 9, cursor })).items).toHaveLength(1);
  });
});

describe("one decision reported again under another code of its party (ADR 31)", () => {
  const decision = { CF_WSH: "衡市监处罚〔2026〕第甲号" };

  test("is the act that it was, under the code of its decision", async () => {
    const disclosureId = await penalty(31, decision);
    await changed(await listed(31), { kind: "newUscc", uscc: usccNo(131) });
    const again = { ...decision, CF_XDR_MC: "衡川市第31制造有限公司" };
    expect(await handIn(131, again)).toMatchObject({ value: { disclosureId, own: false } });
    expect(await historyOf(disclosureId)).toHaveLength(1);
    expect(await idsOf(131)).toEqual([disclosureId]);
    // What differs is a correction of it, with its history; the code is not what differs.
    expect(await handIn(131, { ...again, CF_NR_FK: "1.3" })).toMatchObject({ value: { disclosureId, own: true } });
    const history = await historyOf(disclosureId);
    expect(history.map(({ type }) => type)).toEqual(["disclosure-recorded", "disclosure-corrected"]);
    expect(history.reduce<Disclosure | undefined>(evolve, undefined)).toMatchObject({
      version: 2,
      party: { kind: "organisation", uscc: usccNo(31) },
      items: { CF_NR_FK: "1.3" },
    });
    expect(await handIn(31, { ...decision, CF_NR_FK: "1.3" })).toMatchObject({ value: { disclosureId, own: false } });
  });

  test("also where it came under the new code first, and after the code became that of a company", async () => {
    const trader = usccNo(32, "92");
    await changed(
      (
        await actingOn(engine).submit({
          ...listing(32),
          subject: { ...listing(32).subject, kind: "soleTrader", uscc: trader },
        })
      ).subjectId,
      { kind: "newUscc", uscc: usccNo(132) },
    );
    const disclosureId = await penalty(132, decision);
    const asTrader = { ...decision, CF_XDR_LB: "个体工商户", CF_XDR_SHXYM: trader, CF_FRDB: undefined };
    expect(await handIn(132, asTrader)).toMatchObject({ value: { disclosureId } });
    expect(await idsOf(132)).toEqual([disclosureId]);
    const stored = await decidingOnActs(engine, monday).disclosures.find(disclosureId);
    expect(stored?.disclosure.party).toMatchObject({ kind: "organisation", uscc: usccNo(132) });
  });

  test("brings nothing back that was taken down (A §22)", async () => {
    const disclosureId = await penalty(33, decision);
    const deps = decidingOnActs(engine, monday);
    const by = { ...officer, officer: "吴越" };
    const caller = { ...officer, roles: ["authority" as const] };
    const asked = { disclosureId, caller, by, correlationId: "claim" };
    const filing = { origin: "discovery", ground: "facts", text: "认定有误。", evidence: [] } as const;
    const filed = await advanceDisclosure(deps, fileActObjection(filing), asked);
    if (!filed.ok || !filed.value.objection) throw new Error("it was filed");
    const { objectionId } = filed.value.objection;
    const upheld = resolveActObjection(
      { objectionId, expectedVersion: "any" },
      { outcome: "upheld", reason: "原处罚决定被撤销。" },
    );
    const other = { ...by, officer: "周敏" };
    expect((await advanceDisclosure(deps, upheld, { ...asked, by: other })).ok).toBe(true);
    await changed(await listed(33), { kind: "newUscc", uscc: usccNo(133) });
    expect(await handIn(133, decision)).toMatchObject({ refusal: { code: "disclosure.takenDown" } });
    expect(await idsOf(133)).toEqual([]);
  });

  test("is an act of its own about a predecessor: one decision may be about both", async () => {
    const [gone, into] = [await listed(34), await listed(35)];
    const first = await penalty(34, decision);
    await changed(gone, { kind: "merged", into });
    const second = await penalty(35, decision);
    expect(second).not.toBe(first);
    expect(await idsOf(35)).toEqual([second, first]);
  });
});
