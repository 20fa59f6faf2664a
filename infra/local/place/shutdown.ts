/** What to stop when the host ends, last started first. */
export interface Shutdown {
  add(stop: () => unknown): void;
  run(): Promise<void>;
  /** Ends the host because something it stands on is gone. */
  fail(line: string): Promise<void>;
  readonly begun: boolean;
}

const longestMs = 2800;
const watchMs = 500;

/** npm starts the host through a shell that passes no signals on: who ends npm ends the shell, and means the host. */
const watchParent = (gone: () => void): void => {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) gone();
  }, watchMs).unref();
};

/** Ends the host in order on SIGINT and SIGTERM, and in any case within three seconds. */
export const onShutdown = (): Shutdown => {
  const steps: (() => unknown)[] = [];
  let begun = false;
  const run = async (): Promise<void> => {
    begun = true;
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      try {
        await step();
      } catch (problem) {
        console.error(`While stopping: ${(problem as Error).message}`);
      }
    }
  };
  const end = async (exitCode: number): Promise<void> => {
    if (begun) return;
    setTimeout(() => process.exit(exitCode), longestMs).unref();
    await run();
    process.exit(exitCode);
  };
  watchParent(() => void end(0));
  process.on("SIGINT", () => void end(0));
  process.on("SIGTERM", () => void end(0));
  process.on("SIGHUP", () => void end(0));
  return {
    add: (stop) => void steps.push(stop),
    run,
    fail: async (line) => {
      if (!begun) console.error(line);
      await end(1);
    },
    get begun() {
      return begun;
    },
  };
};
