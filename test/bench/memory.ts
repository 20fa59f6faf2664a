import { setTimeout as sleep } from "node:timers/promises";
import { startHost } from "./host.ts";
import { megabytes } from "./processes.ts";
import type { Figure } from "./table.ts";
import type { Bench } from "./tree.ts";

const quietSeconds = 30;
const mostMegabytes = 500;

/** Resident memory of a host with its engine, after the samples were loaded and nobody has asked for anything since. */
export const measureIdleMemory = async (bench: Bench): Promise<readonly Figure[]> => {
  const host = await startHost({ tree: bench.tree, data: bench.folder("idle"), samples: true });
  try {
    await sleep(quietSeconds * 1000);
    const idle = megabytes(host.pid);
    return [
      {
        figure: `memory: host and engine, samples loaded, ${quietSeconds} s of quiet`,
        value: `${Math.round(idle)} MB`,
        budget: `≤ ${mostMegabytes} MB`,
        kept: idle <= mostMegabytes,
      },
    ];
  } finally {
    await host.stop();
  }
};
