import { DecryptCommand, EncryptCommand, KMSClient } from "@aws-sdk/client-kms";

/** For whom something is sealed: the name of the encryption context, so that what is one agency's opens for no other. */
type SealedFor = "agencyId" | "subjectId";

/** Encrypts secrets under a key of KMS; each can be opened for that one owner alone that it was sealed for. */
export const createSeal = (
  keyArn: string,
  sealedFor: SealedFor = "agencyId",
): ((secret: string, owner: string) => Promise<string>) => {
  let client: KMSClient | undefined;
  return async (secret, owner) => {
    const kms = (client ??= new KMSClient({ maxAttempts: 5 }));
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId: keyArn, Plaintext: Buffer.from(secret), EncryptionContext: { [sealedFor]: owner } }),
    );
    if (!CiphertextBlob) throw new Error("the key encrypted nothing");
    return Buffer.from(CiphertextBlob).toString("base64");
  };
};

/** Opens what was sealed for an owner, and keeps nothing of it. */
export const createOpen = (
  keyArn: string,
  sealedFor: SealedFor = "agencyId",
): ((ciphertext: string, owner: string) => Promise<string>) => {
  let client: KMSClient | undefined;
  return async (ciphertext, owner) => {
    const kms = (client ??= new KMSClient({ maxAttempts: 5 }));
    const { Plaintext } = await kms.send(
      new DecryptCommand({
        KeyId: keyArn,
        CiphertextBlob: Buffer.from(ciphertext, "base64"),
        EncryptionContext: { [sealedFor]: owner },
      }),
    );
    if (!Plaintext) throw new Error("the key decrypted nothing");
    return Buffer.from(Plaintext).toString();
  };
};

const mostKept = 500;

/** Opens what was sealed. What was opened stays in memory, and in memory alone, so that a call costs no request. */
export const createUnseal = (keyArn: string): ((ciphertext: string, agencyId: string) => Promise<string>) => {
  const open = createOpen(keyArn);
  const kept = new Map<string, string>();
  return async (ciphertext, agencyId) => {
    const name = `${agencyId} ${ciphertext}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const secret = await open(ciphertext, agencyId);
    if (kept.size >= mostKept) kept.clear();
    kept.set(name, secret);
    return secret;
  };
};
