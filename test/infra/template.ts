import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { functions } from "../../infra/stacks/functions.ts";
import { InterfaceStack } from "../../infra/stacks/interface.ts";
import { XinhengStack } from "../../infra/stacks/xinheng.ts";

/** A resource of a template, as CloudFormation reads it. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

/** A synthesized template, by logical id. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** Both partitions, each as it would be deployed. */
export const contexts = {
  aws: {},
  "aws-cn": { partition: "aws-cn", issuer: "https://tokens.example.cn", audience: "xinheng" },
} as const;

/** Gives `look` a folder with a stub for every function's bundle and room for an assembly, and removes it afterwards. */
export const withStubs = <T>(look: (bundles: string, assembly: string) => T): T => {
  const place = mkdtempSync(join(tmpdir(), "xinheng-bundles-"));
  try {
    const bundles = join(place, "functions");
    for (const name of Object.keys(functions)) {
      mkdirSync(join(bundles, name), { recursive: true });
      writeFileSync(join(bundles, name, "index.mjs"), `// ${name}`);
    }
    return look(bundles, join(place, "cdk.out"));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
};

interface Synthesized extends Template {
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>>;
}

/** Synthesizes both stacks with stubs for bundles: fast, and independent of whether the product compiles. */
export const synthesizeStacks = (context: Readonly<Record<string, unknown>> = {}): readonly Synthesized[] =>
  withStubs((bundles, outdir) => {
    const app = new App({ outdir, context: { ...context, "aws:cdk:bundling-stacks": [] }, analyticsReporting: false });
    const platform = new XinhengStack(app, "Xinheng", bundles);
    const stacks = [platform, new InterfaceStack(app, "XinhengInterface", platform)];
    const assembly = app.synth();
    return stacks.map(({ stackName }) => assembly.getStackByName(stackName).template as Synthesized);
  });

/** Both stacks as one template: what one takes from the other is what the other gives, and no logical id stands twice. */
export const synthesize = (context: Readonly<Record<string, unknown>> = {}): Template => {
  const stacks = synthesizeStacks(context);
  const given = new Map(
    stacks.flatMap(({ Outputs = {} }) => Object.values(Outputs).map(({ Value, Export }) => [Export?.Name, Value])),
  );
  const linked = JSON.parse(JSON.stringify(stacks), (_key, value: unknown) => {
    const name = (value as { "Fn::ImportValue"?: string } | null)?.["Fn::ImportValue"];
    return name === undefined ? value : given.get(name);
  }) as readonly Template[];
  const resources = linked.flatMap(({ Resources }) => Object.entries(Resources));
  const twice = resources.filter(([id], at) => resources.findIndex(([other]) => other === id) !== at);
  if (twice.length > 0) throw new Error(`both stacks have ${twice.map(([id]) => id).join(", ")}`);
  return { Resources: Object.fromEntries(resources) };
};

/** The resources of a type, with their logical ids. */
export const ofType = (template: Template, type: string): readonly (readonly [string, Resource])[] =>
  Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);

/** The only resource of a type: its logical id and its properties. */
export const only = (template: Template, type: string): readonly [string, Resource["Properties"]] => {
  const [found, ...others] = ofType(template, type);
  if (found === undefined || others.length > 0) throw new Error(`${others.length + (found ? 1 : 0)} of ${type}`);
  return [found[0], found[1].Properties];
};

/** Every string anywhere inside a value, with the path to it. */
export const strings = (value: unknown, path = ""): readonly { path: string; text: string }[] => {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => strings(inner, `${path}/${key}`));
};

/** The logical ids that a value refers to, by `Ref` or `Fn::GetAtt`. */
export const references = (value: unknown): readonly string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (key === "Ref") return [String(inner)];
    if (key === "Fn::GetAtt") return [String((inner as readonly unknown[])[0])];
    return references(inner);
  });
};

/** One statement of a role, everything as lists. */
export interface Statement {
  readonly role: string;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** What the roles of a template may do. */
export const statements = (template: Template): readonly Statement[] =>
  Object.entries(template.Resources)
    .filter(([, { Type }]) => ["AWS::IAM::Role", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"].includes(Type))
    .flatMap(([role, { Properties }]) => {
      const inline = (Properties["Policies"] ?? []) as readonly { PolicyDocument: unknown }[];
      const documents = [...inline.map((policy) => policy.PolicyDocument), Properties["PolicyDocument"]];
      return documents.flatMap((document) =>
        ((document as { Statement?: readonly Record<string, unknown>[] } | undefined)?.Statement ?? []).map(
          (statement) => ({
            role,
            actions: list(statement["Action"]).map(String),
            resources: list(statement["Resource"]),
          }),
        ),
      );
    });
