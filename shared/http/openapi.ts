import * as z from "zod";
import { createDocument, type ZodOpenApiOperationObject } from "zod-openapi";
import { type Route, scopes } from "./route.ts";
import { problem, uploadedFile, xlsxType } from "./schemas.ts";

/** The interface as an OpenAPI 3.1 document, made from the same contracts that parse every request. */
export const openApiDocument = (routes: readonly Route[]) =>
  createDocument({
    openapi: "3.1.0",
    info: {
      title: "Xinheng 信衡",
      version: "1.0.0",
      description: "信用联合奖惩系统接口:名单报送、公示查询、触发与反馈。Errors are RFC 9457 problems.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    security: [{ oauth: [] }],
    paths: Object.fromEntries(
      Object.entries(Object.groupBy(routes, ({ path }) => path)).map(([path, atPath = []]) => [
        path,
        Object.fromEntries(atPath.map((route) => [route.method.toLowerCase(), operation(route)])),
      ]),
    ),
    components: {
      securitySchemes: {
        oauth: {
          type: "oauth2",
          flows: {
            clientCredentials: {
              tokenUrl: "/oauth2/token",
              scopes: Object.fromEntries(Object.values(scopes).map((scope) => [scope, scope])),
            },
          },
        },
      },
    },
  });

const idempotencyKey = z
  .string()
  .min(1)
  .max(128)
  .describe(
    "Kept 7 days: the same key and body answer the first answer. A refusal is not kept: once its cause is mended the same request may succeed.",
  );
const ifMatch = z.string().describe("The ETag of what is changed, or `*` for it as it stands.");

const officer = z
  .string()
  .max(150)
  .describe("The officer who acts for the agency, as percent-encoded UTF-8; a body's `officer` says the same.");

const operation = (route: Route): ZodOpenApiOperationObject => ({
  operationId: route.id,
  summary: route.summary,
  security: route.scopes === null ? [] : route.scopes.map((scope) => ({ oauth: [scope] })),
  requestParams: {
    ...(route.params instanceof z.ZodObject ? { path: route.params } : {}),
    ...(route.query instanceof z.ZodObject ? { query: route.query } : {}),
    ...(route.scopes
      ? {
          header: z.object({
            "X-Officer": officer.optional(),
            ...(route.idempotent ? { "Idempotency-Key": idempotencyKey } : {}),
            ...(route.conditional ? { "If-Match": route.conditional === true ? ifMatch : ifMatch.optional() } : {}),
          }),
        }
      : {}),
  },
  ...bodyOf(route),
  responses: {
    ...Object.fromEntries(
      Object.entries(route.answers()).map(([status, { description, schema }]) => [
        status,
        { description, ...(schema ? { content: { "application/json": { schema } } } : {}) },
      ]),
    ),
    default: { description: "A problem.", content: { "application/problem+json": { schema: problem } } },
  },
});

const bodyOf = (route: Route): Pick<ZodOpenApiOperationObject, "requestBody"> => {
  if (route.rawBody) {
    const file = z.string().describe("The file's bytes.");
    const rows = z.object({ rows: z.array(z.unknown()) });
    return {
      requestBody: {
        required: true,
        content: {
          "application/json": { schema: z.union([rows, uploadedFile]) },
          "text/csv": { schema: file },
          [xlsxType]: { schema: file },
          "application/octet-stream": { schema: file },
        },
      },
    };
  }
  return route.body ? { requestBody: { required: true, content: { "application/json": { schema: route.body } } } } : {};
};
