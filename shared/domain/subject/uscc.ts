import * as z from "zod";
import { visible } from "../../kernel/visible.ts";

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/**
 * Says what is wrong with a unified social credit code (GB 32100-2015), or nothing when it is valid.
 * Takes the code as written, 18 characters in upper case. A placeholder (a body of one repeated character, as in
 * `00000000000000000X`) is refused even where its check character would fit.
 */
export const usccFault = (code: string): "length" | "alphabet" | "placeholder" | "checkDigit" | undefined => {
  if (code.length !== 18) return "length";
  const values = [...code].map((character) => alphabet.indexOf(character));
  if (/^(.)\1{15,16}/.test(code)) return "placeholder";
  if (values.includes(-1)) return "alphabet";
  const sum = weights.reduce((total, weight, index) => total + weight * (values[index] ?? 0), 0);
  return (31 - (sum % 31)) % 31 === values[17] ? undefined : "checkDigit";
};

const advice = {
  length: "统一社会信用代码应为18位,请核对 / a USCC has 18 characters",
  alphabet: "统一社会信用代码含有不使用的字符(不含 I、O、S、V、Z),请核对 / a USCC never contains I, O, S, V or Z",
  placeholder: "统一社会信用代码是占位值,请填写真实代码 / this is a placeholder, give the real code",
  checkDigit: "统一社会信用代码校验位不符,请核对是否录错 / the check character does not match, look for a typing error",
} as const;

/** A valid USCC; lower case, surrounding blanks and what no screen shows are taken as typing habits and mended. */
export const uscc = z
  .string()
  .overwrite(visible)
  .trim()
  .min(1)
  .toUpperCase()
  .superRefine((code, ctx) => {
    const fault = code === "" ? undefined : usccFault(code);
    if (fault) ctx.addIssue({ code: "custom", params: { code: `uscc.${fault}` }, message: advice[fault] });
  });
