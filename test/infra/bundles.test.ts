import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { build, type Bundles } from "../../infra/build.ts";
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
