import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build as esbuild, type BuildOptions } from "esbuild";
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

/** What one build made: bytes per function, by name. */
export type Bundles = Readonly<Record<string, number>>;

/**
 * Bundles all functions in one esbuild call, the SDK included, so that a deployed function never depends on what the
 * runtime happens to carry. Same sources, same bytes: the assets' hashes change only when a function does.
 */
export const build = async (outdir: string = dist): Promise<Bundles> => {
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
  const bundles = await build();
  const bytes = Object.values(bundles).reduce((sum, size) => sum + size, 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  console.error(`${Object.keys(bundles).length} functions bundled, ${Math.round(bytes / 1024)} KB, ${seconds} s`);
}
