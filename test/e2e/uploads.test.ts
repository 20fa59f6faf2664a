import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ListBucketsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import iconv from "iconv-lite";
import { client, type Client, type Host, startHost } from "../support/host.ts";
import { listing, usccNo } from "../support/house.ts";
import { sheetXml, workbook, zip } from "../support/workbook.ts";

let host: Host;
let xinheng: Client;
let s3: S3Client;
let bucket: string;
/** Names of the files in the bucket that have a text in them. */
const names = async (part: string): Promise<string[]> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.map(({ Key = "" }) => Key).filter((key) => key.includes(part));
};
beforeAll(async () => {
  host = await startHost();
  xinheng = client(host.url);
  await xinheng.registerAgencies();
  const [queue] = (await xinheng.get("/_local/queues")).body as { url: string }[];
  s3 = new S3Client({
    endpoint: new URL(queue?.url ?? "").origin,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    forcePathStyle: true,
  });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  bucket = Buckets.map(({ Name = "" }) => Name).find((name) => name.includes("files")) ?? "";
});
afterAll(async () => {
  s3.destroy();
  await host.stop();
  host.clean();
});

const as = "market-regulation";
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const header =
  "主体名称,统一社会信用代码,主体类别,名单类型,领域,信息类型,文书类型,决定书文号,法律依据,决定日期,失信事实,严重程度,认定日期,有效期至,能否修复";
const row = (n: number) =>
  `衡川市第${n}商贸有限公司,${usccNo(n)},organisation,black,productQuality,administrative,penalty,衡市监处罚〔2026〕${n}号,《中华人民共和国产品质量法》第四十九条,2026-11-02,销售不合格产品,serious,2026-11-18,2028-11-17,true`;
const csv = (...numbers: number[]) => Buffer.from([header, ...numbers.map(row)].join("\n"));

