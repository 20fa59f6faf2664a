import type { StateStore } from "./state-store.ts";

/**
 * The host's clock: real time plus a distance. The distance lies in shared memory, so that every running worker sees a
 * jump at once; it is kept in the data folder, and it only grows.
 */
export interface VirtualClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** What real time has to be moved by to be virtual. */
  distance(): number;
  /** Moves forward to an instant; an instant that has passed changes nothing. */
  advanceTo(instant: number): void;
  /** Float64 at index 0: the distance. */
  readonly shared: SharedArrayBuffer;
  close(): void;
}

const distanceKey = "clock.distance";
const seenKey = "clock.seen";

/** Opens the clock. `start` counts only when the data folder has none yet. */
export const openClock = (state: StateStore, start: number | undefined): VirtualClock => {
  const shared = new SharedArrayBuffer(8);
  const cell = new Float64Array(shared);
  const now = (): number => Date.now() + (cell[0] ?? 0);
  const kept = state.get<number>(distanceKey);
  cell[0] = kept ?? (start === undefined ? 0 : start - Date.now());
  const seen = state.get<number>(seenKey);
  if (seen !== undefined && now() < seen) cell[0] = seen - Date.now();
  const keep = (): void => {
    state.set(distanceKey, cell[0] ?? 0);
    state.set(seenKey, now());
  };
  keep();
  let last = now();
  const watch = setInterval(() => {
    // Somebody set the machine's clock back: the virtual one stands until it is passed.
    if (now() < last) cell[0] = last - Date.now();
    last = now();
    keep();
  }, 2000);
  watch.unref();
  return {
    now,
    distance: () => cell[0] ?? 0,
    advanceTo: (instant) => {
      if (instant <= now()) return;
      cell[0] = instant - Date.now();
      last = now();
      keep();
    },
    shared,
    close: () => {
      clearInterval(watch);
      keep();
    },
  };
};
