/**
 * Work side by side, at most `most` at once. `start` waits for a place, `done` for all; whichever is asked next throws the
 * first failure, after which nothing more is started.
 */
export const inFlight = (most: number) => {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const heard = (): void => {
    if (failures.length > 0) throw failures[0];
  };
  return {
    start: async (work: () => Promise<void>): Promise<void> => {
      while (running.size >= most) await Promise.race(running);
      heard();
      const one = work()
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(one));
      running.add(one);
    },
    done: async (): Promise<void> => {
      await Promise.all(running);
      heard();
    },
  };
};
