import type { RepairEvent } from "../../../events/catalogue.ts";
import type { Actor } from "../../../events/envelope.ts";
import type { Party } from "../../../events/parts.ts";
import type { ClaimedStep, MissingStep, RepairAbout, RepairApplicant } from "../../../events/repair-parts.ts";
import type { Domain, RepairStep } from "../../../events/vocabulary.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { addDays, type LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { startClock, type WorkingDays } from "../clock/clock.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { courtReviewIn } from "./review.ts";
import { isSubject } from "../subject/itself.ts";
import { eligibilityOf, type Repairable } from "./eligibility.ts";
import { isOpen, type RepairCase } from "./repair-case.ts";
import type { RepairRules } from "./rules.ts";

/** What can be asked of a repair. */
export type RepairCommand =
  | {
      readonly name: "applyForRepair";
      readonly applicant: RepairApplicant;
      readonly reason?: string | undefined;
      readonly steps: readonly ClaimedStep[];
      /** Who made the commitment in the form that policy fixes, and when. */
      readonly commitment?: { readonly by: string; readonly on: LocalDate } | undefined;
    }
  | {
      readonly name: "checkRepair";
      readonly repairId: string;
      /** Steps that are not done or not proven: with any, it is returned; with none, the authority has it. */
      readonly missing: readonly MissingStep[];
      readonly note?: string | undefined;
    }
  | { readonly name: "approveRepair"; readonly repairId: string; readonly reason?: string | undefined }
  | { readonly name: "refuseRepair"; readonly repairId: string; readonly reason: string }
  | { readonly name: "withdrawRepair"; readonly repairId: string; readonly why?: string | undefined };

/** What a decision on a repair rests on. */
export interface RepairContext {
  readonly today: LocalDate;
  readonly by: Actor;
  readonly rules: RepairRules;
  readonly calendar: WorkingDays;
  readonly about: RepairAbout;
  readonly repairable: Repairable;
  /** The field of an entry, by which a court is known. */
  readonly domain?: Domain;
  /** Who decides it. */
  readonly authority: Party;
  /** The id that a new application gets. */
  readonly nextId: string;
}

export type RepairHappening = RepairEvent extends infer E
  ? E extends RepairEvent
    ? Pick<E, "type" | "version" | "data">
    : never
  : never;

/** The agency whose duty the platform's check is: the credit office, under the id that the register knows it by. */
export const creditOffice = "credit-office";

type Command<N extends RepairCommand["name"]> = Extract<RepairCommand, { name: N }>;
type Said = Result<readonly RepairHappening[], Refusal>;
const happened = (happening: RepairHappening): Said => accepted([happening]);

/**
 * Decides one command on the last application of something that may be repaired. Pure: gives what happened, or a refusal
 * with a code and what to do. An application is filed when nothing stands against it, checked once, then decided once.
 */
export const decideRepair = (command: RepairCommand, context: RepairContext): Said => {
  if (command.name === "applyForRepair") return apply(command, context);
  const found = openCase(context.repairable.latest, command.repairId);
  if (!found.ok) return found;
  const { today, rules } = context;
  const { repairId, status } = found.value;
  switch (command.name) {
    case "checkRepair":
      return check(found.value, command, context);
    case "approveRepair":
    case "refuseRepair": {
      if (status === "applied")
        return refused(
          refusal("repair.notChecked", "须先由信用办核查材料 / the credit office has to check the application first"),
        );
      const approved = command.name === "approveRepair";
      return happened({
        type: "repair-decided",
        version: 1,
        data: {
          repairId,
          decidedOn: today,
          outcome: approved ? "approved" : "refused",
          ...(command.reason === undefined ? {} : { reason: command.reason }),
          ...(approved
            ? {}
            : {
                mayApplyAgainOn: addDays(today, rules.reapplyAfterDays),
                review: reviewInWords(rules.review, context.domain),
              }),
        },
      });
    }
    case "withdrawRepair":
      return happened({
        type: "repair-withdrawn",
        version: 1,
        data: { repairId, withdrawnOn: today, ...(command.why === undefined ? {} : { why: command.why }) },
      });
  }
};

/** The application that a command names, while somebody still has to do something about it. */
const openCase = (latest: RepairCase | undefined, repairId: string): Result<RepairCase, Refusal> => {
  if (!latest) return refused(refusal("repair.unknown", "没有该修复申请 / there is no such application"));
  return latest.repairId === repairId && isOpen(latest) ? accepted(latest) : refused(closedBefore());
};

/** Of an application that is over, however it ended. */
export const closedBefore = (): Refusal =>
  refusal(
    "repair.closed",
    "该申请已办结;记录仍在公示的可重新申请 / it is closed; while the record is public a new one can be filed",
  );

