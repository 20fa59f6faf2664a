import type { Actor } from "../../../events/envelope.ts";
import type { Basis, Evidence, Party, ResponsiblePerson } from "../../../events/parts.ts";
import type {
  AbandonReason,
  Domain,
  ExitReason,
  ObjectionFinding,
  ObjectionOutcome,
  ServiceMethod,
  Severity,
  StayOrder,
} from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import type { WorkingDays } from "../clock/clock.ts";
import type { Move } from "../clock/move.ts";
import type { Ending } from "../measure/ended.ts";
import type { Catalogue } from "../measure/measure.ts";
import type { RepairCommand } from "../repair/decide.ts";
import type { Filing } from "../objection/decide.ts";
import type { Objection } from "../objection/objection.ts";
import type { Standing } from "../subject/standing.ts";
import type { Result } from "../../kernel/result.ts";
import type { Refusal } from "../refusal.ts";
import type { Entry, Happening } from "./entry.ts";
import type { EntryInput } from "./input.ts";
import type { EntryRules } from "./rules.ts";

/** What an authority submits, with who answers for it and the subject as the platform knows it. */
export interface Submission {
  readonly entryId: string;
  readonly input: EntryInput;
  readonly subject: Entry["subject"];
  /** As the platform knows them; those of the input still carry their numbers. */
  readonly responsiblePersons?: readonly ResponsiblePerson[] | undefined;
  readonly authority: Party;
  readonly provider: Party;
  readonly origin?: Entry["origin"];
}

/** What a correction may change: content, never the subject (A §22). */
export interface Correction {
  readonly basis?: { readonly [K in keyof Basis]?: Basis[K] | undefined } | undefined;
  readonly facts?: string | undefined;
  readonly domain?: Domain | undefined;
  readonly severity?: Severity | undefined;
  readonly validTo?: LocalDate | undefined;
}

/** One command on one entry. */
export type EntryCommand =
  | ({ readonly name: "submit" } & Submission)
  | ({ readonly name: "submitDetermined" } & Submission)
  | {
      readonly name: "servePriorNotice";
      readonly servedOn: LocalDate;
      readonly method: ServiceMethod;
      readonly text?: string | undefined;
      readonly evidence: readonly Evidence[];
    }
  | {
      readonly name: "recordStatement";
      readonly receivedOn: LocalDate;
      readonly text: string;
      readonly evidence?: readonly Evidence[] | undefined;
    }
  | {
      readonly name: "answerStatement";
      readonly adopted: boolean;
      readonly answer: string;
      readonly evidence?: readonly Evidence[] | undefined;
    }
  | { readonly name: "openPublicNotice"; readonly channel?: string | undefined }
  | {
      readonly name: "determine";
      readonly validTo?: LocalDate | undefined;
      /** What was changed for a statement that was adopted. */
      readonly adoption?: string | undefined;
    }
  | { readonly name: "report" }
  | { readonly name: "publish"; readonly by: "policy" | "office" }
  | { readonly name: "notifySuperiorUnit"; readonly sentOn: LocalDate; readonly documentNo: string }
  | {
      readonly name: "correct";
      readonly changes: Correction;
      readonly reason: string;
      readonly evidence: readonly Evidence[];
    }
  | { readonly name: "withdraw"; readonly reason: Exclude<AbandonReason, "lapsed">; readonly why?: string | undefined }
  | { readonly name: "lapse" }
  | { readonly name: "endMeasures"; readonly ending: Ending }
  | { readonly name: "moveClocks"; readonly moves: readonly Move[] }
  | { readonly name: "shortenPeriod" }
  | RepairCommand
  | {
      readonly name: "exit";
      readonly reason: ExitReason;
      readonly why?: string | undefined;
      /** An error that an objection brought to light was looked at by two already: no second officer has to agree. */
      readonly foundBy?: "objection";
    }
  | ContestCommand;

/** Objections and stays. What was read of an objection comes with the command; the entry knows only that it is open. */
type ContestCommand =
  | { readonly name: "fileObjection"; readonly filing: Filing; readonly earlier: readonly Objection[] }
  | {
      readonly name: "verifyObjection";
      readonly objection: Objection;
      readonly finding: ObjectionFinding;
      readonly text: string;
      readonly evidence: readonly Evidence[];
    }
  | {
      readonly name: "closeObjection";
      readonly objection: Objection;
      readonly outcome: ObjectionOutcome;
      readonly reason: string;
      /** What is mended, where the outcome is `corrected`. */
      readonly changes?: Correction | undefined;
      readonly evidence?: readonly Evidence[] | undefined;
    }
  | {
      readonly name: "enterStay";
      readonly orderedBy: StayOrder;
      readonly orderedOn: LocalDate;
      readonly documentNo: string;
    }
  | { readonly name: "endStay"; readonly documentNo: string; readonly endedBy: string }
  | { readonly name: "findInError"; readonly why: string }
  | {
      readonly name: "reinstate";
      /** Where those stand who were merged, all of them: what any of them has counts against a red entry (ADR 23). */
      readonly beside?: Standing;
    };

/** Everything a decision rests on beside the entry itself. */
export interface DecisionContext {
  readonly today: LocalDate;
  /** The day on which the file came whose row asks for it, where that may be another (A §3). */
  readonly receivedOn?: LocalDate | undefined;
  readonly by: Actor;
  readonly rules: EntryRules;
  readonly calendar: WorkingDays;
  readonly catalogue: Catalogue;
  /** Where the subject stands as the decision is taken: its other entries, own and imported. */
  readonly standing: Standing;
}

/** What a command comes to: what happened, in order, or why it was refused. */
export type Decided = Result<readonly Happening[], Refusal>;
