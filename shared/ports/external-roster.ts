import type { Rostered } from "../domain/external/edition.ts";
import type { LocalDate } from "../kernel/local-date.ts";

/** Which entries the lists kept elsewhere have. Decisions on imported entries write it; rows that change nothing are noted. */
export interface ExternalRoster {
  /** Every entry that a list has. */
  readonly of: (listKey: string) => Promise<readonly Rostered[]>;
  /**
   * Notes that an edition named an entry again. `missing` when it is not there, because it ended a moment ago; with `anew` it
   * is then put there.
   */
  readonly noted: (
    listKey: string,
    entry: Omit<Rostered, "seenIn">,
    edition: LocalDate,
    anew: boolean,
  ) => Promise<"noted" | "missing">;
  /** Takes out one that its subject's standing does not have (any more). */
  readonly drop: (listKey: string, entry: Rostered) => Promise<void>;
}
