import type { FeedbackGiven } from "../../events/feedback-given/v1.ts";
import type { Clock } from "../../events/parts.ts";
import { clockStatus } from "../domain/clock/clock.ts";
import type { Entry } from "../domain/entry/entry.ts";
import type { TypicalCase } from "../domain/feedback/typical-case.ts";
import type { EntrySummary, Standing } from "../domain/subject/standing.ts";
import { circuitState } from "../domain/webhook/circuit.ts";
import type { Delivery } from "../domain/webhook/delivery.ts";
import { signing, type Webhook } from "../domain/webhook/webhook.ts";
import { type Trigger, triggerIdOf } from "../domain/trigger/trigger.ts";
import { type LocalDate, shanghaiInstant } from "../kernel/local-date.ts";

/** How domain values look in answers. The words are those of the interface document. */

const clockView = (clock: Clock, today: LocalDate) => ({
  clockId: clock.clockId,
  kind: clock.kind,
  startedOn: clock.startedOn,
  dueOn: clock.dueOn,
  provisional: clock.provisional,
  status: clockStatus(clock, today),
  ...(clock.metOn === undefined ? {} : { metOn: clock.metOn }),
});

/** An entry for its authority, its provider and the office. */
export const entryView = (entry: Entry, today: LocalDate) => ({
  entryId: entry.entryId,
  list: entry.list,
  state: entry.state,
  suspended: entry.suspended,
  subject: { subjectId: entry.subjectId, ...entry.subject },
  domain: entry.domain,
  determiningAuthority: entry.determiningAuthority,
  informationProvider: entry.informationProvider,
  basis: entry.basis,
  facts: entry.facts,
  severity: entry.severity,
  determinedOn: entry.determinedOn,
  reportedOn: entry.reportedOn,
  publishedOn: entry.publishedOn,
  exitedOn: entry.exitedOn,
  exitReason: entry.exitReason,
  validFrom: entry.validFrom,
  validTo: entry.validTo,
  repair: entry.repair,
  followOn: entry.followOn,
  measures: entry.measures,
  responsiblePersons: entry.responsiblePersons ?? [],
  proposedOn: entry.proposedOn,
  lapsesAfter: entry.lapsesAfter,
  procedure: entry.procedure,
  conduct: entry.conduct,
  escalates: entry.escalates,
  warnedOn: entry.warnedOn,
  correctedOn: entry.correctedOn,
  pendingExit: entry.pendingExit,
  clocks: entry.clocks.map((clock) => clockView(clock, today)),
  policyVersion: entry.policyVersion,
  version: entry.version,
});

export const etagOf = (entry: Entry): string => `"${entry.version}"`;

/** What the public sees of a published entry in a look-up. */
export const publicSummaryView = (standing: Pick<Standing, "kind" | "uscc">, entry: EntrySummary) => ({
  entryId: entry.entryId,
  list: entry.list,
  subject: { kind: standing.kind, name: entry.name, uscc: standing.uscc },
  domain: entry.domain,
  severity: entry.severity,
  determiningAuthority: entry.determiningAuthority,
  documentNo: entry.documentNo,
  publishedOn: entry.publishedOn,
  validTo: entry.validTo,
  suspended: entry.suspended,
  measures: entry.measures,
});

/** A published entry's page: why, on what basis, until when, and how to get out. */
export const publicEntryView = (entry: Entry) => ({
  entryId: entry.entryId,
  list: entry.list,
  subject: entry.subject,
  domain: entry.domain,
  severity: entry.severity,
  determiningAuthority: entry.determiningAuthority,
  documentNo: entry.basis.documentNo,
  publishedOn: entry.publishedOn,
  validTo: entry.validTo,
  suspended: entry.suspended,
  measures: entry.measures,
  basis: entry.basis,
  facts: entry.facts,
  determinedOn: entry.determinedOn,
  repair: entry.repair,
});

/** A trigger for its agency, the entry's authority and the office. */
export const triggerView = (
  { correlationId: _, seq: _seq, triggerKey, clocks, ...trigger }: Trigger,
  today: LocalDate,
) => ({
  triggerId: triggerIdOf({ entryId: trigger.entryId, triggerKey }),
  ...trigger,
  clocks: clocks.map((clock) => clockView(clock, today)),
});

/** An answer to a trigger, without what only the platform works with. */
export const answerView = ({
  answer,
  agency,
  outcome,
  on,
  note,
  evidence,
  caseId,
  corrects,
  reason,
  at,
  by,
}: FeedbackGiven) => ({
  answer,
  agency,
  outcome,
  on,
  note,
  evidence,
  caseId,
  corrects,
  reason,
  at,
  officer: by.officer,
});

/** A published case for everybody: without the entry, the trigger and whoever it is about. */
export const publicCaseView = (found: TypicalCase) => ({
  caseId: found.caseId,
  title: found.title,
  text: found.text,
  list: found.list,
  domain: found.domain,
  measure: found.measure.title,
  agency: found.agency.name,
  outcome: found.outcome,
  on: found.on,
  publishedOn: found.publishedOn,
});

/** A webhook without its secrets: only since when and until when each signs. */
export const webhookView = ({ agencyId, url, enabled, secrets, circuit, updatedAt }: Webhook, at: Date) => {
  const state = circuitState(circuit, at);
  return {
    agencyId,
    url,
    enabled,
    secrets: signing(secrets, at).map(({ createdAt, expiresAt }) => ({
      createdAt: shanghaiInstant(createdAt),
      ...(expiresAt === undefined ? {} : { expiresAt: shanghaiInstant(expiresAt) }),
    })),
    circuit: {
      state,
      failures: circuit.failures,
      ...(state === "open" && circuit.openUntil ? { until: shanghaiInstant(circuit.openUntil) } : {}),
    },
    updatedAt: shanghaiInstant(updatedAt),
  };
};

export const deliveryView = ({ agencyId: _, dueAt, ...delivery }: Delivery) => ({
  ...delivery,
  ...(dueAt === undefined ? {} : { nextAttemptAt: dueAt }),
});
