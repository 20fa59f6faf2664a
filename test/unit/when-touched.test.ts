import { expect, test } from "vitest";
import * as z from "zod";
import { whenTouched } from "../../infra/when-touched.ts";

/** A schema as bundles have it, with the number of times that it was made. */
const counted = <T extends object>(make: () => T) => {
  const times = { made: 0 };
  const schema = whenTouched(() => {
    times.made++;
    return make();
  });
  return { schema, times };
};

test("nothing is made until it is touched, and then once", () => {
  const { schema, times } = counted(() => z.object({ name: z.string().min(1) }));
  const list = whenTouched(() => z.object({ items: z.array(schema) }));
  expect(times.made).toBe(0);
  expect(list.parse({ items: [{ name: "a" }] })).toEqual({ items: [{ name: "a" }] });
  expect(list.safeParse({ items: [{ name: "" }] }).success).toBe(false);
  expect(schema.parse({ name: "b" })).toEqual({ name: "b" });
  expect(times.made).toBe(1);
});

test("it is a schema like any other: named, told apart, extended, picked, asked for its values", () => {
  const { schema: kind } = counted(() => z.enum(["a", "b"]));
  expect(kind.options).toEqual(["a", "b"]);
  const { schema } = counted(() => z.object({ kind, on: z.iso.date().optional() }));
  expect(schema instanceof z.ZodObject).toBe(true);
  expect(schema instanceof z.ZodString).toBe(false);
  expect("shape" in schema).toBe(true);
  expect(schema.extend({ more: z.int() }).parse({ kind: "a", more: 1 })).toEqual({ kind: "a", more: 1 });
  expect(schema.pick({ kind: true }).safeParse({ kind: "c" }).error?.issues[0]?.path).toEqual(["kind"]);
  expect(Object.keys(schema.shape)).toEqual(["kind", "on"]);
});

test("unions find their member by its mark, also where members are stand-ins", () => {
  const one = whenTouched(() => z.object({ type: z.literal("one"), n: z.int() }));
  const two = whenTouched(() => z.object({ type: z.literal("two") }));
  const either = whenTouched(() => z.discriminatedUnion("type", [one, two]));
  expect(either.parse({ type: "one", n: 1 })).toEqual({ type: "one", n: 1 });
  expect(either.safeParse({ type: "three" }).success).toBe(false);
  expect(whenTouched(() => z.union([one, two]).nullable()).parse(null)).toBeNull();
});

test("refinements and defaults are there; a schema that cannot be made says so when touched", () => {
  const { schema } = counted(() => z.array(z.string()).max(2).default([]));
  expect([schema.parse(undefined), schema.safeParse(["a", "b", "c"]).success]).toEqual([[], false]);
  const broken = whenTouched((): z.ZodString => {
    throw new Error("broken");
  });
  expect(() => broken.parse("a")).toThrow("broken");
});
