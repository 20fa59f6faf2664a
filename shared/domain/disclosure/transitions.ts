import { refusal, type Refusal } from "../refusal.ts";
import { type Disclosure, isContested } from "./disclosure.ts";

/**
 * Where an act stands in its history. `contested` is public too, and says that it is contested. That its last day has passed
 * is no state: readers compare days.
 */
export const disclosureStates = ["none", "public", "contested", "takenDown"] as const;
export type DisclosureState = (typeof disclosureStates)[number];

/** What can be asked of an act. */
export const disclosureCommands = [
  "report",
  "reportPublication",
  "withdrawPublication",
  "fileObjection",
  "verifyObjection",
  "closeObjection",
  "applyForRepair",
  "checkRepair",
  "approveRepair",
  "refuseRepair",
  "withdrawRepair",
] as const;
export type DisclosureCommandName = (typeof disclosureCommands)[number];

export interface DisclosureTransition {
  readonly from: DisclosureState;
  readonly command: DisclosureCommandName;
  /** Where it may stand afterwards. */
  readonly to: readonly DisclosureState[];
  /** The rule in words, with the paper it comes from. */
  readonly rule: string;
}

const row = (
  froms: readonly DisclosureState[],
  command: DisclosureCommandName,
  to: "same" | readonly DisclosureState[],
  rule: string,
): DisclosureTransition[] => froms.map((from) => ({ from, command, to: to === "same" ? [from] : to, rule }));

/** Everything that may happen to an act; what is not here is refused. */
export const disclosureTransitions: readonly DisclosureTransition[] = [
  ...row(["none"], "report", ["public"], "taken, it is public at once (A §19)"),
  ...row(["public", "contested"], "report", "same", "its agency corrects it, also while it is contested"),
  ...row(["public", "contested"], "reportPublication", "same", "where its agency published it (A §19)"),
  ...row(
    ["public", "contested"],
    "withdrawPublication",
    "same",
    "what was said of that was wrong: the duty stands again",
  ),
  ...row(["public"], "fileObjection", ["contested"], "public as contested while it is verified (A §22, D 四(五))"),
  ...row(["contested"], "fileObjection", "same", "several at once"),
  ...row(["takenDown"], "fileObjection", "same", "a repaired act may still have been an error (A §22 恢复其信誉)"),
  ...row(["contested", "takenDown"], "verifyObjection", "same", "its agency says what it found (A §22)"),
  ...row(
    ["contested"],
    "closeObjection",
    ["public", "contested", "takenDown"],
    "the mark goes with the last one; `corrected` after a corrected row; `upheld` takes it down for good (A §22 更正或者撤销)",
  ),
  ...row(["takenDown"], "closeObjection", "same", "`upheld` makes the reason an error"),
  ...row(["public", "contested"], "applyForRepair", "same", "a penalty past its shortest period (Order 36)"),
  ...row(["public", "contested"], "checkRepair", "same", "the platform's check (国办发〔2025〕22号)"),
  ...row(["public", "contested"], "refuseRepair", "same", "with reasons and the way of review (B 五(五))"),
  ...row(["public", "contested"], "withdrawRepair", "same", "before it is decided"),
  ...row(
    ["public", "contested"],
    "approveRepair",
    ["takenDown"],
    "display and sharing stop together (Order 36 第三条)",
  ),
];

export const stateOf = (disclosure: Disclosure | undefined): DisclosureState => {
  if (!disclosure) return "none";
  if (disclosure.takenDown) return "takenDown";
  return isContested(disclosure) ? "contested" : "public";
};

const unknown = refusal("disclosure.unknown", "没有该公示信息,请核对编号 / no such disclosure, check its id");
const takenDown = refusal(
  "disclosure.takenDown",
  "该信息已因更正错误或者信用修复终止公示,不再更新;认为终止有误的请联系信用办 / it was taken down as an error or repaired and changes no more; ask the credit office where that is wrong",
);

/** Why a command is not for an act that stands so; nothing where the table has it. */
export const standsAgainst = (from: DisclosureState, command: DisclosureCommandName): Refusal | undefined => {
  if (disclosureTransitions.some((each) => each.from === from && each.command === command)) return undefined;
  if (from === "none") return unknown;
  if (from === "public") return refusal("objection.closed", "没有未办结的异议 / no objection is open");
  return command === "report" ||
    command === "reportPublication" ||
    command === "withdrawPublication" ||
    command === "applyForRepair"
    ? takenDown
    : refusal("repair.closed", "公示已终止,该申请已办结 / its publicity is over, and the application with it");
};
