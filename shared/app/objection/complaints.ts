import type { Actor } from "../../../events/envelope.ts";
import type { Entry } from "../../domain/entry/entry.ts";
import { answerComplaint as answered, type Complaint } from "../../domain/objection/complaint.ts";
import { refusal, type Refusal, toMend } from "../../domain/refusal.ts";
import { personIdentifier } from "../../domain/subject/standing.ts";
import { derivedKey } from "../../kernel/ids.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { AgencyReader, Caller } from "../../ports/agencies.ts";
import type { EntryStore } from "../../ports/entries.ts";
import type { ComplaintReader, ComplaintStore } from "../../ports/objections.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import type { SubjectReader } from "../../ports/subjects.ts";
import { type Reading, type RegisterReadDeps, registerReads } from "../person/register-read.ts";

export interface ComplaintsDeps {
  readonly complaints: ComplaintStore;
  readonly entries: Pick<EntryStore, "entry">;
  readonly agencies: Pick<AgencyReader, "byId">;
  readonly now: () => Date;
}

/** What a counter, or an agency for itself, needs to file one. */
export interface FileComplaintDeps extends ComplaintsDeps {
  readonly subjects: Pick<SubjectReader, "identifierOf">;
}

type Filing = Pick<Complaint, "about" | "origin" | "subjectId" | "text" | "evidence">;

interface Asked {
  readonly by: Actor;
  readonly request: RequestToken & { readonly answerWith: (complaint: Complaint) => RecordedAnswer };
}

/**
 * Takes a complaint to the credit office: of an agency, or at its counter for a subject (A §22). Its id follows from the
 * request and its day: a key may come again once the request log has forgotten it. Refuses partners, what names nothing that
 * there is, and a subject that it cannot be for.
 */
export const fileComplaint = async (
  deps: FileComplaintDeps,
  complaint: Filing,
  caller: Caller,
  asked: Asked,
): Promise<Result<Complaint, Refusal>> => {
  if (caller.roles.every((role) => role === "partner"))
    return refused(refusal("agency.role", "请到各单位窗口提出 / complaints come from agencies and their counters"));
  if (complaint.origin === "subject" && asked.by.officer === undefined)
    return refused(
      refusal("officer.required", "代主体提出的,请写明经办人姓名 / filed for the subject: name the officer"),
    );
  const { subjectId } = complaint;
  if (subjectId === undefined) return takeComplaint(deps, complaint, asked);
  if (complaint.origin !== "subject")
    return refused(wrong("subjectId", "subject.notFor", "代主体提出的方可填写 / of a complaint for a subject alone"));
  const identifier = await deps.subjects.identifierOf(subjectId);
  if (identifier === undefined)
    return refused(wrong("subjectId", "subject.unknown", "请核对编号 / nothing has this id"));
  return takeComplaint(deps, complaint, asked, {
    ...(identifier === personIdentifier(subjectId) ? { personId: subjectId } : {}),
    may: (entry) =>
      entry === undefined || entry.subjectId === subjectId
        ? undefined
        : wrong(
            "subjectId",
            "subject.ofEntry",
            "与该记录的主体不一致,请核对或不填 / the entry is about another subject",
          ),
  });
};

/**
 * Records a complaint, in the inboxes of whoever filed it and of the subject that it is for. Refuses what names nothing that
 * there is, and, to a subject that complains by itself, an entry that `may` does not let it.
 */
