/**
 * Whether an agency's endpoint is worth calling. Closed while it answers; open after `threshold` failures in a row, and
 * then nobody calls it before `openUntil`; after that one call alone tries it (half-open).
 */
export interface Circuit {
  /** Failures since the last success. */
  readonly failures: number;
  /** How often it opened since the last success. */
  readonly opened: number;
  /** Until when nobody calls; kept until a call succeeds, so that the next one is a probe. */
  readonly openUntil?: Date | undefined;
}

export const closed: Circuit = { failures: 0, opened: 0 };

const threshold = 5;
const minute = 60_000;
const firstOpenMs = 10 * minute;
const longestOpenMs = 6 * 60 * minute;

export type CircuitState = "closed" | "open" | "halfOpen";

export const circuitState = ({ openUntil }: Circuit, at: Date): CircuitState =>
  openUntil === undefined ? "closed" : at < openUntil ? "open" : "halfOpen";

/** The circuit after a call that ended at `at`. A probe that fails opens it again, for twice as long. */
export const afterCall = (circuit: Circuit, succeeded: boolean, at: Date): Circuit => {
  if (succeeded) return closed;
  const failures = circuit.failures + 1;
  const state = circuitState(circuit, at);
  if (state === "open" || (state === "closed" && failures < threshold)) return { ...circuit, failures };
  const openMs = Math.min(longestOpenMs, firstOpenMs * 2 ** circuit.opened);
  return { failures, opened: circuit.opened + 1, openUntil: new Date(at.getTime() + openMs) };
};
