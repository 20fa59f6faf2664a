import fc from "fast-check";
import { expect, test } from "vitest";
import { InvalidCursor, readCursor, writeCursor } from "../../shared/kernel/cursor.ts";
import { inTurn, type Page } from "../../shared/kernel/in-turn.ts";
import * as z from "zod";

const position = z.strictObject({ from: z.int() });
/** A list that gives at most so many at a time, however many are asked for, and may have looked in vain. */
const reading =
  (lists: ReadonlyMap<string, readonly number[]>, most: number) =>
  (list: string, { limit, cursor }: Page) => {
    const from = readCursor(position, cursor)?.from ?? 0;
    const all = lists.get(list) ?? [];
    const to = from + Math.min(limit, most);
    const items = all.slice(from, to).filter((each) => each % 7 !== 0);
    return Promise.resolve({ items, next: to < all.length ? writeCursor({ from: to }) : null });
  };

test("several lists in turn give each of them whole and once, whatever the pages", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat(99), { maxLength: 30 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 5 }),
      async (given, limit, most) => {
        const lists = new Map(given.map((list, index) => [`list-${index}`, list]));
        const found: number[] = [];
        let cursor: string | undefined;
        do {
          const { items, next } = await inTurn([...lists.keys()], { limit, cursor }, reading(lists, most));
          expect(items.length).toBeLessThanOrEqual(limit);
          found.push(...items);
          cursor = next ?? undefined;
        } while (cursor !== undefined);
        expect(found).toEqual(given.flat().filter((each) => each % 7 !== 0));
      },
    ),
  ));

test("a cursor goes on in a list that is the asker's own, and in no other", async () => {
  const lists = new Map([["mine", [1, 2, 3]]]);
  const { next } = await inTurn(["mine"], { limit: 1 }, reading(lists, 9));
  const goingOn = { limit: 1, cursor: next ?? "" };
  expect((await inTurn(["mine"], goingOn, reading(lists, 9))).items).toEqual([2]);
  await expect(inTurn(["theirs"], goingOn, reading(lists, 9))).rejects.toThrow(InvalidCursor);
  await expect(inTurn(["mine"], { limit: 1, cursor: "nonsense" }, reading(lists, 9))).rejects.toThrow(InvalidCursor);
});
