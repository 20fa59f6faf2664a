import type { Json } from "../assembly/intrinsics.ts";

/** Decides whether an event passes. */
export type EventFilter = (event: Json) => boolean;

/** Compiles the patterns of a mapping: an event passes when any of them matches; without patterns all pass. */
export const compilePatterns = (patterns: readonly string[]): EventFilter => {
  const compiled = patterns.map((pattern) => compileNode(JSON.parse(pattern) as Json));
  return compiled.length === 0 ? () => true : (event) => compiled.some((matches) => matches(event));
};

type Matcher = (value: Json | undefined) => boolean;

const isRecord = (value: Json | undefined): value is Record<string, Json> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const compileNode = (pattern: Json): Matcher => {
  if (Array.isArray(pattern)) return compileLeaf(pattern);
  if (!isRecord(pattern)) throw new Error(`a filter pattern holds ${JSON.stringify(pattern)} where a list belongs`);
  const fields = Object.entries(pattern).map(([name, inner]): Matcher => {
    if (name === "$or" && Array.isArray(inner)) {
      const choices = inner.map(compileNode);
      return (value) => choices.some((matches) => matches(value));
    }
    const matches = compileNode(inner);
    return (value) => matches(isRecord(value) ? value[name] : undefined);
  });
  return (value) => fields.every((matches) => matches(value));
};

/** A list of allowed values and tests, any of which suffices; a list in the event passes when one element does. */
const compileLeaf = (allowed: readonly Json[]): Matcher => {
  const tests = allowed.map(compileTest);
  return (value) =>
    Array.isArray(value) && value.length > 0
      ? value.some((each) => tests.some((matches) => matches(each)))
      : tests.some((matches) => matches(value));
};

const compileTest = (test: Json): Matcher => {
  if (!isRecord(test)) return (value) => value === test;
  const [operator = "", operand = null] = Object.entries(test)[0] ?? [];
  switch (operator) {
    case "exists":
      return (value) => (value !== undefined) === operand;
    case "prefix":
      return (value) => typeof value === "string" && value.startsWith(textOf(operand, operator));
    case "suffix":
      return (value) => typeof value === "string" && value.endsWith(textOf(operand, operator));
    case "equals-ignore-case":
      return (value) => typeof value === "string" && value.toLowerCase() === textOf(operand, operator).toLowerCase();
    case "anything-but":
      return anythingBut(operand);
    case "numeric":
      return numeric(operand);
    default:
      throw new Error(`the filter operator "${operator}" is not known to the local host`);
  }
};

const textOf = (operand: Json, operator: string): string => {
  if (typeof operand !== "string") throw new Error(`the filter operator "${operator}" wants a string`);
  return operand;
};

const anythingBut = (operand: Json): Matcher => {
  const refused = compileLeaf(Array.isArray(operand) ? operand : [operand]);
  return (value) => value !== undefined && !refused(value);
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

const numeric = (operand: Json): Matcher => {
  if (!Array.isArray(operand) || operand.length % 2 !== 0)
    throw new Error('"numeric" wants pairs of comparison and number');
  const pairs = Array.from({ length: operand.length / 2 }, (_, index) => {
    const compare = comparisons[String(operand[index * 2])];
    if (compare === undefined) throw new Error(`"numeric" does not know ${String(operand[index * 2])}`);
    return [compare, Number(operand[index * 2 + 1])] as const;
  });
  return (value) => typeof value === "number" && pairs.every(([compare, limit]) => compare(value, limit));
};
