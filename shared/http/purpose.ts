import { plainText } from "../domain/text.ts";
import { fieldErrors } from "../kernel/field-errors.ts";
import { accepted, refused, type Result } from "../kernel/result.ts";
import { type BorderRefusal, header, type HttpEvent } from "./request.ts";

const text = plainText(200);

/** A header of any script as it goes over the wire: UTF-8, percent-encoded. */
const headerText = (event: HttpEvent, name: string): Result<string | undefined, BorderRefusal> => {
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

/**
 * What a read is for and which officer asks: `X-Purpose` and `X-Officer`, percent-encoded UTF-8. Refuses a text with an
 * identity number in it: the register of purposes is read by others.
 */
export const purposeOf = (
  event: HttpEvent,
): Result<{ readonly purpose?: string; readonly officer?: string }, BorderRefusal> => {
  const purpose = headerText(event, "x-purpose");
  if (!purpose.ok) return purpose;
  const officer = headerText(event, "x-officer");
  if (!officer.ok) return officer;
  return accepted({
    ...(purpose.value === undefined ? {} : { purpose: purpose.value }),
    ...(officer.value === undefined ? {} : { officer: officer.value }),
  });
};
