import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createPersonFinder, createPersons } from "../../shared/adapters/dynamodb/subject/persons.ts";
import { createIndexKeys } from "../../shared/adapters/secrets/digest.ts";
import { type Peppers, readPeppers, writePeppers } from "../../shared/domain/subject/pepper.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { encode } from "../../shared/kernel/ids.ts";
import type { PersonFinder, Persons } from "../../shared/ports/persons.ts";
import { listing } from "./house.ts";

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** An invented resident identity number, its check character computed here a second time (GB 11643). */
export const identityOf = (area: string, born: string, serial: number): string => {
  const body = `${area}${born.replaceAll("-", "")}${String(serial).padStart(3, "0")}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (weights[index] ?? 0), 0);
  return body + "10X98765432".charAt(sum % 11);
};

/** The nth of them. */
export const identityNo = (n: number): string => identityOf("419901", `1985-0${1 + Math.floor(n / 1000)}-12`, n % 1000);

/** A person's serious listing that passes every rule on `monday`: told in time, determined after the window. */
export const personListing = (n: number, change: Partial<EntryInput> = {}): EntryInput =>
  listing(n, {
    subject: { kind: "person", name: "张晓明", idType: "residentId", idNumber: identityNo(n) },
    facts: "张晓明以不合格产品冒充合格产品销售,货值金额巨大。",
    procedure: { priorNotice: { servedOn: "2026-11-05", method: "direct", proof: `送达回证${n}号` } },
    ...change,
  });

/** Sealing and opening as KMS does: for one owner, under a key that is nowhere else. */
export const createLock = () => {
  const key = randomBytes(32);
  return {
    seal: (number: string, owner: string): Promise<string> => {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(number), cipher.final()]);
      return Promise.resolve(Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64"));
    },
    open: (ciphertext: string, owner: string): Promise<string> => {
      const blob = Buffer.from(ciphertext, "base64");
      const decipher = createDecipheriv("aes-256-gcm", key, blob.subarray(0, 12))
        .setAAD(Buffer.from(owner))
        .setAuthTag(blob.subarray(12, 28));
      return Promise.resolve(Buffer.concat([decipher.update(blob.subarray(28)), decipher.final()]).toString());
    },
  };
};

/** A secret as Secrets Manager keeps it, and functions that know it at different times. */
export const createSecret = () => {
  let kept = randomBytes(32).toString("hex");
  const read = (): Promise<Peppers> => Promise.resolve(readPeppers(kept));
  return {
    read,
    write: (peppers: Peppers): Promise<void> => {
      kept = writePeppers(peppers);
      return Promise.resolve();
    },
    /** What `npm run rotate-pepper` does. */
    begin: (): void => {
      const { current, versions } = readPeppers(kept);
      const next = new Map([...versions, [current + 1, randomBytes(32).toString("hex")] as const]);
      kept = writePeppers({ current, versions: next });
    },
    /** A function that has just read the secret. */
    fresh: () => createIndexKeys(read),
    /** A function that goes on with what it read before. */
    stale: () => {
      const then = readPeppers(kept);
      return createIndexKeys(() => Promise.resolve(then));
    },
  };
};

export const newSubjectId = (): string => `sbj_${encode(randomBytes(20))}`;

const secret = createSecret();
const lock = createLock();

/** Persons in the engine's table, under a secret and a key that last as long as the test. */
export const personsIn = (
  db: DynamoDBDocumentClient,
  subjects: string,
  newSubjectId: () => string,
): Persons & PersonFinder => ({
  ...createPersons(db, subjects, { indexKeys: secret.fresh(), seal: lock.seal, newSubjectId }),
  ...createPersonFinder(db, subjects, secret.fresh()),
});
