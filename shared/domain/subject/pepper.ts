import * as z from "zod";

/**
 * The secret under the keyed hashes, in its versions. The plain text that a deployment begins with is version 1. During a
 * rotation there are two: one is announced, so that every function knows it, before one is used (ADR 24).
 */
export interface Peppers {
  /** The version under which new index items are written. */
  readonly current: number;
  readonly versions: ReadonlyMap<number, string>;
  readonly announcedAt?: string;
  readonly switchedAt?: string;
}

const stored = z.object({
  current: z.int().positive(),
  versions: z.record(z.string().regex(/^[1-9]\d{0,5}$/), z.string().min(32)),
  announcedAt: z.string().optional(),
  switchedAt: z.string().optional(),
});

/** Reads the secret as it is kept; throws where it is neither a plain text nor versions with a current one. */
export const readPeppers = (secret: string): Peppers => {
  if (!secret.startsWith("{")) return { current: 1, versions: new Map([[1, secret]]) };
  const { versions, ...rest } = stored.parse(JSON.parse(secret));
  const known = new Map(
    Object.entries(versions)
      .map(([version, pepper]) => [Number(version), pepper] as const)
      .sort(([a], [b]) => a - b),
  );
  if (!known.has(rest.current)) throw new Error("the current pepper is missing");
  return { ...rest, versions: known } as Peppers;
};

export const writePeppers = ({ versions, ...rest }: Peppers): string =>
  JSON.stringify({ ...rest, versions: Object.fromEntries(versions) });

/** What a rotation has to do next. */
export type RotationStep = "none" | "announce" | "wait" | "switch" | "move" | "retire";

/** Functions keep the secret for a minute and work for half a one; this long after a change all of them know it. */
export const settledMs = 30 * 60_000;
/** Answered requests are compared under the pepper that they came under, for 7 days. */
export const retiredAfterMs = 8 * 86_400_000;

/**
 * The next step of a rotation: a second version is stamped as announced; half an hour later it becomes the current one;
 * half an hour later everything is moved to it; and once requests of before are forgotten the old one is dropped.
 */
export const nextStep = (peppers: Peppers, at: Date): RotationStep => {
  if (peppers.versions.size < 2) return "none";
  const { announcedAt, switchedAt } = peppers;
  const since = (instant: string): number => at.getTime() - Date.parse(instant);
  if (announcedAt === undefined) return "announce";
  if (switchedAt === undefined) return since(announcedAt) < settledMs ? "wait" : "switch";
  if (since(switchedAt) < settledMs) return "wait";
  return since(switchedAt) < retiredAfterMs ? "move" : "retire";
};

/** The newest version: the one that a rotation leads to. */
export const newestOf = ({ versions }: Peppers): number => Math.max(...versions.keys());
