import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** What S3 answers to a link that does not hold. */
export interface PresignedRefusal {
  readonly status: number;
  readonly body: string;
}

interface Surroundings {
  /** Milliseconds since the epoch, by the clock that signed. */
  readonly now: number;
  readonly has: (bucket: string, key: string) => boolean;
}

/** The secret that every function finds in its environment. */
const secret = "local";

/**
 * fauxqs takes every request; this refuses presigned ones as S3 does: signed by nobody (a changed length, key or
 * header), over, or `if-none-match: *` where something lies already. Requests without a signature in their query pass.
 */
export const refusePresigned = (
  { method = "GET", url = "/", headers }: Pick<IncomingMessage, "method" | "url" | "headers">,
  { now, has }: Surroundings,
): PresignedRefusal | undefined => {
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  const signature = searchParams.get("X-Amz-Signature");
  if (signature === null) return undefined;
  const signed = searchParams.get("X-Amz-SignedHeaders") ?? "";
  const date = searchParams.get("X-Amz-Date") ?? "";
  const scope = (searchParams.get("X-Amz-Credential") ?? "").split("/").slice(1);
  const canonical = [
    method,
    pathname,
    canonicalQuery(searchParams),
    ...signed.split(";").map((name) => `${name}:${String(headers[name] ?? "").trim()}`),
    "",
    signed,
    "UNSIGNED-PAYLOAD",
  ].join("\n");
  const text = ["AWS4-HMAC-SHA256", date, scope.join("/"), createHash("sha256").update(canonical).digest("hex")];
  const key = scope.reduce<string | Buffer>((outer, part) => hmac(outer, part), `AWS4${secret}`);
  if (hmac(key, text.join("\n")).toString("hex") !== signature) return refusal(403, "SignatureDoesNotMatch");
  const until = instantOf(date) + Number(searchParams.get("X-Amz-Expires")) * 1000;
  if (!(now <= until)) return refusal(403, "AccessDenied", "Request has expired");
  const [, bucket = "", ...rest] = pathname.split("/").map(decodeURIComponent);
  return method === "PUT" && headers["if-none-match"] === "*" && has(bucket, rest.join("/"))
    ? refusal(412, "PreconditionFailed")
    : undefined;
};

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

const canonicalQuery = (query: URLSearchParams): string =>
  [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join("&");

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** `20261123T010000Z` in milliseconds. */
const instantOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));

const refusal = (status: number, code: string, message = code): PresignedRefusal => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});
