import { derivedKey } from "../../kernel/ids.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused } from "../../kernel/result.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { decideRepair, type RepairCommand } from "../repair/decide.ts";
import type { Repairable } from "../repair/eligibility.ts";
import type { FiledRepair } from "../repair/repair-case.ts";
import type { Decided, DecisionContext } from "./command.ts";
import { exit } from "./end.ts";
import type { Entry } from "./entry.ts";
import type { EntryRules } from "./rules.ts";

/**
 * Decides a command on the repair of a published entry, suspended or not. An approval ends the entry in the same decision,
 * so that display, sharing and use stop together (Order 36 第三条; C 十五 停止公示、终止实施).
 */
export const repairEntry = (entry: Entry, command: RepairCommand, context: DecisionContext): Decided => {
  const { today, by, rules, calendar } = context;
  if (today > entry.validTo) return refused(over(entry));
  const decided = decideRepair(command, {
    today,
    by,
    rules: rules.repairs,
    calendar,
    about: { kind: "entry", id: entry.entryId },
    repairable: repairableOf(entry, rules, today),
    domain: entry.domain,
    authority: entry.determiningAuthority,
    nextId: `rep_${derivedKey("repair", entry.entryId, entry.version)}`,
  });
  if (!decided.ok || command.name !== "approveRepair") return decided;
  const ended = exit(entry, { name: "exit", reason: "repaired" }, context);
  return ended.ok ? accepted([...decided.value, ...ended.value]) : ended;
};

/** An entry as a repair sees it on a day, under the rules of that day. */
export const repairableOf = (entry: Entry, rules: EntryRules, today: LocalDate): Repairable => {
  const hindrances = hindrancesOf(entry, today);
  const excluded =
    entry.repair.allowed || entry.list === "red"
      ? []
      : [
          refusal(
            "repair.excluded",
            `认定时已明确不予修复(§21,鲁 十五),有效期至 ${entry.validTo};认为认定有误的可提出异议 / determined not to be repaired; it ends after ${entry.validTo}; an objection remains`,
          ),
        ];
  return {
    decidedOn: entry.basis.decidedOn,
    hindrances: [...hindrances, ...excluded],
    terms: termsOf(entry, rules),
    latest: entry.repairCase,
  };
};

const hindrancesOf = (entry: Entry, today: LocalDate): readonly Refusal[] => {
  if (entry.list === "red") return [refusal("repair.red", "红名单无需修复 / a red entry needs no repair")];
  if (entry.state === "exited" || entry.state === "abandoned" || today > entry.validTo) return [over(entry)];
  return entry.state === "published"
    ? []
    : [refusal("repair.notPublished", "尚未发布,请向认定单位陈述或提出异议 / not published yet: object to it instead")];
};

const over = ({ validTo }: Entry): Refusal =>
  refusal("entry.ended", `记录已终止或有效期(至 ${validTo})已届满,无需修复 / it has ended, there is nothing to repair`);

/**
 * From when and how an entry can be repaired: as its determination fixed it (A §21), which no correction and no policy takes
 * back, and as a later policy has it (SPEC "Policy"). None where it cannot be.
 */
const termsOf = ({ list, repair, severity, basis, determinedOn, policyVersion }: Entry, rules: EntryRules) => {
  if (list === "red" || !repair.allowed || determinedOn === undefined) return [];
  const { earliestOn, steps } = repair;
  return [
    ...(earliestOn === undefined ? [] : [{ earliestOn, steps, policyVersion }]),
    ...rules.repairTerms(severity, { document: basis.decidedOn, determination: determinedOn }),
  ];
};

/** The last application about an entry, with what its readers need to know of the entry. It follows from the entry alone. */
export const filedRepairOf = (entry: Entry): FiledRepair | undefined =>
  entry.repairCase && {
    ...entry.repairCase,
    subjectId: entry.subjectId,
    subject: entry.subject,
    authority: entry.determiningAuthority,
    documentNo: entry.basis.documentNo,
    severity: entry.severity,
    endsOn: entry.validTo,
  };
