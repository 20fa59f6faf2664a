import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { readRows } from "../../shared/adapters/files/read-rows.ts";
import { rowLimit, splitSubmission } from "../../shared/app/submission/split-submission.ts";
import { client, startHost } from "../support/host.ts";
import { officer, usccNo } from "../support/house.ts";

const header =
  "主体名称,统一社会信用代码,主体类别,名单类型,领域,信息类型,文书类型,决定书文号,法律依据,决定日期,失信事实,严重程度,认定日期,有效期至,能否修复\n";
const row = (n: number) =>
  `衡川${n}公司,${usccNo(n)},organisation,black,productQuality,administrative,penalty,衡罚〔2026〕${n}号,《产品质量法》第四十九条,2026-11-02,不合格,serious,2026-11-18,2028-11-17,true\n`;

async function* csv(rows: number): AsyncIterable<Uint8Array> {
  yield Buffer.from(header);
  for (let n = 1; n <= rows; n += 100)
    yield await Promise.resolve(
      Buffer.from(Array.from({ length: Math.min(100, rows - n + 1) }, (_, index) => row(n + index)).join("")),
    );
}

/** Splits a file into a bucket that forgets, and gives the most memory that it took meanwhile, in MB. */
const peakOf = async (rows: number): Promise<number> => {
  let peak = 0;
  let bytes = 0;
  const split = await splitSubmission(
    {
      files: {
        open: () => Promise.resolve(csv(rows)),
        put: async (_, chunk) => {
          bytes += chunk.length;
          peak = Math.max(peak, process.memoryUsage().rss);
          await sleep(1);
        },
        remove: () => Promise.resolve(),
        size: () => Promise.resolve(0),
      },
      submissions: {
        find: () => Promise.resolve(undefined),
        split: () => Promise.resolve(),
        fail: (_, failure) => Promise.reject(new Error(failure.code)),
      },
      rows: { send: () => Promise.resolve() },
      readRows,
    },
    {
      type: "submission-received",
      version: 1,
      submissionId: "sub_1",
      kind: "listEntries",
      key: "uploads/sub_1",
      format: "csv",
      charset: "utf-8",
      by: officer,
      correlationId: "long",
    },
  );
  expect(split).toBe(rows);
  console.log(`${rows} rows, ${Math.round(bytes / 1e6)} MB of chunks: at most ${Math.round(peak / 1e6)} MB`);
  return peak / 1e6;
};

test("memory does not grow with the file", async () => {
  const small = await peakOf(20_000);
  const large = await peakOf(rowLimit);
  // Ten times the rows. What the garbage collector leaves lying is worth some tens of megabytes.
  expect(large - small).toBeLessThan(100);
});

test("20,000 rows: uploaded, all answered, progress never goes back", async () => {
  const host = await startHost();
  try {
    const xinheng = client(host.url);
    await xinheng.registerAgencies();
    const parts: Uint8Array[] = [];
    for await (const part of csv(20_000)) parts.push(part);
    const bytes = Buffer.concat(parts);
    const as = "market-regulation";
    const offered = await xinheng.post("/v1/uploads", { as, body: { bytes: bytes.length, format: "csv" } });
    const { url, headers, uploadId } = offered.body as {
      url: string;
      headers: Record<string, string>;
      uploadId: string;
    };
    expect((await fetch(url, { method: "PUT", headers, body: bytes })).status).toBe(200);
    const sent = await xinheng.post("/v1/submissions?kind=listEntries", { as, body: { uploadId } });
    const path = `/v1/submissions/${sent.body.submissionId as string}`;
    const seen: number[] = [];
    for (let status = "received"; status !== "done"; await sleep(500)) {
      const { body } = await xinheng.get(path, { as });
      status = body.status as string;
      expect(status).not.toBe("failed");
      seen.push(body.progress as number);
    }
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
    expect((await xinheng.get(path, { as })).body.counts).toEqual({
      rows: 20_000,
      accepted: 20_000,
      duplicate: 0,
      rejected: 0,
    });
    const results = await xinheng.all(`${path}/results?limit=200`, { as });
    expect(results.map(({ line }) => line as number)).toEqual(Array.from({ length: 20_000 }, (_, index) => index + 2));
  } finally {
    await host.stop();
    host.clean();
  }
});
