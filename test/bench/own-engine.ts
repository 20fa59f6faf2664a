import { type BenchEngine, startEngine } from "./engine.ts";
import { type BenchHost, startHost } from "./host.ts";
import type { Bench } from "./tree.ts";

/** Runs something on a fresh host whose engine is the bench's own, so that its tables can be read; ends both. */
export const onOwnEngine = async <T>(
  bench: Bench,
  name: string,
  work: (host: BenchHost, engine: BenchEngine) => Promise<T>,
): Promise<T> => {
  const engine = await startEngine(bench.folder(`${name}.db`));
  try {
    const host = await startHost({ tree: bench.tree, data: bench.folder(name), endpoint: engine.endpoint });
    try {
      return await work(host, engine);
    } finally {
      await host.stop();
    }
  } finally {
    await engine.stop();
  }
};
