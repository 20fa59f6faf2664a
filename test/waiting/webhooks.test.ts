import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { client, type Client, type Host, startHost } from "../support/host.ts";
import { listing, officer, usccNo } from "../support/house.ts";

interface Received {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A receiver on loopback: keeps what it got, answers as it is told. */
class Receiver {
  readonly got: Received[] = [];
  status = 204;
  url = "";
  readonly #server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      this.got.push({ id: headers["webhook-id"] ?? "", headers, body });
      response.writeHead(this.status, this.status === 302 ? { location: `${this.url}/elsewhere` } : {}).end();
    });
  });
  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
    return this;
  }
  /** Waits for a call that is the `count`th. */
  async until(count: number): Promise<void> {
    for (let waited = 0; this.got.length < count; waited += 50) {
      if (waited > 30_000) throw new Error(`${this.got.length} calls, not ${count}`);
      await sleep(50);
    }
  }
  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** Verifies as an agency would, at the time of the host's clock. */
const verify = (secret: string, { headers, body }: Received): unknown => {
  vi.useFakeTimers({ toFake: ["Date"], now: Number(headers["webhook-timestamp"]) * 1000 });
  try {
    return new Webhook(secret).verify(body, headers);
  } finally {
    vi.useRealTimers();
  }
};

let host: Host;
let xinheng: Client;
const receivers: Receiver[] = [];
const receiver = async (): Promise<Receiver> => {
  const made = await new Receiver().start();
  receivers.push(made);
  return made;
};
const hook = (agency: string) => `/v1/agencies/${agency}/webhook`;
const set = (agency: string, body: object, as = agency) => xinheng.put(hook(agency), { as, body });
const deliveries = async (agency: string) =>
  (await xinheng.all(`${hook(agency)}/deliveries?limit=50`, { as: agency })) as {
    eventId: string;
    triggerId: string;
    createdAt: string;
    status: string;
    attempts: number;
    lastStatus?: number;
    nextAttemptAt?: string;
  }[];
let listed = 0;
/** Publishes an entry; gives the ids of an agency's triggers of it. */
const publish = async (agency: string): Promise<string[]> => {
  const { body } = await xinheng.post("/v1/entries", {
    as: "market-regulation",
    body: listing(++listed),
    headers: { "x-correlation-id": `webhook-test-${listed}` },
  });
  await xinheng.drain();
  const made = await xinheng.all(`/v1/triggers?entry=${body.entryId}&limit=200`, { as: "credit-office" });
  return (made as { triggerId: string; agencyId: string }[])
    .filter(({ agencyId }) => agencyId === agency)
    .map(({ triggerId }) => triggerId);
};

beforeAll(async () => {
  // The host hands its level on to the functions: with it, what they say of their work can be read below.
  vi.stubEnv("XINHENG_LOG_LEVEL", "INFO");
  host = await startHost();
  vi.unstubAllEnvs();
  xinheng = client(host.url);
  await xinheng.registerAgencies();
});
afterAll(async () => {
  for (const each of receivers) each.stop();
  await host.stop();
  host.clean();
});

test("an agency hears once of each of its triggers, signed, without a name, correlated with the request", async () => {
  const finance = await receiver();
  const first = await set("finance", { url: finance.url });
  expect([first.status, first.body.secret]).toEqual([200, expect.stringMatching(/^whsec_/)]);
  const read = await xinheng.get(hook("finance"), { as: "finance" });
  expect(read.body).toMatchObject({ url: finance.url, enabled: true, circuit: { state: "closed" } });
  expect(JSON.stringify(read.body)).not.toContain("whsec_");
  expect((await set("finance", { url: finance.url })).body).not.toHaveProperty("secret");

  const triggerIds = await publish("finance");
  expect(triggerIds.length).toBeGreaterThan(0);
  const payloads = finance.got.map((each) => verify(first.body.secret as string, each) as { triggerId: string });
  expect(payloads.map(({ triggerId }) => triggerId).sort()).toEqual(triggerIds.sort());
  expect(new Set(finance.got.map(({ id }) => id)).size).toBe(triggerIds.length);
  for (const { headers, body } of finance.got) {
    expect(headers).toMatchObject({ "content-type": "application/json", "x-correlation-id": `webhook-test-${listed}` });
    expect(body).not.toContain(usccNo(listed));
    expect(body).not.toMatch(/制造有限公司/);
  }
  expect(() => verify(`whsec_${Buffer.alloc(32).toString("base64")}`, finance.got[0] as Received)).toThrow();
});

