import type { LocalDate } from "../../kernel/local-date.ts";
import { refusal, type Refusal } from "../refusal.ts";
import type { RepairStep } from "../../../events/vocabulary.ts";
import { isOpen, type RepairCase, type RepairTerms } from "./repair-case.ts";

/** Something that may be repaired, as far as a repair has to know it. */
export interface Repairable {
  /** The day of the document that it rests on: nothing that puts right what the document found is older. */
  readonly decidedOn: LocalDate;
  /** What stands against a repair whatever the day: it is red, excluded, not public or over. */
  readonly hindrances: readonly Refusal[];
  /** On which terms it can be repaired, by each policy that may be followed; none where it cannot be repaired at all. */
  readonly terms: readonly RepairTerms[];
  /** The last application, open or over. */
  readonly latest?: RepairCase | undefined;
}

/** Whether a repair can be applied for on a day, and if not, why not and from when. */
export interface Eligibility {
  readonly eligible: boolean;
  readonly reasons: readonly Refusal[];
  readonly earliestOn?: LocalDate;
  readonly steps: readonly RepairStep[];
  readonly policyVersion?: string;
}

/**
 * Whether something can be repaired on a day: nothing stands against it, its earliest day has come (A §21, Order 36), and
 * no application is open or has just been refused. Every reason has a code and says what to do.
 */
export const eligibilityOf = ({ hindrances, terms, latest }: Repairable, today: LocalDate): Eligibility => {
  const chosen = mildest(terms, today);
  // Under whichever of them: later terms with fewer steps never move the first day.
  const [first] = terms.map((each) => each.earliestOn).sort();
  const again = latest?.decision?.mayApplyAgainOn;
  const earliestOn = first !== undefined && again !== undefined && again > first ? again : first;
  const reasons = [
    ...hindrances,
    ...(first !== undefined && today < first
      ? [refusal("repair.tooEarly", `自 ${first} 起可申请修复 / a repair can be applied for from ${first}`)]
      : []),
    ...waiting(latest, today),
  ];
  return {
    eligible: reasons.length === 0,
    reasons,
    ...(earliestOn === undefined ? {} : { earliestOn }),
    steps: chosen?.steps ?? [],
    ...(chosen ? { policyVersion: chosen.policyVersion } : {}),
  };
};

/**
 * The terms that are milder for the subject on a day (SPEC "Policy"): of those whose day has come the ones with the fewest
 * steps, and while none has, those whose day comes first.
 */
const mildest = (terms: readonly RepairTerms[], today: LocalDate): RepairTerms | undefined => {
  const open = terms.filter(({ earliestOn }) => earliestOn <= today);
  return open.length > 0
    ? open.reduce((best, each) => (each.steps.length < best.steps.length ? each : best))
    : [...terms].sort((a, b) => (a.earliestOn < b.earliestOn ? -1 : 1))[0];
};

const waiting = (latest: RepairCase | undefined, today: LocalDate): readonly Refusal[] => {
  if (!latest) return [];
  if (isOpen(latest))
    return [
      refusal(
        "repair.open",
        `修复申请 ${latest.repairId} 正在办理,请等待决定或先撤回 / wait for the decision on ${latest.repairId}, or withdraw it`,
      ),
    ];
  const again = latest.decision?.mayApplyAgainOn;
  return again !== undefined && today < again
    ? [
        refusal(
          "repair.again",
          `自 ${again} 起可再次申请;${latest.decision?.review ?? ""} / one may apply again from ${again}; the refusal can be taken to review`,
        ),
      ]
    : [];
};
