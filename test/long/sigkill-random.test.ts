import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { expectWholeFanOut } from "../support/fan-out.ts";
import { client, startHost } from "../support/host.ts";
import { csvOf } from "../support/house.ts";

const rows = 10_000;
const kills = 20;

/** The same moments on every run; another seed is another test. */
const moments = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

test(`killed at ${kills} random moments of a ${rows}-row file and its fan-out, every row ends published with all its triggers, none twice`, async () => {
  const random = moments(20_261_123);
  let host = await startHost();
  const first = client(host.url);
  await first.registerAgencies();
  const sent = await first.post("/v1/submissions?kind=listEntries", {
    as: "market-regulation",
    bytes: new TextEncoder().encode(csvOf(rows)),
    contentType: "text/csv",
  });
  expect(sent.status).toBe(202);
  const id = sent.body.submissionId as string;
  for (let kill = 0; kill < kills; kill++) {
    await sleep(200 + random() * 3_000);
    await host.kill();
    host = await startHost({ data: host.data });
  }
  try {
    const xinheng = client(host.url);
    for (let drained = 0; drained !== 200;) drained = (await xinheng.drain()).status;
    const { body } = await xinheng.get(`/v1/submissions/${id}`, { as: "market-regulation" });
    expect(body).toMatchObject({ status: "done", counts: { rows, accepted: rows, rejected: 0, duplicate: 0 } });
    const results = (await xinheng.all(`/v1/submissions/${id}/results?limit=200`, { as: "market-regulation" })) as {
      id: string;
    }[];
    expect(new Set(results.map((result) => result.id)).size).toBe(rows);
    expect(
      await expectWholeFanOut(
        xinheng,
        results.map((result) => result.id),
      ),
    ).toBeGreaterThan(rows);
    const queues = (await xinheng.get("/_local/queues")).body as { deadLetters?: boolean; visible: number }[];
    expect(queues.filter(({ deadLetters, visible }) => deadLetters && visible > 0)).toEqual([]);
  } finally {
    await host.stop();
    host.clean();
  }
});
