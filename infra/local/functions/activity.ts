/** What is going on in the host, as far as it decides whether everything is done. */
export class Activity {
  #running = 0;
  #started = 0;

  /** Invocations and deliveries under way. */
  get running(): number {
    return this.#running;
  }

  /** How many have ever begun. */
  get started(): number {
    return this.#started;
  }

  /** Counts one as under way until it settles. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#running++;
    this.#started++;
    try {
      return await work();
    } finally {
      this.#running--;
    }
  }
}