test("both secrets sign for a day after a rotation, then the new one alone", async () => {
  const trading = await receiver();
  const old = (await set("public-resources-trading", { url: trading.url })).body.secret as string;
  const fresh = (await set("public-resources-trading", { url: trading.url, rotateSecret: true })).body.secret as string;
  expect(fresh).not.toBe(old);
  await publish("public-resources-trading");
  const [overlapping] = trading.got.splice(0);
  expect(overlapping?.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
  for (const secret of [old, fresh]) expect(verify(secret, overlapping as Received)).toMatchObject({ kind: "apply" });
  await xinheng.advanceTo("2026-11-24T10:00:00+08:00");
  await publish("public-resources-trading");
  const [after] = trading.got.splice(0);
  expect(after?.headers["webhook-signature"]?.split(" ")).toHaveLength(1);
  expect(verify(fresh, after as Received)).toMatchObject({ kind: "apply" });
  expect(() => verify(old, after as Received)).toThrow();
});

test("a failure is tried again under the same id: soon by the queue, later by the sweep", async () => {
  const land = await receiver();
  await set("natural-resources", { url: land.url });
  land.status = 500;
  const [triggerId] = await publish("natural-resources");
  const calls = land.got.length;
  expect(calls).toBeGreaterThan(0);
  expect((await deliveries("natural-resources"))[0]).toMatchObject({ status: "pending", attempts: 1, lastStatus: 500 });
  // The first retry comes by itself after some five seconds of real time.
  await land.until(calls * 2);
  land.status = 200;
  await xinheng.drain();
  await xinheng.advanceTo("2026-11-24T11:30:00+08:00");
  await xinheng.drain();
  const log = await deliveries("natural-resources");
  expect(log.every(({ status, lastStatus }) => status === "delivered" && lastStatus === 200)).toBe(true);
  expect(log.some((delivery) => delivery.triggerId === triggerId)).toBe(true);
  for (const { eventId, attempts } of log) {
    expect(attempts).toBe(3);
    const bodies = land.got.filter(({ id }) => id === eventId).map(({ body }) => body);
    expect(bodies).toHaveLength(3);
    expect(new Set(bodies).size).toBe(1);
  }
});

test("an event delivered is told to nobody again, however often its message and its decision come", async () => {
  const finance = receivers[0] as Receiver;
  const triggerIds = await publish("finance");
  const before = finance.got.length;
  const log = await deliveries("finance");
  const eventIds = log.map(({ eventId }) => eventId);
  const queues = (await xinheng.get("/_local/queues")).body as { name: string; url: string }[];
  const url = queues.find(({ name }) => name === "Xinheng-WebhookWork")?.url ?? "";
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const sqs = new SQSClient({ endpoint: new URL(url).origin, region: "us-east-1", credentials });
  const due = { type: "webhook-due", version: 1, agencyId: "finance", eventIds, drain: true };
  for (let time = 0; time < 5; time++)
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(due) }));
  const work = queues.find(({ name }) => name === "Xinheng-TriggerWork")?.url ?? "";
  const [entryId = ""] = triggerIds[0]?.split(".") ?? [];
  const { body: history } = await xinheng.get(`/v1/entries/${entryId}/history`, { as: "market-regulation" });
  const { body: entry } = await xinheng.get(`/v1/entries/${entryId}`, { as: "market-regulation" });
  const subjectId = entry.subject.subjectId as string;
  const events = (history.items as object[]).map((event) => ({
    ...event,
    subjectId,
    entryId,
    by: officer,
    correlationId: "again",
  }));
  for (let time = 0; time < 3; time++)
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: work,
        MessageBody: JSON.stringify({ type: "decision-recorded", version: 1, subjectId, events }),
      }),
    );
  sqs.destroy();
  await xinheng.drain();
  await xinheng.advanceTo("2026-11-24T13:30:00+08:00");
  await xinheng.drain();
  expect(finance.got.length).toBe(before);
  expect(new Set(finance.got.map(({ id }) => id)).size).toBe(before);
  expect(await deliveries("finance")).toEqual(log);
});

