import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { openApiDocument } from "../../shared/http/openapi.ts";
import type { Route } from "../../shared/http/route.ts";
import { routes } from "../../shared/http/routes/index.ts";

const functionsRoot = resolve(import.meta.dirname, "../../functions");

const parameter = z.object({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean().optional(),
});
const operation = z.object({
  operationId: z.string(),
  summary: z.string().min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string().min(1), content: z.unknown().optional() })),
});
const document = z
  .object({
    openapi: z.string(),
    paths: z.record(z.string(), z.record(z.string(), operation)),
    components: z.object({ securitySchemes: z.object({ oauth: z.object({ type: z.literal("oauth2") }) }) }),
  })
  .parse(JSON.parse(JSON.stringify(openApiDocument(routes))));

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({ key: `${method.toUpperCase()} ${path}`, ...described })),
);
const keyOf = ({ method, path }: Route): string => `${method} ${path}`;
const described = (route: Route): z.infer<typeof operation> => {
  const found = operations.find(({ key }) => key === keyOf(route));
  if (!found) throw new Error(`${keyOf(route)} is not described`);
  return found;
};
const cases = routes.map((route) => [route.id, route] as const);

describe("the routes", () => {
  test("have unique ids and unique methods with paths", () => {
    expect(routes.length).toBeGreaterThan(15);
    expect(new Set(routes.map(({ id }) => id)).size).toBe(routes.length);
    expect(new Set(routes.map(keyOf)).size).toBe(routes.length);
  });

  test("name identifiers of people in no path and no query (A §19)", () => {
    const forbidden = /idNumber|identity|phone/i;
    for (const route of routes) {
      const query = route.query instanceof z.ZodObject ? Object.keys(route.query.shape) : [];
      expect(
        [...route.path.matchAll(/\{(\w+)\}/g)]
          .map(([, name = ""]) => name)
          .concat(query)
          .filter((part) => forbidden.test(part)),
        route.id,
      ).toEqual([]);
    }
  });

  test("are public only where anyone may ask", () => {
    const open = routes.filter(({ scopes }) => scopes === null).map(({ path }) => path);
    expect(open.filter((path) => !path.startsWith("/public/v1/")).sort()).toEqual([
      "/health",
      "/openapi.json",
      // An empty form.
      "/v1/templates/{file}",
    ]);
    expect(routes.filter(({ path, scopes }) => path.startsWith("/public/") && scopes !== null)).toEqual([]);
  });

  test.each(cases)("%s throttles and opens to at least one scope, or to all", (_id, route) => {
    expect(route.throttle.rate).toBeGreaterThan(0);
    expect(route.throttle.burst).toBeGreaterThanOrEqual(route.throttle.rate);
    expect(route.scopes === null || route.scopes.length > 0).toBe(true);
  });
});

describe("the OpenAPI document", () => {
  test("is one of version 3.1", () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  });

  test("has every route exactly once, and nothing else", () => {
    expect(operations.map(({ key }) => key).sort()).toEqual(routes.map(keyOf).sort());
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(routes.map(({ id }) => id).sort());
  });

  test.each(cases)("says of %s its operationId, its scopes, its headers and its path parameters", (_id, route) => {
    const { operationId, security, parameters } = described(route);
    expect(operationId).toBe(route.id);
    expect(security).toEqual((route.scopes ?? []).map((scope) => ({ oauth: [scope] })));
    const named = (place: string) => parameters.filter((each) => each.in === place);
    const required = named("header").filter((each) => each.required === true);
    expect(required.map(({ name }) => name).sort()).toEqual(
      [...(route.idempotent ? ["Idempotency-Key"] : []), ...(route.conditional === true ? ["If-Match"] : [])].sort(),
    );
    expect(named("header").some(({ name }) => name === "If-Match")).toBe(route.conditional !== undefined);
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(named("path").map(({ name }) => name)).toEqual(inPath);
    expect(named("path").every((each) => each.required === true)).toBe(true);
  });

  test.each(cases)("says of %s every answer, and problems as RFC 9457 for all else", (_id, route) => {
    const { responses } = described(route);
    expect(Object.keys(responses).sort()).toEqual([...Object.keys(route.answers()), "default"].sort());
    expect(z.object({ "application/problem+json": z.unknown() }).safeParse(responses["default"]?.content).success).toBe(
      true,
    );
  });

  test("describes a body exactly where a route reads one", () => {
    const withBody = operations
      .filter(({ requestBody }) => requestBody !== undefined)
      .map(({ operationId }) => operationId);
    expect(withBody.sort()).toEqual(
      routes
        .filter(({ body, rawBody }) => body ?? rawBody)
        .map(({ id }) => id)
        .sort(),
    );
  });
});

/** What a handler needs, so far as telling a known route from an unknown one goes: nobody is registered, nothing works. */
const nothing = new Proxy(
  {
    telemetry: { request: () => {}, work: () => {}, broken: () => {}, count: () => {}, tellCounts: () => {} },
    recognise: () => Promise.resolve(),
  },
  {
    get: (target, name) => {
      if (name in target) return target[name as keyof typeof target];
      throw new Error("not here");
    },
  },
);
const id = (prefix: string) => `${prefix}_${"0".repeat(26)}`;
const ids = {
  entryId: id("ent"),
  submissionId: id("sub"),
  triggerId: `${id("ent")}.${"0".repeat(26)}`,
  agencyId: "finance",
  measureId: "x",
  caseId: id("cas"),
  disclosureId: id("dis"),
  file: "penalties.xlsx",
};
type Handler = (event: unknown, context: unknown) => Promise<{ readonly statusCode: number; readonly body: string }>;

const folders = readdirSync(functionsRoot, { withFileTypes: true })
  .filter((item) => item.isDirectory())
  .map(({ name }) => name);
const servers = new Set(routes.map(({ servedBy }) => servedBy));

describe("the functions", () => {
  test("that routes name all exist, each with its handler", () => {
    expect([...servers].filter((folder) => !existsSync(join(functionsRoot, folder, "handler.ts")))).toEqual([]);
  });

  test.each([...servers].sort())("%s serves the routes that name it and no other", async (folder) => {
    const module = (await import(pathToFileURL(join(functionsRoot, folder, "handler.ts")).href)) as {
      createHandler: (deps: unknown) => Handler;
    };
    const handler = module.createHandler(nothing);
    const served: string[] = [];
    for (const route of routes) {
      const answer = await handler(
        {
          routeKey: keyOf(route),
          rawPath: route.path,
          rawQueryString: "",
          headers: {},
          pathParameters: ids,
          queryStringParameters: {},
          isBase64Encoded: false,
          requestContext: {
            requestId: "contract",
            authorizer: { jwt: { claims: { client_id: "nobody" }, scopes: [] } },
          },
        },
        {},
      );
      if (answer.statusCode !== 404) served.push(route.id);
    }
    expect(served.sort()).toEqual(
      routes
        .filter(({ servedBy }) => servedBy === folder)
        .map((route) => route.id)
        .sort(),
    );
  });

  test("that no route names serve nothing over HTTP", () => {
    const stray = folders
      .filter((folder) => !servers.has(folder))
      .filter((folder) => readFileSync(join(functionsRoot, folder, "handler.ts"), "utf8").includes("http/endpoint"));
    expect(stray).toEqual([]);
  });
});
