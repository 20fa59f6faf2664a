import { createHash } from "node:crypto";
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type Peppers, readPeppers, writePeppers } from "../../domain/subject/pepper.ts";

/** A rotation lets half an hour pass between its steps, so that what is kept here for a minute has long been forgotten. */
const keptMs = 60_000;

/** Reads the peppers; what was read is kept for a minute. */
export const createPepperReader = (secretArn: string, now = () => new Date()): (() => Promise<Peppers>) => {
  let kept: { readonly at: number; readonly peppers: Promise<Peppers> } | undefined;
  return () => {
    if (kept && now().getTime() - kept.at < keptMs) return kept.peppers;
    const peppers = fetchPeppers(secretArn);
    kept = { at: now().getTime(), peppers };
    peppers.catch(() => {
      kept = undefined;
    });
    return peppers;
  };
};

/** The peppers as they are kept this moment. */
export const fetchPeppers = async (secretArn: string): Promise<Peppers> => {
  const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: secretArn }));
  if (!SecretString) throw new Error("the pepper secret is empty");
  return readPeppers(SecretString);
};

/** Writes the peppers. The same step twice is written once: its token follows from what is written. */
export const putPeppers = async (secretArn: string, peppers: Peppers): Promise<void> => {
  const SecretString = writePeppers(peppers);
  const ClientRequestToken = createHash("sha256").update(SecretString).digest("hex");
  await new SecretsManagerClient({}).send(
    new PutSecretValueCommand({ SecretId: secretArn, SecretString, ClientRequestToken }),
  );
};
