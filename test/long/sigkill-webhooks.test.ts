import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { client, startHost } from "../support/host.ts";
import { csvOf } from "../support/house.ts";

const rows = 150;
const kills = 6;
const agency = "finance";

test(`killed ${kills} times while webhooks are called, every event is delivered, and under the one id that it has`, async () => {
  const idsOf = new Map<string, Set<string>>();
  let calls = 0;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      calls++;
      const { triggerId } = JSON.parse(body) as { triggerId: string };
      const ids = idsOf.get(triggerId) ?? new Set();
      idsOf.set(triggerId, ids.add(String(request.headers["webhook-id"])));
      // Slow enough that a kill falls between a call and the note of it.
      setTimeout(() => response.writeHead(204).end(), 60);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  let host = await startHost();
  try {
    const first = client(host.url);
    await first.registerAgencies();
    const set = await first.put(`/v1/agencies/${agency}/webhook`, { as: agency, body: { url } });
    expect(set.status).toBe(200);
    const sent = await first.post("/v1/submissions?kind=listEntries", {
      as: "market-regulation",
      bytes: new TextEncoder().encode(csvOf(rows)),
      contentType: "text/csv",
    });
    expect(sent.status).toBe(202);
    for (let kill = 0; kill < kills; kill++) {
      const before = calls;
      for (let waited = 0; calls < before + 15 && waited < 60_000; waited += 20) await sleep(20);
      expect(calls, "webhooks are under way").toBeGreaterThanOrEqual(before + 15);
      await host.kill();
      host = await startHost({ data: host.data });
    }
    let xinheng = client(host.url);
    for (let drained = 0; drained !== 200;) drained = (await xinheng.drain()).status;
    // What a killed worker left is found by the hourly sweep at the latest.
    for (const hour of ["10", "11", "12"]) {
      await xinheng.advanceTo(`2026-11-23T${hour}:30:00+08:00`);
      for (let drained = 0; drained !== 200;) drained = (await xinheng.drain()).status;
    }
    xinheng = client(host.url);
    const made = (await xinheng.all("/v1/triggers?status=pending&limit=200", { as: agency })) as {
      triggerId: string;
    }[];
    const log = (await xinheng.all(`/v1/agencies/${agency}/webhook/deliveries?limit=200`, { as: agency })) as {
      triggerId: string;
      eventId: string;
      status: string;
    }[];
    expect(made.length).toBeGreaterThan(rows);
    expect(log.filter(({ status }) => status !== "delivered")).toEqual([]);
    const all = made.map(({ triggerId }) => triggerId).sort();
    expect(log.map(({ triggerId }) => triggerId).sort()).toEqual(all);
    expect([...idsOf.keys()].sort()).toEqual(all);
    for (const { triggerId, eventId } of log) expect([...(idsOf.get(triggerId) ?? [])]).toEqual([eventId]);
    expect(new Set(log.map(({ eventId }) => eventId)).size).toBe(all.length);
    console.log(`${all.length} events, ${calls} calls`);
  } finally {
    server.closeAllConnections();
    server.close();
    await host.stop();
    host.clean();
  }
});
