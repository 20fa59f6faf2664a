import * as z from "zod";
import { route } from "../route.ts";

export const getHealth = route({
  id: "getHealth",
  method: "GET",
  path: "/health",
  servedBy: "describe-api",
  scopes: null,
  throttle: { rate: 200, burst: 400 },
  summary: "Whether the platform answers.",
  answers: () => ({ 200: { description: "It does.", schema: z.object({ status: z.literal("ok") }) } }),
});

export const getOpenApi = route({
  id: "getOpenApi",
  method: "GET",
  path: "/openapi.json",
  servedBy: "describe-api",
  scopes: null,
  throttle: { rate: 10, burst: 20 },
  summary: "This interface as an OpenAPI 3.1 document.",
  answers: () => ({ 200: { description: "OpenAPI 3.1." } }),
});
