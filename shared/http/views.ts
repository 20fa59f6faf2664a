import type { SubjectEvent } from "../../events/catalogue.ts";
import type { FeedbackGiven } from "../../events/feedback-given/v1.ts";
import type { Clock } from "../../events/parts.ts";
import { clockStatus } from "../domain/clock/clock.ts";
import type { Entry } from "../domain/entry/entry.ts";
import type { Notice } from "../domain/entry/notice.ts";
import type { TypicalCase } from "../domain/feedback/typical-case.ts";
import { kindOf } from "../domain/subject/change.ts";
import type { Masks } from "../domain/subject/masks.ts";
import { type Hidden, hiddenIn, publicSubject, publicText } from "../domain/subject/public-subject.ts";
import { namesOf, type ShownEntry, type Standing, versionOf } from "../domain/subject/standing.ts";
import type { Explanation } from "../domain/why/explain.ts";
import { inWords } from "../domain/why/in-words.ts";
import { circuitState } from "../domain/webhook/circuit.ts";
import type { Delivery } from "../domain/webhook/delivery.ts";
import { signing, type Webhook } from "../domain/webhook/webhook.ts";
import { type Trigger, triggerIdOf } from "../domain/trigger/trigger.ts";
import { derivedKey } from "../kernel/ids.ts";
import { type LocalDate, shanghaiInstant } from "../kernel/local-date.ts";
import { becameView } from "./became-view.ts";
import { commitmentView } from "./commitment-view.ts";

/** How domain values look in answers. The words are those of the interface document. */

export const clockView = (clock: Clock, today: LocalDate) => ({
  clockId: clock.clockId,
  kind: clock.kind,
  startedOn: clock.startedOn,
  dueOn: clock.dueOn,
  ...(clock.escalateOn === undefined ? {} : { escalateOn: clock.escalateOn }),
  provisional: clock.provisional,
  status: clockStatus(clock, today),
  ...(clock.metOn === undefined ? {} : { metOn: clock.metOn }),
});

/** An entry for its authority, its provider and the office. */
export const entryView = (entry: Omit<Entry, "facts"> & { readonly facts?: string }, today: LocalDate) => ({
  entryId: entry.entryId,
  list: entry.list,
  state: entry.state,
  suspended: entry.suspended,
  contestedFrom: entry.contestedFrom,
  openObjections: entry.openObjections,
  stays: entry.stays,
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
  responsibleFor: entry.responsibleFor,
  superiorUnit: entry.superiorUnit,
  superiorNotice: entry.superiorNotice,
  proposedOn: entry.proposedOn,
  lapsesAfter: entry.lapsesAfter,
  procedure: entry.procedure,
  conduct: entry.conduct,
  escalates: entry.escalates,
  warnedOn: entry.warnedOn,
  correctedOn: entry.correctedOn,
  shortened: entry.shortened,
  pendingExit: entry.pendingExit,
  repairApplication: entry.repairCase && {
    repairId: entry.repairCase.repairId,
    status: entry.repairCase.status,
    appliedOn: entry.repairCase.appliedOn,
    closedOn: entry.repairCase.closedOn,
  },
  clocks: entry.clocks.map((clock) => clockView(clock, today)),
  policyVersion: entry.policyVersion,
  version: entry.version,
});

export const etagOf = (entry: Entry): string => `"${entry.version}"`;

/** Which organisation an entry found in a look-up is about, under the name of its document, and what has become of it since. */
const listedView = (standing: Standing, entry: ShownEntry) => ({
  kind: entry.inheritedFrom ? kindOf(entry.inheritedFrom.uscc) : standing.kind,
  name: entry.name,
  uscc: entry.inheritedFrom ? entry.inheritedFrom.uscc : standing.uscc,
  ...becameView(standing, entry),
});

/** What the public sees of a published entry in a look-up. */
export const publicSummaryView = (standing: Standing, entry: ShownEntry, masks: Masks) => ({
  entryId: entry.entryId,
  list: entry.list,
  subject:
    standing.kind === "person" ? publicSubject({ ...standing, name: entry.name }, masks) : listedView(standing, entry),
  domain: entry.domain,
  severity: entry.severity,
  determiningAuthority: entry.determiningAuthority,
  documentNo: publicText(
    entry.documentNo,
    hiddenIn({ kind: standing.kind, name: entry.name }, { bore: namesOf(standing) }),
    masks,
  ),
  publishedOn: entry.publishedOn,
  validTo: entry.validTo,
  suspended: entry.suspended,
  measures: entry.measures,
});

