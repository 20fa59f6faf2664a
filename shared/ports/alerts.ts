import type { AlertRaised } from "../../events/alert-raised/v1.ts";
import type { AlertsAnnounced } from "../../events/alerts-announced/v1.ts";
import type { ContradictionFound } from "../../events/contradiction-found/v1.ts";
import type { Actor } from "../../events/envelope.ts";
import type { AlertLevel } from "../../events/vocabulary.ts";
import type { RecordedRequest } from "./requests.ts";

/** That an officer has taken note of an alert. */
export interface AlertAcknowledgement {
  readonly at: string;
  readonly by: Actor;
  readonly note?: string | undefined;
}

/** Something that somebody must hear of, as it stands: about a clock, or that entries contradict each other. */
export type Alert = (AlertRaised | ContradictionFound) & {
  readonly acknowledged?: AlertAcknowledgement | undefined;
  /** The calendar moved its clock, or a correction of the act did: it was raised for a day that is none any more. */
  readonly withdrawnAt?: string | undefined;
};

/** What an index knows of an alert. */
export interface AlertOutline {
  readonly alertId: string;
  readonly agencyId: string;
  readonly level: AlertLevel;
  readonly raisedAt: string;
}

/** Reading the alerts that were raised. */
export interface AlertReader {
  /** A page may be short where only some are asked for: `next` says whether there is more. */
  readonly ofAgency: (
    agencyId: string,
    month: string,
    wanted: { readonly level?: Alert["level"] | undefined; readonly acknowledged?: boolean | undefined },
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ) => Promise<{ readonly items: readonly Alert[]; readonly next: string | null }>;
}

/** Taking note of alerts. */
export interface AlertStore {
  readonly find: (agencyId: string, alertId: string) => Promise<Alert | undefined>;
  /** Written once, with the request; a second one finds the first. */
  readonly acknowledge: (
    alert: Alert,
    acknowledgement: AlertAcknowledgement,
    request: RecordedRequest,
  ) => Promise<"committed" | "conflict" | "requestSeen">;
  /** Marks those of the alerts that stand: their clock was moved. */
  readonly withdraw: (alertIds: readonly string[], at: string) => Promise<void>;
}

/** Telling agencies that they have alerts. */
export interface Announcements {
  /** Alerts of an agency that were raised after one instant up to and including another, as far as an index knows. */
  readonly raised: (agencyId: string, after: string, upTo: string) => Promise<readonly AlertOutline[]>;
  /** Those of them that nobody has withdrawn. */
  readonly standing: (alerts: readonly AlertOutline[]) => Promise<readonly AlertOutline[]>;
  /** Writes those that do not stand yet; the stream sends them on. Gives how many. */
  readonly make: (announcements: readonly AlertsAnnounced[]) => Promise<number>;
}

/** Sweeps that began and have not told of all that they raised, each by its mark. */
export interface SweepLog {
  /** Notes that a sweep begins, before it raises anything. Gives the marks that stood: its own is one where it was cut off before. */
  readonly begin: (mark: string) => Promise<readonly string[]>;
  /** Takes marks away. */
  readonly end: (marks: readonly string[]) => Promise<void>;
}

/** Up to when alerts have been told of in a digest. */
export interface DigestLog {
  readonly upTo: () => Promise<string | undefined>;
  readonly moveOn: (upTo: string) => Promise<void>;
}
