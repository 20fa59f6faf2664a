import type * as z from "zod";

/** What is wrong with one field of an input, with a stable code and what to do about it. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly detail: string;
}

const missing = "必填项,请补充 / this is required";

const codeOf = (issue: z.core.$ZodIssue): { code: string; detail: string } => {
  switch (issue.code) {
    case "custom": {
      const code: unknown = issue.params?.["code"];
      return { code: typeof code === "string" ? code : "invalid", detail: issue.message };
    }
    case "invalid_type":
      return issue.input === undefined || issue.input === null
        ? { code: "missing", detail: missing }
        : { code: "type", detail: `类型应为 ${issue.expected} / must be ${issue.expected}` };
    case "too_small":
      if (issue.origin === "string" && Number(issue.minimum) <= 1) return { code: "missing", detail: missing };
      return issue.origin === "string"
        ? { code: "tooShort", detail: `至少 ${issue.minimum} 个字符 / at least ${issue.minimum} characters` }
        : { code: "tooSmall", detail: `不得小于 ${issue.minimum} / at least ${issue.minimum}` };
    case "too_big":
      return {
        code: issue.origin === "string" || issue.origin === "array" ? "tooLong" : "tooBig",
        detail: `不得超过 ${issue.maximum} / at most ${issue.maximum}`,
      };
    case "invalid_value":
      return issue.input === undefined || issue.input === ""
        ? { code: "missing", detail: missing }
        : {
            code: "value.unknown",
            detail: `取值应为以下之一 / must be one of: ${issue.values.map(String).join(", ")}`,
          };
    case "invalid_format":
      if (issue.input === "") return { code: "missing", detail: missing };
      return issue.format === "date"
        ? {
            code: "date.invalid",
            detail: "不是有效日期,格式为 2026-11-21 / not a day of the calendar, write 2026-11-21",
          }
        : { code: "format", detail: issue.format === "url" ? "不是有效的网址 / not a valid address" : issue.message };
    case "unrecognized_keys":
      return { code: "field.unknown", detail: "无此字段,请删除 / no such field, leave it out" };
    default:
      return { code: "invalid", detail: issue.message };
  }
};

/** A field that was made up is named where it looks like one: a number of somebody's in its place is not repeated. */
const nameable = (key: string): boolean => /^\p{L}[\p{L}\p{N}_-]{0,39}$/u.test(key) && !/\d{5}/.test(key);

const pathsOf = (issue: z.core.$ZodIssue): readonly (readonly PropertyKey[])[] => {
  const named = issue.code === "unrecognized_keys" ? issue.keys.filter(nameable) : [];
  return named.length === 0 ? [issue.path] : named.map((key) => [...issue.path, key]);
};

/** Every fault of a parse as field errors; `field` is the dotted path. Never repeats the value that was sent. */
export const fieldErrors = (error: z.ZodError): readonly FieldError[] =>
  error.issues.flatMap((issue) =>
    pathsOf(issue).map((path) => ({ field: path.map(String).join("."), ...codeOf(issue) })),
  );
