import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { markOf, type ProcessMark, stillRuns } from "./running-process.ts";

/** A lock that this process holds. */
export interface HeldLock {
  release(): void;
}

const readMark = (path: string): ProcessMark | undefined => {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as ProcessMark;
  } catch {
    return undefined;
  }
};

/**
 * Takes the lock, or tells who holds it. The file appears with its content in one step (a hard link), and a lock whose
 * process is gone is set aside by a rename that only one of several takers can win.
 */
export const takeLock = (path: string): HeldLock | ProcessMark => {
  const own = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(own, JSON.stringify(markOf()));
  try {
    for (;;) {
      try {
        linkSync(own, path);
        return {
          release: () => {
            if (readMark(path)?.pid === process.pid) rmSync(path, { force: true });
          },
        };
      } catch (problem) {
        if ((problem as NodeJS.ErrnoException).code !== "EEXIST") throw problem;
      }
      const holder = readMark(path);
      if (holder !== undefined && stillRuns(holder)) return holder;
      try {
        renameSync(path, `${own}.stale`);
        const moved = readMark(`${own}.stale`);
        // Another taker may have replaced the stale file between the look and the rename: give it back.
        if (moved !== undefined && stillRuns(moved)) linkSync(`${own}.stale`, path);
      } catch (problem) {
        if (!["ENOENT", "EEXIST"].includes((problem as NodeJS.ErrnoException).code ?? "")) throw problem;
      }
      rmSync(`${own}.stale`, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
};

/** Whether `takeLock` got the lock. */
export const isHeld = (taken: HeldLock | ProcessMark): taken is HeldLock => "release" in taken;

/** Takes the lock, waiting for whoever holds it. */
export const waitForLock = async (path: string): Promise<HeldLock> => {
  for (;;) {
    const taken = takeLock(path);
    if (isHeld(taken)) return taken;
    await new Promise((resume) => setTimeout(resume, 50));
  }
};
