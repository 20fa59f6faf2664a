import { type Consequence, endsOfRed, mostEndedAtOnce, overridingOf } from "../../domain/entry/consequences.ts";
import { externalEntries } from "../../domain/entry/cross-check.ts";
import { overRed } from "../../domain/external/contradiction.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import {
  afterChange,
  changeSubject as decide,
  type SubjectChange,
  type SubjectChanged,
  succession,
} from "../../domain/subject/change.ts";
import { personIdentifier, type Standing, usccIdentifier } from "../../domain/subject/standing.ts";
import { type LocalDate, shanghaiDate, shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { PublicDisclosures } from "../../ports/disclosures.ts";
import type { Decision } from "../../ports/entries.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import type { SubjectReader } from "../../ports/subjects.ts";
import { type DecideEntryDeps, endOverridden } from "../entry/decide-entry.ts";
import { attempts } from "../house.ts";
import { type Stamp, takeDecision } from "../entry/take-decision.ts";

export interface ChangeSubjectDeps extends DecideEntryDeps {
  readonly subjects: Pick<SubjectReader, "standing">;
  readonly publicActs: Pick<PublicDisclosures, "ofParty">;
}

/** A change as it is asked for: the successor of a merger by its id. */
export type AskedChange =
  | Exclude<SubjectChange, { readonly kind: "merged" }>
  | { readonly kind: "merged"; readonly into: string; readonly on: LocalDate; readonly documentNo: string };

export interface ChangeRequest extends Pick<Stamp, "by" | "correlationId"> {
  readonly subjectId: string;
  readonly caller: Caller;
  readonly change: AskedChange;
  readonly request?: RequestToken & { readonly answerWith: (standing: Standing) => RecordedAnswer };
}

/** `changed` is false when the subject stood so already. */
export interface ChangedSubject {
  readonly standing: Standing;
  readonly changed: boolean;
}

/**
 * Records what has become of a subject, by the office or, for enterprises, their registrar, and does what follows: a new
 * code moves the standing, a merger ends red entries that a black one now stands beside, a death ends everything, of
 * somebody too who is known by a public act alone. Asked again it changes nothing, and ends what a death still left.
 * Refuses who may not, and what the rules refuse.
 */
export const changeSubject = async (
  deps: ChangeSubjectDeps,
  asked: ChangeRequest,
): Promise<Result<ChangedSubject, Refusal>> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const at = deps.now();
    const standing = (await deps.subjects.standing(asked.subjectId)) ?? (await ofActsAlone(deps, asked, at));
    if (!standing) return refused(refusal("subject.unknown", "没有该主体 / no such subject"));
    const forbidden = may(standing, asked.caller);
    if (forbidden) return refused(forbidden);
    const change = await changeOf(deps, asked.change);
    if (!change.ok) return change;
    const taken = await codeTaken(deps, standing, change.value);
    if (taken) return refused(taken);
    const decided = decide(standing, change.value, shanghaiDate(at));
    if (!decided.ok) return decided;
    const dead = (decided.value?.kind ?? standing.status?.kind) === "died" && standing.entries.length > 0;
    const stamp = { by: asked.by, at, correlationId: asked.correlationId };
    if (!decided.value && !dead) {
      if (brings(standing, change.value)) await endOverridden(deps, standing.identifier, stamp);
      return accepted({ standing, changed: false });
    }

    const decision = await decisionOf(deps, standing, change.value, decided.value, stamp);
    if (!decision.ok) return decision;
    // A death of somebody with many entries takes several decisions; the last one answers the request.
    const left = dead && decision.value.standing.entries.length > 0;
    const request =
      asked.request && !left
        ? { ...asked.request, answer: asked.request.answerWith(decision.value.standing), at }
        : undefined;
    const outcome = await deps.entries.commit({ ...decision.value, request });
    if (outcome === "requestSeen")
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
    if (outcome !== "committed" || left) continue;
    if (brings(standing, change.value)) await endOverridden(deps, standing.identifier, stamp);
    return accepted({ standing: decision.value.standing, changed: true });
  }
  return refused(
    refusal("request.busy", "该主体正被其他请求更新,请稍后重试 / others are changing this subject, try again"),
  );
};

/** Somebody who dies and stands in no list, as a public act names them: nothing of the dead is public (ADR 23). */
const ofActsAlone = async (
  { publicActs }: ChangeSubjectDeps,
  { subjectId, change }: ChangeRequest,
  at: Date,
): Promise<Standing | undefined> => {
  if (change.kind !== "died") return undefined;
  const [act] = (await publicActs.ofParty(subjectId, shanghaiDate(at), { limit: 1 })).items;
  if (act?.party.subjectId !== subjectId) return undefined;
  const { kind, name, idType, idNumberMasked } = act.party;
  const document = { ...(idType ? { idType } : {}), ...(idNumberMasked === undefined ? {} : { idNumberMasked }) };
  return { identifier: personIdentifier(subjectId), subjectId, kind, name, ...document, seq: 0, entries: [] };
};

/** The office for everybody; the registrar for enterprises, whose register it keeps. */
const may = (standing: Standing, { roles }: Caller): Refusal | undefined =>
  roles.includes("office") || (roles.includes("registrar") && standing.kind !== "person")
    ? undefined
    : refusal("subject.notYours", "仅信用办和登记机关可操作 / only the office and the registrar may");

