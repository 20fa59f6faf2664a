import * as z from "zod";
import { carriesIdentityNumber } from "./identity-number.ts";

/** A text of which nothing is seen on a screen says nothing, and names nobody. */
const seen = /[^\p{C}\p{Z}\p{DI}]/u;

/** Control characters, and those that turn the direction of what follows, have no place in what is published; a line break or a tab may stand in longer text. */
const control = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/**
 * Text that people wrote and people will read. Refuses halves of characters and control characters, and an identity number:
 * numbers of persons never stand in public text (SPEC "Persons and their data").
 */
export const plainText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .superRefine((text, ctx) => {
      if (control.test(text.replace(/[\n\r\t]/g, "")) || (text !== "" && !seen.test(text)))
        ctx.addIssue({
          code: "custom",
          params: { code: "text.characters" },
          message: "含有控制字符或不完整的字符,请删除 / contains control characters or halves of characters",
        });
      else if (carriesIdentityNumber(text))
        ctx.addIssue({
          code: "custom",
          params: { code: "text.identityNumber" },
          message: "含有居民身份证号码,公开前必须删除(§19、§22)/ contains an identity number, take it out",
        });
    });
