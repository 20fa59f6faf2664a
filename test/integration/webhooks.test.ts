import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { WebhookDue } from "../../events/webhook-due/v1.ts";
import { createHandler } from "../../functions/deliver-webhooks/handler.ts";
import {
  createDeliveryLog,
  createDeliveryMaker,
  createDeliveryWork,
} from "../../shared/adapters/dynamodb/agency/deliveries.ts";
import { createLeases, createSubscribers, createWebhookStore } from "../../shared/adapters/dynamodb/agency/webhooks.ts";
import { createCall } from "../../shared/adapters/webhook/call.ts";
import { newSecret, sign } from "../../shared/adapters/webhook/signature.ts";
import { messagesFor } from "../../shared/app/webhook/webhook-messages.ts";
import { sweepWebhooks } from "../../shared/app/webhook/sweep-webhooks.ts";
import { closed } from "../../shared/domain/webhook/circuit.ts";
import { deliveryOf, retrySeconds } from "../../shared/domain/webhook/delivery.ts";
import type { Trigger } from "../../shared/domain/trigger/trigger.ts";
import { derivedKey } from "../../shared/kernel/ids.ts";
import { shanghaiInstant } from "../../shared/kernel/local-date.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { monday } from "../support/house.ts";

let engine: TestEngine;
let clock = monday;
const servers: Server[] = [];
const sent: { readonly messages: readonly WebhookDue[]; readonly delay: number }[] = [];

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  engine.stop();
});

