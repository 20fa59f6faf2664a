import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";

const alive = new Set<ChildProcess>();
const patienceMs = 10_000;

/** Starts a process in a group of its own, so that it can be ended with whatever it started. */
export const start = (program: string, args: readonly string[], options: SpawnOptions): ChildProcess => {
  const child = spawn(program, args, { ...options, detached: true });
  alive.add(child);
  child.once("exit", () => alive.delete(child));
  return child;
};

/** Ends a process of ours and its group, kindly at first; waits for it. */
export const end = async (child: ChildProcess): Promise<void> => {
  if (!alive.has(child)) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  signal(child, "SIGTERM");
  const force = setTimeout(() => {
    signal(child, "SIGKILL");
  }, patienceMs);
  await ended;
  clearTimeout(force);
};

const signal = ({ pid }: ChildProcess, name: NodeJS.Signals): void => {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch {
    // It has just ended by itself.
  }
};

// However the bench ends, nothing of it stays behind.
process.once("exit", () => {
  for (const child of alive) signal(child, "SIGTERM");
});
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => process.exit(1));
