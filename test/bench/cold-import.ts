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

/** What one bundle took: its import, and how that compares to the bare one's just before. */
interface Taken {
  readonly ms: number;
  readonly ratio: number;
}

/** Size and cold import of every function's bundle, against a bundle that is a bare document client. */
export const measureColdImports = async (bench: Bench): Promise<readonly Figure[]> => {
  const functions = await buildFunctions(bench.tree);
  const bare = await buildBare(bench.tree);
  const names = functions.map(({ name }) => name);
  const environment = runtimeEnvironment(plausibleEnvironment(bench.tree, names));
  const base: number[] = [];
  const taken = new Map<string, Taken[]>(names.map((name) => [name, []]));
  await importCold(bare.file, environment);
  // Every function in every round, each next to the bare one: what else the machine does falls on both.
  for (let round = 0; round < rounds; round++)
    for (const { name, file } of functions) {
      const before = await importCold(bare.file, environment);
      const ms = await importCold(file, environment);
      base.push(before);
      taken.get(name)?.push({ ms, ratio: ms / before });
    }
  const measured = functions
    .map((bundle) => ({ bundle, all: taken.get(bundle.name) ?? [] }))
    .map(({ bundle, all }) => ({
      bundle,
      ms: median(all.map(({ ms }) => ms)),
      ratio: median(all.map(({ ratio }) => ratio)),
    }))
    .toSorted((a, b) => a.ratio - b.ratio);
  return [
    { figure: "bundle: a bare document client", value: `${kilobytes(bare)} KB, ${short(median(base))} ms` },
    ...measured.map(({ bundle, ...middle }) => figureOf(bundle, middle)),
  ];
};

const kilobytes = ({ bytes }: Bundle): number => Math.ceil(bytes / 1024);

const figureOf = (bundle: Bundle, { ms, ratio }: Taken): Figure => ({
  figure: `bundle: ${bundle.name}`,
  value: `${kilobytes(bundle)} KB, ${short(ms)} ms, ${short(ratio, 2)} ×`,
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
