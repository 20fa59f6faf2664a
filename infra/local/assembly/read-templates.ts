import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { StartRefused } from "../place/start-refused.ts";
import type { Json } from "./intrinsics.ts";

/** One resource as the template has it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, Json>;
  readonly Metadata?: Record<string, Json>;
  readonly Condition?: string;
}

/** One stack's template. */
export interface StackTemplate {
  readonly stackName: string;
  /** The folder of the assembly that holds the stack's assets. */
  readonly folder: string;
  readonly Resources: Record<string, TemplateResource>;
  readonly Parameters: Record<string, { Type: string; Default?: Json }>;
  readonly Conditions: Record<string, Json>;
  readonly Mappings: Record<string, Record<string, Record<string, Json>>>;
  readonly Outputs: Record<string, { Value: Json; Export?: { Name: Json } }>;
}

interface Manifest {
  readonly artifacts: Record<
    string,
    { type: string; properties?: { templateFile?: string; stackName?: string; directoryName?: string } }
  >;
}

/** Reads all stacks of an assembly, those of nested assemblies (stages) included. */
export const readTemplates = (folder: string): StackTemplate[] => {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Manifest;
  const stacks = Object.entries(manifest.artifacts).flatMap(([id, { type, properties }]) => {
    if (type === "cdk:cloud-assembly") return readTemplates(join(folder, properties?.directoryName ?? ""));
    if (type !== "aws:cloudformation:stack") return [];
    const template = JSON.parse(
      readFileSync(join(folder, properties?.templateFile ?? ""), "utf8"),
    ) as Partial<StackTemplate>;
    return [
      {
        stackName: properties?.stackName ?? id,
        folder,
        Resources: template.Resources ?? {},
        Parameters: template.Parameters ?? {},
        Conditions: template.Conditions ?? {},
        Mappings: template.Mappings ?? {},
        Outputs: template.Outputs ?? {},
      },
    ];
  });
  if (stacks.length === 0) throw new StartRefused(`There is no stack in ${folder}`);
  return stacks;
};

/** The asset folder that a function's code comes from. */
export const assetFolder = (stack: StackTemplate, logicalId: string, resource: TemplateResource): string => {
  const named = resource.Metadata?.["aws:asset:path"];
  const key = (resource.Properties?.["Code"] as { S3Key?: Json } | undefined)?.S3Key;
  const hash = typeof key === "string" ? /([0-9a-f]{64})\.zip$/.exec(key)?.[1] : undefined;
  const name = typeof named === "string" ? named : hash === undefined ? undefined : `asset.${hash}`;
  const path = name === undefined ? undefined : join(stack.folder, name);
  if (path === undefined || !existsSync(path)) {
    throw new StartRefused(
      `The code of the function ${logicalId} is not in ${stack.folder}: the local host needs an asset folder`,
    );
  }
  return path;
};

/** Copies an asset into the data folder once, so that a later synth does not pull the code from under a running host. */
export const keepAsset = (asset: string, codeFolder: string): string => {
  const kept = join(codeFolder, asset.slice(asset.lastIndexOf("asset.") + "asset.".length));
  if (existsSync(kept)) return kept;
  const draft = `${kept}.draft`;
  rmSync(draft, { recursive: true, force: true });
  copyFolder(asset, draft);
  renameSync(draft, kept);
  return kept;
};

/** Removes the kept code that no function uses any more. */
export const dropOldCode = (codeFolder: string, used: readonly string[]): void => {
  for (const name of readdirSync(codeFolder)) {
    const path = join(codeFolder, name);
    if (!used.some((file) => file.startsWith(`${path}/`))) rmSync(path, { recursive: true, force: true });
  }
};

const copyFolder = (from: string, to: string): void => {
  mkdirSync(to, { recursive: true });
  for (const item of readdirSync(from, { withFileTypes: true })) {
    if (item.isDirectory()) copyFolder(join(from, item.name), join(to, item.name));
    else copyFileSync(join(from, item.name), join(to, item.name));
  }
};
