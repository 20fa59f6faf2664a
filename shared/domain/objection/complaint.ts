import type { Evidence, Party } from "../../../events/parts.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { refusal, type Refusal } from "../refusal.ts";

/**
 * A complaint (投诉, A §22): about how an entry or an agency's work was handled, to the credit office, which answers it. It
 * changes nothing but itself: what is recorded is contested by an objection.
 */
export interface Complaint {
  readonly complaintId: string;
  readonly about: { readonly kind: "entry" | "agency"; readonly id: string };
  readonly origin: "subject" | "agency";
  /** The subject that a counter took it for, where what it is about does not say. */
  readonly subjectId?: string | undefined;
  /** The person whose entry it is about, or whom it was taken for: it is read for a purpose (A §22). */
  readonly personId?: string;
  readonly text: string;
  readonly evidence?: readonly Evidence[];
  readonly filedBy: Party;
  readonly officer?: string;
  readonly filedOn: LocalDate;
  readonly answer?: { readonly on: LocalDate; readonly text: string; readonly by: Party; readonly officer?: string };
  readonly version: number;
}

/** The complaint with the office's answer. Refuses a second one: whoever is not content complains again. */
export const answerComplaint = (
  complaint: Complaint,
  answer: NonNullable<Complaint["answer"]>,
): Result<Complaint, Refusal> =>
  complaint.answer
    ? refused(
        refusal(
          "complaint.answered",
          `已于 ${complaint.answer.on} 答复;如不满意可再次投诉 / it was answered; whoever is not content may complain again`,
        ),
      )
    : accepted({ ...complaint, answer, version: complaint.version + 1 });
