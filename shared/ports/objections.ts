import type { Disclosure } from "../domain/disclosure/disclosure.ts";
import type { Complaint } from "../domain/objection/complaint.ts";
import type { Entry } from "../domain/entry/entry.ts";
import type { Objection } from "../domain/objection/objection.ts";
import type { RecordedRequest } from "./requests.ts";

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** The newest first; else the oldest. */
  readonly newestFirst?: boolean;
}

/** Whose inbox is read: an agency's, a subject's under its own id, or the office's, which holds everything. */
export type Inbox = "office" | { readonly agencyId: string };

/** What an objection is about, as far as its readers must know it: of an act also to whom it was done. */
export type ContestedRecord = Pick<Entry, "openObjections"> & Partial<Pick<Disclosure, "party">>;

/** Reading objections. */
export interface ObjectionReader {
  readonly find: (objectionId: string) => Promise<Objection | undefined>;
  readonly inbox: (
    inbox: Inbox,
    page: Page,
  ) => Promise<{
    readonly items: readonly {
      readonly objection: Objection;
      readonly contested: ContestedRecord | undefined;
    }[];
    readonly next: string | null;
  }>;
}

/** Complaints, which change nothing but themselves. */
export interface ComplaintReader {
  readonly find: (complaintId: string) => Promise<Complaint | undefined>;
  readonly inbox: (
    inbox: Inbox,
    page: Page,
  ) => Promise<{ readonly items: readonly Complaint[]; readonly next: string | null }>;
}

export interface ComplaintStore extends Pick<ComplaintReader, "find"> {
  /** Writes it with the request where it is still at `previousVersion` (0: new), or nothing of it. */
  readonly save: (
    complaint: Complaint,
    previousVersion: number,
    request: RecordedRequest,
    /** In whose inbox a new one is put, beside the office's. */
    inboxes: readonly string[],
  ) => Promise<"committed" | "conflict" | "requestSeen">;
}
