import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build as esbuild, type BuildOptions } from "esbuild";
import { readPolicyText } from "../shared/policy/schema.ts";
import { neverAsked, slimSdk } from "./slim-sdk.ts";
import { slimSources } from "./slim-sources.ts";
import { slimZod } from "./slim-zod.ts";

/** The checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where the bundles go unless told otherwise: `dist/functions/<name>/index.mjs` and `dist/meta.json`. */
export const dist = join(root, "dist");

/** The folders under `functions/`: each is one Lambda function. */
export const functionNames = async (): Promise<readonly string[]> =>
  (await readdir(join(root, "functions"), { withFileTypes: true }))
    .filter((item) => item.isDirectory())
    .map((item) => item.name)
    .sort();

/** How every bundle is made. */
export const bundling = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: "esm",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  external: [...neverAsked],
  plugins: [slimSdk, slimSources, slimZod],
  charset: "ascii",
  legalComments: "none",
  logLevel: "warning",
} satisfies BuildOptions;

/**
 * Reads every policy file that ships. A bad one is refused here, with file, line and what is wrong, before anything is built:
 * functions take policies as they are.
 */
export const checkPolicies = async (folder: string = join(root, "shared/policy/policies")): Promise<void> => {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  const read = await Promise.all(
    files.map(async (name) => {
      const path = join(folder, name);
      return readPolicyText(relative(root, path), await readFile(path, "utf8"));
    }),
  );
  const faults = read.flatMap((each) => (each.ok ? [] : each.refusal));
  if (files.length === 0) faults.push(`${relative(root, folder)}: there is no policy`);
  if (faults.length > 0) throw new Error(`no build of a bad policy:\n${faults.join("\n")}`);
};

/** What one build made: bytes per function, by name. */
export type Bundles = Readonly<Record<string, number>>;

/**
 * Bundles all functions in one esbuild call, the SDK included, so that a deployed function never depends on what the
 * runtime happens to carry. Same sources, same bytes: the assets' hashes change only when a function does.
 */
export const build = async (outdir: string = dist): Promise<Bundles> => {
  await checkPolicies();
  const names = await functionNames();
  await rm(join(outdir, "functions"), { recursive: true, force: true });
  const result = await esbuild({
    entryPoints: names.map((name) => ({ in: `functions/${name}/index.ts`, out: `functions/${name}/index` })),
    outdir,
    outExtension: { ".js": ".mjs" },
    ...bundling,
    metafile: true,
  });
  await mkdir(outdir, { recursive: true });
  await writeFile(join(outdir, "meta.json"), JSON.stringify(result.metafile));
  const sizes = new Map(
    Object.entries(result.metafile.outputs).map(([path, output]) => [
      relative(join(outdir, "functions"), dirname(join(root, path))),
      output.bytes,
    ]),
  );
  return Object.fromEntries(names.map((name) => [name, sizes.get(name) ?? 0]));
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  try {
    const bundles = await build();
    const bytes = Object.values(bundles).reduce((sum, size) => sum + size, 0);
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    console.error(`${Object.keys(bundles).length} functions bundled, ${Math.round(bytes / 1024)} KB, ${seconds} s`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