const apply = (command: Command<"applyForRepair">, context: RepairContext): Said => {
  const { today, by, rules, calendar, about, repairable, nextId } = context;
  const { earliestOn, steps, reasons } = eligibilityOf(repairable, today);
  const [against] = reasons;
  if (against) return refused(against);
  if (earliestOn === undefined) throw new Error("what nothing stands against has its terms");
  if (by.officer === undefined && !isSubject(by.agencyId))
    return refused(refusal("officer.required", "请写明受理窗口经办人姓名 / name the officer at the counter"));
  const faults = faultsOf(command, steps, { from: repairable.decidedOn, to: today });
  if (faults.length > 0)
    return refused(refusal("input.invalid", "请按所列各项补充后再申请 / add what is named and apply again", faults));
  const { applicant, reason, commitment } = command;
  return happened({
    type: "repair-applied",
    version: 1,
    data: {
      repairId: nextId,
      about,
      appliedOn: today,
      applicant,
      ...(reason === undefined ? {} : { reason }),
      terms: { earliestOn, steps: [...steps] },
      steps: command.steps.map((each) => ({ ...each, evidence: [...each.evidence] })),
      ...(commitment ? { commitment: { text: rules.commitment, ...commitment } } : {}),
      clock: startClock(
        { subjectOf: nextId, kind: "repairCheck", agencyId: creditOffice, startedOn: today },
        rules.check,
        calendar,
      ),
    },
  });
};

/** The way of review, told with every refusal (B 五(五) 行政复议、行政诉讼; of a court 法释〔2017〕7号). */
const reviewInWords = (review: RepairRules["review"], domain: Domain | undefined): string => {
  const court = courtReviewIn(review, domain);
  if (court)
    return `对不予修复决定不服的,可向作出决定的人民法院书面申请纠正(${court.correctionDays}日内审查),对驳回决定不服的,自送达之日起${court.reconsiderationDays}日内向上一级人民法院申请复议(${court.basis})`;
  const { reconsiderationDays, litigationMonths, ...basis } = review;
  return `对不予修复决定不服的,可自知道之日起${reconsiderationDays}日内申请行政复议(${basis.reconsiderationBasis}),或者${litigationMonths}个月内提起行政诉讼(${basis.litigationBasis})`;
};

/** The platform's check: with something missing it goes back to the applicant, else on to the authority, whose clock starts. */
const check = (
  { repairId, status, terms }: RepairCase,
  { missing, note }: Command<"checkRepair">,
  { today, rules, calendar, authority }: RepairContext,
): Said => {
  if (status === "accepted")
    return refused(refusal("repair.checked", "已核查并转认定单位 / it was checked, its authority has it"));
  const strange = missing.filter(({ step }) => !terms.steps.includes(step));
  if (strange.length > 0)
    return refused(
      refusal(
        "input.invalid",
        "只能要求补充本申请所需的步骤 / only steps that it asks for can be missing",
        strange.map(({ step }) => ({ field: "missing", code: "repair.stepNotAsked", detail: stepWords[step] })),
      ),
    );
  const outcome = missing.length > 0 ? "returned" : "accepted";
  return happened({
    type: "repair-checked",
    version: 1,
    data: {
      repairId,
      checkedOn: today,
      outcome,
      missing: [...missing],
      ...(note === undefined ? {} : { note }),
      ...(outcome === "accepted"
        ? {
            clock: startClock(
              { subjectOf: repairId, kind: "repairDecision", agencyId: authority.agencyId, startedOn: today },
              rules.decision,
              calendar,
            ),
          }
        : {}),
    },
  });
};

/** The steps as people know them (C 十五, Order 36). */
export const stepWords: Readonly<Record<RepairStep, string>> = {
  rectification: "完成整改 / the conduct was put right",
  obligations: "完全履行规定的义务 / obligations were met",
  commitment: "作出信用承诺 / a public commitment",
  training: "接受专题培训 / training",
  creditReport: "提交信用报告 / a credit report",
};

const faultsOf = (
  { applicant, steps, commitment }: Command<"applyForRepair">,
  required: readonly RepairStep[],
  days: { readonly from: LocalDate; readonly to: LocalDate },
): readonly FieldError[] => {
  const claimed = steps.map(({ step }) => step);
  const done = (step: RepairStep): boolean =>
    step === "commitment" ? commitment !== undefined : claimed.includes(step);
  return [
    ...required
      .filter((step) => !done(step))
      .map((step) => ({
        field: step === "commitment" ? "commitment" : "steps",
        code: "repair.stepMissing",
        detail: stepWords[step],
      })),
    ...(new Set(claimed).size < claimed.length
      ? [{ field: "steps", code: "repair.stepTwice", detail: "每一步骤只填一次 / name each step once" }]
      : []),
    ...(commitment !== undefined && commitment.on > days.to
      ? [{ field: "commitment.on", code: "commitment.future", detail: "承诺日期不得晚于今天 / not after today" }]
      : []),
    ...(commitment !== undefined && commitment.on < days.from
      ? [
          {
            field: "commitment.on",
            code: "commitment.early",
            detail: `承诺日期不得早于决定文书日期 ${days.from} / not before the day of the document`,
          },
        ]
      : []),
    ...(applicant.capacity === "agent" && applicant.authorisation === undefined
      ? [
          {
            field: "applicant.authorisation",
            code: "applicant.authorisation",
            detail: "代理人须提供授权文件 / an agent shows the authorisation",
          },
        ]
      : []),
  ];
};
