import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout that is measured. */
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const leftBehind = new Set(["node_modules", "cdk.out", "dist", "coverage", ".git", ".data", ".cache"]);

/** A place of the bench's own: a copy of the checkout as it is now, and room for data. */
export interface Bench {
  readonly tree: string;
  /** A folder that does not exist yet. */
  readonly folder: (name: string) => string;
}

/**
 * Copies the checkout without what is made from it. Everything is measured on the copy: its first start is a first
 * start, and neither disturbs the other if somebody works in the checkout meanwhile. It goes with the process.
 */
export const copyTree = (): Bench => {
  const place = mkdtempSync(join(tmpdir(), "xinheng-bench-"));
  const tree = join(place, "tree");
  cpSync(root, tree, {
    recursive: true,
    filter: (path) => dirname(path) !== root || !leftBehind.has(basename(path)),
  });
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"), "dir");
  process.once("exit", () => {
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  });
  return { tree, folder: (name) => join(place, name) };
};
