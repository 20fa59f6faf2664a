import type { FieldError } from "../../kernel/field-errors.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import type { EntryInput } from "./input.ts";
import type { EntryRules } from "./rules.ts";

/**
 * The faults of a listing that each field alone cannot show. Takes the day it is judged on. Every fault names the
 * field, a stable code and what to do.
 */
export const checkListing = (input: EntryInput, rules: EntryRules, today: LocalDate): readonly FieldError[] => [
  ...kindFaults(input, rules),
  ...dateFaults(input, rules, today),
];

const kindFaults = (input: EntryInput, rules: EntryRules): FieldError[] => {
  const errors: FieldError[] = [];
  // Red and key-attention lists need a cross-check and a public notice that this path does not run yet (A §3).
  if (input.list !== "black")
    errors.push({
      field: "list",
      code: "list.notAccepted",
      detail: "目前仅受理黑名单 / only black-list entries are taken here for now",
    });
  // A natural person may not be listed without served prior notice (A §3); there is no way to prove it here yet.
  if (input.subject.kind === "person")
    errors.push({
      field: "subject.kind",
      code: "subject.personNotAccepted",
      detail: "自然人列入须先履行事前告知(§3),本通道不受理 / a person needs prior notice first; not taken here",
    });
  // GB 32100: 92 is given to sole traders, and to nobody else.
  if ((input.subject.kind === "soleTrader") !== input.subject.uscc.startsWith("92") && input.subject.kind !== "person")
    errors.push({
      field: "subject.kind",
      code: "subject.kindMismatch",
      detail:
        "主体类别与统一社会信用代码不符(92 开头为个体工商户)/ the kind contradicts the code: 92 is a sole trader's",
    });
  const allowed = rules.documentKinds(input.list);
  if (allowed && !allowed.includes(input.basis.documentKind))
    errors.push({
      field: "basis.documentKind",
      code: "basis.documentKind",
      detail:
        "黑名单须以裁判文书、行政处罚或行政强制为依据(鲁 十二)/ a black entry needs a judgment, penalty or compulsion",
    });
  return errors;
};

const dateFaults = (input: EntryInput, rules: EntryRules, today: LocalDate): FieldError[] => {
  const fault = (field: string, code: string, detail: string): FieldError[] => [{ field, code, detail }];
  const { determinedOn, validTo } = input;
  const { decidedOn } = input.basis;
  if (determinedOn > today)
    return fault(
      "determinedOn",
      "determinedOn.future",
      "认定日期不得晚于今天 / the determination cannot lie in the future",
    );
  if (decidedOn > determinedOn)
    return fault(
      "basis.decidedOn",
      "decidedOn.afterDetermination",
      "决定日期不得晚于认定日期 / the document must be no later than the determination",
    );
  if (validTo < determinedOn)
    return fault(
      "validTo",
      "validTo.beforeDetermination",
      "有效期不得早于认定日期 / the last valid day cannot precede the determination",
    );
  if (validTo < today)
    return fault("validTo", "validTo.passed", "有效期已届满,无需列入 / its validity is over, it must not be listed");
  const latest = rules.latestValidTo(input.severity, { document: decidedOn, determination: determinedOn });
  if (latest !== undefined && validTo > latest)
    return fault(
      "validTo",
      "validTo.beyondPolicy",
      `有效期最长至 ${latest}(${rules.substanceVersion})/ policy allows no later day than ${latest}`,
    );
  return [];
};
