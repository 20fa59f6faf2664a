import type { AlertRaised } from "./alert-raised/v1.ts";
import type { AlertsAnnounced } from "./alerts-announced/v1.ts";
import type { ClocksDue } from "./clocks-due/v1.ts";
import type { ContradictionFound } from "./contradiction-found/v1.ts";
import type { DecisionRecorded } from "./decision-recorded/v1.ts";
import type { EndingDue } from "./ending-due/v1.ts";
import type { FeedbackGiven } from "./feedback-given/v1.ts";
import type { FigureTold } from "./figure-told/v1.ts";
import type { ObjectionAnnounced } from "./objection-announced/v1.ts";
import type { SubmissionReceived } from "./submission-received/v1.ts";

/** A record that was written with what it tells, and is passed on by the relay. */
export type Relayed =
  | DecisionRecorded
  | AlertRaised
  | AlertsAnnounced
  | ObjectionAnnounced
  | ContradictionFound
  | SubmissionReceived
  | FeedbackGiven
  | FigureTold
  | EndingDue
  | ClocksDue;
