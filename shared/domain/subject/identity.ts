import * as z from "zod";
import { idType, subjectKind } from "../../../events/vocabulary.ts";
import { plainText } from "../text.ts";
import { isIdentityNumber } from "./identity-number.ts";
import { uscc } from "./uscc.ts";

/**
 * Who is to be listed, as an agency names it: an organisation or sole trader by its USCC, a person by name and document
 * number. The number is a key to look the person up by; it is never kept with an entry (SPEC "Persons and their data").
 */
export const subjectInput = z
  .object({
    kind: subjectKind,
    name: plainText(200),
    uscc: uscc.optional(),
    idType: idType.optional(),
    idNumber: z.string().trim().min(1).max(40).toUpperCase().optional(),
  })
  .superRefine((subject, ctx) => {
    const fault = (path: string, code: string, message: string): void => {
      ctx.addIssue({ code: "custom", path: [path], params: { code }, message });
    };
    if (subject.kind !== "person") {
      if (subject.uscc === undefined) fault("uscc", "missing", "必填项,请补充 / this is required");
      if (subject.idNumber !== undefined)
        fault("idNumber", "idNumber.notForOrganisation", "仅自然人填写证件号码 / only a person has one");
      return;
    }
    if (subject.uscc !== undefined)
      fault("uscc", "uscc.notForPerson", "自然人不填统一社会信用代码 / a person has no USCC");
    else if (subject.idNumber === undefined) fault("idNumber", "missing", "必填项,请补充 / this is required");
    else if ((subject.idType ?? "residentId") === "residentId" && !isIdentityNumber(subject.idNumber))
      fault(
        "idNumber",
        "idNumber.checkDigit",
        "居民身份证号码校验不符,请核对 / the number does not check, look for a typing error",
      );
  });
export type SubjectInput = z.infer<typeof subjectInput>;

/** How much of a document number may be shown: the first six and the last two of eighteen, less of a shorter one. */
export const maskedNumber = (number: string): string =>
  number.length === 18
    ? `${number.slice(0, 6)}${"*".repeat(10)}${number.slice(-2)}`
    : `${number.slice(0, 1)}${"*".repeat(Math.max(1, number.length - 2))}${number.slice(-1)}`;
