import type { DisclosureContent, OwnPublication, RowOrigin } from "../../../events/disclosure-parts.ts";
import type { DisclosedAct } from "../../../events/vocabulary.ts";
import { derivedKey } from "../../kernel/ids.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { nextSay } from "../clock/alert.ts";
import type { Clock } from "../clock/clock.ts";
import { documentKey } from "../entry/entry.ts";
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
  readonly policyVersion: string;
  readonly version: number;
}

/** `collected`: public here, its agency has not said where it published it; `published`: it has; `ended`: its publicity is over. */
export type DisclosureStatus = "collected" | "published" | "ended";

/** Where it stands on a day; no sweep is waited for. */
export const statusOn = ({ publicityEndsOn, publications }: Disclosure, today: LocalDate): DisclosureStatus =>
  isPublicOn({ publicityEndsOn }, today) ? (publications.length > 0 ? "published" : "collected") : "ended";

/** `publicityEndsOn` is the last public day. */
export const isPublicOn = ({ publicityEndsOn }: Pick<Disclosure, "publicityEndsOn">, today: LocalDate): boolean =>
  today <= publicityEndsOn;

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

/** The next day on which somebody must look at it: something is to be said about a clock. Its publicity ends by itself. */
export const dueOn = ({ clocks }: Disclosure, said: readonly string[]): LocalDate | undefined => nextSay(clocks, said);
