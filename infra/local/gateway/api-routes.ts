import type { Json } from "../assembly/intrinsics.ts";
import { lastPart, type Deployment } from "../assembly/deployment.ts";
import type { FunctionPool } from "../functions/function-pool.ts";
import { StartRefused } from "../place/start-refused.ts";
import { type Cors, readCors } from "./cors.ts";
import { RouteTable } from "./route-table.ts";
import { TokenBucket } from "./token-bucket.ts";

/** What stands behind a route. */
export interface RouteTarget {
  readonly pool: FunctionPool;
  /** Any one of these scopes opens it; an empty list wants a valid token only; undefined is public. */
  readonly scopes: readonly string[] | undefined;
  readonly bucket: TokenBucket;
}

/** The API of the template. */
export interface Api {
  readonly routes: RouteTable<RouteTarget>;
  readonly cors: Cors;
}

const accountLimit = { rate: 10_000, burst: 5_000 };

type Settings = Readonly<Record<string, Json>>;

/** Wires the template's routes to the functions behind their integrations. */
export const readApi = (deployment: Deployment, pools: ReadonlyMap<string, FunctionPool>): Api => {
  const stage = deployment.of("AWS::ApiGatewayV2::Stage")[0]?.properties;
  const common = (stage?.["DefaultRouteSettings"] ?? {}) as Settings;
  const own = (stage?.["RouteSettings"] ?? {}) as Readonly<Record<string, Settings>>;
  const integrations = new Map(
    deployment.of("AWS::ApiGatewayV2::Integration").map(({ id, properties }) => [id, properties]),
  );
  const routes = deployment.of("AWS::ApiGatewayV2::Route").map(({ id, properties }) => {
    const routeKey = String(properties["RouteKey"]);
    const integration = integrations.get(lastSegment(String(properties["Target"])));
    const pool = pools.get(functionName(String(integration?.["IntegrationUri"])));
    if (pool === undefined)
      throw new StartRefused(`The route ${routeKey} (${id}) leads to no function of the template`);
    const kind = properties["AuthorizationType"] ?? "NONE";
    if (kind !== "NONE" && kind !== "JWT")
      throw new StartRefused(`The route ${routeKey} wants ${String(kind)}: the local host knows JWT only`);
    const limit = (name: string, fallback: number): number => Number(own[routeKey]?.[name] ?? common[name] ?? fallback);
    const target: RouteTarget = {
      pool,
      scopes: kind === "JWT" ? ((properties["AuthorizationScopes"] ?? []) as string[]) : undefined,
      bucket: new TokenBucket(
        limit("ThrottlingRateLimit", accountLimit.rate),
        limit("ThrottlingBurstLimit", accountLimit.burst),
        performance.now(),
      ),
    };
    return { routeKey, target };
  });
  return {
    routes: new RouteTable(routes),
    cors: readCors(deployment.of("AWS::ApiGatewayV2::Api")[0]?.properties["CorsConfiguration"]),
  };
};

const lastSegment = (target: string): string => target.slice(target.lastIndexOf("/") + 1);

/** An integration names a function by its ARN, or by the invocation path around it. */
const functionName = (uri: string): string =>
  lastPart(uri.replace(/^.*\/functions\//, "").replace(/\/invocations$/, ""));
