import { describe, expect, test } from "vitest";
import { routes } from "../../shared/http/routes/index.ts";
import { contexts, ofType, only, references, synthesize } from "./template.ts";

/** What anybody may call without a token. A route comes into this list by decision, never by accident. */
const open = [
  "GET /health",
  "GET /openapi.json",
  "GET /public/v1/disclosures",
  "GET /public/v1/disclosures/{disclosureId}",
  "GET /public/v1/entries",
  "GET /public/v1/entries/{entryId}",
  "GET /public/v1/entries/{entryId}/why",
  "GET /public/v1/measures",
  "GET /public/v1/notices",
  "GET /public/v1/notices/{entryId}",
  "GET /public/v1/typical-cases",
  "GET /v1/templates/{file}",
  "POST /public/v1/entries/query",
];

describe.each(Object.entries(contexts))("routes on %s", (_partition, context) => {
  const template = synthesize(context);
  const deployed = ofType(template, "AWS::ApiGatewayV2::Route").map(([, { Properties }]) => Properties);
  const [, stage] = only(template, "AWS::ApiGatewayV2::Stage");
  const [authorizer] = only(template, "AWS::ApiGatewayV2::Authorizer");

  test("every contract has exactly one route, and every route a contract", () => {
    const keys = routes.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(deployed.map(({ RouteKey }) => RouteKey).sort()).toEqual(keys.sort());
  });

  test("the routes without a token are these", () => {
    const unguarded = deployed.filter(({ AuthorizationType }) => AuthorizationType !== "JWT");
    expect(unguarded.map(({ RouteKey }) => RouteKey).sort()).toEqual([...open].sort());
  });

  test.each(routes.map((contract) => [`${contract.method} ${contract.path}`, contract] as const))(
    "%s leads to its function, behind its scopes and its throttle",
    (key, { servedBy, scopes, throttle }) => {
      const route = deployed.find(({ RouteKey }) => RouteKey === key) ?? {};
      const integration = template.Resources[references(route["Target"])[0] ?? ""]?.Properties;
      const target = template.Resources[references(integration?.["IntegrationUri"])[0] ?? ""]?.Properties;
      expect(target?.["Description"]).toBe(servedBy);
      expect(integration).toMatchObject({ IntegrationType: "AWS_PROXY", PayloadFormatVersion: "2.0" });
      expect(stage["RouteSettings"]).toMatchObject({
        [key]: { ThrottlingRateLimit: throttle.rate, ThrottlingBurstLimit: throttle.burst },
      });
      if (scopes === null) {
        expect(route).not.toHaveProperty("AuthorizerId");
      } else {
        expect(scopes.length).toBeGreaterThan(0);
        expect(route).toMatchObject({ AuthorizationScopes: scopes, AuthorizerId: { Ref: authorizer } });
      }
    },
  );

  test("a function that serves routes may be called by this API, and by one permission", () => {
    const permitted = ofType(template, "AWS::Lambda::Permission").map(
      ([, { Properties }]) =>
        template.Resources[references(Properties["FunctionName"])[0] ?? ""]?.Properties["Description"],
    );
    expect(permitted.sort()).toEqual([...new Set(routes.map(({ servedBy }) => servedBy))].sort());
  });

  test("the access log holds no query, no path value, no caller", () => {
    const { Format } = stage["AccessLogSettings"] as { Format: string };
    const logged = Object.values(JSON.parse(Format) as Record<string, string>);
    const telling = /\$context\.(path|identity|authorizer|httpMethod|domain|protocol)|query|\$context\.error\.message/;
    expect(logged.filter((variable) => telling.test(variable))).toEqual([]);
    expect(logged).toContain("$context.routeKey");
  });
});

test("tokens are Cognito's by default, and the office's client is the one that the pool made", () => {
  const template = synthesize();
  const [, properties] = only(template, "AWS::ApiGatewayV2::Authorizer");
  const [client] = only(template, "AWS::Cognito::UserPoolClient");
  expect(properties["JwtConfiguration"]).toMatchObject({ Audience: [{ Ref: client }] });
  const offices = ofType(template, "AWS::Lambda::Function").flatMap(([, resource]) => {
    const { Variables } = resource.Properties["Environment"] as { Variables: Record<string, unknown> };
    return "OFFICE_CLIENT_ID" in Variables ? [Variables["OFFICE_CLIENT_ID"]] : [];
  });
  expect(offices.length).toBeGreaterThan(0);
  expect(new Set(offices.map((office) => JSON.stringify(office)))).toEqual(new Set([JSON.stringify({ Ref: client })]));
});

test("clients of agencies are added by context, with the scopes given and no more", () => {
  const agencyClients = [{ name: "tax-bureau", scopes: ["submit", "read"] }];
  for (const given of [agencyClients, JSON.stringify(agencyClients)]) {
    const clients = ofType(synthesize({ agencyClients: given }), "AWS::Cognito::UserPoolClient");
    const tax = clients.find(([, { Properties }]) => Properties["ClientName"] === "tax-bureau");
    expect(clients).toHaveLength(2);
    expect(tax?.[1].Properties).toMatchObject({ AllowedOAuthFlows: ["client_credentials"], GenerateSecret: true });
    expect(tax?.[1].Properties["AllowedOAuthScopes"]).toHaveLength(2);
  }
});

test("an issuer of one's own takes Cognito's place, on either partition", () => {
  for (const context of [contexts["aws-cn"], { ...contexts["aws-cn"], partition: "aws" }]) {
    const template = synthesize(context);
    const [, properties] = only(template, "AWS::ApiGatewayV2::Authorizer");
    expect(properties["JwtConfiguration"]).toEqual({ Issuer: "https://tokens.example.cn", Audience: ["xinheng"] });
    expect(Object.values(template.Resources).filter(({ Type }) => Type.startsWith("AWS::Cognito"))).toEqual([]);
  }
});

test("aws-cn without an issuer does not synthesize, and says what is missing", () => {
  expect(() => synthesize({ partition: "aws-cn" })).toThrow(/issuer/);
  expect(() => synthesize({ issuer: "https://tokens.example.cn" })).toThrow(/audience/);
});
