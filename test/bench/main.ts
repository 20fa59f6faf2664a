import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { measureColdImports } from "./cold-import.ts";
import { measureCommands } from "./commands.ts";
import { measureDeadlines } from "./deadlines.ts";
import { measureIdleMemory } from "./memory.ts";
import { measureStartUp } from "./start-up.ts";
import { type Figure, layOut, short } from "./table.ts";
import { measureThroughput } from "./throughput.ts";
import { copyTree } from "./tree.ts";
import { measureUnitCosts } from "./unit-costs.ts";
import { measureWebhooks } from "./webhooks.ts";

/**
 * `npm run bench` (`-- --large` for a file of 100,000 rows as well, some twenty minutes more; `-- --only NAME` for one section):
 * what the platform costs and how fast it is, in one table, everything measured in this run. A budget that is missed says
 * MISSED; the exit code is 1 only when something could not be measured.
 */
const usualRows = 10_000;
const largeRows = 100_000;
const bench = copyTree();
const figures: Figure[] = [];
const notes: string[] = [];
const failures: string[] = [];
const started = performance.now();
const load: number[] = [];

const { only, large } = parseArgs({ options: { only: { type: "string" }, large: { type: "boolean" } } }).values;

const section = async (name: string, measure: () => Promise<readonly Figure[]>): Promise<void> => {
  if (only !== undefined && only !== name) return;
  const begun = performance.now();
  process.stderr.write(`Measuring ${name} …`);
  try {
    figures.push(...(await measure()));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    figures.push({ figure: name, value: "", broken: true });
    failures.push(`${name} could not be measured: ${reason}`);
  }
  load.push(loadavg()[0] ?? 0);
  process.stderr.write(` ${short((performance.now() - begun) / 1000)} s\n`);
};

// The first start must find nothing built.
await section("start", () => measureStartUp(bench));
await section("cost", async () => {
  const { figures: costs, argument } = await measureUnitCosts(bench);
  notes.push("A transaction counts as one request for each table that it writes to.", "", argument);
  return costs;
});
await section("commands", () => measureCommands(bench));
await section("rows", () => measureThroughput(bench, usualRows));
if (large || only === "large") await section("large", () => measureThroughput(bench, largeRows));
await section("deadlines", () => measureDeadlines(bench));
await section("webhooks", () => measureWebhooks(bench));
await section("bundle", () => measureColdImports(bench));
await section("memory", () => measureIdleMemory(bench));

console.log(`\n${layOut(figures)}\n`);
if (notes.length > 0) console.log(`${notes.join("\n")}\n`);
if (load.length === 0) failures.push(`there is no section ${String(only)}`);
const seconds = short((performance.now() - started) / 1000, 0);
console.log(
  `Node ${process.version}, ${seconds} s in all; load average after each part: ${load.map((each) => short(each)).join(", ")}`,
);
if (failures.length > 0) console.error(`\n${failures.join("\n\n")}`);
process.exit(failures.length > 0 ? 1 : 0);
