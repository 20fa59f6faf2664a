import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Bucket, connectBucket } from "../../shared/adapters/s3/bucket.ts";
import { createFileStore } from "../../shared/adapters/s3/files.ts";
import { createSignUpload } from "../../shared/adapters/s3/sign-upload.ts";

/** What S3 can do and the engine cannot: fail, refuse, cut a connection off. Answers come from the list, then 200. */
let server: Server;
let asked: { readonly request: IncomingMessage; readonly body: string }[];
let answers: (number | "cut")[];
let bucket: Bucket;
const content = "行号,结果\n";

const clientIn = (region: string) =>
  ({
    config: {
      region: () => Promise.resolve(region),
      credentials: () => Promise.resolve({ accessKeyId: "AKIA", secretAccessKey: "secret", sessionToken: "token" }),
    },
  }) as unknown as DynamoDBDocumentClient;

beforeEach(async () => {
  asked = [];
  answers = [];
  server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ request, body });
      const answer = answers.shift() ?? 200;
      if (answer === "cut") request.socket.destroy();
      else response.writeHead(answer, { "content-length": Buffer.byteLength(content) }).end(content);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  bucket = connectBucket(clientIn("cn-north-1"), { name: "files", endpoint: `http://127.0.0.1:${port}` });
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const read = async (parts: AsyncIterable<Uint8Array> | undefined): Promise<string | undefined> => {
  if (!parts) return undefined;
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all).toString();
};

test("a file is put under its key, signed together with its bytes, and read back as a stream", async () => {
  const files = createFileStore(bucket);
  await files.put("uploads/sub_1/file", Buffer.from(content));
  const [{ request, body } = { request: undefined, body: "" }] = asked;
  expect([request?.method, request?.url, body]).toEqual(["PUT", "/files/uploads/sub_1/file", content]);
  expect(request?.headers).toMatchObject({
    "x-amz-content-sha256": createHash("sha256").update(content).digest("hex"),
    "x-amz-security-token": "token",
    authorization: expect.stringMatching(
      /^AWS4-HMAC-SHA256 Credential=AKIA\/\d{8}\/cn-north-1\/s3\/aws4_request, SignedHeaders=\S*x-amz-content-sha256/,
    ) as string,
  });
  expect(await read(await files.open("uploads/sub_1/file"))).toBe(content);
  expect(await files.size("uploads/sub_1/file")).toBe(Buffer.byteLength(content));
  await files.remove("uploads/sub_1/file");
  expect(asked.map((each) => each.request.method)).toEqual(["PUT", "GET", "HEAD", "DELETE"]);
});

test("what S3 or the network could not do is asked again, whole", async () => {
  answers = [503, "cut", 429];
  await createFileStore(bucket).put("chunks/1", Buffer.from(content));
  expect(asked.map(({ body }) => body)).toEqual([content, content, content, content]);
});

test("what is not there is nothing; what is refused throws at once, without a word of the key", async () => {
  const files = createFileStore(bucket);
  answers = [404, 404];
  expect([await files.open("chunks/1"), await files.size("chunks/1")]).toEqual([undefined, undefined]);
  answers = [403];
  const refused: unknown = await files.open("chunks/110101199003070038").catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: "BucketAnswered403" });
  expect(String(refused)).not.toContain("1101");
  answers = [404];
  await expect(files.put("chunks/1", Buffer.from(content))).rejects.toThrow("no such bucket");
  expect(asked).toHaveLength(4);
});

test("five failures are enough", { timeout: 20_000 }, async () => {
  answers = Array<number>(5).fill(500);
  await expect(createFileStore(bucket).remove("chunks/1")).rejects.toMatchObject({ name: "BucketAnswered500" });
  expect(asked).toHaveLength(5);
});

test.each([
  ["eu-west-1", "files.s3.eu-west-1.amazonaws.com"],
  ["cn-northwest-1", "files.s3.cn-northwest-1.amazonaws.com.cn"],
])("on AWS a link of %s leads to %s over TLS", async (region, name) => {
  const { url, headers } = await createSignUpload(connectBucket(clientIn(region), { name: "files" }))(
    "uploads/upl_1/file",
    { bytes: 17, seconds: 900 },
  );
  const { protocol, host, pathname, searchParams } = new URL(url);
  expect([protocol, host, pathname]).toEqual(["https:", name, "/uploads/upl_1/file"]);
  expect(Object.fromEntries(searchParams)).toMatchObject({
    "X-Amz-Expires": "900",
    "X-Amz-SignedHeaders": "content-length;host;if-none-match",
    "X-Amz-Security-Token": "token",
  });
  expect(headers).toEqual({ "content-length": "17", "if-none-match": "*" });
});
