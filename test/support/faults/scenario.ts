import type { Context, DynamoDBRecord } from "aws-lambda";
import type { Route } from "../../../shared/http/route.ts";
import type { FunctionName } from "../../../infra/stacks/functions.ts";
import { monday } from "../house.ts";
import type { World } from "./world.ts";

/** A function's handler, whatever calls it. */
export type Handler = (event: unknown, context: Partial<Context>) => Promise<unknown>;

/** Who calls the function, and therefore what happens when it fails: a client, a queue, a stream or a schedule. */
export type CalledBy =
  | { readonly kind: "request"; readonly request: HttpCall }
  | { readonly kind: "messages"; readonly bodies: readonly unknown[] }
  | { readonly kind: "records"; readonly images: readonly DynamoDBRecord["dynamodb"][] }
  | { readonly kind: "schedule" };

/** One path through one function. */
export interface Scenario {
  readonly of: FunctionName;
  readonly name: string;
  /** When it takes place; Monday at nine unless told otherwise. */
  readonly at?: Date;
  /** Puts into the world what was there before, and says what calls the function. */
  readonly given: (world: World) => Promise<CalledBy>;
  /** What the rest of the platform does afterwards; `invoke` calls the function with messages, at a later moment. */
  readonly afterwards?: (world: World, invoke: (bodies: readonly string[]) => Promise<void>) => Promise<void>;
  /** What else must be as in a clean run, beside tables, queues and files. */
  readonly seen?: () => unknown;
  /** Forgets what was seen. */
  readonly forget?: () => void;
  /** Rights that it does not use but lends, by a link that it signs. */
  readonly lends?: readonly string[];
  /** Parts of state and answer that may differ, and why. */
  readonly mayDiffer?: readonly { readonly what: RegExp; readonly because: string }[];
}

export interface HttpCall {
  readonly route: Route;
  /** The client that calls; nobody for public routes. */
  readonly as?: string;
  /** Further claims of its token: a subject's verified identity. */
  readonly claims?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where every request comes from. */
export const callerOfAll = "192.0.2.1";

/** The request as the gateway hands it over. */
export const eventOf = ({ route, as, claims, params, query, body, headers }: HttpCall): unknown => {
  const rawPath = Object.entries(params ?? {}).reduce(
    (path, [name, value]) => path.replace(`{${name}}`, value),
    route.path,
  );
  return {
    version: "2.0",
    routeKey: `${route.method} ${route.path}`,
    rawPath,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { "content-type": "application/json", "idempotency-key": "one-key", ...headers },
    ...(params ? { pathParameters: params } : {}),
    ...(query ? { queryStringParameters: query } : {}),
    requestContext: {
      requestId: "correlated-by-this",
      http: { method: route.method, path: rawPath, sourceIp: callerOfAll },
      ...(as === undefined
        ? {}
        : {
            authorizer: { jwt: { claims: { client_id: as, scope: route.scopes?.join(" "), ...claims }, scopes: null } },
          }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
};

export const startOf = ({ at }: Scenario): Date => at ?? monday;
