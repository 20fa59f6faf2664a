import type { Clock, ClockStatus } from "../domain/clock/clock.ts";
import type { ActOutline } from "../domain/disclosure/clocks.ts";
import type { LocalDate } from "../kernel/local-date.ts";
import type { TriggerOutline } from "./triggers.ts";
import type { ClockKind, TriggerStatus } from "../../events/vocabulary.ts";

/** A clock and what it is about: an entry, of which one agency has to do something perhaps, or an act that is disclosed. */
export interface FiledClock {
  readonly clock: Clock;
  readonly entryId?: string;
  readonly triggerId?: string;
  readonly disclosureId?: string;
  /** The last day of what it is about, where it is over with that. */
  readonly lastOn?: LocalDate | undefined;
}

/** As it stands on the day on which somebody asks. */
export interface ListedClock extends FiledClock {
  readonly status: ClockStatus;
}

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface Found<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Due on or after one day and before another. */
interface DueWithin {
  readonly from?: LocalDate | undefined;
  readonly before?: LocalDate | undefined;
}

/** Acts by their clocks, whose duty they are. */
export interface ActClockReader {
  /** An agency's acts with a duty that is still open, by due day. */
  readonly open: (agencyId: string, due: DueWithin, page: Page) => Promise<Found<ActOutline>>;
  /** Those that were decided in a month and have none any more. */
  readonly done: (agencyId: string, month: string, page: Page) => Promise<Found<ActOutline>>;
}

/**
 * Clocks by whose duty they are. Those of entries, and of objections and repairs of acts, are filed by themselves; those of
 * triggers stand in their inbox, those of acts with the act.
 */
export interface ClockReader {
  /** An agency's duties about entries, and about objections and repairs of acts, that are still open, by due day, those due on or after one day and before another. */
  readonly open: (agencyId: string, due: DueWithin, page: Page) => Promise<Found<FiledClock>>;
  /** Those that began in a month and are done or were missed. */
  readonly done: (agencyId: string, month: string, page: Page) => Promise<Found<FiledClock>>;
  readonly acts: ActClockReader;
  /** Triggers of one status in an agency's inbox, oldest first, of all months or of one. */
  readonly triggers: (
    agencyId: string,
    status: TriggerStatus,
    month: string | undefined,
    page: Page,
  ) => Promise<Found<TriggerOutline & { readonly entryId: string; readonly triggerId: string }>>;
  /** Which duties about entries and acts fall due on which day, of which kind: from indexes alone. */
  readonly dueDays: (
    agencyId: string,
  ) => AsyncIterable<
    readonly { readonly dueOn: LocalDate; readonly kind: ClockKind; readonly lastOn?: LocalDate | undefined }[]
  >;
}
