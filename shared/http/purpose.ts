import { plainText } from "../domain/subject/text.ts";
import { accepted, type Result } from "../kernel/result.ts";
import { headerText } from "./header-text.ts";
import { officerName } from "./officer.ts";
import type { BorderRefusal, HttpEvent } from "./request.ts";

const purposeText = plainText(200);

/**
 * What a read is for and which officer asks: `X-Purpose` and `X-Officer`, percent-encoded UTF-8. Refuses a text with an
 * identity number in it: the register of purposes is read by others.
 */
export const purposeOf = (
  event: HttpEvent,
): Result<{ readonly purpose?: string; readonly officer?: string }, BorderRefusal> => {
  const purpose = headerText(event, "x-purpose", purposeText);
  if (!purpose.ok) return purpose;
  const officer = headerText(event, "x-officer", officerName);
  if (!officer.ok) return officer;
  return accepted({
    ...(purpose.value === undefined ? {} : { purpose: purpose.value }),
    ...(officer.value === undefined ? {} : { officer: officer.value }),
  });
};
