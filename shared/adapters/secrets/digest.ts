import { createHmac } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Digests that give nothing of their input away: HMAC-SHA-256 under the pepper, which is fetched once. */
export const createDigest = (secretArn: string): ((input: string | Uint8Array) => Promise<string>) => {
  let pepper: Promise<string> | undefined;
  const fetchPepper = async (): Promise<string> => {
    const { SecretString } = await new SecretsManagerClient({}).send(
      new GetSecretValueCommand({ SecretId: secretArn }),
    );
    if (!SecretString) throw new Error("the pepper secret is empty");
    return SecretString;
  };
  return async (input) => {
    pepper ??= fetchPepper();
    const key = await pepper.catch((error: unknown) => {
      pepper = undefined;
      throw error;
    });
    return createHmac("sha256", key).update(input).digest("base64url");
  };
};
