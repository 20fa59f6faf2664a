import { readdirSync, readFileSync } from "node:fs";

/** Ticks of `/proc/…/stat` in a second: 100 on every Linux that Node runs on. */
const ticks = 100;

/** Resident memory of a process and of everything that it started, in MB. */
export const megabytes = (pid: number): number => {
  const own = Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  return childrenOf(pid).reduce((sum, child) => sum + megabytes(child), own / 1024);
};

const childrenOf = (pid: number): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return fieldsOf(Number(name))[1] === String(pid) ? [Number(name)] : [];
      } catch {
        // It has ended since the folder was read.
        return [];
      }
    });

/** The fields of a process's line behind its name, which may hold blanks: state, parent, … */
const fieldsOf = (pid: number): string[] =>
  readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");

/** CPU seconds that a process has used so far, all its threads together. */
export const cpuSeconds = (pid: number): number => {
  const fields = fieldsOf(pid);
  return (Number(fields[11]) + Number(fields[12])) / ticks;
};

/** CPU seconds that the whole machine has been busy for, all its cores together. */
export const machineSeconds = (): number => {
  const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n");
  const [user = 0, nice = 0, system = 0, , , interrupt = 0, soft = 0] = line.split(/\s+/).slice(1).map(Number);
  return (user + nice + system + interrupt + soft) / ticks;
};

/** What some processes used while something ran, each by itself, and what everybody else on the machine used. */
export interface Spent {
  readonly seconds: number;
  readonly cpu: readonly number[];
  readonly others: number;
}

/** Runs something and says what it cost. */
export const spend = async (pids: readonly number[], work: () => Promise<unknown>): Promise<Spent> => {
  const before = { at: performance.now(), cpu: pids.map(cpuSeconds), machine: machineSeconds() };
  await work();
  const cpu = pids.map((pid, index) => cpuSeconds(pid) - (before.cpu[index] ?? 0));
  const all = machineSeconds() - before.machine;
  return {
    seconds: (performance.now() - before.at) / 1000,
    cpu,
    others: Math.max(0, all - cpu.reduce((sum, each) => sum + each, 0)),
  };
};

/** Looks again and again until it is stopped; `most` gives the most that was seen. */
export const peakOf = (measure: () => number): { readonly stop: () => void; readonly most: () => number } => {
  let most = measure();
  const timer = setInterval(() => {
    most = Math.max(most, measure());
  }, 1000);
  return {
    stop: () => {
      clearInterval(timer);
    },
    most: () => most,
  };
};
