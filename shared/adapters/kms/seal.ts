import { DecryptCommand, EncryptCommand, KMSClient } from "@aws-sdk/client-kms";

/** Encrypts secrets under a key of KMS; each can be opened for the agency alone that it was sealed for. */
export const createSeal = (keyArn: string): ((secret: string, agencyId: string) => Promise<string>) => {
  let client: KMSClient | undefined;
  return async (secret, agencyId) => {
    const kms = (client ??= new KMSClient({ maxAttempts: 5 }));
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId: keyArn, Plaintext: Buffer.from(secret), EncryptionContext: { agencyId } }),
    );
    if (!CiphertextBlob) throw new Error("the key encrypted nothing");
    return Buffer.from(CiphertextBlob).toString("base64");
  };
};

const mostKept = 500;

/** Opens what was sealed. What was opened stays in memory, and in memory alone, so that a call costs no request. */
export const createUnseal = (keyArn: string): ((ciphertext: string, agencyId: string) => Promise<string>) => {
  let client: KMSClient | undefined;
  const kept = new Map<string, string>();
  return async (ciphertext, agencyId) => {
    const name = `${agencyId} ${ciphertext}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const kms = (client ??= new KMSClient({ maxAttempts: 5 }));
    const { Plaintext } = await kms.send(
      new DecryptCommand({
        KeyId: keyArn,
        CiphertextBlob: Buffer.from(ciphertext, "base64"),
        EncryptionContext: { agencyId },
      }),
    );
    if (!Plaintext) throw new Error("the key decrypted nothing");
    const secret = Buffer.from(Plaintext).toString();
    if (kept.size >= mostKept) kept.clear();
    kept.set(name, secret);
    return secret;
  };
};
