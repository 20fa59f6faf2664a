import type { Clock, ClockStatus } from "../domain/clock/clock.ts";
import type { LocalDate } from "../kernel/local-date.ts";
import type { TriggerOutline } from "./triggers.ts";
import type { TriggerStatus } from "../../events/vocabulary.ts";

/** A clock and what it is about. */
export interface FiledClock {
  readonly clock: Clock;
  readonly entryId: string;
  readonly triggerId?: string;
}

/** As it stands on the day on which somebody asks. */
export interface ListedClock extends FiledClock {
  readonly status: ClockStatus;
}

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Clocks by whose duty they are. Those of entries are filed by themselves; those of triggers stand in their inbox. */
export interface ClockReader {
  /** An agency's duties about entries that are still open, by due day, those due on or after one day and before another. */
  readonly open: (
    agencyId: string,
    due: { readonly from?: LocalDate | undefined; readonly before?: LocalDate | undefined },
    page: Page,
  ) => Promise<{ readonly items: readonly FiledClock[]; readonly next: string | null }>;
  /** Those that began in a month and are done or were missed. */
  readonly done: (
    agencyId: string,
    month: string,
    page: Page,
  ) => Promise<{ readonly items: readonly FiledClock[]; readonly next: string | null }>;
  /** Triggers of one status in an agency's inbox, oldest first, of all months or of one. */
  readonly triggers: (
    agencyId: string,
    status: TriggerStatus,
    month: string | undefined,
    page: Page,
  ) => Promise<{
    readonly items: readonly (TriggerOutline & { readonly entryId: string; readonly triggerId: string })[];
    readonly next: string | null;
  }>;
  /** How many duties about entries fall due on which day, of which kind: from the index alone. */
  readonly dueDays: (
    agencyId: string,
  ) => AsyncIterable<readonly { readonly dueOn: LocalDate; readonly kind: string }[]>;
}
