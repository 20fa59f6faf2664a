import { readFileSync } from "node:fs";

/** A process as it was seen: the id alone may be given to another process later. */
export interface ProcessMark {
  readonly pid: number;
  /** Kernel start time of the process, where the system tells it. */
  readonly startedAt: string | undefined;
}

const startOf = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
};

/** This process, for a lock file. */
export const markOf = (pid: number = process.pid): ProcessMark => ({ pid, startedAt: startOf(pid) });

/** Whether the process that left the mark still runs. */
export const stillRuns = (mark: ProcessMark): boolean => {
  if (!Number.isInteger(mark.pid) || mark.pid <= 0) return false;
  try {
    process.kill(mark.pid, 0);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const state = stateOf(mark.pid);
  return state !== "Z" && (mark.startedAt === undefined || startOf(mark.pid) === mark.startedAt);
};

const stateOf = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2)[0];
  } catch {
    return undefined;
  }
};

/** The words a process was started with; empty where the system does not tell. */
export const commandOf = (pid: number): readonly string[] => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").filter(Boolean);
  } catch {
    return [];
  }
};
