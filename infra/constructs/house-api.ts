import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { CfnApi, CfnAuthorizer, CfnIntegration, CfnRoute, CfnStage } from "aws-cdk-lib/aws-apigatewayv2";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { CfnPermission } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Route } from "../../shared/http/route.ts";
import { acknowledge } from "./acknowledge.ts";
import { houseAlarm, period } from "./alarm.ts";
import { type HouseFunction, logRetention } from "./house-function.ts";
import type { TokenIssuer } from "./token-issuer.ts";

/** The API's contracts, who serves them, and whose tokens open them. */
export interface HouseApiProps {
  readonly routes: readonly Route[];
  readonly workers: Readonly<Record<string, HouseFunction>>;
  readonly tokens: TokenIssuer;
  readonly topic: ITopic;
}

/** For what has no limit of its own. */
const defaultThrottle: CfnStage.RouteSettingsProperty = { throttlingRateLimit: 50, throttlingBurstLimit: 100 };

/** What is logged of a call: the route's template and the outcome; never the query, the path's values or the caller. */
const accessLog = JSON.stringify({
  requestId: "$context.requestId",
  time: "$context.requestTimeEpoch",
  route: "$context.routeKey",
  status: "$context.status",
  latency: "$context.responseLatency",
  integrationLatency: "$context.integrationLatency",
  integrationStatus: "$context.integrationStatus",
  bytes: "$context.responseLength",
  error: "$context.error.responseType",
  integrationError: "$context.integrationErrorMessage",
});

const routeKey = ({ method, path }: Route): string => `${method} ${path}`;

/**
 * The HTTP API, route by route from the contracts: a token with one of the contract's scopes unless it is public, and the
 * contract's own throttle. One integration and one permission per function, however many routes it serves; each is named
 * after its function and each route after its contract, so that reordering contracts replaces nothing.
 */
export class HouseApi extends Construct {
  readonly endpoint: string;
  readonly calls: Metric;
  readonly clientErrors: Metric;
  readonly serverErrors: Metric;
  /** Milliseconds to answer: half of the calls, and the slowest of them. */
  readonly latencies: readonly Metric[];

  constructor(scope: Construct, id: string, { routes, workers, tokens, topic }: HouseApiProps) {
    super(scope, id);
    const api = new CfnApi(this, "Api", { name: Stack.of(this).stackName, protocolType: "HTTP" });
    this.endpoint = api.attrApiEndpoint;
    const authorizer = new CfnAuthorizer(this, "Tokens", {
      apiId: api.ref,
      name: "tokens",
      authorizerType: "JWT",
      identitySource: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: tokens.issuer, audience: [...tokens.audience] },
    });
    const targets = this.#targets(api, [...new Set(routes.map(({ servedBy }) => servedBy))], workers);

    const made = routes.map((contract) => {
      const route = new CfnRoute(this, contract.id, {
        apiId: api.ref,
        routeKey: routeKey(contract),
        target: `integrations/${targets.get(contract.servedBy) ?? ""}`,
        ...(contract.scopes === null
          ? { authorizationType: "NONE" }
          : { authorizationType: "JWT", authorizerId: authorizer.ref, authorizationScopes: [...contract.scopes] }),
      });
      if (contract.scopes === null) {
        acknowledge(route, "APIG4", `${contract.id} is public by contract: anybody may ask, under its own throttle.`);
      }
      return route;
    });

    const log = new LogGroup(this, "AccessLog", { retention: logRetention, removalPolicy: RemovalPolicy.RETAIN });
    const stage = new CfnStage(this, "Stage", {
      apiId: api.ref,
      stageName: "$default",
      autoDeploy: true,
      accessLogSettings: { destinationArn: log.logGroupArn, format: accessLog },
      defaultRouteSettings: defaultThrottle,
      routeSettings: Object.fromEntries(
        routes.map((contract) => [
          routeKey(contract),
          { ThrottlingRateLimit: contract.throttle.rate, ThrottlingBurstLimit: contract.throttle.burst },
        ]),
      ),
    });
    // Settings name routes by key, so the routes must be there first.
    for (const route of made) stage.addResourceDependency(route);

    const metric = (metricName: string, statistic: string): Metric =>
      new Metric({ namespace: "AWS/ApiGateway", metricName, dimensionsMap: { ApiId: api.ref }, statistic, period });
    const serverErrors = metric("5xx", "Sum");
    this.calls = metric("Count", "Sum").with({ label: "calls" });
    this.clientErrors = metric("4xx", "Sum").with({ label: "4xx" });
    this.serverErrors = serverErrors.with({ label: "5xx" });
    this.latencies = ["p50", "p95", "p99"].map((slow) => metric("Latency", slow).with({ label: slow }));
    houseAlarm(this, "ServerErrors", {
      metric: serverErrors,
      above: 0,
      topic,
      hurt: "whoever called the interface and got a 5xx instead of an answer.",
      act: "look in the access log for the route, then in that function's log for the same minute.",
    });
  }

  /** An integration for every function that serves a route, and its leave to be called by this API alone. */
  #targets(
    api: CfnApi,
    names: readonly string[],
    workers: Readonly<Record<string, HouseFunction>>,
  ): ReadonlyMap<string, string> {
    return new Map(
      names.map((name) => {
        const worker = workers[name];
        if (worker === undefined) throw new Error(`a route is served by ${name}, which is not a function`);
        const integration = new CfnIntegration(this, `${worker.node.id}Integration`, {
          apiId: api.ref,
          integrationType: "AWS_PROXY",
          integrationUri: worker.functionArn,
          payloadFormatVersion: "2.0",
        });
        new CfnPermission(this, `${worker.node.id}Permission`, {
          action: "lambda:InvokeFunction",
          functionName: worker.functionArn,
          principal: "apigateway.amazonaws.com",
          sourceArn: Stack.of(this).formatArn({
            service: "execute-api",
            resource: api.ref,
            resourceName: "*/*",
          }),
        });
        return [name, integration.ref] as const;
      }),
    );
  }
}
