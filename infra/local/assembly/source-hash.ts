import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const sourceFolders = ["infra", "functions", "shared", "events"];
const sourceFiles = ["cdk.json", "package.json", "package-lock.json", "tsconfig.json"];
/** Neither the host nor the sample files reach the template or a bundle. */
const besides = new Set([join("infra", "local"), join("events", "samples")]);

const filesUnder = (root: string, folder: string): string[] => {
  if (besides.has(folder) || !existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((item) => {
    const path = join(folder, item.name);
    if (item.isDirectory()) return item.name === "node_modules" ? [] : filesUnder(root, path);
    return item.isFile() ? [path] : [];
  });
};

/** One hash over everything that the template and the bundles are made from. */
export const hashSources = (root: string): string => {
  const hash = createHash("sha256");
  const paths = [
    ...sourceFolders.flatMap((folder) => filesUnder(root, folder)),
    ...sourceFiles.filter((name) => existsSync(join(root, name)) && statSync(join(root, name)).isFile()),
  ];
  for (const path of paths.sort()) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
};
