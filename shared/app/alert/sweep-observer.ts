import type { AlertRaised } from "../../../events/alert-raised/v1.ts";

/** Hears of what a sweep does while it goes on. */
export interface SweepObserver {
  /** An alert that this sweep raised. */
  readonly raised: (alert: AlertRaised) => void;
  /**
   * Something was due and is not any more, without this sweep knowing that it did it: another one was faster, or a request of
   * its own took effect and the answer was lost.
   */
  readonly uncertain: () => void;
  /** What could not be attended to, by its id, and why. */
  readonly failed: (id: string, error: unknown) => void;
}

const silent = (): void => undefined;

/** For a sweep that nobody listens to. */
export const nobody: SweepObserver = { raised: silent, uncertain: silent, failed: silent };
