import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import type * as functionBuild from "../../infra/build.ts";

/** A bundle as it would be deployed. */
export interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
}

const here = dirname(fileURLToPath(import.meta.url));

const bundleAt = (name: string, file: string): Bundle => ({ name, file, bytes: statSync(file).size });

/** The functions' bundles, as a tree's own build makes them. */
export const buildFunctions = async (tree: string): Promise<readonly Bundle[]> => {
  const own = (await import(pathToFileURL(join(tree, "infra/build.ts")).href)) as typeof functionBuild;
  await own.build();
  return (await own.functionNames()).map((name) => bundleAt(name, join(own.dist, "functions", name, "index.mjs")));
};

/**
 * The bare client's bundle, made with the options of `infra/build.ts`: as whoever uses the client would bundle it, or, `slimmed`,
 * with the platform's own surgery on the SDK as well.
 */
export const buildBare = async (tree: string, slimmed: boolean): Promise<Bundle> => {
  const { bundling } = (await import(pathToFileURL(join(tree, "infra/build.ts")).href)) as typeof functionBuild;
  const { plugins, external, ...plain } = bundling;
  const name = slimmed ? "bare-slimmed" : "bare";
  const file = join(tree, "dist", name, "index.mjs");
  // Parts of it are CommonJS, which asks for Node's modules by `require`.
  const banner = { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' };
  await build({
    ...plain,
    ...(slimmed ? { plugins, external } : { banner }),
    entryPoints: [join(here, "bare-client.ts")],
    outfile: file,
  });
  return bundleAt(name, file);
};

/** The names of variables that the functions' env schemas ask for, with values that satisfy every schema. */
export const plausibleEnvironment = (tree: string, names: readonly string[]): Record<string, string> => {
  const asked = names.flatMap((name) => {
    const source = readFileSync(join(tree, "functions", name, "env.ts"), "utf8");
    return [...source.matchAll(/^ {2}(?!AWS_)([A-Z][A-Z0-9_]*):/gm)].map(([, variable = ""]) => variable);
  });
  return Object.fromEntries(
    asked.map((variable) => [variable, variable.endsWith("_URL") ? "https://sqs.eu-west-1.amazonaws.com/1/x" : "x"]),
  );
};
