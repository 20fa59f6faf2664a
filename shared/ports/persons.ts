import type { IdType } from "../../events/vocabulary.ts";

/** A person's document, as it is used to find the person and nothing else. */
export interface PersonDocument {
  readonly idType: IdType;
  readonly idNumber: string;
}

/** Finding persons by document number without keeping the number in the open (SPEC "Persons and their data"). */
export interface Persons {
  /** The subject that the document belongs to; a new one where it was never seen. */
  readonly identify: (document: PersonDocument) => Promise<{ readonly subjectId: string }>;
}
