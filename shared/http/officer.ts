import { plainText } from "../domain/subject/text.ts";
import { accepted, refused, type Result } from "../kernel/result.ts";
import { headerText } from "./header-text.ts";
import type { BorderRefusal, HttpEvent } from "./request.ts";

/** As long as a name may be in a header. */
export const officerName = plainText(50);

/**
 * The officer who acts for an agency: `X-Officer` (percent-encoded UTF-8), or `officer` in a body that has it. Every route
 * takes the header, so that clients name their officer in one place. Refuses two different names: four eyes must not be one
 * person under two names in one request.
 */
export const officerOf = (event: HttpEvent, body: unknown): Result<string | undefined, BorderRefusal> => {
  const named = headerText(event, "x-officer", officerName);
  if (!named.ok) return named;
  const own = typeof body === "object" && body !== null && "officer" in body ? body.officer : undefined;
  if (typeof own !== "string") return named;
  if (named.value !== undefined && named.value !== own)
    return refused({
      code: "input.invalid",
      detail: "经办人前后不一致 / two officers are named",
      errors: [
        { field: "officer", code: "officer.differs", detail: "与请求头 X-Officer 不同 / X-Officer names another" },
      ],
    });
  return accepted(own);
};
