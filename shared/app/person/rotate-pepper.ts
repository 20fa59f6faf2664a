import { newestOf, nextStep, type Peppers, type RotationStep } from "../../domain/subject/pepper.ts";
import type { PersonIndex } from "../../ports/persons.ts";

export interface RotatePepperDeps {
  readonly index: PersonIndex;
  /** The secret as it is kept this moment, and writing it. */
  readonly read: () => Promise<Peppers>;
  readonly write: (peppers: Peppers) => Promise<void>;
  /** Milliseconds that this run may still take. */
  readonly remaining: () => number;
}

export interface RotationReport {
  readonly step: RotationStep;
  readonly moved: number;
  /** Whether nobody is left under an older version. */
  readonly complete: boolean;
}

/** Persons moved side by side. */
const atOnce = 8;
/** A run stops this long before it would be stopped; the next one goes on. */
const spareMs = 15_000;

/**
 * Takes a rotation of the pepper one step further, at the instant of the schedule. Done again, or late, it does what is
 * then due. The old version is dropped only when the index holds nobody under it any more.
 */
export const rotatePepper = async (deps: RotatePepperDeps, at: Date): Promise<RotationReport> => {
  const peppers = await deps.read();
  const step = nextStep(peppers, at);
  switch (step) {
    case "none":
    case "wait":
      return { step, moved: 0, complete: step === "none" };
    case "announce":
      await deps.write({ ...peppers, announcedAt: at.toISOString() });
      return { step, moved: 0, complete: false };
    case "switch":
      await deps.write({ ...peppers, current: newestOf(peppers), switchedAt: at.toISOString() });
      return { step, moved: 0, complete: false };
    case "move":
      return { step, ...(await moveAll(deps, peppers)) };
    case "retire": {
      const { moved, complete } = await moveAll(deps, peppers);
      const newest = peppers.versions.get(peppers.current);
      // An index is a moment behind its table: what was moved just now is looked for again by the next run.
      if (!complete || moved > 0 || newest === undefined) return { step: "move", moved, complete };
      await deps.write({ current: peppers.current, versions: new Map([[peppers.current, newest]]) });
      return { step, moved, complete };
    }
  }
};

const moveAll = async (
  { index, remaining }: RotatePepperDeps,
  { versions, current }: Peppers,
): Promise<{ readonly moved: number; readonly complete: boolean }> => {
  let moved = 0;
  for (const version of [...versions.keys()].filter((each) => each !== current))
    for (let shard = 0; shard < index.shards; shard++)
      for await (const subjects of index.underPepper(version, shard))
        for (let start = 0; start < subjects.length; start += atOnce) {
          if (remaining() < spareMs) return { moved, complete: false };
          const done = await Promise.all(subjects.slice(start, start + atOnce).map((id) => index.move(id)));
          moved += done.filter((each) => each).length;
        }
  return { moved, complete: true };
};
