/**
 * Rung by workers when DynamoDB has acknowledged a write. Whoever reads streams waits on it instead of asking the engine
 * again and again, and the count says exactly whether everything written has been seen.
 */
export class WriteBell {
  /** Int32 at index 0: how often it rang. */
  readonly shared = new SharedArrayBuffer(4);
  readonly #cell = new Int32Array(this.shared);

  count(): number {
    return Atomics.load(this.#cell, 0);
  }

  ring(): void {
    Atomics.add(this.#cell, 0, 1);
    Atomics.notify(this.#cell, 0);
  }

  /** Resolves when it rings after `seen`, or after `mostMs`. */
  async next(seen: number, mostMs: number): Promise<void> {
    const wait = Atomics.waitAsync(this.#cell, 0, seen, mostMs);
    if (wait.async) await wait.value;
  }
}
