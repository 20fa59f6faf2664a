import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { PersonDocument, Persons } from "../../ports/persons.ts";

export interface PersonKeys {
  /** A keyed hash; the pepper's version goes into the key of the index. */
  readonly digest: (text: string) => Promise<string>;
  /** Encrypts a number so that it can be opened for this subject alone. */
  readonly seal: (number: string, subjectId: string) => Promise<string>;
  readonly newSubjectId: () => string;
}

const indexed = z.object({ subjectId: z.string() });
const pepperVersion = 1;

/**
 * Persons by document number, in the subjects table: an index item under a keyed hash leads to the subject and keeps the
 * number as KMS ciphertext, for the agency that must act on it and for pepper rotation (SPEC "Persons and their data").
 */
export const createPersons = (db: DynamoDBDocumentClient, subjects: string, keys: PersonKeys): Persons => {
  const find = async (identifier: string): Promise<string | undefined> => {
    const { Item } = await db.send(new GetCommand({ TableName: subjects, Key: { identifier }, ConsistentRead: true }));
    return Item ? indexed.parse(Item).subjectId : undefined;
  };
  return {
    identify: async ({ idType, idNumber }: PersonDocument) => {
      const identifier = `document:${pepperVersion}:${await keys.digest(`person ${idType} ${idNumber}`)}`;
      const known = await find(identifier);
      if (known !== undefined) return { subjectId: known };
      const subjectId = keys.newSubjectId();
      try {
        await db.send(
          new PutCommand({
            TableName: subjects,
            Item: { identifier, subjectId, idType, sealed: await keys.seal(idNumber, subjectId), pepperVersion },
            ConditionExpression: "attribute_not_exists(identifier)",
          }),
        );
        return { subjectId };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // Somebody else met the same person at the same moment.
        const first = await find(identifier);
        if (first === undefined) throw error;
        return { subjectId: first };
      }
    },
  };
};
