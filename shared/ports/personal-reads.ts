/** What of a person was read. */
export type PersonalReadKind =
  | "entry"
  | "history"
  | "standing"
  | "screening"
  | "resolution"
  | "identity"
  | "responsiblePerson"
  | "objection"
  | "evidence"
  | "disclosure"
  | "complaint";

/** One read of a person's data by an agency: who, when, what and for what purpose (A §22 个人信息查询使用登记). */
export interface PersonalRead {
  readonly readId: string;
  readonly at: string;
  readonly agencyId: string;
  readonly clientId: string;
  readonly officer?: string;
  readonly purpose: string;
  readonly what: PersonalReadKind;
  readonly subjectId: string;
  /** The entry, trigger or file of evidence that was read. */
  readonly of?: string;
  readonly correlationId: string;
}

/** Registering reads; done before the data is answered. */
export interface PersonalReads {
  readonly record: (reads: readonly PersonalRead[]) => Promise<void>;
}

export interface PersonalReadPage {
  readonly items: readonly PersonalRead[];
  readonly next: string | null;
}

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The register as it is read: by agency and month, and by the person who was read. */
export interface PersonalReadLog {
  readonly ofAgency: (agencyId: string, month: string, page: Page) => Promise<PersonalReadPage>;
  readonly ofSubject: (subjectId: string, page: Page) => Promise<PersonalReadPage>;
}
