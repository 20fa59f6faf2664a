import { partition } from "@aws-sdk/core/client";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Readable } from "node:stream";

/** Another place than AWS that keeps the bucket; then the bucket stands in the path. */
export interface BucketPlace {
  readonly name: string;
  readonly endpoint?: string | undefined;
}

type Method = "GET" | "HEAD" | "PUT" | "DELETE";

export interface Bucket {
  /** Asks for one object. Gives nothing when there is no such object; throws on any other answer than success. */
  readonly ask: (method: Method, key: string, bytes?: Uint8Array) => Promise<BucketAnswer | undefined>;
  /** A link that takes exactly one PUT with just these headers, for `seconds`. */
  readonly linkToPut: (key: string, headers: Readonly<Record<string, string>>, seconds: number) => Promise<string>;
  /** A link that gives one object, with just these words in its query, for `seconds`. */
  readonly linkToGet: (key: string, query: Readonly<Record<string, string>>, seconds: number) => Promise<string>;
}

export interface BucketAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

const attempts = 5;
const firstWaitMs = 100;

/**
 * The few requests that the platform makes of its bucket, signed by the SDK's own signer with the region and credentials
 * that the tables' client found: a whole S3 client would be a fifth of every bundle that has one (ADR 18). What S3 or the
 * network could not do is asked again; the signature covers the hash of the body, so that S3 refuses one that was damaged.
 */
export const connectBucket = (db: DynamoDBDocumentClient, { name, endpoint }: BucketPlace): Bucket => {
  const { region, credentials } = db.config;
  const signer = new SignatureV4({ service: "s3", region, credentials, sha256: Sha256, uriEscapePath: false });
  const http = new NodeHttpHandler({ connectionTimeout: 3_000 });

  const request = async (method: Method, key: string): Promise<HttpRequest> => {
    const path = key.split("/").map(encodeURIComponent).join("/");
    const at = await region();
    const url = new URL(endpoint ? `${endpoint}/${name}/` : `https://${name}.s3.${at}.${partition(at).dnsSuffix}/`);
    return new HttpRequest({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port === "" ? {} : { port: Number(url.port) }),
      path: url.pathname + path,
      headers: { host: url.host },
    });
  };

  const once = async (
    method: Method,
    key: string,
    bytes?: Uint8Array,
  ): Promise<BucketAnswer & { readonly statusCode: number }> => {
    const asked = await request(method, key);
    if (bytes) {
      asked.headers["content-length"] = String(bytes.length);
      asked.body = bytes;
    }
    const signed = await signer.sign(asked);
    const { response } = await http.handle(signed as HttpRequest);
    return { statusCode: response.statusCode, headers: response.headers, body: response.body as Readable };
  };

  return {
    ask: async (method, key, bytes) => {
      for (let attempt = 1; ; attempt++) {
        const last = attempt === attempts;
        try {
          const { statusCode, headers, body } = await once(method, key, bytes);
          if (statusCode >= 300 || method !== "GET") body.resume();
          if (statusCode < 300) return { headers, body };
          if (statusCode === 404) return undefined;
          if (last || (statusCode < 500 && statusCode !== 429)) throw new BucketRefused(method, statusCode);
        } catch (error) {
          if (last || error instanceof BucketRefused) throw error;
        }
        // Any part of the wait, as the SDK's own clients have it: many that failed together do not come again together.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * firstWaitMs * 2 ** attempt));
      }
    },
    linkToPut: async (key, headers, seconds) => {
      const asked = await request("PUT", key);
      Object.assign(asked.headers, headers, { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" });
      const names = new Set(Object.keys(headers));
      const signed = await signer.presign(asked, {
        expiresIn: seconds,
        signableHeaders: new Set(["host", ...names]),
        unhoistableHeaders: names,
      });
      return linkOf(signed as HttpRequest);
    },
    linkToGet: async (key, query, seconds) => {
      const asked = await request("GET", key);
      Object.assign(asked.query, query);
      asked.headers["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD";
      return linkOf(
        (await signer.presign(asked, { expiresIn: seconds, signableHeaders: new Set(["host"]) })) as HttpRequest,
      );
    },
  };
};

/** A space in a query is written `%20`: that is how it was signed. */
const linkOf = ({ protocol, headers, path, query }: HttpRequest): string => {
  const words = new URLSearchParams(query as Record<string, string>).toString().replaceAll("+", "%20");
  return `${protocol}//${headers["host"] ?? ""}${path}?${words}`;
};

/** S3 answered something else than success or 404. Its words are left out: they may quote a key. */
class BucketRefused extends Error {
  constructor(method: Method, status: number) {
    super(`${method} was answered ${status}`);
    this.name = `BucketAnswered${status}`;
  }
}
