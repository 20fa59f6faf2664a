import { client, type Client, type Reply } from "../support/host.ts";
import { allAccepted } from "./accepted.ts";
import { readWritten, writeBare, type Written } from "./bare-writes.ts";
import { type BenchEngine, startEngine } from "./engine.ts";
import { onOwnEngine } from "./own-engine.ts";
import { type Capacity, costOf } from "./operation-cost.ts";
import { megabytes, peakOf, spend, type Spent } from "./processes.ts";
import { csvFile } from "./rows.ts";
import { type Figure, short } from "./table.ts";
import type { Bench } from "./tree.ts";

const as = "market-regulation";
const rowsToWarmUp = 200;
/** What the gateway takes in a request's body. */
const mostInline = 4 * 1024 * 1024;
const leastRatio = 0.4;
const mostQueueRequests = 0.3;
/** A bare run reads everything back first: of a very large file, that no longer fits. */
const mostBareRows = 20_000;
/** With more than this many cores busy elsewhere, seconds say little, and CPU time says more. */
const disturbedFrom = 0.25;

/**
 * Rows of a file, from the POST until every entry is published and all its triggers stand, against the bare engine
 * writing the very items that the run wrote.
 */
export const measureThroughput = (bench: Bench, rows: number): Promise<readonly Figure[]> =>
  onOwnEngine(bench, `throughput-${rows}`, async (host, engine) => {
    const xinheng = client(host.url);
    await xinheng.registerAgencies();
    await sendFile(xinheng, 1, rowsToWarmUp);
    let submissionId = "";
    const watch = peakOf(() => megabytes(host.pid) + megabytes(engine.pid));
    let run: Spent | undefined;
    const cost = await costOf(xinheng, async () => {
      run = await spend([host.pid, engine.pid, process.pid], async () => {
        submissionId = await sendFile(xinheng, 1 + rowsToWarmUp, rows);
      });
    }).finally(watch.stop);
    const memory = watch.most();
    if (run === undefined) throw new Error("nothing ran");
    const common = [
      { figure: `rows: a file of ${rows}`, value: `${short(rows / run.seconds)} rows/s in ${short(run.seconds)} s` },
      { figure: `memory: host and engine, most during ${rows} rows`, value: `${Math.round(memory)} MB` },
    ];
    if (rows > mostBareRows) return common;
    const written = await readWritten(engine.db, submissionId);
    if (written.length !== rows) throw new Error(`the tables hold ${written.length} entries of the file, not ${rows}`);
    const triggers = written.reduce((sum, entry) => sum + entry.triggers.length, 0);
    const bare = await runBare(bench, engine, written);
    return [...common, ...triggerFigures(run, triggers, cost), ...report(run, bare, rows)];
  });

const triggerFigures = (run: Spent, triggers: number, cost: Capacity): readonly Figure[] => [
  {
    figure: "triggers: from the file to the inboxes",
    value: `${short(triggers / run.seconds)} triggers/s, ${triggers} in all`,
  },
  {
    figure: "triggers: units for each, its share of the row and the entry included",
    value: `${short(cost.readUnits / triggers, 2)} RCU, ${short(cost.writeUnits / triggers, 2)} WCU`,
  },
  {
    figure: "triggers: requests to SQS for each, file and rows included",
    value: short(cost.queueRequests / triggers, 3),
    budget: `≤ ${mostQueueRequests}`,
    kept: cost.queueRequests / triggers <= mostQueueRequests,
  },
];

/** Hands in a file and waits until nothing is left to do; every row must have been accepted. Gives its submission. */
export const sendFile = async (xinheng: Client, first: number, count: number): Promise<string> =>
  allAccepted(xinheng, await handIn(xinheng, csvFile(first, count)), count);

/** Inline, or, when it is too large for that, by upload. */
const handIn = async (xinheng: Client, bytes: Uint8Array<ArrayBuffer>): Promise<Reply> => {
  const path = "/v1/submissions?kind=listEntries";
  if (bytes.length <= mostInline) return xinheng.post(path, { as, bytes, contentType: "text/csv" });
  const { body } = await xinheng.post("/v1/uploads", { as, body: { bytes: bytes.length, format: "csv" } });
  const { uploadId, url, headers } = body as { uploadId: string; url: string; headers: Record<string, string> };
  const put = await fetch(url, { method: "PUT", headers, body: bytes });
  if (!put.ok) throw new Error(`the upload was answered ${put.status}`);
  return xinheng.post(path, { as, body: { uploadId } });
};

const runBare = async (bench: Bench, from: BenchEngine, written: readonly Written[]): Promise<Spent> => {
  const engine = await startEngine(bench.folder("bare.db"));
  try {
    return await spend([process.pid, engine.pid], () => writeBare(from.db, engine.db, written));
  } finally {
    await engine.stop();
  }
};

const report = (run: Spent, bare: Spent, rows: number): readonly Figure[] => {
  const [rate, bareRate] = [rows / run.seconds, rows / bare.seconds];
  const ratio = rate / bareRate;
  const each = ({ cpu }: Spent, part: number): string => short(((cpu[part] ?? 0) * 1000) / rows);
  const byCpu = sum(bare.cpu) / sum(run.cpu.slice(0, 2));
  const [others, othersThen] = [run.others / run.seconds, bare.others / bare.seconds];
  const disturbed = Math.max(others, othersThen) > disturbedFrom ? " (seconds disturbed)" : "";
  return [
    {
      figure: "rows: the bare engine writing the same items",
      value: `${short(bareRate)} rows/s in ${short(bare.seconds)} s`,
    },
    {
      figure: "rows: ratio to the bare engine",
      value: `${short(ratio, 2)} ×, by CPU time ${short(byCpu, 2)} ×${disturbed}`,
      budget: `≥ ${leastRatio} ×`,
      kept: ratio >= leastRatio,
    },
    { figure: "rows: CPU for each, on the host", value: `host ${each(run, 0)} ms, engine ${each(run, 1)} ms` },
    { figure: "rows: CPU for each, bare", value: `client ${each(bare, 0)} ms, engine ${each(bare, 1)} ms` },
    {
      figure: "rows: cores busy with something else",
      value: `${short(others, 2)}, and ${short(othersThen, 2)} during the bare run`,
    },
  ];
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