export const takeComplaint = async (
  deps: ComplaintsDeps,
  { evidence = [], ...complaint }: Filing,
  { by, request }: Asked,
  { may, personId }: { readonly may: (entry: Entry | undefined) => Refusal | undefined; readonly personId?: string } = {
    may: () => undefined,
  },
): Promise<Result<Complaint, Refusal>> => {
  const { kind, id } = complaint.about;
  const entry = kind === "entry" ? (await deps.entries.entry(id))?.entry : undefined;
  const forbidden = kind === "entry" && may(entry);
  if (forbidden) return refused(forbidden);
  const there = kind === "entry" ? entry : await deps.agencies.byId(id);
  if (!there) return refused(wrong("about.id", `${kind}.unknown`, "请核对编号 / nothing has this id"));
  const at = deps.now();
  const filedOn = shanghaiDate(at);
  const person = entry?.subject.kind === "person" ? entry.subjectId : personId;
  const filed: Complaint = {
    ...complaint,
    ...(person === undefined ? {} : { personId: person }),
    ...(evidence.length > 0 ? { evidence } : {}),
    complaintId: `cmp_${derivedKey("complaint", request.clientId, request.key, filedOn)}`,
    filedBy: { agencyId: by.agencyId, name: by.name },
    ...(by.officer === undefined ? {} : { officer: by.officer }),
    filedOn,
    version: 1,
  };
  const of = entry?.subjectId ?? complaint.subjectId;
  return saved(deps, filed, 0, at, request, [
    by.agencyId,
    ...(of !== undefined && complaint.origin === "subject" ? [of] : []),
  ]);
};

const wrong = (field: string, code: string, detail: string): Refusal => toMend([{ field, code, detail }]);

/** The credit office answers a complaint, once. */
export const answerComplaint = async (
  deps: ComplaintsDeps,
  complaintId: string,
  text: string,
  caller: Caller,
  { by, request }: Asked,
): Promise<Result<Complaint, Refusal>> => {
  if (!caller.roles.includes("office")) return refused(notYours("由信用办答复 / the office answers it"));
  const complaint = await deps.complaints.find(complaintId);
  if (!complaint) return refused(unknown);
  const at = deps.now();
  const answer = answered(complaint, {
    on: shanghaiDate(at),
    text,
    by: { agencyId: by.agencyId, name: by.name },
    ...(by.officer === undefined ? {} : { officer: by.officer }),
  });
  return answer.ok ? saved(deps, answer.value, complaint.version, at, request) : answer;
};

const saved = async (
  deps: ComplaintsDeps,
  complaint: Complaint,
  previousVersion: number,
  at: Date,
  { answerWith, ...token }: Asked["request"],
  inboxes: readonly string[] = [],
): Promise<Result<Complaint, Refusal>> => {
  const request = { ...token, answer: answerWith(complaint), at };
  switch (await deps.complaints.save(complaint, previousVersion, request, inboxes)) {
    case "committed":
      return accepted(complaint);
    case "requestSeen":
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
    case "conflict":
      return refused(refusal("request.busy", "该投诉正被更新,请稍后重试 / it is being changed, try again"));
  }
};

const unknown = refusal("complaint.unknown", "没有该投诉,请核对编号 / no such complaint, check its id");
const notYours = (detail: string): Refusal => refusal("complaint.notYours", detail);

/** One complaint, for the agency that filed it and the office; of a person for a purpose, which is registered (A §22). */
export const readComplaint = async (
  deps: { readonly complaints: ComplaintReader } & RegisterReadDeps,
  complaintId: string,
  reading: Reading,
): Promise<Result<Complaint, Refusal>> => {
  const { agencyId, roles } = reading.caller;
  const complaint = await deps.complaints.find(complaintId);
  if (!complaint) return refused(unknown);
  const { personId: subjectId } = complaint;
  if (complaint.filedBy.agencyId !== agencyId && !roles.includes("office"))
    return refused(notYours("仅提出单位和信用办可查阅 / for the agency that filed it and the office"));
  const reads = subjectId === undefined ? [] : [{ what: "complaint" as const, subjectId, of: complaintId }];
  const without = await registerReads(deps, reading, reads);
  return without ? refused(without) : accepted(complaint);
};

/** An agency's own complaints, oldest first; the office reads all. Of persons nothing is told of what was written. */
export const listComplaints = async (
  deps: { readonly complaints: ComplaintReader },
  caller: Caller,
  page: { readonly limit: number; readonly cursor?: string | undefined },
) => {
  const inbox = caller.roles.includes("office") ? "office" : { agencyId: caller.agencyId };
  const { items, next } = await deps.complaints.inbox(inbox, page);
  return { items: items.map(listedComplaint), next };
};

const listedComplaint = (complaint: Complaint) => {
  if (complaint.personId === undefined) return complaint;
  const { text: _, evidence: __, answer, ...rest } = complaint;
  return { ...rest, ...(answer ? { answer: { on: answer.on, by: answer.by } } : {}) };
};
