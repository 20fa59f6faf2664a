import type { FiledRepair } from "../domain/repair/repair-case.ts";

export interface RepairFilter {
  /** The month in which they were closed; without it those that are open. */
  readonly month?: string | undefined;
  /** The authority that decides them; without it everybody's. */
  readonly authority?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Applications for repair as they stand. */
export interface RepairReader {
  readonly byId: (repairId: string) => Promise<FiledRepair | undefined>;
  /** Those of a subject, the newest first. */
  readonly ofSubject: (
    subjectId: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ) => Promise<{ readonly items: readonly FiledRepair[]; readonly next: string | null }>;
  readonly list: (
    filter: RepairFilter,
  ) => Promise<{ readonly items: readonly FiledRepair[]; readonly next: string | null }>;
}
