import { derivedKey } from "../../kernel/ids.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused } from "../../kernel/result.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { decideRepair, type RepairCommand, type RepairHappening } from "../repair/decide.ts";
import type { Repairable } from "../repair/eligibility.ts";
import type { FiledRepair } from "../repair/repair-case.ts";
import type { Decided, DisclosureHappening, DisputeContext } from "./decide.ts";
import { type Disclosure, isPublicOn } from "./disclosure.ts";
import { caseOf } from "./evolve.ts";
import type { DisclosureRules } from "./rules.ts";

/**
 * Decides a command on the early end of an act's publicity. An approval takes the act down by the same event, so that
 * display, sharing and use stop together (Order 36 第三条).
 */
export const repairDisclosure = (
  disclosure: Disclosure,
  command: RepairCommand,
  { today, by, rules, calendar }: DisputeContext,
): Decided => {
  if (!isPublicOn(disclosure, today)) return refused(over(disclosure));
  const { disclosureId, version, authority } = disclosure;
  const decided = decideRepair(command, {
    today,
    by,
    rules: rules.repairs,
    calendar,
    about: { kind: "disclosure", id: disclosureId },
    repairable: repairableOf(disclosure, rules, today),
    authority,
    nextId: `rep_${derivedKey("repair", disclosureId, version)}`,
  });
  if (!decided.ok) return decided;
  const [happening, ...more] = decided.value;
  if (!happening || more.length > 0) throw new Error("a command on a repair is one event");
  return accepted(ofAct(happening));
};

/** What happened to the application, as an event of the act. */
const ofAct = (happening: RepairHappening): DisclosureHappening => {
  switch (happening.type) {
    case "repair-applied":
      return { type: "disclosure-repair-applied", version: 1, data: happening.data };
    case "repair-checked":
      return { type: "disclosure-repair-checked", version: 1, data: happening.data };
    case "repair-decided":
      return { type: "disclosure-repair-decided", version: 1, data: happening.data };
    case "repair-withdrawn":
      return { type: "disclosure-repair-withdrawn", version: 1, data: happening.data };
  }
};

/** An act as a repair sees it on a day, under the rules of that day: a penalty, while it is public. */
export const repairableOf = (disclosure: Disclosure, rules: DisclosureRules, today: LocalDate): Repairable => {
  const { act, repairCase: latest } = disclosure;
  const penalty = act === "penalty";
  return {
    decidedOn: disclosure.decidedOn,
    hindrances: [...(penalty ? [] : [notPenalty]), ...(isPublicOn(disclosure, today) ? [] : [over(disclosure)])],
    terms: penalty ? rules.repairTerms(disclosure) : [],
    latest,
  };
};

const notPenalty = refusal(
  "repair.notPenalty",
  "行政许可等不是失信信息,无需修复;内容有误的请提出异议 / only a penalty is repaired: to what else is wrong, object",
);

const over = ({ publicityEndsOn, takenDown }: Disclosure): Refusal =>
  refusal(
    "disclosure.ended",
    `公示已于 ${takenDown?.on ?? publicityEndsOn} 终止,无需修复 / its publicity is over, there is nothing to repair`,
  );

/** The last application about an act, with what its readers need to know of the act. It follows from the act alone. */
export const filedRepairOf = (
  disclosure: Disclosure,
  severityOf: DisclosureRules["severity"],
): FiledRepair | undefined => {
  const repairCase = caseOf(disclosure);
  const { party, authority, decisionNo, publicityEndsOn } = disclosure;
  const { subjectId, ...subject } = party;
  return (
    repairCase && {
      ...repairCase,
      ...(subjectId === undefined ? {} : { subjectId }),
      subject,
      authority,
      documentNo: decisionNo,
      severity: severityOf(disclosure),
      endsOn: publicityEndsOn,
    }
  );
};
