import type { AlertRaised } from "../../events/alert-raised/v1.ts";
import type { RowOrigin } from "../../events/disclosure-parts.ts";
import type { DisclosureEvent } from "../../events/disclosures.ts";
import type { ObjectionAnnounced } from "../../events/objection-announced/v1.ts";
import type { Disclosure } from "../domain/disclosure/disclosure.ts";
import type { Objection } from "../domain/objection/objection.ts";
import type { FiledRepair } from "../domain/repair/repair-case.ts";
import type { LocalDate } from "../kernel/local-date.ts";
import type { WrittenObjection } from "./entries.ts";
import type { RecordedRequest } from "./requests.ts";

/** A disclosure as it stands, and the clocks about which an alert was raised. */
export interface StoredDisclosure {
  readonly disclosure: Disclosure;
  readonly alerted: readonly string[];
}

/** A decision on one disclosure: what it became, by which event, from what it was. */
export interface DisclosureDecision {
  readonly disclosure: Disclosure;
  readonly event: DisclosureEvent;
  /** 0 where there was none. */
  readonly previousVersion: number;
  readonly before?: Disclosure | undefined;
  /** What has been said about its clocks; what had been said when it was read, where that is something else. */
  readonly alerted: readonly string[];
  readonly alertedBefore?: readonly string[] | undefined;
  /** The objection that was filed, verified or closed, as it now stands, and whose inboxes show it. */
  readonly objection?: WrittenObjection;
  /** Agencies that are told of it at once. */
  readonly announced?: ObjectionAnnounced;
  /** The application for repair, where it is not as it was. */
  readonly repair?: FiledRepair;
  readonly request?: RecordedRequest | undefined;
}

export interface DisclosureStore {
  readonly find: (disclosureId: string) => Promise<StoredDisclosure | undefined>;
  /** Whether a row of a file is among what its history rests on. */
  readonly hasRow: (disclosureId: string, origin: RowOrigin) => Promise<boolean>;
  /** The row of the file that came last, of those that corrected it or said again what stood. */
  readonly heard: (disclosureId: string) => Promise<RowOrigin | undefined>;
  /** Keeps that a row said again what stands, unless one that came later is kept. `conflict`: somebody writes just now. */
  readonly hear: (disclosureId: string, origin: RowOrigin) => Promise<"kept" | "conflict">;
  /**
   * Writes all of it or nothing. `conflict`: somebody was faster, or a row that came later than the one of a correction was
   * heard.
   */
  readonly commit: (decision: DisclosureDecision) => Promise<"committed" | "conflict" | "requestSeen">;
}

/** Every objection that was filed against an act, as they stand this moment. */
export type ActObjections = (disclosureId: string) => Promise<readonly Objection[]>;

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface DisclosurePage {
  readonly items: readonly Disclosure[];
  readonly next: string | null;
}

/** Disclosures as their agency and the office read them. */
export interface DisclosureReader {
  readonly find: (disclosureId: string) => Promise<StoredDisclosure | undefined>;
  readonly history: (disclosureId: string) => Promise<readonly DisclosureEvent[]>;
  /** Those that an agency reported in a month. */
  readonly ofAgency: (agencyId: string, month: string, page: Page) => Promise<DisclosurePage>;
}

/** Disclosures as anybody reads them, and their party. */
export interface PublicDisclosures {
  readonly find: (disclosureId: string) => Promise<StoredDisclosure | undefined>;
  /** Those about a party, by its code or a person's subject, whose publicity has not ended by a day. */
  readonly ofParty: (party: string, today: LocalDate, page: Page) => Promise<DisclosurePage>;
}

/** Disclosures with a clock that is late. */
export interface DisclosureDue {
  readonly shards: number;
  readonly due: (shard: number, upTo: LocalDate) => AsyncIterable<readonly string[]>;
  /**
   * Notes and raises one alert, anew where it was withdrawn; `outrun` when the disclosure, or what was said about it, has
   * changed since it was read.
   */
  readonly raise: (stored: StoredDisclosure, alert: AlertRaised) => Promise<"raised" | "stood" | "outrun">;
}
