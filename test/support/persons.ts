import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createPersons } from "../../shared/adapters/dynamodb/persons.ts";
import { derivedKey } from "../../shared/kernel/ids.ts";
import type { Persons } from "../../shared/ports/persons.ts";

/** Persons in the engine's table, with keys that hide nothing from a test: secrets and KMS are not what it is about. */
export const personsIn = (db: DynamoDBDocumentClient, subjects: string, newSubjectId: () => string): Persons =>
  createPersons(db, subjects, {
    digest: (text) => Promise.resolve(derivedKey(text)),
    seal: (number, subjectId) => Promise.resolve(derivedKey(number, subjectId)),
    newSubjectId,
  });
