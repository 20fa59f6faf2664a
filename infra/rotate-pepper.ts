/**
 * `npm run rotate-pepper -- [<secret ARN> | --local]`: begins a rotation of the pepper under which persons are indexed, by
 * putting a new version beside the present one. The function `rotate-pepper` does the rest, step by step, four times a
 * day (docs/operations.md). Begun again while one is under way it changes nothing and says how far it has come.
 *
 *   npm run rotate-pepper -- arn:…            on AWS: the output PepperArn, by the credentials of the environment
 *   npm run rotate-pepper -- --local          on the local host at port 8080
 */
import { createHash, randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

const usage = "usage: npm run rotate-pepper -- <secret ARN> | --local [--host http://127.0.0.1:8080]";

interface Stored {
  readonly current: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly announcedAt?: string;
  readonly switchedAt?: string;
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const newPepper = (): string => Array.from({ length: 64 }, () => letters[randomInt(letters.length)]).join("");

const localSecrets = async (host: string): Promise<SecretsManagerClient> => {
  const { endpoint } = (await (await fetch(`${host}/_local/secrets`)).json()) as { endpoint: string };
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return new SecretsManagerClient({ endpoint, region: "us-east-1", credentials });
};

const begin = async (secrets: SecretsManagerClient, SecretId: string): Promise<string> => {
  const { SecretString = "" } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  const stored: Stored = SecretString.startsWith("{")
    ? (JSON.parse(SecretString) as Stored)
    : { current: 1, versions: { "1": SecretString } };
  if (Object.keys(stored.versions).length > 1) {
    const { announcedAt, switchedAt } = stored;
    const since = switchedAt ? `in use since ${switchedAt}` : announcedAt ? `announced ${announcedAt}` : "just begun";
    return `a rotation is under way (${since}); nothing was changed`;
  }
  const next = stored.current + 1;
  // Two operators at once: the token follows from the version, so that the second is refused.
  const ClientRequestToken = createHash("sha256").update(`pepper ${next}`).digest("hex");
  const versions = { ...stored.versions, [next]: newPepper() };
  await secrets.send(
    new PutSecretValueCommand({
      SecretId,
      SecretString: JSON.stringify({ current: stored.current, versions }),
      ClientRequestToken,
    }),
  );
  return `version ${next} is announced; rotate-pepper takes it further at 01:50, 07:50, 13:50 and 19:50`;
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { local: { type: "boolean", default: false }, host: { type: "string", default: "http://127.0.0.1:8080" } },
});
try {
  const [arn] = positionals;
  if (arn === undefined && !values.local) throw new Error(usage);
  const secrets = values.local ? await localSecrets(values.host) : new SecretsManagerClient({});
  console.log(await begin(secrets, arn ?? "Pepper"));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
