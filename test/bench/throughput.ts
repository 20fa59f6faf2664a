import { client, type Client } from "../support/host.ts";
import { readWritten, writeBare, type Written } from "./bare-writes.ts";
import { type BenchEngine, startEngine } from "./engine.ts";
import { startHost } from "./host.ts";
import { megabytes, spend, type Spent } from "./processes.ts";
import { csvFile } from "./rows.ts";
import { type Figure, median, short } from "./table.ts";
import type { Bench } from "./tree.ts";

const rows = 3000;
const rowsToWarmUp = 200;
const bareRuns = 2;
const leastRatio = 0.3;

/**
 * Rows of a file, from the POST until every entry is published and all its triggers stand, against the bare engine
 * writing the very items that the run wrote.
 */
export const measureThroughput = async (bench: Bench): Promise<readonly Figure[]> => {
  const engine = await startEngine(bench.folder("throughput.db"));
  const host = await startHost({ tree: bench.tree, data: bench.folder("throughput"), endpoint: engine.endpoint });
  try {
    const xinheng = client(host.url);
    await xinheng.registerAgencies();
    await sendFile(xinheng, 1, rowsToWarmUp);
    const run = await spend([host.pid, engine.pid, process.pid], () => sendFile(xinheng, 1 + rowsToWarmUp, rows));
    const memory = megabytes(host.pid) + megabytes(engine.pid);
    const written = (await readWritten(engine.db)).slice(-rows);
    const bare: Spent[] = [];
    for (let index = 0; index < bareRuns; index++) bare.push(await runBare(bench, engine, written, index));
    return report(run, bare, written, memory);
  } finally {
    await host.stop();
    await engine.stop();
  }
};

/** Hands in a file and waits until nothing is left to do; every row must have been accepted. */
export const sendFile = async (xinheng: Client, first: number, count: number): Promise<void> => {
  const as = "market-regulation";
  const bytes = csvFile(first, count);
  const sent = await xinheng.post("/v1/submissions?kind=listEntries", { as, bytes, contentType: "text/csv" });
  if (sent.status !== 202) throw new Error(`the file was answered ${sent.status} ${JSON.stringify(sent.body)}`);
  let drained = await xinheng.drain();
  // A drain gives up after two minutes; a slow machine may need more.
  for (let again = 0; drained.status === 503 && again < 4; again++) drained = await xinheng.drain();
  const { submissionId } = sent.body as { submissionId: string };
  const { body } = await xinheng.get(`/v1/submissions/${submissionId}`, { as });
  const { status, counts } = body as { status: string; counts: { accepted: number } };
  if (drained.status !== 200 || status !== "done" || counts.accepted !== count)
    throw new Error(`of ${count} rows ${counts.accepted} were accepted, ${status}, drained ${drained.status}`);
};

const runBare = async (bench: Bench, from: BenchEngine, written: readonly Written[], run: number): Promise<Spent> => {
  const engine = await startEngine(bench.folder(`bare-${run}.db`));
  try {
    const items = await spend([engine.pid, process.pid], () => writeBare(from.db, engine.db, written));
    return items;
  } finally {
    await engine.stop();
  }
};

const report = (run: Spent, bare: readonly Spent[], written: readonly Written[], memory: number): readonly Figure[] => {
  const triggers = written.reduce((sum, entry) => sum + entry.triggers.length, 0) / written.length;
  const rate = rows / run.seconds;
  const rates = bare.map(({ seconds }) => written.length / seconds);
  const ratio = rate / median(rates);
  const [host = 0, engine = 0, sender = 0] = run.cpu.map((seconds) => (seconds * 1000) / rows);
  const each = (part: number) => median(bare.map(({ cpu }) => ((cpu[part] ?? 0) * 1000) / written.length));
  const all = [run, ...bare];
  const others = all.reduce((sum, spent) => sum + spent.others, 0) / all.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    {
      figure: `rows: a file of ${rows}, published with ${short(triggers)} triggers each`,
      value: `${short(rate)} rows/s, ${short(run.seconds)} s`,
    },
    {
      figure: "rows: the bare engine writing the same items",
      value: `${rates.map((each) => short(each)).join(" and ")} rows/s`,
    },
    {
      figure: "rows: ratio to the bare engine",
      value: `${short(ratio, 2)} ×`,
      budget: `≥ ${leastRatio} ×`,
      kept: ratio >= leastRatio,
    },
    {
      figure: "rows: CPU for each",
      value: `host ${short(host)} + engine ${short(engine)} + sender ${short(sender, 2)} ms; bare client ${short(each(1))} + engine ${short(each(0))} ms`,
    },
    { figure: "rows: cores taken by others meanwhile", value: short(others, 2) },
    { figure: `memory: host and engine after ${rows} rows`, value: `${Math.round(memory)} MB` },
  ];
};
