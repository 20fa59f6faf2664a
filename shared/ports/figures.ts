import type { Counted, CountedFigures, Counters, FigurePlace } from "../domain/compliance/count.ts";
import type { Fact } from "../domain/compliance/facts.ts";

/** What a record has said so far, and what it was counted for. */
export interface Source {
  readonly source: string;
  readonly fact: Fact;
  readonly counted: Counted | undefined;
  /** How often it was written; 0 where it was not. */
  readonly version: number;
}

/** The figures at a place as they stand. */
export interface StoredFigures extends FigurePlace {
  readonly counters: Counters;
  /** How often they were written; 0 where there are none. */
  readonly version: number;
}

/** Figures as they are counted. */
export interface FigureStore {
  readonly sources: (ids: readonly string[]) => Promise<ReadonlyMap<string, Source>>;
  /** One for each place asked for, in that order. */
  readonly at: (places: readonly FigurePlace[]) => Promise<readonly StoredFigures[]>;
  /** Writes all of it, each as it was with one more version, or nothing. `conflict`: somebody was faster. */
  readonly commit: (sources: readonly Source[], figures: readonly StoredFigures[]) => Promise<"committed" | "conflict">;
}

/** One agency's figures in a list. */
export interface AgencyFigures extends CountedFigures {
  readonly agencyId: string;
}

/** Figures as they are read. */
export interface FigureReader {
  readonly ofAgency: (agencyId: string, month: string) => Promise<CountedFigures>;
  /** Of all agencies of which anything was ever counted for the month or stands, by their codes. */
  readonly ofMonth: (
    month: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ) => Promise<{ readonly items: readonly AgencyFigures[]; readonly next: string | null }>;
}

/** What agencies are called. */
export interface AgencyNames {
  readonly named: (agencyIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}
