import type { AlertRaised } from "../../../events/alert-raised/v1.ts";
import type { DisclosureContent, OwnPublication, RowOrigin } from "../../../events/disclosure-parts.ts";
import type { DisclosedAct } from "../../../events/vocabulary.ts";
import { derivedKey } from "../../kernel/ids.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { alertsWithin, nextSay } from "../clock/alert.ts";
import { type Clock, endedBy } from "../clock/clock.ts";
import { documentKey } from "../entry/entry.ts";
import type { RepairCase } from "../repair/repair-case.ts";
import type { DisclosureKind } from "./standard.ts";

/** An act that is public, as its history says it is. */
export interface Disclosure extends DisclosureContent {
  readonly disclosureId: string;
  readonly collectedOn: LocalDate;
  readonly correctedOn?: LocalDate;
  readonly clocks: readonly Clock[];
  readonly late: boolean;
  readonly compliant: boolean;
  /** Where its agency made it public itself. */
  readonly publications: readonly OwnPublication[];
  /** The row that said last what it says. */
  readonly origin?: RowOrigin;
  /** Objections that are being verified: until the last is closed it is public as contested (A §22). */
  readonly openObjections?: readonly string[];
  /** Those of them that were open when its agency corrected it. */
  readonly mended?: readonly string[];
  /** The last application for an early end of its publicity. */
  readonly repairCase?: RepairCase;
  /** It was found in error, or repaired: public no more from that instant, for good. */
  readonly takenDown?: TakenDown;
  readonly policyVersion: string;
  readonly version: number;
}

export interface TakenDown {
  readonly on: LocalDate;
  readonly reason: "error" | "repaired";
}

/**
 * `collected`: public here, its agency has not said where it published it; `published`: it has; `ended`: its publicity is over;
 * `takenDown`: it ended before its last day.
 */
export type DisclosureStatus = "collected" | "published" | "ended" | "takenDown";

/** Where it stands on a day; no sweep is waited for. */
export const statusOn = (disclosure: Disclosure, today: LocalDate): DisclosureStatus => {
  if (disclosure.takenDown) return "takenDown";
  if (!isPublicOn(disclosure, today)) return "ended";
  return disclosure.publications.length > 0 ? "published" : "collected";
};

/** `publicityEndsOn` is the last public day, unless it was taken down before. */
export const isPublicOn = (
  { publicityEndsOn, takenDown }: Pick<Disclosure, "publicityEndsOn" | "takenDown">,
  today: LocalDate,
): boolean => takenDown === undefined && today <= publicityEndsOn;

export const isContested = ({ openObjections = [] }: Pick<Disclosure, "openObjections">): boolean =>
  openObjections.length > 0;

/** The kind of rows that an act comes in: a decision's number is one within its kind. */
export const kindOf = (act: DisclosedAct): DisclosureKind =>
  act === "penalty" ? "penalties" : act === "permit" ? "permits" : "acts";

/** One decision of one authority on one party is one disclosure, however often it is reported and however its number is typed. */
export const disclosureIdOf = (of: {
  readonly authority: string;
  readonly act: DisclosedAct;
  readonly decisionNo: string;
  /** The party's USCC, or the subject that a person is. */
  readonly party: string;
}): string => `dis_${derivedKey("disclosure", of.authority, kindOf(of.act), documentKey(of.decisionNo), of.party)}`;

const isOfRepair = ({ kind }: Clock): boolean => kind === "repairCheck" || kind === "repairDecision";

/** Whether a clock is of an objection or a repair, and no duty that comes with the act itself. */
export const isOfDispute = (clock: Clock): boolean => clock.kind === "objectionVerification" || isOfRepair(clock);

/** What of an act says when clocks are over by themselves; nothing where its publicity runs on or is not known. */
type Publicity = Partial<Pick<Disclosure, "publicityEndsOn">>;

/**
 * The last day of a clock that is over with the publicity of its act: that of its agency's own publication, and those of a
 * repair, which asks to end it. All others run on.
 */
export const lastDayOf = (clock: Clock, { publicityEndsOn }: Publicity): LocalDate | undefined =>
  clock.kind === "disclosurePublication" || isOfRepair(clock) ? publicityEndsOn : undefined;

/** By what the party of an act is known: a person's subject, or the code of anybody else. */
export const partyOf = ({
  subjectId,
  uscc,
}: {
  readonly subjectId?: string | undefined;
  readonly uscc?: string | undefined;
}) => subjectId ?? uscc;

/** Its clocks as they stand on a day. */
export const clocksOn = (act: Publicity & Pick<Disclosure, "clocks">, today: LocalDate): readonly Clock[] =>
  act.clocks.map((clock) => endedBy(clock, lastDayOf(clock, act), today));

/** Its clocks, each with its last day. */
const clocksOf = (disclosure: Disclosure): readonly (readonly [readonly Clock[], LocalDate])[] =>
  disclosure.clocks.map((clock) => [[clock], lastDayOf(clock, disclosure) ?? "9999-12-31"]);

/** The next day on which somebody must look at it: something is to be said about a clock. Its publicity ends by itself. */
export const dueOn = (disclosure: Disclosure, said: readonly string[]): LocalDate | undefined =>
  clocksOf(disclosure)
    .flatMap(([clocks, last]) => {
      const on = nextSay(clocks, said);
      return on === undefined || on > last ? [] : [on];
    })
    .sort()[0];

/** What is to be said about its clocks on a day. */
export const alertsOf = (
  disclosure: Disclosure,
  { upTo, said }: { readonly upTo: LocalDate; readonly said: readonly string[] },
  at: Date,
): AlertRaised[] =>
  clocksOf(disclosure).flatMap(([clocks, last]) =>
    alertsWithin(clocks, { disclosureId: disclosure.disclosureId }, { upTo: upTo < last ? upTo : last, said }, at),
  );
