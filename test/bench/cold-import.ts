import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { buildBare, buildFunctions, type Bundle, plausibleEnvironment } from "./bundles.ts";
import { type Figure, median, short } from "./table.ts";
import type { Bench } from "./tree.ts";

const run = promisify(execFile);
const importOnce = join(dirname(fileURLToPath(import.meta.url)), "import-once.mjs");
const rounds = 7;
const mostKilobytes = 560;
const mostRatio = 1.5;

/** What one bundle took: its import, and how that compares to the bare ones' just before. */
interface Taken {
  readonly ms: number;
  readonly ratio: number;
  /** To a bare client that went through the platform's own surgery: what a function adds to it. */
  readonly toSlimmed: number;
}

/**
 * Size and cold import of every function's bundle, against a bundle that is a bare document client. The budget is about the client
 * as anybody bundles it; the ratio to one slimmed as our own bundles are stands beside it.
 */
export const measureColdImports = async (bench: Bench): Promise<readonly Figure[]> => {
  const functions = await buildFunctions(bench.tree);
  const bare = await buildBare(bench.tree, false);
  const slimmed = await buildBare(bench.tree, true);
  const names = functions.map(({ name }) => name);
  const environment = runtimeEnvironment(plausibleEnvironment(bench.tree, names));
  const base: number[] = [];
  const slimmedBase: number[] = [];
  const taken = new Map<string, Taken[]>(names.map((name) => [name, []]));
  for (const { file } of [bare, slimmed]) await importCold(file, environment);
  // Every function in every round, each next to the bare ones: what else the machine does falls on all.
  for (let round = 0; round < rounds; round++)
    for (const { name, file } of functions) {
      const before = await importCold(bare.file, environment);
      const ms = await importCold(file, environment);
      const after = await importCold(slimmed.file, environment);
      base.push(before);
      slimmedBase.push(after);
      taken.get(name)?.push({ ms, ratio: ms / before, toSlimmed: ms / after });
    }
  const measured = functions
    .map((bundle) => ({ bundle, all: taken.get(bundle.name) ?? [] }))
    .map(({ bundle, all }) => ({
      bundle,
      ms: median(all.map(({ ms }) => ms)),
      ratio: median(all.map(({ ratio }) => ratio)),
      toSlimmed: median(all.map(({ toSlimmed }) => toSlimmed)),
    }))
    .toSorted((a, b) => a.ratio - b.ratio);
  return [
    { figure: "bundle: a bare document client", value: `${kilobytes(bare)} KB, ${short(median(base))} ms` },
    {
      figure: "bundle: the same, slimmed as ours are",
      value: `${kilobytes(slimmed)} KB, ${short(median(slimmedBase))} ms`,
    },
    ...measured.map(({ bundle, ...middle }) => figureOf(bundle, middle)),
  ];
};

const kilobytes = ({ bytes }: Bundle): number => Math.ceil(bytes / 1024);

const figureOf = (bundle: Bundle, { ms, ratio, toSlimmed }: Taken): Figure => ({
  figure: `bundle: ${bundle.name}`,
  value: `${kilobytes(bundle)} KB, ${short(ms)} ms, ${short(ratio, 2)} × (${short(toSlimmed, 2)} × slimmed)`,
  budget: `≤ ${mostKilobytes} KB, ≤ ${mostRatio} ×`,
  kept: kilobytes(bundle) <= mostKilobytes && ratio <= mostRatio,
});

const importCold = async (file: string, env: Record<string, string>): Promise<number> => {
  const { stdout } = await run(process.execPath, [importOnce, pathToFileURL(file).href], { env });
  return Number(stdout);
};

/** What a function finds in its environment on Lambda; nothing of this process, so no compile cache either. */
const runtimeEnvironment = (own: Record<string, string>): Record<string, string> => ({
  ...own,
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "x",
  AWS_SECRET_ACCESS_KEY: "x",
  AWS_SESSION_TOKEN: "x",
  AWS_LAMBDA_FUNCTION_NAME: "bench",
  AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
  POWERTOOLS_SERVICE_NAME: "bench",
  POWERTOOLS_METRICS_NAMESPACE: "Xinheng",
  POWERTOOLS_LOG_LEVEL: "INFO",
});
