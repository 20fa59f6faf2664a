import type { IncomingMessage } from "node:http";
import type { Json } from "../assembly/intrinsics.ts";

/** The API's CORS configuration; undefined headers mean that the origin is not allowed. */
export interface Cors {
  /** Headers for the answer to a preflight; undefined if the request is none. */
  preflight(request: IncomingMessage): Record<string, string> | undefined;
  headers(request: IncomingMessage): Record<string, string>;
}

const list = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Reads `CorsConfiguration`; without one, nothing is added and a preflight is a request like any other. */
export const readCors = (given: Json | undefined): Cors => {
  if (given === null || typeof given !== "object" || Array.isArray(given)) {
    return { preflight: () => undefined, headers: () => ({}) };
  }
  const origins = list(given["AllowOrigins"]);
  const headers = (request: IncomingMessage): Record<string, string> => {
    const { origin } = request.headers;
    if (origin === undefined || !(origins.includes("*") || origins.includes(origin))) return {};
    const exposed = list(given["ExposeHeaders"]);
    return {
      "access-control-allow-origin": origins.includes("*") ? "*" : origin,
      ...(given["AllowCredentials"] === true ? { "access-control-allow-credentials": "true" } : {}),
      ...(exposed.length === 0 ? {} : { "access-control-expose-headers": exposed.join(",") }),
      ...(origins.includes("*") ? {} : { vary: "origin" }),
    };
  };
  return {
    headers,
    preflight: (request) => {
      if (request.method !== "OPTIONS" || request.headers["access-control-request-method"] === undefined)
        return undefined;
      const allowed = headers(request);
      if (Object.keys(allowed).length === 0) return {};
      return {
        ...allowed,
        "access-control-allow-methods": list(given["AllowMethods"]).join(","),
        "access-control-allow-headers": list(given["AllowHeaders"]).join(","),
        "access-control-max-age": String(given["MaxAge"] ?? 0),
      };
    },
  };
};