/** Why an entry left the list, in a few words; of an error or a repair no more is said than that. */
const exitReasonText: Readonly<Record<NonNullable<Notice["reason"]>, string>> = {
  error: "认定有误,已撤销 / listed in error",
  repaired: "已完成信用修复 / repaired",
  expired: "有效期届满 / expired",
  standardChanged: "认定标准变化 / the standard changed",
  blackListed: "被列入黑名单 / black-listed",
  keyAttentionListed: "被列入重点关注名单 / put on the key-attention list",
  rewardMisused: "滥用奖励 / reward misused",
  escalated: "转入黑名单 / moved to the black list",
  subjectGone: "主体不再存在 / the subject is no more",
  lapsed: "未予认定 / not determined",
  withdrawn: "认定单位撤回 / withdrawn",
  annulled: "认定被撤销 / annulled",
  upheld: "异议成立 / an objection was upheld",
};

/** A notice as the portal shows it: a person only by a masked name (A §19). */
export const noticeView = ({ reason, subject, documentNo, ...notice }: Notice, masks: Masks) => ({
  ...notice,
  ...(documentNo === undefined ? {} : { documentNo: publicText(documentNo, hiddenIn(subject, {}), masks) }),
  subject: publicSubject(subject, masks),
  ...(reason === undefined ? {} : { reason, reasonText: exitReasonText[reason] }),
});

/** A published entry's page: why, on what basis, until when, and how to get out. `bore`: the names its person bears or bore. */
export const publicEntryView = (entry: Entry, bore: readonly string[], masks: Masks) => {
  const hidden = hiddenInEntry(entry, bore);
  const basis = publicBasis(entry.basis, hidden, masks);
  return {
    entryId: entry.entryId,
    list: entry.list,
    subject: publicSubject(entry.subject, masks),
    domain: entry.domain,
    severity: entry.severity,
    determiningAuthority: entry.determiningAuthority,
    documentNo: basis.documentNo,
    publishedOn: entry.publishedOn,
    validTo: entry.validTo,
    suspended: entry.suspended,
    measures: entry.measures,
    basis,
    facts: publicText(entry.facts, hidden, masks),
    determinedOn: entry.determinedOn,
    repair: entry.repair,
    ...commitmentView(entry, hidden, masks),
  };
};

const hiddenInEntry = (
  { subject, responsiblePersons = [] }: Pick<Entry, "subject" | "responsiblePersons">,
  bore: readonly string[],
): Hidden => hiddenIn(subject, { bore, persons: responsiblePersons.map(({ name }) => name) });

const publicBasis = (basis: Entry["basis"], hidden: Hidden, masks: Masks): Entry["basis"] => ({
  ...basis,
  documentNo: publicText(basis.documentNo, hidden, masks),
  legalArticles: publicText(basis.legalArticles, hidden, masks),
});

/** Why an entry has its effects, as data and in plain Chinese. */
export const explanationView = (why: Explanation) => ({ ...why, text: inWords(why) });

/** The same for anybody: the paper that it quotes names no person (A §19, C 十四). */
export const publicExplanationView = (why: Explanation, entry: Entry, bore: readonly string[], masks: Masks) =>
  explanationView({ ...why, basis: publicBasis(why.basis, hiddenInEntry(entry, bore), masks) });

/** Opaque: it changes when what a look-up shows of its subjects or the day does, and with nothing else. */
export const listVersionOf = (lookUp: string, today: LocalDate, standings: readonly Standing[]): string =>
  derivedKey(lookUp, today, ...standings.flatMap(versionOf));

/** A subject as the office and agencies read it, with what has become of it. */
export const subjectPageView = ({ subjectId, kind, name, ...standing }: Standing) => ({
  subjectId,
  kind,
  name,
  uscc: standing.uscc,
  idType: standing.idType,
  idNumberMasked: standing.idNumberMasked,
  formerNames: standing.formerNames,
  formerUsccs: standing.formerUsccs,
  status: standing.status,
  successor: standing.successor,
  predecessors: standing.predecessors,
});

/** An event of a history, without the ids that only the platform uses. */
export const historyView = ({ seq, type, version, at, by, policyVersion, data }: SubjectEvent) => ({
  seq,
  type,
  version,
  at,
  by,
  policyVersion,
  data,
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
