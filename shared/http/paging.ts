import type { HttpEvent } from "./request.ts";

/** The `Link` header to the next page; none on the last. */
export const linkNext = (event: HttpEvent, next: string | null): Record<string, string> => {
  if (next === null) return {};
  const query = new URLSearchParams(event.queryStringParameters as Record<string, string> | undefined);
  query.set("cursor", next);
  return { link: `<${event.rawPath}?${query.toString()}>; rel="next"` };
};
