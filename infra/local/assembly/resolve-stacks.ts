import { StartRefused } from "../place/start-refused.ts";
import { conditionHolds, type Json, resolveValue, type TemplateScope, UnresolvedValue } from "./intrinsics.ts";
import { type Addresses, attributeOf, physicalName, pseudoParameter, refOf } from "./local-names.ts";
import { type StackTemplate, type TemplateResource } from "./read-templates.ts";
import { ignoredTypes, servedTypes } from "./resource-types.ts";

/** A served resource with everything in it resolved. */
export interface LocalResource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, Json>>;
  readonly stack: StackTemplate;
  readonly source: TemplateResource;
}

/** Resolves all stacks together; a type that is neither served nor knowingly ignored stops the start. */
export const resolveStacks = (stacks: readonly StackTemplate[], addresses: Addresses): LocalResource[] => {
  const scopes = new Map<StackTemplate, TemplateScope>();
  const imported = (exportName: string): Json | undefined => {
    for (const [stack, scope] of scopes) {
      for (const { Value, Export } of Object.values(stack.Outputs)) {
        if (Export !== undefined && resolveValue(Export.Name, scope) === exportName) return resolveValue(Value, scope);
      }
    }
    return undefined;
  };
  for (const stack of stacks) scopes.set(stack, scopeOf(stack, addresses, imported));
  return [...scopes].flatMap(([stack, scope]) =>
    Object.entries(stack.Resources).flatMap(([id, source]): LocalResource[] => {
      if (source.Condition !== undefined && !conditionHolds(source.Condition, scope)) return [];
      if (ignoredTypes.has(source.Type)) return [];
      if (!servedTypes.has(source.Type)) {
        throw new StartRefused(
          `The local host does not know the resource type ${source.Type} (${id} in ${stack.stackName}): ` +
            "serve it, or add it to infra/local/assembly/resource-types.ts",
        );
      }
      try {
        const properties = resolveValue(source.Properties ?? {}, scope) as Record<string, Json>;
        return [{ id, type: source.Type, name: physicalName(id, source.Type, properties), properties, stack, source }];
      } catch (problem) {
        if (!(problem instanceof UnresolvedValue)) throw problem;
        throw new StartRefused(`${id} in ${stack.stackName}: ${problem.message}`);
      }
    }),
  );
};

const scopeOf = (
  stack: StackTemplate,
  addresses: Addresses,
  imported: (exportName: string) => Json | undefined,
): TemplateScope => {
  const nameOf = (id: string, source: TemplateResource): string => {
    const given = Object.fromEntries(
      Object.entries(source.Properties ?? {}).flatMap(([property, value]) =>
        /^(\w*Name|Name)$/.test(property) ? [[property, resolveValue(value, scope)]] : [],
      ),
    );
    return physicalName(id, source.Type, given);
  };
  const scope: TemplateScope = {
    ref: (name) => {
      const parameter = stack.Parameters[name];
      if (parameter !== undefined) return parameter.Default;
      const source = stack.Resources[name];
      if (source !== undefined) return refOf(name, source, nameOf(name, source), addresses);
      return pseudoParameter(name, stack.stackName);
    },
    attribute: (id, attribute) => {
      const source = stack.Resources[id];
      return source === undefined ? undefined : attributeOf(id, source, nameOf(id, source), attribute, addresses);
    },
    imported,
    conditions: stack.Conditions,
    mappings: stack.Mappings,
  };
  return scope;
};