interface Offer {
  readonly uploadId: string;
  readonly url: string;
  readonly method: "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}
const offer = async (bytes: number, more: object = {}): Promise<Offer> => {
  const offered = await xinheng.post("/v1/uploads", { as, body: { bytes, ...more } });
  expect(offered.status).toBe(201);
  return offered.body as Offer;
};
const put = async (to: Offer, bytes: Uint8Array, change: object = {}) => {
  const reply = await fetch(to.url, { method: to.method, headers: { ...to.headers, ...change }, body: bytes as never });
  return { status: reply.status, text: await reply.text() };
};
const handIn = (uploadId: string, query = "", who = as, key?: string) =>
  xinheng.post(`/v1/submissions?kind=listEntries${query}`, {
    as: who,
    body: { uploadId },
    ...(key === undefined ? {} : { key }),
  });
const outcome = async (submissionId: string) => {
  await xinheng.drain();
  return (await xinheng.get(`/v1/submissions/${submissionId}`, { as })).body as unknown;
};

test("a file of 5 MB is put to the link and handed in like any other", async () => {
  const bytes = Buffer.concat([csv(201, 202), Buffer.alloc(5 * 1024 * 1024, "\n")]);
  const link = await offer(bytes.length, { format: "csv" });
  expect(link).toMatchObject({ method: "PUT", headers: { "content-length": String(bytes.length) } });
  expect(link.expiresAt).toMatch(/^2026-11-23T09:[12]\d/);
  expect((await put(link, bytes)).status).toBe(200);
  const sent = await handIn(link.uploadId);
  expect(sent.status).toBe(202);
  expect(await outcome(sent.body.submissionId as string)).toMatchObject({
    status: "done",
    progress: 1,
    counts: { rows: 2, accepted: 2 },
  });
});

test("format and charset may be said when it is handed in", async () => {
  const bytes = iconv.encode(csv(203).toString(), "gb18030");
  const link = await offer(bytes.length);
  await put(link, bytes);
  expect((await handIn(link.uploadId)).body).toMatchObject({
    type: "/problems/input.invalid",
    errors: [{ pointer: "/format", code: "missing" }],
  });
  const sent = await handIn(link.uploadId, "&format=csv&charset=gb18030");
  expect(await outcome(sent.body.submissionId as string)).toMatchObject({ status: "done", counts: { accepted: 1 } });
  const rows = Buffer.from(JSON.stringify({ rows: [listing(204)] }));
  const json = await offer(rows.length, { format: "json" });
  await put(json, rows);
  const second = await handIn(json.uploadId);
  expect(await outcome(second.body.submissionId as string)).toMatchObject({ status: "done", counts: { accepted: 1 } });
});

test("a workbook is taken in the request and by upload, its faults row by row", async () => {
  const cells = (n: number) => row(n).split(",");
  const uncalculated = cells(222).map((text, at) => (at === 10 ? { inside: "<f>A1</f>" } : text));
  const dated = cells(223).map((text, at) => (at === 9 ? { attributes: 's="1"', inside: "<v>46328</v>" } : text));
  const file = zip(
    workbook([{ xml: sheetXml([header.split(","), cells(221), uncalculated, dated]) }], { formats: [0, 14] }),
  );
  const sent = await xinheng.post("/v1/submissions?kind=listEntries", { as, bytes: file, contentType: xlsx });
  expect(sent.status).toBe(202);
  const id = sent.body.submissionId as string;
  expect(await outcome(id)).toMatchObject({ status: "done", counts: { rows: 3, accepted: 2, rejected: 1 } });
  expect((await xinheng.get(`/v1/submissions/${id}/results`, { as })).body.items).toMatchObject([
    { line: 2, outcome: "accepted" },
    { line: 3, outcome: "rejected", errors: [{ code: "cell.formula" }] },
    { line: 4, outcome: "accepted" },
  ]);
  const link = await offer(file.length, { format: "xlsx" });
  await put(link, file);
  const again = await handIn(link.uploadId);
  expect(await outcome(again.body.submissionId as string)).toMatchObject({ counts: { duplicate: 2, rejected: 1 } });
  const hidden = zip(workbook([{ xml: sheetXml([header.split(","), cells(224), cells(225)], { row: 'hidden="1"' }) }]));
  const refused = await xinheng.post("/v1/submissions?kind=listEntries", { as, bytes: hidden, contentType: xlsx });
  expect(await outcome(refused.body.submissionId as string)).toMatchObject({
    status: "failed",
    failure: { code: "file.hidden" },
    counts: { accepted: 0 },
  });
});

test("the same key answers the same link and the same submission", async () => {
  const bytes = csv(205);
  const ask = { as, body: { bytes: bytes.length, format: "csv" }, key: "one-upload" };
  const [first, again] = [await xinheng.post("/v1/uploads", ask), await xinheng.post("/v1/uploads", ask)];
  expect(again.body).toEqual(first.body);
  await put(first.body as Offer, bytes);
  const { uploadId } = first.body as Offer;
  const sent = await handIn(uploadId, "", as, "one-submission");
  expect(await handIn(uploadId, "", as, "one-submission")).toMatchObject({ status: 202, body: sent.body as object });
  expect((await handIn(uploadId)).body).toMatchObject({ status: 409, type: "/problems/upload.taken" });
});

test("ten requests for one upload at the same instant make one submission", async () => {
  const bytes = csv(206);
  const link = await offer(bytes.length, { format: "csv" });
  await put(link, bytes);
  const replies = await Promise.all(Array.from({ length: 10 }, () => handIn(link.uploadId)));
  expect(replies.filter(({ status }) => status === 202)).toHaveLength(1);
  expect(replies.filter(({ status }) => status !== 202).every(({ status }) => status === 409)).toBe(true);
});

test("the link takes exactly the length that was asked for, and once", async () => {
  const bytes = csv(207);
  const link = await offer(bytes.length, { format: "csv" });
  const longer = await put(link, Buffer.concat([bytes, bytes]), { "content-length": String(2 * bytes.length) });
  expect(longer).toMatchObject({ status: 403, text: expect.stringContaining("SignatureDoesNotMatch") as string });
  expect((await put({ ...link, url: link.url.replace("upl_", "upl_x") }, bytes)).status).toBe(403);
  expect((await put(link, bytes)).status).toBe(200);
  expect((await put(link, bytes)).status).toBe(412);
});

test("an upload that is unknown, another agency's or without its file is refused with a problem", async () => {
  const link = await offer(10, { format: "csv" });
  const refusals = [
    [await handIn(`upl_${"0".repeat(26)}`), 404, "upload.unknown"],
    [await handIn("upl_"), 422, "input.invalid"],
    [await handIn(link.uploadId, "", "tax"), 403, "upload.notYours"],
    [await handIn(link.uploadId), 409, "upload.empty"],
    [await xinheng.post("/v1/uploads", { as, body: { bytes: 50 * 1024 * 1024 + 1 } }), 413, "submission.tooLarge"],
    [await xinheng.post("/v1/uploads", { as, body: { bytes: 0 } }), 422, "input.invalid"],
    [
      await xinheng.post("/v1/submissions?kind=listEntries", { as, body: { uploadId: link.uploadId, rows: [] } }),
      422,
      "input.invalid",
    ],
  ] as const;
  expect(refusals.map(([{ status, body }]) => [status, String(body.type)])).toEqual(
    refusals.map(([, status, code]) => [status, `/problems/${code}`]),
  );
});

test("a link is over after fifteen minutes, an upload after 22 hours, and its file is gone before it is a day old", async () => {
  const [late, held] = [await offer(10, { format: "csv" }), await offer(10, { format: "csv" })];
  await put(held, Buffer.alloc(10, "\n"));
  await xinheng.advanceTo("2026-11-23T10:00:00+08:00");
  expect(await put(late, Buffer.alloc(10))).toMatchObject({
    status: 403,
    text: expect.stringContaining("Request has expired") as string,
  });
  expect((await handIn(late.uploadId)).body).toMatchObject({ status: 410, type: "/problems/upload.expired" });
  const waiting = () => names(`/${held.uploadId}`);
  expect(await waiting()).toHaveLength(1);
  await xinheng.advanceTo("2026-11-24T07:10:00+08:00");
  expect((await handIn(held.uploadId)).body).toMatchObject({ status: 410, type: "/problems/upload.expired" });
  expect(await waiting()).toHaveLength(1);
  await xinheng.advanceTo("2026-11-24T08:50:00+08:00");
  expect(await waiting()).toEqual([]);
  expect((await handIn(held.uploadId)).body).toMatchObject({ status: 410, type: "/problems/upload.expired" });
});

test("evidence is put in, confirmed by its hash, cited, and read by those whom the entry concerns", async () => {
  const { determinedOn: _, ...proposal } = listing(241);
  const entry = await xinheng.post("/v1/entries", { as, body: proposal });
  const bytes = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(5000, "x")]);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const link = await offer(bytes.length, { purpose: "evidence" });
  const confirm = (uploadId: string, hash: string) =>
    xinheng.post("/v1/evidence", { as, body: { uploadId, sha256: hash } });
  expect((await confirm(link.uploadId, sha256)).body).toMatchObject({ type: "/problems/upload.empty" });
  expect((await put(link, bytes)).status).toBe(200);
  expect((await handIn(link.uploadId)).body).toMatchObject({ status: 409, type: "/problems/upload.purpose" });
  expect((await confirm(link.uploadId, "0".repeat(64))).body).toMatchObject({
    status: 422,
    errors: [{ pointer: "/sha256", code: "evidence.hash" }],
  });
  const kept = await confirm(link.uploadId, sha256);
  expect(kept).toMatchObject({ status: 201, body: { sha256, mediaType: "application/pdf", bytes: bytes.length } });
  const evidenceId = kept.body.evidenceId as string;
  const path = `/v1/evidence/${evidenceId}`;