const changeOf = async (deps: ChangeSubjectDeps, asked: AskedChange): Promise<Result<SubjectChange, Refusal>> => {
  if (asked.kind !== "merged") return accepted(asked);
  const into = await deps.subjects.standing(asked.into);
  if (into) return accepted({ ...asked, into });
  return refused(
    refusal("input.invalid", "请按所列各项更正后重报 / mend the fields named and submit again", [
      { field: "into", code: "subject.unknown", detail: "没有该主体 / no such subject" },
    ]),
  );
};

/** Whether a merger brings those together who came to either by mergers before: their honours may have to end as well. */
const brings = ({ predecessors }: Standing, change: SubjectChange): boolean =>
  change.kind === "merged" && (predecessors ?? change.into.predecessors) !== undefined;

/** A code under which another subject stands already: the two are one, which is for a merger to say. */
const codeTaken = async (
  deps: ChangeSubjectDeps,
  { subjectId }: Standing,
  change: SubjectChange,
): Promise<Refusal | undefined> => {
  if (change.kind !== "newUscc") return undefined;
  const holder = await deps.entries.standing(usccIdentifier(change.uscc));
  return holder === undefined || holder.subjectId === subjectId
    ? undefined
    : refusal(
        "subject.usccTaken",
        `该代码已有主体 ${holder.subjectId},请以合并登记 / a subject stands under it, record a merger into it`,
      );
};

const decisionOf = async (
  deps: ChangeSubjectDeps,
  standing: Standing,
  change: SubjectChange,
  data: SubjectChanged["data"] | undefined,
  stamp: Stamp,
): Promise<Result<Decision, Refusal>> => {
  const today = shanghaiDate(stamp.at);
  if (change.kind !== "merged")
    return accepted(
      await oneDecision(deps, standing, data, change.kind === "died" ? endsOfAll(standing, today) : [], stamp),
    );
  const { into } = change;
  // What the merger puts red entries beside: a black one, or a key-attention one (A §3, §4).
  const reason = overridingOf([standing, into], today);
  const ends = [standing, into].map((each) => (reason ? endsOfRed(each, reason, today) : []));
  // A transaction holds 100 items, those of two subjects here; nobody is merged with this many honours by rights.
  if (ends.flat().length > mostEndedAtOnce / 2)
    return refused(
      refusal("subject.tooManyEntries", "红名单记录过多,请先行退出 / too many red entries, end some first"),
    );
  const [own = [], theirs = []] = ends;
  const both = [standing, into];
  // A list kept elsewhere ends nothing here: who honoured one of them is told (A §3).
  const elsewhere = reason ? [] : both.flatMap((each) => externalEntries(each, "black", today));
  const merging = { seq: standing.seq + 1, subjectId: standing.subjectId, at: shanghaiInstant(stamp.at) };
  return accepted({
    ...(await oneDecision(deps, standing, data, own, stamp)),
    contradictions: overRed(merging, both, elsewhere, today),
    alongside: await oneDecision(deps, into, succession(standing, change), theirs, stamp),
  });
};

/** Nobody is left to be restricted or honoured: every entry ends, those that nobody has seen as well. */
export const endsOfAll = ({ entries }: Standing, today: LocalDate): readonly Consequence[] =>
  entries.slice(0, mostEndedAtOnce).map(({ entryId, state, validTo }) => ({
    entryId,
    command:
      state === "published"
        ? { name: "exit", reason: today > validTo ? "expired" : "subjectGone" }
        : { name: "withdraw", reason: "subjectGone" },
  }));

/** One subject's part: the change, if there is one, and the commands on its entries that follow from it. */
const oneDecision = async (
  deps: ChangeSubjectDeps,
  standing: Standing,
  data: SubjectChanged["data"] | undefined,
  follows: readonly Consequence[],
  stamp: Stamp,
): Promise<Decision> => {
  const today = shanghaiDate(stamp.at);
  const [first, ...also] = follows;
  const others = await deps.entries.entries(follows.map(({ entryId }) => entryId));
  const stored = first && others.get(first.entryId);
  const { determinedOn = today, severity = "general" } = stored?.entry ?? {};
  const rules = deps.rulesFor({ determinedOn, severity, on: today });
  const event: SubjectChanged | undefined = data && {
    type: "subject-changed",
    version: 1,
    seq: standing.seq + 1,
    subjectId: standing.subjectId,
    entryId: standing.subjectId,
    at: shanghaiInstant(stamp.at),
    by: stamp.by,
    policyVersion: rules.procedureVersion,
    correlationId: stamp.correlationId,
    data,
  };
  const after = event ? afterChange(standing, event) : standing;
  const events = event ? [event] : [];
  if (!first || !stored) return { standing: after, previousSeq: standing.seq, entries: [], events };
  const decided = takeDecision(
    { standing: after, entryId: first.entryId, entry: stored.entry, alerted: stored.alerted, others, also },
    [first.command],
    { today, rules, calendar: deps.calendar, catalogue: await deps.catalogue() },
    stamp,
  );
  if (!decided.ok) throw new Error(`entries of ${standing.subjectId}: ${decided.refusal.code}`);
  return { ...decided.value, previousSeq: standing.seq, events: [...events, ...decided.value.events] };
};
