import type { EntryState } from "../../events/vocabulary.ts";
import type { FieldError } from "../kernel/field-errors.ts";
import type { EntryCommandName } from "./entry/transitions.ts";

/** Every way in which the platform says no. The HTTP layer maps each of them; one left out does not compile. */
export type RefusalCode =
  | "input.invalid"
  | "entry.unknown"
  | "entry.stale"
  | "entry.ended"
  | "entry.notYours"
  | "entry.differs"
  | "subject.tooManyEntries"
  | "subject.unknown"
  | "subject.gone"
  | "subject.merged"
  | "subject.usccTaken"
  | "subject.changeNotForKind"
  | "subject.notYours"
  | "notice.unknown"
  | "notice.over"
  | "purpose.required"
  | "query.tooMany"
  | "identity.notPerson"
  | "superiorUnit.none"
  | "superiorUnit.notified"
  | `transition.${EntryCommandName}.${EntryState | "none"}`
  | "exit.notYetExpired"
  | "lapse.stillValid"
  | "exit.reasonNotForList"
  | "exit.reasonNotYours"
  | "crossCheck.blackListed"
  | "priorNotice.missing"
  | "priorNotice.running"
  | "publicNotice.missing"
  | "publicNotice.open"
  | "publicNotice.running"
  | "statement.none"
  | "statement.unanswered"
  | "officer.required"
  | "officer.second"
  | "publication.byOffice"
  | "submission.unknown"
  | "submission.notDone"
  | "submission.tooLarge"
  | "submission.mediaType"
  | "submission.unparsable"
  | "upload.unknown"
  | "upload.notYours"
  | "upload.expired"
  | "upload.empty"
  | "upload.taken"
  | "trigger.unknown"
  | "trigger.settled"
  | "trigger.ended"
  | "measure.notInForce"
  | "trigger.notYours"
  | "trigger.feedbackNotForKind"
  | "trigger.notAnswered"
  | "case.unknown"
  | "case.stale"
  | "case.status"
  | "case.notPublic"
  | "case.entryInError"
  | "webhook.unknown"
  | "webhook.notYours"
  | "delivery.unknown"
  | "measure.unknown"
  | "measure.stale"
  | "measure.noDraft"
  | "measure.incomplete"
  | "measure.stillInForce"
  | "mou.unknown"
  | "mou.stale"
  | "agency.unknown"
  | "agency.clientTaken"
  | "agency.notRegistered"
  | "agency.role"
  | "request.seen"
  | "request.keyReused"
  | "request.busy"
  | "cursor.invalid";

/** A refusal: a code that clients can rely on, what to do in words, and the fields where fields are at fault. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
}

export const refusal = (code: RefusalCode, detail: string, errors?: readonly FieldError[]): Refusal =>
  errors ? { code, detail, errors } : { code, detail };
