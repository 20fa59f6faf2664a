import type { plainText } from "../domain/subject/text.ts";
import { type FieldError, fieldErrors } from "../kernel/field-errors.ts";
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
  const decoded = textOf(sent);
  if (decoded === undefined)
    return unfit([{ field: name, code: "header.encoding", detail: "须为百分号编码的 UTF-8 / percent-encoded UTF-8" }]);
  const read = text.safeParse(decoded, { reportInput: true });
  return read.success
    ? accepted(read.data)
    : unfit(fieldErrors(read.error).map((error) => ({ ...error, field: name })));
};

const textOf = (sent: string): string | undefined => {
  try {
    return decodeURIComponent(sent);
  } catch {
    return undefined;
  }
};

const unfit = (errors: FieldError[]): Result<never, BorderRefusal> =>
  refused({ code: "input.invalid", detail: "请更正请求头 / mend the header named", errors });
