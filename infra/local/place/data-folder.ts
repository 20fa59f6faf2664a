import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { type HeldLock, isHeld, takeLock } from "./lock-file.ts";
import { StartRefused } from "./start-refused.ts";

/** The folder with everything a host keeps, while this process holds it. */
export interface DataFolder {
  readonly path: string;
  readonly logFile: string;
  file(name: string): string;
  release(): void;
}

const lockName = "host.lock";
const mostLogBytes = 50_000_000;

/** Creates or erases the folder, and takes it for this process alone. */
export const openDataFolder = (path: string, fresh: boolean): DataFolder => {
  let lock: HeldLock | undefined;
  try {
    if (fresh && existsSync(path)) refuseStrangeFolder(path);
    makeFolder(path);
    accessSync(path, constants.W_OK);
    const taken = takeLock(join(path, lockName));
    if (!isHeld(taken)) {
      throw new StartRefused(
        `The data folder ${path} is in use by another host (process ${taken.pid}): stop it, or name another with --data`,
      );
    }
    lock = taken;
    if (fresh) {
      for (const name of readdirSync(path)) {
        if (name !== lockName && name !== "engine.json") rmSync(join(path, name), { recursive: true, force: true });
      }
    }
    makeFolder(join(path, "logs"));
  } catch (problem) {
    lock?.release();
    if (problem instanceof StartRefused) throw problem;
    throw new StartRefused(`The data folder ${path} cannot be written: ${(problem as Error).message}`);
  }
  const logFile = join(path, "logs", "functions.log");
  if (existsSync(logFile) && statSync(logFile).size > mostLogBytes) renameSync(logFile, `${logFile}.1`);
  return { path, logFile, file: (name) => join(path, name), release: () => lock?.release() };
};

/** Step by step: the recursive `mkdirSync` of Node never returns where a file system says ENOENT to every new name. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
};

/** `--fresh` erases only what a host made: never somebody's documents after a slip in `--data`. */
const refuseStrangeFolder = (path: string): void => {
  const known = /^(host\.(lock.*|db.*)|engine\.json|tables\.db.*|messages|logs|code|compile-cache)$/;
  const strange = readdirSync(path).find((name) => !known.test(name));
  if (strange !== undefined) {
    throw new StartRefused(`--fresh will not erase ${path}: it holds "${strange}", which is not Xinheng's`);
  }
};
