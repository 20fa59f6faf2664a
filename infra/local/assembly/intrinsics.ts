/** A value of a template, resolved or not. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What the functions of CloudFormation need to know about the rest of the template. */
export interface TemplateScope {
  /** Parameters, pseudo parameters and logical ids; undefined when there is no such name. */
  ref(name: string): Json | undefined;
  attribute(logicalId: string, name: string): Json | undefined;
  imported(exportName: string): Json | undefined;
  readonly conditions: Readonly<Record<string, Json>>;
  readonly mappings: Readonly<Record<string, Record<string, Record<string, Json>>>>;
}

/** A template says something that cannot be resolved here. */
export class UnresolvedValue extends Error {}

const nothing = Symbol("AWS::NoValue");
type Resolved = Json | typeof nothing;

/** Resolves all intrinsic functions inside a value; `AWS::NoValue` removes the property or the element. */
export const resolveValue = (value: Json, scope: TemplateScope): Json => {
  const result = resolveAny(value, scope);
  return result === nothing ? null : result;
};

/** Whether a condition of the template holds. */
export const conditionHolds = (name: string, scope: TemplateScope): boolean => {
  const condition = scope.conditions[name];
  if (condition === undefined) throw new UnresolvedValue(`there is no condition ${name}`);
  return resolveValue(condition, scope) === true;
};

const resolveAny = (value: Json, scope: TemplateScope): Resolved => {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((each) => resolveAny(each, scope)).filter((each) => each !== nothing);
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) {
    const [name, given] = only;
    if (name === "Ref") return given === "AWS::NoValue" ? nothing : found(scope.ref(text(given)), `Ref ${text(given)}`);
    if (name === "Condition" && typeof given === "string" && scope.conditions[given] !== undefined) {
      return conditionHolds(given, scope);
    }
    if (name.startsWith("Fn::")) return applyFunction(name, given, scope);
  }
  const result: Record<string, Json> = {};
  for (const [name, each] of entries) {
    const resolved = resolveAny(each, scope);
    if (resolved !== nothing) result[name] = resolved;
  }
  return result;
};

const applyFunction = (name: string, given: Json, scope: TemplateScope): Resolved => {
  const argument = (index: number): Json => resolveValue(list(given)[index] ?? null, scope);
  switch (name) {
    case "Fn::GetAtt": {
      const [id = "", ...rest] = typeof given === "string" ? given.split(".") : list(given).map(text);
      const attribute = rest.join(".");
      return found(scope.attribute(id, attribute), `Fn::GetAtt ${id}.${attribute}`);
    }
    case "Fn::Join":
      return list(argument(1))
        .map(text)
        .join(text(argument(0)));
    case "Fn::Sub":
      return substitute(given, scope);
    case "Fn::Select":
      return found(list(argument(1))[Number(argument(0))], "Fn::Select");
    case "Fn::Split":
      return text(argument(1)).split(text(argument(0)));
    case "Fn::If":
      return resolveAny(list(given)[conditionHolds(text(argument(0)), scope) ? 1 : 2] ?? null, scope);
    case "Fn::Equals":
      return JSON.stringify(argument(0)) === JSON.stringify(argument(1));
    case "Fn::And":
      return list(given).every((each) => resolveValue(each, scope) === true);
    case "Fn::Or":
      return list(given).some((each) => resolveValue(each, scope) === true);
    case "Fn::Not":
      return argument(0) !== true;
    case "Fn::Base64":
      return Buffer.from(text(resolveValue(given, scope))).toString("base64");
    case "Fn::ImportValue": {
      const exportName = text(resolveValue(given, scope));
      return found(scope.imported(exportName), `Fn::ImportValue ${exportName}`);
    }
    case "Fn::FindInMap":
      return found(
        scope.mappings[text(argument(0))]?.[text(argument(1))]?.[text(argument(2))],
        `Fn::FindInMap ${list(given).map(String).join(".")}`,
      );
    case "Fn::ToJsonString":
      return JSON.stringify(resolveValue(given, scope));
    case "Fn::Length":
      return list(resolveValue(given, scope)).length;
    default:
      throw new UnresolvedValue(`${name} is not known to the local host`);
  }
};

const substitute = (given: Json, scope: TemplateScope): string => {
  const [pattern, own] = Array.isArray(given) ? [text(given[0] ?? ""), given[1] ?? {}] : [text(given), {}];
  const local = resolveValue(own, scope) as Record<string, Json>;
  return pattern.replaceAll(/\$\{(!?)([^}]+)\}/g, (whole, literal: string, name: string) => {
    if (literal === "!") return `\${${name}}`;
    if (name in local) return text(local[name] ?? null);
    const dot = name.indexOf(".");
    const value = dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1));
    return text(found(value, `Fn::Sub ${whole}`));
  });
};

const found = (value: Json | undefined, what: string): Json => {
  if (value === undefined) throw new UnresolvedValue(`${what} cannot be resolved`);
  return value;
};

const list = (value: Json): Json[] => {
  if (!Array.isArray(value)) throw new UnresolvedValue(`a list was expected, not ${JSON.stringify(value)}`);
  return value;
};

const text = (value: Json): string => {
  if (value === null || typeof value === "object") {
    throw new UnresolvedValue(`a string was expected, not ${JSON.stringify(value)}`);
  }
  return String(value);
};
