import type { IdType } from "../../events/vocabulary.ts";

/** A person's document, as it is used to find the person and nothing else. */
export interface PersonDocument {
  readonly idType: IdType;
  readonly idNumber: string;
}

/** Finding persons that are known. */
export interface PersonFinder {
  /** The subjects that documents belong to, in the order asked; nothing for one that was never seen. */
  readonly find: (documents: readonly PersonDocument[]) => Promise<readonly (string | undefined)[]>;
}

/** Finding persons by document number without keeping the number in the open (SPEC "Persons and their data"). */
export interface Persons {
  /** The subject that the document belongs to; a new one where it was never seen. */
  readonly identify: (document: PersonDocument) => Promise<{ readonly subjectId: string }>;
}

/** Opening what is kept of a person under lock. */
export interface PersonVault {
  readonly open: (subjectId: string) => Promise<PersonDocument | undefined>;
}

/** The index of persons, as a rotation of its pepper works through it. */
export interface PersonIndex {
  readonly shards: number;
  /** Subjects of one shard that are still indexed under a version of the pepper, in pages. */
  readonly underPepper: (version: number, shard: number) => AsyncIterable<readonly string[]>;
  /** Indexes a person under the current pepper. False when somebody else has done it. */
  readonly move: (subjectId: string) => Promise<boolean>;
}
