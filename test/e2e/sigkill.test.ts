import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { expectWholeFanOut } from "../support/fan-out.ts";
import { client, startHost } from "../support/host.ts";

const samples = join(import.meta.dirname, "../../events/samples");
const expected = JSON.parse(readFileSync(join(samples, "black-list.expected.json"), "utf8")) as {
  rows: number;
  accepted: number;
  rejected: number;
};

// While rows are decided and triggers made. `npm run test:long` kills at twenty moments that chance chooses.
test.each([120])(
  "killed some %i accepted rows into a 520-row file, the restarted host publishes every row with all its triggers, none twice",
  async (after) => {
    const first = await startHost();
    const before = client(first.url);
    await before.registerAgencies();
    const sent = await before.post("/v1/submissions?kind=listEntries&format=csv&charset=gb18030", {
      as: "market-regulation",
      bytes: readFileSync(join(samples, "black-list.gb18030.csv")),
      contentType: "application/octet-stream",
    });
    expect(sent.status).toBe(202);
    const id = sent.body.submissionId as string;
    for (let accepted = 0; accepted < after; await sleep(5))
      ({ accepted } = (await before.get(`/v1/submissions/${id}`, { as: "market-regulation" })).body.counts as {
        accepted: number;
      });
    await first.kill();

    const second = await startHost({ data: first.data });
    try {
      const xinheng = client(second.url);
      expect((await xinheng.drain()).status).toBe(200);
      const { body } = await xinheng.get(`/v1/submissions/${id}`, { as: "market-regulation" });
      expect(body).toMatchObject({
        status: "done",
        counts: { rows: expected.rows, accepted: expected.accepted, rejected: expected.rejected, duplicate: 0 },
      });
      const results = (await xinheng.all(`/v1/submissions/${id}/results?limit=200`, { as: "market-regulation" })) as {
        outcome: string;
        id?: string;
      }[];
      const ids = results.flatMap((result) => (result.outcome === "accepted" && result.id ? [result.id] : []));
      expect(new Set(ids).size).toBe(expected.accepted);
      expect(await expectWholeFanOut(xinheng, ids)).toBeGreaterThan(4 * expected.accepted);
    } finally {
      await second.stop();
      second.clean();
    }
  },
);
