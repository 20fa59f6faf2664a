import { createHash, generateKeyPair, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { exportJWK, importJWK, type JWK, jwtVerify, SignJWT } from "jose";
import type { StateStore } from "../place/state-store.ts";
import type { VirtualClock } from "../place/virtual-clock.ts";

/** A client as `agencies.json` and `subjects.json` in `events/samples/` name it. */
interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
  /** What it may ask for. */
  readonly scopes?: readonly string[];
  /** Further claims of its tokens: a subject's verified identity. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A token that was verified: its claims, and the scopes in it. */
export interface VerifiedToken {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
}

/** An answer of the token endpoint. */
export interface TokenAnswer {
  readonly status: number;
  readonly body: object;
}

/** The local issuer: hands out and verifies tokens as Cognito would. */
export interface TokenIssuer {
  /** `POST /oauth2/token`. */
  answer(authorization: string | undefined, form: URLSearchParams): Promise<TokenAnswer>;
  verify(token: string): Promise<VerifiedToken | undefined>;
  readonly jwks: { readonly keys: readonly JWK[] };
  readonly clients: number;
}

const lifetimeSeconds = 3600;
const mostRemembered = 2000;
const algorithm = "RS256";

/** Opens the issuer; its key is made once and kept in the data folder. */
export const openTokenIssuer = async (
  issuer: string,
  clientFiles: readonly string[],
  state: StateStore,
  clock: VirtualClock,
): Promise<TokenIssuer> => {
  const kept = state.get<JWK>("token.key");
  const secretJwk = kept ?? (await makeKey());
  if (kept === undefined) state.set("token.key", secretJwk);
  const { kty = "", n = "", e = "", kid = "" } = secretJwk;
  const publicJwk: JWK = { kty, n, e, kid, alg: algorithm, use: "sig" };
  const [privateKey, publicKey] = await Promise.all([importJWK(secretJwk, algorithm), importJWK(publicJwk, algorithm)]);
  const clients = readClients(clientFiles);

  const issue = async (client: Client, scopes: readonly string[]): Promise<string> => {
    const now = Math.floor(clock.now() / 1000);
    const sign = new SignJWT({
      ...client.claims,
      token_use: "access",
      scope: scopes.join(" "),
      auth_time: now,
      client_id: client.clientId,
      version: 2,
    });
    return sign
      .setProtectedHeader({ alg: algorithm, kid })
      .setSubject(client.clientId)
      .setIssuer(issuer)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetimeSeconds)
      .setJti(crypto.randomUUID())
      .sign(privateKey);
  };

  const remembered = new Map<string, VerifiedToken & { readonly expiresAt: number; readonly notBefore: number }>();
  return {
    clients: clients.size,
    jwks: { keys: [publicJwk] },
    answer: async (authorization, form) => {
      const [clientId, secret] = credentials(authorization, form);
      const client = clientId === undefined ? undefined : clients.get(clientId);
      if (client === undefined || secret === undefined || !sameText(client.clientSecret, secret)) {
        return { status: 401, body: { error: "invalid_client" } };
      }
      if (form.get("grant_type") !== "client_credentials")
        return { status: 400, body: { error: "unsupported_grant_type" } };
      const allowed = client.scopes ?? [];
      const asked = (form.get("scope") ?? "").split(/\s+/).filter(Boolean);
      if (asked.some((scope) => !allowed.includes(scope))) return { status: 400, body: { error: "invalid_scope" } };
      const token = await issue(client, asked.length === 0 ? allowed : asked);
      return { status: 200, body: { access_token: token, expires_in: lifetimeSeconds, token_type: "Bearer" } };
    },
    verify: async (token) => {
      const seconds = clock.now() / 1000;
      const known = remembered.get(token);
      if (known !== undefined) return known.expiresAt > seconds && known.notBefore <= seconds ? known : undefined;
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          algorithms: [algorithm],
          currentDate: new Date(clock.now()),
          requiredClaims: ["exp", "client_id"],
        });
        const verified = {
          claims: textClaims(payload),
          scopes: typeof payload["scope"] === "string" ? payload["scope"].split(" ").filter(Boolean) : [],
          expiresAt: payload.exp ?? 0,
          notBefore: payload.nbf ?? 0,
        };
        if (remembered.size >= mostRemembered) remembered.clear();
        remembered.set(token, verified);
        return verified;
      } catch {
        return undefined;
      }
    },
  };
};

const makeKey = async (): Promise<JWK> => {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const jwk = await exportJWK(privateKey);
  return {
    ...jwk,
    kid: createHash("sha256")
      .update(jwk.n ?? "")
      .digest("base64url")
      .slice(0, 16),
  };
};

const readClients = (files: readonly string[]): Map<string, Client> => {
  const listed = files
    .filter((file) => existsSync(file))
    .flatMap((file) => JSON.parse(readFileSync(file, "utf8")) as Client[]);
  return new Map(listed.map((client) => [client.clientId, client]));
};

const credentials = (
  authorization: string | undefined,
  form: URLSearchParams,
): [string | undefined, string | undefined] => {
  const [, basic] = /^Basic\s+(\S+)$/i.exec(authorization ?? "") ?? [];
  if (basic === undefined) return [form.get("client_id") ?? undefined, form.get("client_secret") ?? undefined];
  const [id = "", ...secret] = Buffer.from(basic, "base64").toString("utf8").split(":");
  const plain = (text: string): string => {
    try {
      return decodeURIComponent(text.replaceAll("+", "%20"));
    } catch {
      return text;
    }
  };
  return [plain(id), plain(secret.join(":"))];
};

const sameText = (a: string, b: string): boolean => {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
};

/** An HTTP API hands claims on as text: numbers as digits, lists in brackets. */
const textClaims = (payload: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? `[${value.join(" ")}]`
        : typeof value === "object"
          ? JSON.stringify(value)
          : String(value as string | number | boolean),
    ]),
  );
