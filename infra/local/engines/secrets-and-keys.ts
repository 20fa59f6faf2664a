import { createCipheriv, createDecipheriv, randomBytes, randomInt } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "../assembly/intrinsics.ts";
import { attributeOf, place } from "../assembly/local-names.ts";
import type { LocalResource } from "../assembly/resolve-stacks.ts";
import type { StateStore } from "../place/state-store.ts";

/** Secrets Manager and KMS, as much of them as the functions call. */
export interface SecretsAndKeys {
  readonly endpoint: string;
  stop(): void;
}

type Input = Readonly<Record<string, Json>>;
type Operation = (input: Input) => Record<string, Json>;

class CallRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Starts the loopback endpoint. Secrets and key material are made once and kept in the data folder. */
export const startSecretsAndKeys = async (
  state: StateStore,
  resources: readonly LocalResource[],
): Promise<SecretsAndKeys> => {
  const operations = new Map<string, Operation>([...secretOperations(state, resources), ...keyOperations(state)]);
  const server: Server = createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(body));
    };
    readBody(request)
      .then((text) => {
        const target = String(request.headers["x-amz-target"]);
        const operation = operations.get(target);
        if (operation === undefined) {
          throw new CallRefused("UnknownOperationException", `${target} is not served by the local host`);
        }
        answer(200, operation(JSON.parse(text || "{}") as Input));
      })
      .catch((problem: Error) => {
        const code = problem instanceof CallRefused ? problem.code : "InternalServiceException";
        answer(problem instanceof CallRefused ? 400 : 500, { __type: code, message: problem.message });
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
};

const secretOperations = (state: StateStore, resources: readonly LocalResource[]): [string, Operation][] => {
  const secrets = resources
    .filter(({ type }) => type === "AWS::SecretsManager::Secret")
    .map(({ id, name, properties, source }) => ({
      name,
      arn: String(attributeOf(id, source, name, "Arn", { api: "", messages: "" })),
      first: state.once(`secret.${name}`, () => secretValue(properties)),
      firstVersion: state.once(`secret-version.${name}`, () => crypto.randomUUID()),
    }));
  const valueOf = (name: string, first: string): string => state.get<string>(`secret.${name}`) ?? first;
  const versionOf = (name: string, first: string): string => state.get<string>(`secret-version.${name}`) ?? first;
  const find = (input: Input) => {
    const wanted = String(input["SecretId"]);
    const secret = secrets.find(({ name, arn }) => wanted === name || wanted === arn || arn.startsWith(`${wanted}-`));
    if (secret === undefined) {
      throw new CallRefused("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    return secret;
  };
  return [
    [
      "secretsmanager.GetSecretValue",
      (input) => {
        const { arn, name, first, firstVersion } = find(input);
        return {
          ARN: arn,
          Name: name,
          SecretString: valueOf(name, first),
          VersionId: versionOf(name, firstVersion),
          VersionStages: ["AWSCURRENT"],
        };
      },
    ],
    [
      "secretsmanager.PutSecretValue",
      (input) => {
        const { arn, name } = find(input);
        const token = String(input["ClientRequestToken"]);
        const value = String(input["SecretString"]);
        const known = state.get<string>(`secret-token.${name}.${token}`);
        if (known !== undefined && known !== value)
          throw new CallRefused("ResourceExistsException", "A version with this token exists and says something else.");
        if (known === undefined) {
          state.set(`secret-token.${name}.${token}`, value);
          state.set(`secret.${name}`, value);
          state.set(`secret-version.${name}`, token);
        }
        return { ARN: arn, Name: name, VersionId: token, VersionStages: ["AWSCURRENT"] };
      },
    ],
    [
      "secretsmanager.DescribeSecret",
      (input) => {
        const { arn, name, firstVersion } = find(input);
        return { ARN: arn, Name: name, VersionIdsToStages: { [versionOf(name, firstVersion)]: ["AWSCURRENT"] } };
      },
    ],
  ];
};

const secretValue = (properties: Readonly<Record<string, Json>>): string => {
  const given = properties["SecretString"];
  if (typeof given === "string") return given;
  const wish = (properties["GenerateSecretString"] ?? {}) as Record<string, Json>;
  let alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  if (wish["ExcludePunctuation"] !== true) alphabet += "!#$%&*+-.:=?@^_~";
  const excluded = String(wish["ExcludeCharacters"] ?? "");
  const letters = [...alphabet].filter((letter) => !excluded.includes(letter));
  const made = Array.from({ length: Number(wish["PasswordLength"] ?? 32) }, () => letters[randomInt(letters.length)]);
  const key = wish["GenerateStringKey"];
  if (typeof key !== "string") return made.join("");
  const around = JSON.parse(String(wish["SecretStringTemplate"] ?? "{}")) as Record<string, Json>;
  return JSON.stringify({ ...around, [key]: made.join("") });
};

const keyOperations = (state: StateStore): [string, Operation][] => {
  const material = Buffer.from(
    state.once("kms.material", () => randomBytes(32).toString("base64")),
    "base64",
  );
  const keyArn = (id: Json | undefined): string => {
    const name = String(id ?? "local");
    return name.startsWith("arn:") ? name : `arn:aws:kms:${place.region}:${place.account}:key/${name}`;
  };
  const context = (input: Input): Buffer =>
    Buffer.from(
      JSON.stringify(
        Object.entries((input["EncryptionContext"] ?? {}) as Record<string, Json>).sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    );
  const seal = (plain: Buffer, input: Input): string => {
    const iv = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", material, iv).setAAD(context(input));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    const key = Buffer.from(keyArn(input["KeyId"]));
    return Buffer.concat([Buffer.from([key.length]), key, iv, cipher.getAuthTag(), body]).toString("base64");
  };
  const open = (input: Input): { key: string; plain: Buffer } => {
    try {
      const blob = Buffer.from(String(input["CiphertextBlob"]), "base64");
      const at = 1 + (blob[0] ?? 0);
      const decipher = createDecipheriv("aes-256-gcm", material, blob.subarray(at, at + 12))
        .setAAD(context(input))
        .setAuthTag(blob.subarray(at + 12, at + 28));
      const plain = Buffer.concat([decipher.update(blob.subarray(at + 28)), decipher.final()]);
      return { key: blob.subarray(1, at).toString(), plain };
    } catch {
      throw new CallRefused("InvalidCiphertextException", "");
    }
  };
  const dataKey = (input: Input): { KeyId: string; Plaintext: string; CiphertextBlob: string } => {
    const bytes = Number(input["NumberOfBytes"] ?? (input["KeySpec"] === "AES_128" ? 16 : 32));
    const plain = randomBytes(bytes);
    return { KeyId: keyArn(input["KeyId"]), Plaintext: plain.toString("base64"), CiphertextBlob: seal(plain, input) };
  };
  return [
    [
      "TrentService.Encrypt",
      (input) => ({
        KeyId: keyArn(input["KeyId"]),
        CiphertextBlob: seal(Buffer.from(String(input["Plaintext"]), "base64"), input),
        EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
      }),
    ],
    [
      "TrentService.Decrypt",
      (input) => {
        const { key, plain } = open(input);
        return { KeyId: key, Plaintext: plain.toString("base64"), EncryptionAlgorithm: "SYMMETRIC_DEFAULT" };
      },
    ],
    ["TrentService.GenerateDataKey", dataKey],
    [
      "TrentService.GenerateDataKeyWithoutPlaintext",
      (input) => {
        const { KeyId, CiphertextBlob } = dataKey(input);
        return { KeyId, CiphertextBlob };
      },
    ],
    [
      "TrentService.DescribeKey",
      (input) => ({ KeyMetadata: { KeyId: String(input["KeyId"]), Arn: keyArn(input["KeyId"]), Enabled: true } }),
    ],
  ];
};