/** An endpoint that answers with a status; without one it breaks off, once it may. */
const endpoint = async (status: () => number | Promise<undefined>) => {
  const seen = { calls: 0, answered: 0, atOnce: 0, most: 0 };
  const server = createServer((request, response) => {
    seen.calls++;
    seen.most = Math.max(seen.most, ++seen.atOnce);
    response.on("close", () => seen.atOnce--);
    request.resume();
    const answer = status();
    if (typeof answer !== "number") {
      void answer.then(() => response.destroy());
      return;
    }
    seen.answered++;
    response.writeHead(answer).end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
};

const deps = () => {
  const table = engine.table.Webhooks;
  return {
    store: createWebhookStore(engine.db, table),
    subscribers: createSubscribers(engine.db, table),
    maker: createDeliveryMaker(engine.db, table),
    log: createDeliveryLog(engine.db, { webhooks: table, intake: engine.table.Intake }),
    work: { ...createLeases(engine.db, table), ...createDeliveryWork(engine.db, table) },
    webhookQueue: {
      send: async (messages: readonly WebhookDue[], delay = 0) => {
        sent.push({ messages, delay });
      },
    },
  };
};

const subscribe = async (agencyId: string, url: string) =>
  deps().store.put(
    {
      agencyId,
      url,
      enabled: true,
      secrets: [{ ciphertext: newSecret(), createdAt: clock }],
      circuit: closed,
      updatedAt: clock,
    },
    undefined,
  );

const makeEvents = async (agencyId: string, count: number): Promise<string[]> => {
  const deliveries = Array.from({ length: count }, (_, n) =>
    deliveryOf({
      agencyId,
      entryId: `ent_${"0".repeat(26)}`,
      triggerKey: derivedKey(agencyId, n),
      kind: "apply",
      createdAt: shanghaiInstant(monday),
      correlationId: "correlation",
    } as Trigger),
  );
  await deps().maker.make(deliveries);
  return deliveries.map(({ eventId }) => eventId);
};

let ids = 0;
/** So long that no test waits for them: what a call does when time is up is tested with the call itself. */
const limits = { connectMs: 60_000, totalMs: 60_000 };
const worker = () =>
  createHandler({
    ...deps(),
    call: createCall({ loopback: true }, limits),
    unseal: (ciphertext) => Promise.resolve(ciphertext),
    sign,
    now: () => clock,
    elapsed: () => 0,
    chance: () => 0.5,
    newId: () => `lease-${ids++}`,
    telemetry: { request: () => {}, work: () => {}, broken: () => {}, count: () => {}, tellCounts: () => {} },
  });

const batch = (messages: readonly WebhookDue[]) =>
  ({
    Records: messages.map((message, n) => ({ messageId: `m${n}`, body: JSON.stringify(message) })),
  }) as unknown as Parameters<ReturnType<typeof worker>>[0];

describe("one endpoint that hangs", () => {
  test("never delays nineteen that answer, holds one worker, and then is left alone", async () => {
    const { promise: broken, resolve: breakOff } = Promise.withResolvers<undefined>();
    const hangs = await endpoint(() => broken);
    await subscribe("agency-0", hangs.url);
    const answering = await Promise.all(
      Array.from({ length: 19 }, async (_, n) => {
        const made = await endpoint(() => 204);
        await subscribe(`agency-${n + 1}`, made.url);
        return { agencyId: `agency-${n + 1}`, ...made };
      }),
    );
    // Every batch has messages of the agency whose endpoint hangs, as if most of the work were its own.
    const hanging = messagesFor("agency-0", await makeEvents("agency-0", 40));
    const messages = await Promise.all(
      answering.map(async ({ agencyId }) => messagesFor(agencyId, await makeEvents(agencyId, 10))),
    );
    const handler = worker();
    const outcomes = Promise.all(
      Array.from({ length: 4 }, (_, n) =>
        handler(batch([...hanging, ...messages.filter((_each, index) => index % 4 === n).flat()])),
      ),
    );
    const putBack = () => sent.filter(({ messages: [first] }) => first?.agencyId === "agency-0");
    // While the one hangs, and for as long as it does, everything of the others is delivered, and three workers go on without it.
    await vi.waitUntil(() => answering.every(({ seen }) => seen.answered === 10) && putBack().length === 3, 30_000);
    await vi.waitUntil(() => hangs.seen.atOnce === 4, 30_000);
    expect(hangs.seen.calls).toBe(4);
    breakOff(undefined);
    expect((await outcomes).flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
    for (const { seen } of answering) expect(seen.calls).toBe(10);
    expect(hangs.seen.calls).toBeGreaterThanOrEqual(5);
    expect(hangs.seen.calls).toBeLessThanOrEqual(8);
    expect(hangs.seen.most).toBeLessThanOrEqual(4);
    expect((await deps().store.find("agency-0"))?.circuit.openUntil).toEqual(new Date(clock.getTime() + 600_000));
    // The three that found the turn taken put the work back for a moment; the one that had it, until it may be tried.
    const delays = putBack().map(({ delay }) => delay);
    expect(delays.sort((a, b) => a - b)).toEqual([2, 2, 2, 600]);
    await handler(batch(hanging));
    expect(hangs.seen.calls).toBeLessThanOrEqual(8);
  });
});

test("an event that nobody takes is dead after the last attempt, days later, and is in the log", async () => {
  const refuses = await endpoint(() => 503);
  await subscribe("patience", refuses.url);
  const [eventId = ""] = await makeEvents("patience", 1);
  const handler = worker();
  await handler(batch(messagesFor("patience", [eventId])));
  for (let sweeps = 0; sweeps < 200; sweeps++) {
    clock = new Date(clock.getTime() + 3_600_000);
    sent.length = 0;
    await sweepWebhooks(deps(), clock);
    const woken = sent.flatMap(({ messages }) => messages).filter(({ agencyId }) => agencyId === "patience");
    if (woken.length > 0) await handler(batch(woken));
  }
  expect(refuses.seen.calls).toBe(retrySeconds.length + 1);
  const { items } = await deps().log.page("patience", { limit: 10 });
  expect(items).toMatchObject([{ eventId, status: "dead", attempts: 10, lastStatus: 503 }]);
  expect(await deps().work.dueIds("patience", new Date(clock.getTime() + 1e10), 10)).toEqual([]);
}, 60_000);

test("a message that is none is given back alone", async () => {
  const answers = await endpoint(() => 200);
  await subscribe("sound", answers.url);
  const event = batch(messagesFor("sound", await makeEvents("sound", 1)));
  const poison = { messageId: "poison", body: "{ no json" } as (typeof event.Records)[number];
  const outcome = await worker()({ Records: [poison, ...event.Records] });
  expect(outcome).toEqual({ batchItemFailures: [{ itemIdentifier: "poison" }] });
  expect(answers.seen.calls).toBe(1);
});