test("an endpoint that goes on failing is left alone, tried by one call, and has all replayed to it", async () => {
  const roads = await receiver();
  roads.status = 503;
  await set("market-regulation", { url: roads.url });
  const made: string[] = [];
  while (made.length < 8) made.push(...(await publish("market-regulation")));
  await sleep(7_000);
  const state = async (): Promise<unknown> =>
    (await xinheng.get(hook("market-regulation"), { as: "market-regulation" })).body.circuit;
  expect(await state()).toMatchObject({ state: "open" });
  const calls = roads.got.length;
  made.push(...(await publish("market-regulation")));
  expect(roads.got.length).toBe(calls);

  // Half-open: one call, and open again.
  await xinheng.advanceTo("2026-11-24T14:25:00+08:00");
  await xinheng.drain();
  expect(roads.got.length).toBe(calls + 1);
  expect(await state()).toMatchObject({ state: "open" });

  // The agency mends it and asks for what it missed.
  roads.status = 200;
  roads.got.length = 0;
  const replay = await xinheng.post(`${hook("market-regulation")}/replays`, {
    as: "market-regulation",
    body: { from: "2026-11-24T00:00:00+08:00" },
  });
  expect([replay.status, replay.body]).toEqual([202, { replayed: made.length, next: null }]);
  await xinheng.drain();
  const told = roads.got.map(({ body }) => (JSON.parse(body) as { triggerId: string }).triggerId);
  expect(told.sort()).toEqual(made.sort());
  expect(await state()).toMatchObject({ state: "closed", failures: 0 });
  expect((await deliveries("market-regulation")).every(({ status }) => status === "delivered")).toBe(true);

  // One event again, by its id.
  const [{ eventId } = { eventId: "" }] = await deliveries("market-regulation");
  await xinheng.post(`${hook("market-regulation")}/replays`, { as: "market-regulation", body: { eventId } });
  await xinheng.drain();
  expect(roads.got.filter(({ id }) => id === eventId)).toHaveLength(2);
  expect(roads.got).toHaveLength(made.length + 1);
});

test("a pause stops calls and makes no events; what waited goes out when it ends", async () => {
  const paused = await receiver();
  paused.status = 500;
  const agency = "administrative-approval";
  await set(agency, { url: paused.url });
  const ids = await publish(agency);
  expect(paused.got).toHaveLength(ids.length);
  await set(agency, { url: paused.url, enabled: false });
  await publish(agency);
  await sleep(7_000);
  expect(paused.got).toHaveLength(ids.length);
  expect(await deliveries(agency)).toHaveLength(ids.length);
  paused.status = 200;
  await set(agency, { url: paused.url });
  await paused.until(ids.length * 2);
  await xinheng.drain();
  expect((await deliveries(agency)).map(({ status, attempts }) => [status, attempts])).toEqual(
    ids.map(() => ["delivered", 2]),
  );
});

test("a redirect is a failure, and is not followed", async () => {
  const moved = await receiver();
  moved.status = 302;
  await set("human-resources", { url: moved.url });
  const ids = await publish("human-resources");
  expect(moved.got).toHaveLength(ids.length);
  expect((await deliveries("human-resources"))[0]).toMatchObject({ status: "pending", lastStatus: 302 });
});

