import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHandler as explaining } from "../../functions/explain-entries/handler.ts";
import { createHandler as querying } from "../../functions/query-public/handler.ts";
import { createHandler as reading } from "../../functions/read-entries/handler.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { exitEntry } from "../../shared/app/entry/entry-acts.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { getEntry } from "../../shared/http/routes/entries.ts";
import { getNotice, getPublicEntry } from "../../shared/http/routes/public.ts";
import { explainPublicEntry } from "../../shared/http/routes/why.ts";
import { publicSummaryView } from "../../shared/http/views.ts";
import { shippedPrivacyBook, shippedReviewBook } from "../../shared/policy/shipped-rulebook.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { eventOf, type HttpCall } from "../support/faults/scenario.ts";
import { listing, officer } from "../support/house.ts";
import { identityNo, personListing } from "../support/persons.ts";
import { actingOn, bank, houseOn, marketRegulation, office } from "../support/subjects.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const masksOn = (day: string) => shippedPrivacyBook()(day).masks;
const silent = { request: () => undefined, broken: () => undefined };

/** What the handlers need for the routes that are asked here; whatever else they have is not asked. */
const handlers = () => {
  const deps = {
    ...houseOn(engine),
    masksOn,
    reviewOn: shippedReviewBook(),
    telemetry: silent,
    recognise: () => Promise.resolve(bank),
  };
  return [querying, explaining, reading]
    .map(
      (handlerOf) =>
        handlerOf as unknown as (needs: typeof deps) => (event: unknown, context: unknown) => Promise<Answer>,
    )
    .map((handlerOf) => handlerOf(deps));
};
interface Answer {
  readonly statusCode: number;
  readonly body: string;
}

const asked = async (which: 0 | 1 | 2, call: HttpCall): Promise<string> => {
  const answer = await handlers()[which]?.(eventOf(call), {});
  if (answer?.statusCode !== 200) throw new Error(JSON.stringify(answer));
  return answer.body;
};

/** Everything that anybody may read of an entry, and what a partner reads of it. */
const publicOf = async ({ entryId }: Entry): Promise<string> => {
  const params = { entryId };
  return [
    await asked(0, { route: getPublicEntry, params }),
    await asked(1, { route: explainPublicEntry, params }),
    await asked(2, { route: getEntry, as: "bank", params }),
  ].join("\n");
};

const submit = (input: EntryInput): Promise<Entry> => actingOn(engine).submit(input);
const person = (n: number, name: string, change: Partial<EntryInput> = {}): EntryInput =>
  personListing(n, { subject: { kind: "person", name, idType: "residentId", idNumber: identityNo(n) }, ...change });

