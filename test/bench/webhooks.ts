import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { client } from "../support/host.ts";
import { costOf } from "./operation-cost.ts";
import { onOwnEngine } from "./own-engine.ts";
import { type Figure, short } from "./table.ts";
import { sendFile } from "./throughput.ts";
import type { Bench } from "./tree.ts";

const rows = 500;
const agencies = ["finance", "natural-resources", "public-resources-trading", "market-regulation", "human-resources"];
const mostQueueRequests = 0.3;
/** When no call has come for this long, everybody has been told. */
const quietMs = 5_000;

/** Triggers of a file that five agencies hear of by webhook, on an endpoint of this machine that answers at once. */
export const measureWebhooks = async (bench: Bench): Promise<readonly Figure[]> => {
  const heard = new Set<string>();
  let calls = 0;
  let last = 0;
  const server = createServer((request, response) => {
    calls++;
    last = performance.now();
    heard.add(String(request.headers["webhook-id"]));
    request.resume();
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    return await onOwnEngine(bench, "webhooks", async (host) => {
      const xinheng = client(host.url);
      await xinheng.registerAgencies();
      for (const agency of agencies) {
        const set = await xinheng.put(`/v1/agencies/${agency}/webhook`, { as: agency, body: { url } });
        if (set.status !== 200) throw new Error(`${agency}: ${set.status}`);
      }
      await sendFile(xinheng, 1, 20);
      const before = heard.size;
      calls = 0;
      const started = performance.now();
      const cost = await costOf(xinheng, async () => {
        await sendFile(xinheng, 100, rows);
        // A message that found its agency's turn taken is held back for two seconds, which no queue counts as busy.
        while (performance.now() - last < quietMs) await sleep(quietMs / 10);
      });
      const told = heard.size - before;
      if (told === 0) throw new Error("nobody was told of anything");
      return [
        {
          figure: `webhooks: from a file of ${rows} to an endpoint on this machine`,
          value: `${short((told * 1000) / (last - started))} triggers/s, ${told} in ${calls} calls`,
        },
        {
          figure: "webhooks: requests to SQS for each event, file and rows included",
          value: short(cost.queueRequests / told, 3),
          budget: `≤ ${mostQueueRequests}`,
          kept: cost.queueRequests / told <= mostQueueRequests,
        },
      ];
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
};
