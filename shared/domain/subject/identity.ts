import * as z from "zod";
import { idType, personRole, subjectKind } from "../../../events/vocabulary.ts";
import { visible } from "../../kernel/visible.ts";
import { plainText } from "./text.ts";
import { isIdentityNumber } from "./identity-number.ts";
import { uscc } from "./uscc.ts";

const agencyCode = z.string().regex(/^[a-z][a-z0-9-]{1,62}$/);

/** A document number as it is looked up: width, blanks, what no screen shows and case of its letters do not make another number. */
export const documentNumber = z
  .string()
  .normalize("NFKC")
  .transform((text) => visible(text).replace(/\s/gu, ""))
  .pipe(z.string().min(1).max(40).toUpperCase());

type Document = { readonly idType?: z.infer<typeof idType> | undefined; readonly idNumber?: string | undefined };

/** GB 11643: a resident's number has a real date and its check character. */
const numberFault = ({ idType = "residentId", idNumber }: Document): boolean =>
  idNumber !== undefined && idType === "residentId" && !isIdentityNumber(idNumber);

const checkDigit = {
  params: { code: "idNumber.checkDigit" },
  message: "居民身份证号码校验不符,请核对 / the number does not check, look for a typing error",
};

/** A person by document and name, as a query gives them: in a body, never in an address. */
export const namedPerson = z
  .object({ idType: idType.default("residentId"), idNumber: documentNumber, name: plainText(100) })
  .refine((person) => !numberFault(person), { path: ["idNumber"], ...checkDigit });

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
    idNumber: documentNumber.optional(),
    /** A public body or state enterprise, whose superior unit is told of a black listing (C 十四). */
    publicBody: z
      .object({ superiorUnit: z.object({ name: plainText(100), agencyId: agencyCode.optional() }) })
      .optional(),
  })
  .superRefine((subject, ctx) => {
    const fault = (path: string, code: string, message: string): void => {
      ctx.addIssue({ code: "custom", path: [path], params: { code }, message });
    };
    if (subject.kind !== "organisation" && subject.publicBody !== undefined)
      fault("publicBody", "publicBody.onlyOrganisation", "仅单位可填 / only an organisation is a public body");
    if (subject.kind !== "person") {
      if (subject.uscc === undefined) fault("uscc", "missing", "必填项,请补充 / this is required");
      if (subject.idNumber !== undefined)
        fault("idNumber", "idNumber.notForOrganisation", "仅自然人填写证件号码 / only a person has one");
      return;
    }
    if (subject.uscc !== undefined)
      fault("uscc", "uscc.notForPerson", "自然人不填统一社会信用代码 / a person has no USCC");
    else if (subject.idNumber === undefined) fault("idNumber", "missing", "必填项,请补充 / this is required");
    else if (numberFault(subject)) fault("idNumber", checkDigit.params.code, checkDigit.message);
  });
export type SubjectInput = z.infer<typeof subjectInput>;

/** Someone who answers for a listed organisation (C 十四). With a document number they are known as a subject of their own. */
export const responsiblePersonInput = z
  .object({
    role: personRole,
    name: plainText(100),
    idType: idType.optional(),
    idNumber: documentNumber.optional(),
  })
  .refine((person) => !numberFault(person), { path: ["idNumber"], ...checkDigit });
export type ResponsiblePersonInput = z.infer<typeof responsiblePersonInput>;
