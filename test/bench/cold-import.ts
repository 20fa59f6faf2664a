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

/** Size and cold import of every function's bundle, against a bundle that is a bare document client. */
export const measureColdImports = async (bench: Bench): Promise<readonly Figure[]> => {
  const functions = await buildFunctions(bench.tree);
  const bare = await buildBare(bench.tree);
  const environment = runtimeEnvironment(
    plausibleEnvironment(
      bench.tree,
      functions.map(({ name }) => name),
    ),
  );
  const bundles = [bare, ...functions];
  const taken = new Map<string, number[]>(bundles.map(({ name }) => [name, []]));
  // Every round imports each once, so that what else the machine does falls on all alike.
  for (let round = -1; round < rounds; round++)
    for (const { name, file } of bundles) {
      const ms = await importCold(file, environment);
      if (round >= 0) taken.get(name)?.push(ms);
    }
  const base = median(taken.get(bare.name) ?? []);
  const measured = functions
    .map((bundle) => ({ ...bundle, ms: median(taken.get(bundle.name) ?? []) }))
    .toSorted((a, b) => a.ms - b.ms);
  return [
    { figure: "bundle: a bare document client", value: `${kilobytes(bare)} KB, ${short(base)} ms` },
    ...measured.map((bundle) => figureOf(bundle, base)),
  ];
};

const kilobytes = ({ bytes }: Pick<Bundle, "bytes">): number => Math.ceil(bytes / 1024);

const figureOf = (bundle: Bundle & { readonly ms: number }, base: number): Figure => {
  const ratio = bundle.ms / base;
  return {
    figure: `bundle: ${bundle.name}`,
    value: `${kilobytes(bundle)} KB, ${short(bundle.ms)} ms, ${short(ratio, 2)} ×`,
    budget: `≤ ${mostKilobytes} KB, ≤ ${mostRatio} ×`,
    kept: kilobytes(bundle) <= mostKilobytes && ratio <= mostRatio,
  };
};

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
