/** How often one caller may ask: so many at once, then one in so many seconds. */
export interface QueryLimit {
  readonly burst: number;
  readonly secondsPerQuery: number;
}

/**
 * A token bucket in one number: the instant from which the bucket is full again. A question moves it on by the time that
 * one question takes to come back; it is refused when the bucket would be more than empty.
 */
export const bucketOf = ({ burst, secondsPerQuery }: QueryLimit, now: number) => {
  const step = secondsPerQuery * 1000;
  /** The latest instant with which a question is still answered. */
  return { step, latest: now + (burst - 1) * step };
};
