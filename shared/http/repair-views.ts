import type { Eligibility } from "../domain/repair/eligibility.ts";
import { stepWords } from "../domain/repair/decide.ts";
import type { FiledRepair, RepairCase } from "../domain/repair/repair-case.ts";
import { maskedName, type Masks } from "../domain/subject/masks.ts";
import { publicSubject } from "../domain/subject/public-subject.ts";
import type { LocalDate } from "../kernel/local-date.ts";
import { clockView } from "./views.ts";

/** How repairs look in answers. */

/** Whether a repair can be applied for, with every step in words. */
export const eligibilityView = ({ eligible, reasons, earliestOn, steps, policyVersion }: Eligibility) => ({
  eligible,
  reasons: reasons.map(({ code, detail }) => ({ code, detail })),
  earliestOn: earliestOn ?? null,
  steps: steps.map((step) => ({ step, detail: stepWords[step] })),
  policyVersion: policyVersion ?? null,
});

/** An application in a list: persons masked, without what was handed in or written. */
export const repairSummaryView = (filed: FiledRepair, masks: Masks, today: LocalDate) => ({
  ...head(filed, today),
  subject: publicSubject(filed.subject, masks),
  applicant: { name: maskedName(filed.applicant.name, masks.name), capacity: filed.applicant.capacity },
});

const head = (filed: FiledRepair, today: LocalDate) => ({
  repairId: filed.repairId,
  about: filed.about,
  status: filed.status,
  determiningAuthority: filed.authority,
  documentNo: filed.documentNo,
  severity: filed.severity,
  filedBy: filedBy(filed),
  appliedOn: filed.appliedOn,
  terms: filed.terms,
  closedOn: filed.closedOn,
  clocks: filed.clocks.map((clock) => clockView(clock, today)),
});

/** An application whole, for those who work on it. */
export const repairView = (filed: FiledRepair, today: LocalDate) => ({
  ...head(filed, today),
  subject: { subjectId: filed.subjectId, ...filed.subject },
  applicant: filed.applicant,
  reason: filed.reason,
  steps: filed.steps,
  commitment: filed.commitment,
  check: filed.check,
  decision: filed.decision && { outcome: filed.status, ...filed.decision },
});

const filedBy = ({ filedBy: { agencyId, name, officer } }: RepairCase) => ({
  agencyId,
  name,
  ...(officer === undefined ? {} : { officer }),
});