test("the log is the agency's and the office's, in pages; nobody else reads or sets anything of it", async () => {
  for (const as of ["finance", "credit-office"]) {
    const page = await xinheng.get(`${hook("finance")}/deliveries?limit=1`, { as });
    expect([page.status, page.body.items.length]).toEqual([200, 1]);
    expect(JSON.stringify(page.body)).not.toMatch(/whsec_|signature|制造有限公司/);
  }
  const replay = { as: "tax", body: { from: "2026-11-24T00:00:00+08:00" } };
  for (const reply of [
    await xinheng.get(hook("finance"), { as: "tax" }),
    await xinheng.get(`${hook("finance")}/deliveries`, { as: "tax" }),
    await set("finance", { url: receivers[0]?.url }, "tax"),
    await xinheng.post(`${hook("finance")}/replays`, replay),
  ])
    expect([reply.status, reply.body.type]).toEqual([403, "/problems/webhook.notYours"]);
  const unset = await xinheng.get(hook("transport"), { as: "credit-office" });
  expect([unset.status, unset.body.type]).toEqual([404, "/problems/webhook.unknown"]);
});

test.each([
  ["http://10.0.0.1/x", "url.notHttps"],
  ["https://169.254.169.254/x", "url.address"],
  ["https://user@example.com/x", "url.userinfo"],
])("%s is refused as a webhook", async (url, code) => {
  const reply = await set("finance", { url });
  expect([reply.status, reply.body.errors]).toMatchObject([422, [{ pointer: "/url", code }]]);
});

test("one id leads from a file through its rows, the decision and the trigger to the webhook, in logs and header", async () => {
  const finance = receivers[0] as Receiver;
  const before = finance.got.length;
  const correlationId = "followed-from-the-file";
  const subject = listing(++listed);
  const sent = await xinheng.post("/v1/submissions?kind=listEntries", {
    as: "market-regulation",
    body: { rows: [subject] },
    headers: { "x-correlation-id": correlationId },
  });
  expect([sent.status, sent.headers.get("x-correlation-id")]).toEqual([202, correlationId]);
  await xinheng.drain();
  const heard = finance.got.slice(before);
  expect(heard.length).toBeGreaterThan(0);
  expect(new Set(heard.map(({ headers }) => headers["x-correlation-id"]))).toEqual(new Set([correlationId]));
  const along = logLines().filter((line) => line["correlationId"] === correlationId);
  const steps = along.map(({ service, message }) => `${String(service)}: ${String(message)}`);
  expect([...new Set(steps)]).toEqual([
    "receive-submission: request",
    "split-submission: submission split",
    "admit-rows: rows admitted",
    "make-triggers: triggers made",
    "deliver-webhooks: webhook attempt",
  ]);
  // The last step names the events that the agency can be asked about.
  const attempted = along.flatMap(({ agencyId, eventId }) => (agencyId === "finance" && eventId ? [eventId] : []));
  expect(attempted.sort()).toEqual(heard.map(({ id }) => id).sort());
  expect(JSON.stringify(along)).not.toContain(subject.subject.uscc);
});

/** What the functions said, line by line, as they said it. */
const logLines = (): Record<string, unknown>[] => {
  const folder = join(host.data, "logs");
  return readdirSync(folder)
    .flatMap((file) => readFileSync(join(folder, file), "utf8").split("\n"))
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
};

test("logs lead from the request to the call, and hold no secret and no name", () => {
  const folder = join(host.data, "logs");
  const logs = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
  expect(logs).not.toMatch(/whsec_|制造有限公司/);
  const services = logLines()
    .filter(({ correlationId }) => correlationId === "webhook-test-1")
    .map(({ service }) => service);
  expect(new Set(services)).toEqual(new Set(["submit-entries", "make-triggers", "deliver-webhooks"]));
});
