import type { Actor } from "../../../events/envelope.ts";
import type { Clock, Party, Subject } from "../../../events/parts.ts";
import type {
  ClaimedStep,
  MissingStep,
  RepairAbout,
  RepairApplicant,
  RepairCommitment,
} from "../../../events/repair-parts.ts";
import type { RepairStep, Severity } from "../../../events/vocabulary.ts";
import { addDays, type LocalDate } from "../../kernel/local-date.ts";

/**
 * Where an application stands: `applied` waits for the platform's check, `accepted` for the authority; `returned`, `refused`
 * and `withdrawn` are over and one may apply again; `ended` when what it was about ended before it was decided.
 */
export const repairStatuses = ["applied", "accepted", "returned", "approved", "refused", "withdrawn", "ended"] as const;
export type RepairStatus = (typeof repairStatuses)[number];

/** From when something can be repaired and by which steps, under which policy. */
export interface RepairTerms {
  readonly earliestOn: LocalDate;
  readonly steps: readonly RepairStep[];
  readonly policyVersion: string;
}

/** An application for repair (信用修复申请, A §21), as its events say it is. Nothing in it is of lists alone. */
export interface RepairCase {
  readonly repairId: string;
  readonly about: RepairAbout;
  readonly status: RepairStatus;
  /** The counter: the agency and the officer who filed it for the applicant; or the subject itself. */
  readonly filedBy: Actor;
  readonly applicant: RepairApplicant;
  readonly reason?: string | undefined;
  readonly appliedOn: LocalDate;
  readonly terms: Omit<RepairTerms, "policyVersion">;
  readonly steps: readonly ClaimedStep[];
  readonly commitment?: RepairCommitment | undefined;
  readonly check?: {
    readonly checkedOn: LocalDate;
    readonly missing: readonly MissingStep[];
    readonly note?: string | undefined;
  };
  readonly decision?: {
    readonly decidedOn: LocalDate;
    readonly reason?: string | undefined;
    readonly mayApplyAgainOn?: LocalDate | undefined;
    readonly review?: string | undefined;
  };
  /** The day on which it was over, whatever came of it. */
  readonly closedOn?: LocalDate;
  readonly clocks: readonly Clock[];
}

/** An application with what its readers need to know of the thing that it is about. */
export interface FiledRepair extends RepairCase {
  /** None of an organisation whose act it is: nobody had to be looked up for it. */
  readonly subjectId?: string | undefined;
  readonly subject: Subject;
  /** Who decides it: 谁认定谁负责 (A §3). */
  readonly authority: Party;
  readonly documentNo: string;
  readonly severity: Severity;
  /** The last day of what it is about. */
  readonly endsOn: LocalDate;
}

/** Whether somebody still has to do something about it. */
export const isOpen = ({ status }: Pick<RepairCase, "status">): boolean =>
  status === "applied" || status === "accepted";

/** The application as a reader sees it on a day: past the last day of what it is about, it is over with it. */
export const filedOn = (filed: FiledRepair, today: LocalDate): FiledRepair =>
  isOpen(filed) && today > filed.endsOn ? { ...filed, status: "ended", closedOn: addDays(filed.endsOn, 1) } : filed;
