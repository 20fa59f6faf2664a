import { createReadStream, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { readRows } from "../../shared/adapters/files/read-rows.ts";
import { decide } from "../../shared/domain/entry/decide.ts";
import { columns } from "../../shared/domain/entry/columns.ts";
import { entryIdOf } from "../../shared/domain/entry/entry.ts";
import { entryInput } from "../../shared/domain/entry/input.ts";
import { planOf, type RowPlan, rowInput } from "../../shared/domain/row/row.ts";
import type { FieldError } from "../../shared/kernel/field-errors.ts";
import { fieldErrors } from "../../shared/kernel/field-errors.ts";
import { shanghaiDate } from "../../shared/kernel/local-date.ts";
import { standingOf } from "./entries-by-hand.ts";
import { calendar, catalogue, monday, officer, rulesFor } from "../support/house.ts";

/** The shipped black list, row for row through everything pure that a submission runs through. */

const samples = resolve(import.meta.dirname, "../../events/samples");
const expected = z
  .strictObject({
    rows: z.int(),
    accepted: z.int(),
    duplicate: z.int(),
    rejected: z.int(),
    errors: z.array(z.strictObject({ line: z.int(), field: z.string(), code: z.string() })),
  })
  .parse(JSON.parse(readFileSync(resolve(samples, "black-list.expected.json"), "utf8")));

const today = shanghaiDate(monday);
const authority = { agencyId: officer.agencyId, name: officer.name };
const subjectIdOf = (uscc: string): string => `sbj_${uscc}`;

interface Answered {
  readonly line: number;
  readonly outcome: "accepted" | "duplicate" | "rejected";
  readonly errors: readonly Pick<FieldError, "field" | "code">[];
}
const known = new Set<string>();

const answer = (plan: RowPlan, line: number, cells: readonly string[]): Answered => {
  const rejected = (errors: readonly FieldError[]): Answered => ({
    line,
    outcome: "rejected",
    errors: errors.map(({ field, code }) => ({ field, code })),
  });
  const row = rowInput(plan, cells);
  if ("fault" in row) return rejected([row.fault]);
  // A chunk's rows lie in the bucket as JSON.
  const input = entryInput.safeParse(JSON.parse(JSON.stringify(row.input)), { reportInput: true });
  if (!input.success) return rejected(fieldErrors(input.error));
  const { list, subject, basis, determinedOn, severity } = input.data;
  const id = entryIdOf({
    authority: authority.agencyId,
    list,
    documentNo: basis.documentNo,
    subjectId: subjectIdOf(subject.uscc ?? ""),
  });
  const decided = decide(
    undefined,
    {
      name: "submitDetermined",
      entryId: id,
      input: input.data,
      subject: { kind: subject.kind, name: subject.name, ...(subject.uscc ? { uscc: subject.uscc } : {}) },
      authority,
      provider: authority,
    },
    {
      today,
      by: officer,
      rules: rulesFor({ determinedOn: determinedOn ?? today, severity, on: today }),
      calendar,
      catalogue,
      standing: standingOf(),
    },
  );
  if (!decided.ok) return rejected(decided.refusal.errors ?? []);
  const outcome = known.has(id) ? "duplicate" : "accepted";
  known.add(id);
  return { line, outcome, errors: [] };
};

let answers: readonly Answered[] = [];
beforeAll(async () => {
  const read: Answered[] = [];
  let plan: RowPlan | undefined;
  const bytes = createReadStream(resolve(samples, "black-list.gb18030.csv"), { highWaterMark: 1021 });
  for await (const row of readRows(bytes, { format: "csv", charset: "gb18030" })) {
    if (!("cells" in row)) throw new Error("a CSV row has cells");
    if (plan) read.push(answer(plan, row.line, row.cells));
    else {
      const header = planOf(columns, row.cells);
      if (!("plan" in header)) throw new Error(header.faults.join());
      plan = header.plan;
    }
  }
  answers = read;
});

const counted = (outcome: Answered["outcome"]): number => answers.filter((each) => each.outcome === outcome).length;

test("SPEC capability 1: the sample file gets the expected answer for every wrong row, line, field and code", () => {
  const found = answers.flatMap(({ line, errors }) => errors.map(({ field, code }) => ({ line, field, code })));
  expect(found).toEqual(expected.errors);
});

test("SPEC capability 1: bad rows never stop good ones: every other row is accepted", () => {
  expect({
    rows: answers.length,
    accepted: counted("accepted"),
    duplicate: counted("duplicate"),
    rejected: counted("rejected"),
  }).toEqual({
    rows: expected.rows,
    accepted: expected.accepted,
    duplicate: expected.duplicate,
    rejected: expected.rejected,
  });
});

test("the file is as an agency would send it: 500 rows or more, 20 wrong in 20 different ways", () => {
  expect(expected.accepted).toBeGreaterThanOrEqual(500);
  expect(expected.errors).toHaveLength(20);
  expect(new Set(expected.errors.map(({ field, code }) => `${field} ${code}`)).size).toBeGreaterThanOrEqual(18);
  expect(expected.rows).toBe(expected.accepted + expected.duplicate + expected.rejected);
});

test("lines grow, and a cell with a line break in it moves those after it", () => {
  const lines = answers.map(({ line }) => line);
  expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
  expect(lines[0]).toBe(2);
  expect(lines.at(-1)).toBeGreaterThan(answers.length + 1);
});
