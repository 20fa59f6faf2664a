/** What `npm test` runs: the static checks, then every kind of test. The last line is `N passed, N failed`. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** The part of vitest's JSON report that is counted. */
interface Report {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const scratch = mkdtempSync(join(tmpdir(), "xinheng-test-"));
const none: Count = { passed: 0, failed: 0 };

/** Each counts as one. */
const checks = ["typecheck", "lint", "boundaries"];

/**
 * Round by round; each group of a round is one vitest process. The end-to-end tests start hosts, two at once, and share the
 * cores with nothing; those of them that mostly wait, for messages to be given back and for endpoints that hang, run beside others.
 */
const rounds = [[["unit", "property", "contract", "infra"]], [["integration"], ["waiting"]], [["e2e"]]];

/** A step that takes longer than this hangs. */
const limit = 20 * 60_000;

const run = (command: string, args: readonly string[]): Promise<number> =>
  new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], timeout: limit });
    child.once("error", (error) => {
      console.error(error.message);
      done(127);
    });
    child.once("close", (code) => {
      done(code ?? 1);
    });
  });

const say = (name: string, count: Count, started: number): Count => {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`-- ${name}: ${count.passed} passed, ${count.failed} failed (${seconds} s)`);
  return count;
};

const check = async (script: string): Promise<Count> => {
  const started = performance.now();
  const code = await run("npm", ["run", "--silent", script]);
  return say(script, code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }, started);
};

const hasTests = (project: string): boolean => {
  const folder = join(root, "test", project);
  return (
    existsSync(folder) && readdirSync(folder, { recursive: true }).some((path) => String(path).endsWith(".test.ts"))
  );
};

/** Counts what vitest reports; a file that did not load, a run that broke off and a silent error all count as failures. */
const counted = (file: string, code: number): Count => {
  const report = readReport(file);
  if (report === undefined) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + broken;
  const silent = failed === 0 && (code !== 0 || !report.success || report.numPassedTests === 0);
  return { passed: report.numPassedTests, failed: failed + (silent ? 1 : 0) };
};

const readReport = (file: string): Report | undefined => {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return undefined;
  }
};

const suite = async (projects: readonly string[]): Promise<Count> => {
  const present = projects.filter(hasTests);
  const name = projects.join(", ");
  console.log(`\n== ${name}`);
  if (present.length === 0) {
    console.log("-- no tests of this kind yet");
    return none;
  }
  const started = performance.now();
  const file = join(scratch, `${present.join("-")}.json`);
  const code = await run(process.execPath, [
    join(root, "node_modules", "vitest", "vitest.mjs"),
    "run",
    ...present.flatMap((project) => ["--project", project]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  return say(name, counted(file, code), started);
};

const add = (a: Count, b: Count): Count => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });

let total = none;
console.log(`\n== ${checks.join(", ")}`);
total = (await Promise.all(checks.map(check))).reduce(add, total);
for (const groups of rounds) total = (await Promise.all(groups.map(suite))).reduce(add, total);
rmSync(scratch, { recursive: true, force: true });
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`\n${total.passed} passed, ${total.failed} failed`);
