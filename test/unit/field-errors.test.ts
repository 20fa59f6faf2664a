import { expect, test } from "vitest";
import * as z from "zod";
import { entryCommandRow } from "../../shared/domain/entry/command-row.ts";
import { fieldErrors } from "../../shared/kernel/field-errors.ts";

const faultsOf = (schema: z.ZodType, input: unknown): string[] => {
  const read = schema.safeParse(input, { reportInput: true });
  return read.success ? [] : fieldErrors(read.error).map(({ field, code }) => `${field} ${code}`);
};

test("SPEC 1: a cell that a command does not have is named by its field, each by itself", () => {
  const row = { command: "public-notice", entryId: `ent_${"0".repeat(26)}`, servedOn: "2026-11-23", method: "direct" };
  expect(faultsOf(entryCommandRow, row)).toEqual(["servedOn field.unknown", "method field.unknown"]);
  const inside = z.object({ subject: z.strictObject({ name: z.string() }) });
  expect(faultsOf(inside, { subject: { name: "甲", 别名: "乙" } })).toEqual(["subject.别名 field.unknown"]);
});

test('SPEC "Persons": what is no field\'s name is not repeated, a number least of all', () => {
  const nothing = z.strictObject({});
  for (const key of ["11010519491231002X", "姓名110105", "甲 乙", "x".repeat(41)])
    expect(faultsOf(nothing, { [key]: 1 })).toEqual([" field.unknown"]);
});
