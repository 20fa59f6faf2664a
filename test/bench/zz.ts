import { copyTree } from "/work/main/test/bench/tree.ts";
import { startEngine } from "/work/main/test/bench/engine.ts";
import { startHost } from "/work/main/test/bench/host.ts";
import { sendFile } from "/work/main/test/bench/throughput.ts";
import { readWritten } from "/work/main/test/bench/bare-writes.ts";
import { createLike, tablesOf } from "/work/main/test/bench/same-tables.ts";
import { spend } from "/work/main/test/bench/processes.ts";
import { client } from "/work/main/test/support/host.ts";
import { TransactWriteCommand, BatchExecuteStatementCommand, BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
const bench = copyTree();
const engine = await startEngine(bench.folder("e.db"));
const host = await startHost({ tree: bench.tree, data: bench.folder("d"), endpoint: engine.endpoint });
const x = client(host.url); await x.registerAgencies(); await sendFile(x, 1, 600); await host.stop();
const w = await readWritten(engine.db);
const names = await tablesOf(engine.db);
const put = (t: string, Item: any, key: string) => ({ Put: { TableName: t, Item, ConditionExpression: `attribute_not_exists(${key})` } });
const ins = (t: string) => (item: any) => ({ Statement: `INSERT INTO "${t}" VALUE {${Object.keys(item).map((n) => `'${n}': ?`).join(", ")}}`, Parameters: Object.values(item) });
const all = async (work: (e: any) => Promise<unknown>) => { const l = [...w]; await Promise.all(Array.from({ length: 16 }, async () => { for (let n = l.pop(); n; n = l.pop()) await work(n); })); };
const cases: [string, (db: any) => Promise<() => Promise<unknown>>][] = [
 ["tx standing+entry+decision", async (db) => { for (const n of ["Subjects", "Lists"]) await createLike(engine.db, names.get(n)!, db, n); return () => all((e) => db.send(new TransactWriteCommand({ TransactItems: [put("Subjects", e.standing, "identifier"), put("Lists", e.entry, "pk"), put("Lists", e.decision, "pk")] }))); }],
 ["BatchExecuteStatement 11 inserts", async (db) => { await createLike(engine.db, names.get("Triggers")!, db, "Triggers"); return () => all((e) => db.send(new BatchExecuteStatementCommand({ Statements: e.triggers.map(ins("Triggers")) }))); }],
 ["BatchWriteItem 11 puts", async (db) => { await createLike(engine.db, names.get("Triggers")!, db, "Triggers"); return () => all((e) => db.send(new BatchWriteCommand({ RequestItems: { Triggers: e.triggers.map((Item: any) => ({ PutRequest: { Item } })) } }))); }],
 ["TransactWrite 11 puts", async (db) => { await createLike(engine.db, names.get("Triggers")!, db, "Triggers"); return () => all((e) => db.send(new TransactWriteCommand({ TransactItems: e.triggers.map((i: any) => put("Triggers", i, "entryId")) }))); }],
];
for (const [name, prep] of cases) { const e2 = await startEngine(bench.folder(name.slice(0, 12) + Math.trunc(performance.now()) + ".db")); const run = await prep(e2.db); const s = await spend([e2.pid, process.pid], run); console.log(name.padEnd(36), (w.length / s.seconds).toFixed(0), "entries/s; CPU engine", ((s.cpu[0]! * 1000) / w.length).toFixed(2), "client", ((s.cpu[1]! * 1000) / w.length).toFixed(2), "wall", ((s.seconds * 1000) / w.length).toFixed(2), "others", (s.others / s.seconds).toFixed(2)); await e2.stop(); }
await engine.stop(); process.exit(0);
