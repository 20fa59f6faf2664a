import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, expect, test } from "vitest";
import { bundling, root } from "../../infra/build.ts";
import { errorsByClass } from "../../infra/slim-sdk.ts";

/** Errors of the database in a bundle: classes for those that our code tells apart by class, names for all. */

const folder = mkdtempSync(join(tmpdir(), "xinheng-slim-sdk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("every error that sources tell apart by class keeps its class, and no other", () => {
  const sources = ["shared", "functions"].flatMap((part) =>
    readdirSync(join(root, part), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(join(root, part, name), "utf8"))
      .filter((text) => text.includes('from "@aws-sdk/client-dynamodb"')),
  );
  const told = sources.flatMap((text) => [...text.matchAll(/instanceof (\w+)/g)].map(([, name]) => name));
  expect([...new Set(told)].filter((name) => name !== "Error").sort()).toEqual([...errorsByClass]);
});

test("they come with their classes, their reasons and their names", async () => {
  const entry = join(folder, "entry.mjs");
  writeFileSync(
    entry,
    `import { ConditionalCheckFailedException, DynamoDBClient, GetItemCommand, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
export const ask = async (body) => {
  const reader = new ReadableStream({ start: (c) => (c.enqueue(new TextEncoder().encode(JSON.stringify(body))), c.close()) });
  const client = new DynamoDBClient({
    region: "cn-north-1", maxAttempts: 1, credentials: { accessKeyId: "a", secretAccessKey: "b" },
    requestHandler: { handle: async () => ({ response: { statusCode: 400, headers: { "content-type": "application/x-amz-json-1.0" }, body: reader } }) },
  });
  const error = await client.send(new GetItemCommand({ TableName: "T", Key: {} })).catch((thrown) => thrown);
  return [error.name, error.message, error instanceof ConditionalCheckFailedException, error instanceof TransactionCanceledException, error.CancellationReasons];
};`,
  );
  const outfile = join(folder, "out.mjs");
  await build({ ...bundling, entryPoints: [entry], outfile, nodePaths: [join(root, "node_modules")] });
  const { ask } = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as {
    ask: (body: object) => Promise<unknown>;
  };
  const typed = (name: string, more: object) => ({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, ...more });
  expect(await ask(typed("ConditionalCheckFailedException", { message: "m" }))).toEqual([
    "ConditionalCheckFailedException",
    "m",
    true,
    false,
    undefined,
  ]);
  expect(
    await ask(typed("TransactionCanceledException", { Message: "m", CancellationReasons: [{ Code: "None" }] })),
  ).toEqual(["TransactionCanceledException", "m", false, true, [{ Code: "None" }]]);
  expect(await ask(typed("ThrottlingException", { message: "slow down" }))).toEqual([
    "ThrottlingException",
    "slow down",
    false,
    false,
    undefined,
  ]);
});
