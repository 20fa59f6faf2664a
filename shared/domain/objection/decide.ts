import type { Actor } from "../../../events/envelope.ts";
import type { Clock, Contested, Evidence, Party } from "../../../events/parts.ts";
import type {
  ObjectionFinding,
  ObjectionGround,
  ObjectionOrigin,
  ObjectionOutcome,
} from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { type ClockLength, clockStatus, startClock, type WorkingDays } from "../clock/clock.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { isSubject } from "../subject/itself.ts";
import { type Objection, type ObjectionHappening, objectionIdOf } from "./objection.ts";

/** Objections that may be open at once: each is verified by somebody. */
const mostOpen = 20;

/** Where somebody goes who does not accept a decision (行政复议法, 行政诉讼法, of a court 法释〔2017〕7号; SPEC: the route is named in the refusal). */
export const reviewRoute =
  "如不服,可依法申请行政复议或提起行政诉讼;法院列入的,向该院申请纠正、向上一级法院申请复议 / whoever does not accept it may ask for administrative reconsideration (行政复议) or sue (行政诉讼), against a court's listing ask that court for correction, then the court above";

export interface Filing {
  readonly origin: ObjectionOrigin;
  readonly ground: ObjectionGround;
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

/** What is contested, as far as an objection must know it. */
export interface ContestedNow {
  readonly about: Contested;
  readonly version: number;
  readonly authorityId: string;
  readonly providerId: string;
  /** The objections that are open against it. */
  readonly open: readonly string[];
}

export interface ObjectionContext {
  readonly today: LocalDate;
  readonly by: Actor;
  readonly calendar: WorkingDays;
  readonly verification: ClockLength;
}

type Decided = Result<ObjectionHappening, Refusal>;

const partyOf = ({ agencyId, name }: Actor): Party => ({ agencyId, name });
/** The agencies that are told; a subject that files by itself reads what becomes of it. */
const others = (by: Actor, ...agencies: readonly string[]): string[] =>
  [...new Set(agencies)].filter((agencyId) => agencyId !== by.agencyId && !isSubject(agencyId));

/**
 * Takes an objection and starts the provider's clock (A §22 及时告知信息提供单位核实). Several may be open at once. Refuses
 * the same ground by the same party while that is open, and once it was decided, or verified and taken back, unless there is
 * new evidence.
 */
export const fileObjection = (
  now: ContestedNow,
  filing: Filing,
  earlier: readonly Objection[],
  { today, by, calendar, verification }: ObjectionContext,
): Decided => {
  if (filing.origin === "subject" && by.officer === undefined && !isSubject(by.agencyId))
    return refused(
      refusal(
        "officer.required",
        "代主体提出的,请写明经办人姓名 / filed for the subject: name the officer who takes it",
      ),
    );
  if (now.open.length >= mostOpen)
    return refused(
      refusal(
        "objection.tooMany",
        `未决异议已达 ${mostOpen} 件,请待其办结 / ${mostOpen} are open: wait for one to be decided`,
      ),
    );
  const same = earlier.filter((each) => each.ground === filing.ground && isSameParty(each, filing, by));
  const open = same.find(({ objectionId }) => now.open.includes(objectionId));
  if (open)
    return refused(
      refusal(
        "objection.open",
        `${open.objectionId} 尚在办理,补证请先撤回 / it is open on this ground; to add evidence withdraw it first`,
      ),
    );
  // What was taken back after its finding was answered: taking it back opens no new period without measures (A §22).
  const decided = same.filter(({ closed, verification }) => closed && (closed.outcome !== "withdrawn" || verification));
  if (decided.length > 0 && !hasNew(filing.evidence, decided))
    return refused(
      refusal(
        "objection.decided",
        `同一理由的异议已处理或核实,无新证据不再受理;${reviewRoute}; decided or verified before, file it again with new evidence`,
      ),
    );
  const objectionId = objectionIdOf(now.about, now.version);
  return accepted({
    type: "objection-filed",
    version: 1,
    data: {
      objectionId,
      about: now.about,
      filedOn: today,
      origin: filing.origin,
      ground: filing.ground,
      text: filing.text,
      evidence: [...filing.evidence],
      filedBy: partyOf(by),
      clock: startClock(
        { subjectOf: objectionId, kind: "objectionVerification", agencyId: now.providerId, startedOn: today },
        verification,
        calendar,
      ),
      told: others(by, now.providerId, now.authorityId),
    },
  });
};

/** The subject is one party whoever takes its objection; any other party is an agency. */
const isSameParty = (earlier: Objection, { origin }: Filing, by: Actor): boolean =>
  origin === "subject"
    ? earlier.origin === "subject"
    : earlier.origin !== "subject" && earlier.filedBy.agencyId === by.agencyId;

/** A piece of evidence is known by its file, else its document number, else its title; width and blanks make no other. */
const proofOf = ({ sha256, attachmentId, documentNo, title }: Evidence): string =>
  (sha256 ?? attachmentId ?? documentNo ?? title).normalize("NFKC").replace(/\s+/gu, "").toUpperCase();
const hasNew = (evidence: readonly Evidence[], decided: readonly Objection[]): boolean => {
  const known = new Set(decided.flatMap((each) => each.evidence.map(proofOf)));
  return evidence.some((each) => !known.has(proofOf(each)));
};

/** Records what the information provider found; again where it was wrong, until the objection is decided. */
export const verifyObjection = (
  now: ContestedNow,
  objection: Objection,
  found: { readonly finding: ObjectionFinding; readonly text: string; readonly evidence: readonly Evidence[] },
  { today, by }: ObjectionContext,
): Decided => {
  if (!now.open.includes(objection.objectionId)) return refused(over(objection));
  // What the provider found is changed by the provider alone: its authority answers for the decision, not for the data.
  if (objection.verification?.by.agencyId === now.providerId && by.agencyId !== now.providerId)
    return refused(
      refusal(
        "objection.notYours",
        "信息提供单位已核实,由其重新核实(§22)/ its provider has verified it, and alone verifies it again",
      ),
    );
  return accepted({
    type: "objection-verified",
    version: 1,
    data: {
      objectionId: objection.objectionId,
      verifiedOn: today,
      finding: found.finding,
      text: found.text,
      evidence: [...found.evidence],
      verifiedBy: partyOf(by),
      told: others(by, now.authorityId, objection.filedBy.agencyId),
    },
  });
};

/**
 * Decides an objection, or takes it back. A rejection rests on the provider's finding: without one it is refused until the
 * provider's time is over, unless the provider itself decides (A §22 经核实).
 */
export const closeObjection = (
  now: ContestedNow,
  objection: Objection,
  {
    outcome,
    reason,
    ...begins
  }: {
    readonly outcome: ObjectionOutcome;
    readonly reason: string;
    readonly lapsesAfter?: LocalDate;
    readonly clocks?: Clock[];
  },
  { today, by }: ObjectionContext,
): Decided => {
  if (!now.open.includes(objection.objectionId)) return refused(over(objection));
  const waits =
    !objection.verification && by.agencyId !== now.providerId && clockStatus(objection.clock, today) !== "overdue";
  if (outcome === "rejected" && waits)
    return refused(
      refusal(
        "objection.notVerified",
        `信息提供单位应于 ${objection.clock.dueOn} 前核实,其后方可驳回 / before that it can be upheld or corrected, not rejected`,
      ),
    );
  // Not even whoever filed it can take it back: what was found to be wrong is not put in force again (A §22).
  if ((outcome === "rejected" || outcome === "withdrawn") && objection.verification?.finding === "inaccurate")
    return refused(
      refusal(
        "objection.foundInaccurate",
        "经核实有误,应予更正或支持;核实有误的,由信息提供单位重新核实(§22)/ it was found to be wrong: correct it or uphold the objection, or the provider verifies again",
      ),
    );
  return accepted({
    type: "objection-closed",
    version: 1,
    data: {
      objectionId: objection.objectionId,
      closedOn: today,
      outcome,
      reason,
      closedBy: partyOf(by),
      ...begins,
      told: others(by, now.authorityId, now.providerId, objection.filedBy.agencyId),
    },
  });
};

const over = ({ closed }: Objection): Refusal =>
  refusal(
    "objection.closed",
    `${closed ? `该异议已于 ${closed.on} 办结` : "所涉记录已终止,该异议随之了结"};${reviewRoute}; it is closed`,
  );
