import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { build as esbuild } from "esbuild";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { build, bundling, type Bundles } from "../../infra/build.ts";
import { openApiDocument } from "../../shared/http/openapi.ts";
import { routes } from "../../shared/http/routes/index.ts";
import { functions, type FunctionSpec } from "../../infra/stacks/functions.ts";

const [once, again] = [1, 2].map((run) => mkdtempSync(join(tmpdir(), `xinheng-build-${run}-`))) as [string, string];
const file = (folder: string, name: string) => join(folder, "functions", name, "index.mjs");
let bundles: Bundles = {};

beforeAll(async () => {
  bundles = await build(once);
  await build(again);
});
afterAll(() => {
  vi.unstubAllEnvs();
  for (const folder of [once, again]) rmSync(folder, { recursive: true, force: true });
});

test("every function is bundled", () => {
  expect(Object.keys(bundles).sort()).toEqual(Object.keys(functions).sort());
});

test.each(Object.entries<FunctionSpec>(functions))(
  "%s: same sources, same bytes; small; starts",
  async (name, { env }) => {
    const bytes = readFileSync(file(once, name));
    expect(bytes.equals(readFileSync(file(again, name)))).toBe(true);
    expect(bytes.length).toBe(bundles[name]);
    expect(bytes.length).toBeLessThan(560 * 1024);
    for (const key of Object.keys(env.shape)) vi.stubEnv(key, `https://deployed.example.com/${key}`);
    vi.stubEnv("AWS_REGION", "cn-north-1");
    const loaded = (await import(/* @vite-ignore */ pathToFileURL(file(once, name)).href)) as { handler: unknown };
    expect(loaded.handler).toBeTypeOf("function");
  },
);

test("the interface that the bundle describes is the one that the sources describe", async () => {
  const loaded = (await import(/* @vite-ignore */ pathToFileURL(file(once, "describe-api")).href)) as {
    handler: (event: object, context: object) => Promise<{ statusCode: number; body: string }>;
  };
  const event = {
    routeKey: "GET /openapi.json",
    rawPath: "/openapi.json",
    headers: {},
    requestContext: { requestId: "r" },
  };
  const { statusCode, body } = await loaded.handler(event, {});
  expect(statusCode).toBe(200);
  // A failure shows no difference on purpose: the document has 100 KB.
  expect(isDeepStrictEqual(JSON.parse(body), JSON.parse(JSON.stringify(openApiDocument(routes))))).toBe(true);
});

const rules = {
  "an unused constant is dropped": [
    `const unused = z.object({ gone: z.string() });\nexport const used = 1;\n`,
    /gone/,
    false,
  ],
  "a schema is made when it is touched": [
    `export const schema = z.object({ a: z.string() });\n`,
    /setPrototypeOf/,
    true,
  ],
  "a described schema is itself": [`export const d = z.string().describe("d");\n`, /setPrototypeOf/, false],
} as const;

test.each(Object.entries(rules))("of our own sources, %s", async (_, [source, pattern, there]) => {
  const folder = join(once, "shared");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "part.ts"), `import * as z from "zod";\n${source}`);
  const { outputFiles } = await esbuild({
    ...bundling,
    entryPoints: [join(folder, "part.ts")],
    external: ["zod"],
    write: false,
  });
  expect(pattern.test(outputFiles[0]?.text ?? "")).toBe(there);
});
