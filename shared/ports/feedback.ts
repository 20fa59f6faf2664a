import type { PartnerFeedback } from "../domain/feedback/partner.ts";
import type { TypicalCase } from "../domain/feedback/typical-case.ts";
import type { RecordedRequest } from "./requests.ts";

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
type Place = { readonly limit: number; readonly cursor?: string | undefined };

/** What partners report about entries, of their own accord. */
export interface PartnerReports {
  /** Records it with its request. False when the request was seen before. */
  readonly add: (feedback: PartnerFeedback, request: RecordedRequest) => Promise<boolean>;
  /** Those of an entry, the newest first. */
  readonly ofEntry: (entryId: string, place: Place) => Promise<Page<PartnerFeedback>>;
}

/** Typical cases, as agencies told them with their feedback. */
export interface CaseStore {
  readonly find: (caseId: string) => Promise<TypicalCase | undefined>;
  /** Those told in a month, oldest first. */
  readonly ofMonth: (month: string, place: Place) => Promise<Page<TypicalCase>>;
  /** Writes it where it is still at `previousVersion`, together with the request. */
  readonly save: (
    found: TypicalCase,
    previousVersion: number,
    request: RecordedRequest,
  ) => Promise<"committed" | "conflict" | "requestSeen">;
}

/** The cases that anyone may read, the newest first. */
export interface PublishedCases {
  readonly page: (place: Place) => Promise<Page<TypicalCase>>;
}
