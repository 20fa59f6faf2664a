import type { plainText } from "../domain/text.ts";
import { fieldErrors } from "../kernel/field-errors.ts";
import { accepted, refused, type Result } from "../kernel/result.ts";
import { type BorderRefusal, header, type HttpEvent } from "./request.ts";

/** A header of any script as it goes over the wire: UTF-8, percent-encoded. Refuses what plain text may not be. */
export const headerText = (
  event: HttpEvent,
  name: string,
  text: ReturnType<typeof plainText>,
): Result<string | undefined, BorderRefusal> => {
  const sent = header(event, name);
  if (sent === undefined || sent.trim() === "") return accepted(undefined);
  let decoded: string;
  try {
    decoded = decodeURIComponent(sent);
  } catch {
    decoded = sent;
  }
  const read = text.safeParse(decoded, { reportInput: true });
  if (read.success) return accepted(read.data);
  const errors = fieldErrors(read.error).map((error) => ({ ...error, field: name }));
  return refused({ code: "input.invalid", detail: "请更正请求头 / mend the header named", errors });
};