  const serve = (attachmentId: string) =>
    xinheng.post(`/v1/entries/${entry.body.entryId}/prior-notice`, {
      as,
      body: { servedOn: "2026-11-24", method: "direct", evidence: [{ title: "送达回证", attachmentId }] },
      headers: { "if-match": "*" },
    });
  expect((await serve(`evd_${"0".repeat(26)}`)).body).toMatchObject({
    status: 422,
    errors: [{ pointer: "/evidence/0/attachmentId", code: "evidence.unknown" }],
  });
  const served = await serve(evidenceId);
  expect(served.body.procedure.priorNotice.evidence).toEqual([
    { title: "送达回证", attachmentId: evidenceId, sha256, mediaType: "application/pdf", bytes: bytes.length },
  ]);

  expect((await xinheng.get(path, { as: "tax" })).status).toBe(403);
  const opened = await xinheng.get(path, { as: "credit-office" });
  expect(opened).toMatchObject({ status: 200, body: { sha256, citedBy: [entry.body.entryId] } });
  const given = await fetch(opened.body.url as string);
  expect(Buffer.from(await given.arrayBuffer()).equals(bytes)).toBe(true);
  expect((await fetch(String(opened.body.url).replace("attachment", "inline"))).status).toBe(403);
});

test("a chunk left behind goes in its hour, and a submission that is done stays done", async () => {
  const bytes = csv(231, 232);
  const sent = await xinheng.post("/v1/submissions?kind=listEntries", { as, bytes, contentType: "text/csv" });
  const id = sent.body.submissionId as string;
  expect(await outcome(id)).toMatchObject({ status: "done", counts: { accepted: 2 } });
  expect(await names(id)).toEqual([]);
  // Another copy of a chunk, such as a worker leaves that ends between recording and removing.
  const due = (await offer(10)).url.split("/uploads/")[1]?.slice(0, 10) ?? "";
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `chunks/${due}/${id}/1`, Body: "[]" }));
  expect(await names(id)).toHaveLength(1);
  await xinheng.advanceTo("2026-11-25T10:00:00+08:00");
  expect(await names(id)).toEqual([]);
  expect(await outcome(id)).toMatchObject({ status: "done" });
});
