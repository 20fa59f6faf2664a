import { GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectWholeFanOut } from "../support/fan-out.ts";
import { client, type Client, type Host, startHost } from "../support/host.ts";
import { listing, officer, usccNo } from "../support/house.ts";

interface Queue {
  readonly name: string;
  readonly url: string;
  readonly visible: number;
  readonly inFlight: number;
}

let host: Host;
let xinheng: Client;
let sqs: SQSClient;
let s3: S3Client;

const queues = async () => (await xinheng.get("/_local/queues")).body as Queue[];
const queue = async (name: string): Promise<Queue> => {
  const found = (await queues()).find((each) => each.name === name);
  if (!found) throw new Error(`no queue ${name}`);
  return found;
};
const send = async (name: string, message: unknown) =>
  sqs.send(
    new SendMessageCommand({
      QueueUrl: (await queue(name)).url,
      MessageBody: typeof message === "string" ? message : JSON.stringify(message),
    }),
  );
const untilDead = async (name: string, count: number): Promise<void> => {
  for (let waited = 0; (await queue(name)).visible < count; waited += 500) {
    if (waited > 200_000) throw new Error(`${name} never held ${count}`);
    await sleep(500);
  }
};

beforeAll(async () => {
  host = await startHost();
  xinheng = client(host.url);
  await xinheng.registerAgencies();
  const { origin } = new URL((await queue("Xinheng-Rows")).url);
  const place = {
    endpoint: origin,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  sqs = new SQSClient(place);
  s3 = new S3Client({ ...place, forcePathStyle: true });
});
afterAll(async () => {
  sqs.destroy();
  s3.destroy();
  await host.stop();
  host.clean();
});

test("a decision delivered five times over has one effect, and answers stay as they are", async () => {
  const { body: entry } = await xinheng.post("/v1/entries", { as: "market-regulation", body: listing(1) });
  await xinheng.drain();
  const path = `/v1/triggers?entry=${entry.entryId}&limit=200`;
  const [trigger] = (await xinheng.all(path, { as: "credit-office" })) as { triggerId: string; agencyId: string }[];
  await xinheng.post(`/v1/triggers/${trigger?.triggerId}/feedback`, {
    as: trigger?.agencyId ?? "",
    body: { outcome: "applied", on: "2026-11-23" },
  });
  const before = await xinheng.all(path, { as: "credit-office" });
  const { body: history } = await xinheng.get(`/v1/entries/${entry.entryId}/history`, { as: "market-regulation" });
  const subjectId = entry.subject.subjectId as string;
  const events = (history.items as object[]).map((event) => ({
    ...event,
    subjectId,
    entryId: entry.entryId as string,
    by: officer,
    correlationId: "again",
  }));
  for (let time = 0; time < 5; time++)
    await send("Xinheng-TriggerWork", { type: "decision-recorded", version: 1, subjectId, events });
  await xinheng.drain();
  expect(await xinheng.all(path, { as: "credit-office" })).toEqual(before);
  expect(await expectWholeFanOut(xinheng, [entry.entryId as string])).toBe(before.length);
});

test("a poison message ends in the dead-letter queue, stops no other, and comes back by redrive once its cause is mended", async () => {
  const sent = await xinheng.post("/v1/submissions?kind=listEntries", {
    as: "market-regulation",
    body: { rows: [listing(10)] },
  });
  const submissionId = sent.body.submissionId as string;
  await xinheng.drain();
  // A chunk that was announced and is not there; and a message that is no message at all.
  const key = `chunks/${submissionId}/1`;
  const announcement = {
    type: "rows-ready",
    version: 1,
    submissionId,
    chunk: 1,
    key,
    by: officer,
    correlationId: "poison",
  };
  await send("Xinheng-Rows", announcement);
  await send("Xinheng-TriggerWork", "{ no json");
  const good = await xinheng.post("/v1/entries", { as: "market-regulation", body: listing(11) });
  expect(good.status).toBe(201);
  await untilDead("Xinheng-RowsDead", 1);
  await untilDead("Xinheng-TriggerWorkDead", 1);
  expect(await expectWholeFanOut(xinheng, [good.body.entryId as string])).toBeGreaterThan(0);

  // The operator puts the chunk where it belongs and redrives.
  const { name: bucket } = await bucketOf();
  await s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: key, Body: JSON.stringify([{ line: 2, input: listing(12) }]) }),
  );
  expect((await xinheng.post("/_local/queues/Xinheng-RowsDead/redrive")).body).toMatchObject({ moved: 1 });
  await xinheng.drain();
  const { body: found } = await xinheng.get(`/public/v1/entries?uscc=${usccNo(12)}`);
  expect(found.items).toHaveLength(1);
  expect((await queue("Xinheng-RowsDead")).visible).toBe(0);
  await expect(s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))).rejects.toThrow();
}, 300_000);

const bucketOf = async (): Promise<{ name: string }> => {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const bucket = Buckets.find(({ Name }) => Name?.toLowerCase().includes("files"));
  if (!bucket?.Name) throw new Error("the host has no bucket of files");
  return { name: bucket.Name };
};