describe("A §19, §22: no public answer names a person", () => {
  test("whose name was typed with the usual blank: neither the name, nor facts, articles and document number", async () => {
    const { basis } = listing(1);
    const entry = await submit(
      person(1, "张\u3000三", {
        basis: { ...basis, documentNo: "张三案〔2026〕1号", legalArticles: "《产品质量法》第四十九条(张 三)" },
        facts: "张三无证经营,张·三知情。",
      }),
    );
    const shown = await publicOf(entry);
    expect(shown).toContain("张*无证经营,张*知情");
    expect(shown).toContain("张*案〔2026〕1号");
    expect(shown).toContain("第四十九条(张*)");
    expect(shown).not.toMatch(/张[\s\u3000*·]*三/);
  });

  test("nor by the name that it bore, nor by the one that it bears since", async () => {
    const first = await submit(person(2, "张三丰", { facts: "张三丰(现名李四光)无证经营。" }));
    const changed = await actingOn(engine).change(
      first.subjectId,
      { kind: "renamed", name: "李四光", on: "2026-11-20", documentNo: "户籍变更1号" },
      office,
    );
    if (!changed.ok) throw new Error(JSON.stringify(changed.refusal));
    const second = await submit(
      person(2, "李四光", {
        basis: { ...listing(3).basis, documentNo: "张三丰案1号" },
        facts: "李四光(曾用名张三丰)无证经营。",
      }),
    );
    for (const entry of [first, second]) {
      const shown = await publicOf(entry);
      expect(shown).toContain("无证经营");
      expect(shown).not.toMatch(/张三丰|李四光/);
    }
    const standing = (await houseOn(engine).standings.many([`person:${first.subjectId}`])).get(
      `person:${first.subjectId}`,
    );
    if (!standing) throw new Error("the person stands");
    const found = standing.entries.map((each) => publicSummaryView(standing, each, masksOn("2026-11-23")));
    expect(found).toHaveLength(2);
    expect(JSON.stringify(found)).toContain("张*丰案1号");
    expect(JSON.stringify(found)).not.toMatch(/张三丰|李四光/);
  });

  test("C 十四: who answers for an organisation is in none of its public texts", async () => {
    const { basis } = listing(4);
    const entry = await submit(
      listing(4, {
        basis: { ...basis, legalArticles: "《产品质量法》第四十九条(某 人甲)" },
        facts: "法定代表人某人甲(某 人 甲)组织生产,衡川市第4制造有限公司获利。",
        responsiblePersons: [{ role: "legalRepresentative", name: "某人甲" }],
      }),
    );
    const shown = await publicOf(entry);
    expect(shown).toContain("法定代表人某*甲(某*甲)组织生产,衡川市第4制造有限公司获利");
    expect(shown).not.toMatch(/某[\s\u3000]*人[\s\u3000]*甲/);
  });

  test("nor does the notice of its exit", async () => {
    const entry = await submit(person(5, "王 建国", { basis: { ...listing(5).basis, documentNo: "王建国案5号" } }));
    await actingOn(engine).act(
      entry,
      exitEntry({ reason: "standardChanged", why: "新办法不再列入" }),
      marketRegulation,
    );
    const notice = await asked(0, { route: getNotice, params: { entryId: entry.entryId } });
    expect(notice).toContain("王*国案5号");
    expect(notice).not.toContain("王建国");
  });
});

describe("A §19, §22: a document number that was handed in is in no text that becomes public", () => {
  const codes = async (input: EntryInput) => {
    const done = await submitEntry(houseOn(engine), { input, by: officer, correlationId: "test", report: true });
    return done.ok ? "taken" : done.refusal.errors?.map(({ field, code }) => `${field} ${code}`);
  };
  const foreigner = (n: number, idNumber: string, change: Partial<EntryInput> = {}): EntryInput =>
    personListing(n, { subject: { kind: "person", name: "Ivan Petrov", idType: "passport", idNumber }, ...change });

  test("the subject's own passport, however it is typed, is refused where it stands; a short number is in any amount", async () => {
    const basis = listing(11).basis;
    expect(await codes(foreigner(11, "AB1234567", { facts: "Ivan Petrov (passport ab 1234-567)。" }))).toEqual([
      "facts text.identityNumber",
    ]);
    const articles = { ...basis, legalArticles: "《法》第一条(AB1234567)", documentNo: "ＡＢ１２３４５６７号" };
    expect(await codes(foreigner(11, "AB1234567", { basis: articles }))).toEqual([
      "basis.documentNo text.identityNumber",
      "basis.legalArticles text.identityNumber",
    ]);
    expect(await codes(foreigner(11, "AB1234567"))).toBe("taken");
    expect(await codes(foreigner(12, "1234", { facts: "罚款1234元。" }))).toBe("taken");
  });

  test("C 十四: nor that of who answers for an organisation", async () => {
    const named = { role: "principal", name: "Ivan Petrov", idType: "passport", idNumber: "CD7654321" } as const;
    const about = listing(13, { responsiblePersons: [named], facts: "负责人(cd7654321)组织生产。" });
    expect(await codes(about)).toEqual(["facts text.identityNumber"]);
  });
});
