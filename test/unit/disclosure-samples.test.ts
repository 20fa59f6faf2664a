import { createReadStream, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import agencies from "../../events/samples/agencies.json" with { type: "json" };
import { readRows } from "../../shared/adapters/files/read-rows.ts";
import { checkRow } from "../../shared/domain/disclosure/check.ts";
import type { CheckedRow } from "../../shared/domain/disclosure/checked-row.ts";
import { report } from "../../shared/domain/disclosure/decide.ts";
import { columnsOf, type DisclosureKind, standards } from "../../shared/domain/disclosure/standard.ts";
import { planOf, type RowPlan, rowInput } from "../../shared/domain/row/row.ts";
import { shippedDisclosureBook } from "../../shared/policy/shipped-rulebook.ts";
import { calendar } from "../support/house.ts";

/** The shipped files of penalties and permits, row for row through everything pure that a submission runs through. */

const samples = resolve(import.meta.dirname, "../../events/samples");
const expected = z
  .strictObject({
    rows: z.int(),
    accepted: z.int(),
    duplicate: z.int(),
    rejected: z.int(),
    errors: z.array(z.strictObject({ line: z.int(), field: z.string(), code: z.string() })),
  })
  .parse(JSON.parse(readFileSync(resolve(samples, "penalties.expected.json"), "utf8")));

const today = "2026-11-23";
const rulesFor = shippedDisclosureBook();
const codeOf = (agencyId: string): string => agencies.find((agency) => agency.agencyId === agencyId)?.uscc ?? "";

interface Answered {
  readonly line: number;
  readonly known?: string;
  readonly errors: readonly { readonly field: string; readonly code: string }[];
  readonly decidedOn?: string;
  /** What the row was understood to say, by the codes of the standard. */
  readonly values?: Readonly<Record<string, string>>;
}

const answer = (kind: DisclosureKind, agencyId: string, line: number, input: unknown): Answered => {
  const checked = checkRow(kind, input, { today, agencyCode: codeOf(agencyId) });
  if (!checked.ok) return { line, errors: checked.refusal };
  const { act, decisionNo, decidedOn, party, publicityEndsOn, permittedTo, items } = checked.value;
  const content = {
    ...{ act, decisionNo, decidedOn, items: { ...items }, party: { kind: party.kind, name: party.name } },
    authority: { agencyId, name: agencyId },
    ...(publicityEndsOn === undefined ? {} : { publicityEndsOn }),
  };
  const context = { today, rules: rulesFor({ act, decidedOn, on: today }), calendar };
  const decided = report(undefined, { disclosureId: "dis_1", content, permittedTo }, context);
  if (!decided.ok) return { line, errors: decided.refusal.errors ?? [] };
  const known = `${decisionNo} ${JSON.stringify(party)} ${JSON.stringify(items)}`;
  return { line, errors: [], known, decidedOn, values: valuesOf(kind, checked.value) };
};

const valuesOf = (kind: DisclosureKind, row: CheckedRow): Record<string, string> => {
  const { at } = standards[kind];
  const { party, representative, decisionNo, decidedOn, publicityEndsOn, items } = row;
  const own: readonly (readonly [string, string | undefined])[] = [
    [at.name, party.name],
    [at.uscc, party.kind === "person" ? undefined : party.uscc],
    [at.idNumber, party.kind === "person" ? party.idNumber : undefined],
    [at.representative, representative?.name],
    [at.decisionNo, decisionNo],
    [at.decidedOn, decidedOn],
    [at.publicityEndsOn, publicityEndsOn],
  ];
  return {
    ...items,
    ...Object.fromEntries(own.flatMap(([code, value]) => (value === undefined ? [] : [[code, value]]))),
  };
};

const answers = async (
  kind: DisclosureKind,
  agencyId: string,
  file: string,
  form: Parameters<typeof readRows>[1],
): Promise<readonly Answered[]> => {
  const read: Answered[] = [];
  let plan: RowPlan | undefined;
  for await (const row of readRows(createReadStream(resolve(samples, file), { highWaterMark: 1021 }), form)) {
    if (!("cells" in row)) throw new Error("every row has cells");
    if (plan) {
      const prepared = rowInput(plan, row.cells);
      if (!("input" in prepared)) throw new Error(prepared.fault.code);
      read.push(answer(kind, agencyId, row.line, JSON.parse(JSON.stringify(prepared.input))));
      continue;
    }
    const header = planOf(columnsOf(standards[kind]), row.cells);
    if (!("plan" in header)) throw new Error(header.faults.join());
    plan = header.plan;
  }
  return read;
};

test("SPEC capability 1: the penalties get the expected answer for every wrong row, and only for those", async () => {
  const form = { format: "csv", charset: "gb18030" } as const;
  const found = await answers("penalties", "market-regulation", "penalties.gb18030.csv", form);
  const errors = found.flatMap(({ line, errors }) => errors.map(({ field, code }) => ({ line, field, code })));
  expect(errors).toEqual(expected.errors);
  expect(new Set(errors.map(({ field, code }) => `${field} ${code}`)).size).toBe(10);
  const good = found.flatMap(({ known }) => known ?? []);
  const { rows, accepted, duplicate, rejected } = expected;
  expect({ rows: found.length, accepted: new Set(good).size, duplicate: good.length - new Set(good).size }).toEqual({
    rows,
    accepted,
    duplicate,
  });
  expect(rejected).toBe(rows - good.length);
});

test("the permits are taken one and all, their days as Excel stores them", async () => {
  const form = { format: "xlsx", charset: "utf-8" } as const;
  const found = await answers("permits", "administrative-approval", "permits.xlsx", form);
  expect(found.flatMap(({ errors }) => errors)).toEqual([]);
  expect(found).toHaveLength(30);
  for (const { decidedOn = "" } of found) {
    expect(decidedOn >= "2026-11-09" && decidedOn <= "2026-11-20").toBe(true);
    expect([0, 6]).not.toContain(new Date(`${decidedOn}T00:00:00Z`).getUTCDay());
  }
});

/** What LibreOffice Calc 7.4 saved of our templates, filled in with invented parties. */
const office = z
  .record(z.enum(["penalties", "permits"]), z.array(z.record(z.string(), z.string())))
  .parse(JSON.parse(readFileSync(resolve(samples, "office/expected.json"), "utf8")));

test.each([
  ["penalties", "penalties.xlsx", { format: "xlsx", charset: "utf-8" }, "market-regulation"],
  ["penalties", "penalties.gb18030.csv", { format: "csv", charset: "gb18030" }, "market-regulation"],
  ["permits", "permits.xlsx", { format: "xlsx", charset: "utf-8" }, "administrative-approval"],
] as const)(
  "%s as an office saves them in %s are taken row by row, to the day and the fen",
  async (kind, file, form, agency) => {
    const found = await answers(kind, agency, `office/${file}`, form);
    expect(found.flatMap(({ line, errors }) => errors.map(({ field, code }) => `${line} ${field} ${code}`))).toEqual(
      [],
    );
    // The class of a party and its document's type become words of the platform's own.
    const spoken = (row: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(row).filter(([code]) => !/_XDR_(LB|ZJLX)$/.test(code)));
    expect(found.map(({ values }) => values)).toEqual(office[kind].map(spoken));
  },
);
