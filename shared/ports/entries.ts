import type { AlertRaised } from "../../events/alert-raised/v1.ts";
import type { ContradictionFound } from "../../events/contradiction-found/v1.ts";
import type { SubjectEvent } from "../../events/catalogue.ts";
import type { Entry } from "../domain/entry/entry.ts";
import type { Objection } from "../domain/objection/objection.ts";
import type { Standing } from "../domain/subject/standing.ts";
import type { LocalDate } from "../kernel/local-date.ts";
import type { RecordedRequest } from "./requests.ts";

/** An entry as stored, with what has been said about its clocks. */
export interface StoredEntry {
  readonly entry: Entry;
  readonly alerted: readonly string[];
}

/** An entry as a decision leaves it. */
export interface WrittenEntry {
  readonly entry: Entry;
  /** The entry as it was read; none when it is new. What notice it has up follows from the two. */
  readonly before?: Entry;
  /** The version that the entry had when it was read; 0 when it is new. */
  readonly previousVersion: number;
  readonly alerted: readonly string[];
  /** What had been said when it was read, where the decision takes some of it back. */
  readonly alertedBefore?: readonly string[];
  /** A day on which someone must look at it, whatever its clocks say: work of the decision is left over. */
  readonly attendOn?: LocalDate;
}

/** An objection as a decision leaves it. */
export interface WrittenObjection {
  readonly objection: Objection;
  /** The version that it had when it was read; 0 when it is new. */
  readonly previousVersion: number;
  /** In whose inbox it is put: the provider's, the authority's, that of whoever filed it, and the subject's. */
  readonly inboxes: readonly string[];
}

/** One decision: what is written together or not at all. */
export interface Decision {
  readonly standing: Standing;
  /** The sequence that the standing had when it was read; 0 when the subject was unknown. */
  readonly previousSeq: number;
  /** The entries that changed; the one that was decided on comes first. */
  readonly entries: readonly WrittenEntry[];
  readonly events: readonly SubjectEvent[];
  /** The objection that was filed, verified or closed, as it now stands, and whose inboxes show it. */
  readonly objection?: WrittenObjection;
  /** The edition of a list kept elsewhere that left its imported entry out: it stays if a newer one has named it since. */
  readonly leftOutOf?: LocalDate;
  /** What it puts side by side that may not stand together; told as soon as it is written. */
  readonly contradictions?: readonly ContradictionFound[];
  /** What the same act does to another subject: a merger is one act on two. */
  readonly alongside?: Omit<Decision, "request" | "alongside">;
  readonly request?: RecordedRequest | undefined;
}

/**
 * `exists`: a new entry stands already. `outdated`: a newer edition of a list kept elsewhere names the imported entry.
 * `uncitable`: a file of evidence is gone, or too many records cite it. `conflict`: somebody was faster; read again and decide again.
 */
export type CommitOutcome = "committed" | "conflict" | "exists" | "outdated" | "requestSeen" | "uncitable";

/** Writing decisions, and the reads that they rest on. */
export interface EntryStore {
  readonly standing: (identifier: string) => Promise<Standing | undefined>;
  readonly entry: (entryId: string) => Promise<StoredEntry | undefined>;
  /** Those of the entries that exist, as they stand this moment. */
  readonly entries: (entryIds: readonly string[]) => Promise<ReadonlyMap<string, StoredEntry>>;
  /** Every objection that was filed against an entry, as they stand this moment. */
  readonly objections: (entryId: string) => Promise<readonly Objection[]>;
  /** The subject's history: what a listing brought about that is an error. */
  readonly history: (subjectId: string) => Promise<readonly SubjectEvent[]>;
  readonly commit: (decision: Decision) => Promise<CommitOutcome>;
}

export interface EntryPage {
  readonly items: readonly Entry[];
  readonly next: string | null;
}

/** Reading entries and histories. */
export interface EntryReader {
  readonly entry: (entryId: string) => Promise<StoredEntry | undefined>;
  readonly history: (subjectId: string) => Promise<readonly SubjectEvent[]>;
  readonly ofAuthority: (
    authorityId: string,
    month: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ) => Promise<EntryPage>;
  /** Every entry of a subject in the order of its history, ended ones too. */
  readonly ofSubject: (
    subjectId: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ) => Promise<EntryPage>;
}

/** Entries that a superior unit was told of on the platform, oldest first (C 十四). */
export interface SuperiorNoticeReader {
  readonly toUnit: (
    agencyId: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ) => Promise<{
    readonly items: readonly { readonly notifiedOn: LocalDate; readonly entry: Entry }[];
    readonly next: string | null;
  }>;
}

/** Public look-ups: one request each. */
export interface StandingReader {
  readonly byUscc: (uscc: string) => Promise<Standing | undefined>;
  readonly byName: (nameKey: string) => Promise<readonly Standing[]>;
  readonly many: (identifiers: readonly string[]) => Promise<ReadonlyMap<string, Standing>>;
}

/** What the sweep needs: who is due, and raising an alert exactly once. */
export interface DueStore {
  readonly shards: number;
  /** Ids of entries of one shard whose next day of attention is `upTo` or earlier, in pages. */
  readonly due: (shard: number, upTo: LocalDate) => AsyncIterable<readonly string[]>;
  /** Puts the entry back where its own clocks have it in the index. */
  readonly settle: (entry: Entry, alerted: readonly string[]) => Promise<void>;
  /**
   * Records the alert and that it was raised, together, anew where it was withdrawn; unless it stood already, or somebody has
   * changed the entry or what was said about it since it was read.
   */
  readonly raise: (stored: StoredEntry, alert: AlertRaised) => Promise<"raised" | "stood" | "outrun">;
}

/** Every entry that lives, whatever its state, in the shards of the due-date index. */
export interface LiveEntries {
  readonly shards: number;
  readonly page: (
    shard: number,
    limit: number,
    after: string | undefined,
  ) => Promise<{ readonly items: readonly StoredEntry[]; readonly next: string | null }>;
}
