/** A route as the template keys it: `GET /v1/entries/{entryId}`, `ANY /x/{rest+}` or `$default`. */
export interface RouteMatch<T> {
  readonly routeKey: string;
  readonly target: T;
  /** Decoded values of the path's variables. */
  readonly parameters: Readonly<Record<string, string>>;
}

interface Entry<T> {
  readonly routeKey: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly target: T;
}

const isVariable = (segment: string): boolean => segment.startsWith("{");
const isGreedy = (segment: string): boolean => segment.endsWith("+}");

/** 0 for a fixed segment, 1 for a variable, 2 for a greedy one: the more fixed, the earlier a route is tried. */
const rank = (segment: string): number => (isGreedy(segment) ? 2 : isVariable(segment) ? 1 : 0);

const moreSpecific = <T>(a: Entry<T>, b: Entry<T>): number => {
  for (let index = 0; index < Math.max(a.segments.length, b.segments.length); index++) {
    const difference = rank(a.segments[index] ?? "") - rank(b.segments[index] ?? "");
    if (difference !== 0) return difference;
  }
  return Number(a.method === "ANY") - Number(b.method === "ANY");
};

/** Finds routes as an HTTP API does: a full match before a greedy one, fixed segments before variables. */
export class RouteTable<T> {
  readonly #entries: readonly Entry<T>[];
  readonly #fallback: T | undefined;

  constructor(routes: readonly { readonly routeKey: string; readonly target: T }[]) {
    this.#fallback = routes.find(({ routeKey }) => routeKey === "$default")?.target;
    this.#entries = routes
      .filter(({ routeKey }) => routeKey !== "$default")
      .map(({ routeKey, target }) => {
        const [method = "", path = ""] = routeKey.split(" ");
        return { routeKey, method, segments: path.split("/").slice(1), target };
      })
      .sort(moreSpecific);
  }

  find(method: string, rawPath: string): RouteMatch<T> | undefined {
    const given = rawPath.split("/").slice(1);
    for (const { routeKey, method: wanted, segments, target } of this.#entries) {
      if (wanted !== "ANY" && wanted !== method) continue;
      const parameters = matchSegments(segments, given);
      if (parameters !== undefined) return { routeKey, target, parameters };
    }
    return this.#fallback === undefined ? undefined : { routeKey: "$default", target: this.#fallback, parameters: {} };
  }
}

const matchSegments = (wanted: readonly string[], given: readonly string[]): Record<string, string> | undefined => {
  const greedy = wanted.length > 0 && isGreedy(wanted[wanted.length - 1] ?? "");
  if (greedy ? given.length < wanted.length : given.length !== wanted.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? "";
    if (!isVariable(segment)) {
      if (segment !== value) return undefined;
    } else if (isGreedy(segment)) {
      parameters[segment.slice(1, -2)] = decoded(given.slice(index).join("/"));
    } else {
      if (value === "") return undefined;
      parameters[segment.slice(1, -1)] = decoded(value);
    }
  }
  return parameters;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
