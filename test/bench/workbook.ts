import { type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { penaltyRow } from "../support/disclosures.ts";
import { agencies, type Client, client } from "../support/host.ts";
import { sheetXml, workbook, zip } from "../support/workbook.ts";
import { allAccepted } from "./accepted.ts";
import { startEngine } from "./engine.ts";
import { onOwnEngine } from "./own-engine.ts";
import { megabytes, peakOf } from "./processes.ts";
import { createLike, type Item, scan } from "./same-tables.ts";
import { type Figure, short } from "./table.ts";
import type { Bench } from "./tree.ts";

const as = "market-regulation";
const rowsToWarmUp = 200;
const leastRatio = 0.4;
const mostMegabytes = 1_000;
/** Of so many rows the rate of the bare engine is known well enough. */
const mostBareRows = 2_000;
const atOnce = 16;
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A workbook of penalties, from the POST until each is public, against the bare engine writing the very items. */
export const measureWorkbook = (bench: Bench, rows: number): Promise<readonly Figure[]> =>
  onOwnEngine(bench, "workbook", async (host, engine) => {
    const xinheng = client(host.url);
    await xinheng.registerAgencies();
    await send(xinheng, 1, rowsToWarmUp);
    const bytes = penalties(1 + rowsToWarmUp, rows);
    const watch = peakOf(() => megabytes(host.pid) + megabytes(engine.pid));
    const started = performance.now();
    await sendBytes(xinheng, bytes, rows).finally(watch.stop);
    const seconds = (performance.now() - started) / 1000;
    const most = watch.most();
    const bareRate = await writeBare(bench, engine.db, Math.min(rows, mostBareRows));
    const ratio = rows / seconds / bareRate;
    return [
      {
        figure: `deadlines: a workbook of ${rows} penalties`,
        value: `${short(rows / seconds)} rows/s, ${short(ratio, 2)} × the bare engine`,
        budget: `≥ ${leastRatio} ×`,
        kept: ratio >= leastRatio,
      },
      {
        figure: "memory: host and engine, most during the workbook",
        value: `${Math.round(most)} MB`,
        budget: `≤ ${mostMegabytes} MB`,
        kept: most <= mostMegabytes,
      },
    ];
  });

/** A workbook of penalties on one organisation each, numbered from `first`, under the codes of the national standard. */
const penalties = (first: number, count: number): Uint8Array => {
  const code = agencies.find(({ agencyId }) => agencyId === as)?.uscc;
  const rows = Array.from({ length: count }, (_, n) => penaltyRow(first + n, { CF_CFJGDM: code, CF_SJLYDM: code }));
  const codes = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => codes.map((each) => String(row[each] ?? "")));
  return zip(workbook([{ xml: sheetXml([codes, ...cells]) }]));
};

const send = (xinheng: Client, first: number, count: number): Promise<void> =>
  sendBytes(xinheng, penalties(first, count), count);

/** Hands a workbook in and waits until nothing is left to do; every row must have been accepted. */
const sendBytes = async (xinheng: Client, bytes: Uint8Array, count: number): Promise<void> => {
  const sent = await xinheng.post("/v1/submissions?kind=penalties", { as, bytes, contentType: xlsx });
  await allAccepted(xinheng, sent, count);
};

/** Writes acts that the workbook had, each with its history in a transaction, 16 at once; gives how many a second. */
const writeBare = async (bench: Bench, from: DynamoDBDocumentClient, rows: number): Promise<number> => {
  const items = Map.groupBy(await scan(from, "Disclosures"), ({ pk }) => String(pk));
  const left: (readonly Item[])[] = [...items.values()].slice(0, rows);
  if (left.length !== rows) throw new Error(`the table holds ${left.length} acts, not ${rows}`);
  const engine = await startEngine(bench.folder("bare-workbook.db"));
  try {
    await createLike(from, "Disclosures", engine.db);
    const work = async (): Promise<void> => {
      for (let next = left.pop(); next; next = left.pop())
        await engine.db.send(
          new TransactWriteCommand({
            TransactItems: next.map((Item) => ({
              Put: { TableName: "Disclosures", Item, ConditionExpression: "attribute_not_exists(pk)" },
            })),
          }),
        );
    };
    const started = performance.now();
    await Promise.all(Array.from({ length: atOnce }, work));
    return (rows * 1000) / (performance.now() - started);
  } finally {
    await engine.stop();
  }
};
