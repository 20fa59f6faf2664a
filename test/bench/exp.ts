import { copyTree } from "./tree.ts";
import { startEngine } from "./engine.ts";
import { startHost } from "./host.ts";
import { csvFile } from "./rows.ts";
import { client } from "../support/host.ts";
import { readWritten, writeBare } from "./bare-writes.ts";
import { readFileSync } from "node:fs";
const stat = () => readFileSync("/proc/loadavg", "utf8").trim();
const bench = copyTree();
const t = (l: string) => console.log((performance.now()/1000).toFixed(1), l, stat());
const engine = await startEngine(bench.folder("e.db"));
const host = await startHost({ tree: bench.tree, data: bench.folder("d"), endpoint: engine.endpoint });
t("host " + host.seconds);
const x = client(host.url);
await x.registerAgencies();
const send = async (first: number, n: number) => {
  const bytes = csvFile(first, n);
  const s = performance.now();
  const r = await x.post("/v1/submissions?kind=listEntries", { as: "market-regulation", bytes, contentType: "text/csv" });
  const a = performance.now();
  const d = await x.drain();
  const e = (performance.now() - s) / 1000;
  t(`${n} rows ${bytes.length} bytes: ${r.status} ${(a-s).toFixed(0)} ms, drained ${d.status} ${e.toFixed(2)} s = ${(n / e).toFixed(1)}/s`);
};
await send(1, 100);
await send(1000, 3000);
const w = await readWritten(engine.db);
t(`${w.length} triggers ${w[0]?.triggers.length}`);
for (const k of [1, 2]) {
const e2 = await startEngine(bench.folder("bare" + k));
const s = await writeBare(engine.db, e2.db, w);
t(`bare ${s.toFixed(2)} ${(w.length / s).toFixed(1)}/s`);
await e2.stop();
}
await host.stop(); t("stopped");
await engine.stop(); t("engine stopped");
bench.remove();
