import fc from "fast-check";
import { expect } from "vitest";
import { life } from "../lives/life.ts";
import { live, type Lived } from "../lives/live.ts";

/** Says that a life went some way, so that a law is not held by lives that go nowhere. */
export type Saw = (way: string, times?: number) => void;

/** What holds of every life of a subject, whatever is asked of its entries and in whatever order. */
export interface Law {
  /** With the paper that it comes from. */
  readonly name: string;
  /** Throws where a life breaks it. */
  readonly check: (lived: Lived, saw: Saw) => void;
  /** Ways that must have been seen, and how often at least among 10,000 lives. */
  readonly ways: Readonly<Record<string, number>>;
}

/** Leads as many lives and holds each against every law, every one of them led by some of the lives. */
export const holdLaws = (laws: readonly Law[], lives: number): void => {
  const seen = new Map(laws.map(({ name }) => [name, new Map<string, number>()]));
  fc.assert(
    fc.property(life, (each) => {
      const lived = live(each);
      for (const { name, check } of laws)
        try {
          check(lived, (way, times = 1) => {
            const counts = seen.get(name);
            counts?.set(way, (counts.get(way) ?? 0) + times);
          });
        } catch (error) {
          throw new Error(`${name}: ${String(error)}`, { cause: error });
        }
    }),
    { numRuns: lives },
  );
  const rare = laws.flatMap(({ name, ways }) =>
    Object.entries(ways).flatMap(([way, least]) => {
      const count = seen.get(name)?.get(way) ?? 0;
      return count >= least ? [] : [`${way}: ${count} of ${least} (${name})`];
    }),
  );
  expect(rare, "ways that the lives went too seldom").toEqual([]);
};
