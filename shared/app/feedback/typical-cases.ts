import type { Actor } from "../../../events/envelope.ts";
import { type CaseStatus, steer, type TypicalCase } from "../../domain/feedback/typical-case.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { EntryReader, EntryStore } from "../../ports/entries.ts";
import type { CaseStore, Page, PublishedCases } from "../../ports/feedback.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import { attempts } from "../house.ts";

export interface TypicalCasesDeps {
  readonly cases: CaseStore;
  readonly reader: Pick<EntryReader, "entry">;
  readonly now: () => Date;
}

/** Who may read a case: its agency, the authority that collects the cases of its entries, and the office (A §17). */
const mayRead = (found: TypicalCase, caller: Caller): boolean =>
  found.agency.agencyId === caller.agencyId || found.authorityId === caller.agencyId || caller.roles.includes("office");

/** One case. */
export const readCase = async (
  deps: Pick<TypicalCasesDeps, "cases">,
  caseId: string,
  caller: Caller,
): Promise<Result<TypicalCase, Refusal>> => {
  const found = await deps.cases.find(caseId);
  return found && mayRead(found, caller)
    ? accepted(found)
    : refused(refusal("case.unknown", "没有该案例 / no such case of yours"));
};

export interface CaseFilter {
  readonly month?: string | undefined;
  readonly status?: CaseStatus | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The cases told in a month that the caller may read. Others thin a page out; `next` says whether there is more. */
export const listCases = async (
  deps: TypicalCasesDeps,
  { month, status, ...place }: CaseFilter,
  caller: Caller,
): Promise<Page<TypicalCase>> => {
  const page = await deps.cases.ofMonth(month ?? shanghaiDate(deps.now()).slice(0, 7), place);
  return {
    ...page,
    items: page.items.filter((found) => mayRead(found, caller) && (status === undefined || found.status === status)),
  };
};

/**
 * The cases that anyone may read, the newest first. No story is told of an entry that was an error, from the moment on at which
 * it is found (A §22): such cases are left out, and thin a page out.
 */
export const showCases = async (
  { published, entries }: { readonly published: PublishedCases; readonly entries: Pick<EntryStore, "entries"> },
  place: Parameters<PublishedCases["page"]>[0],
): Promise<Page<TypicalCase>> => {
  const page = await published.page(place);
  const about = await entries.entries([...new Set(page.items.map(({ entryId }) => entryId))]);
  return { ...page, items: page.items.filter(({ entryId }) => about.get(entryId)?.entry.exitReason !== "error") };
};

export interface CaseCommand {
  readonly caseId: string;
  readonly command: "publish" | "withdraw";
  readonly expectedVersion: number | "any";
  readonly caller: Caller;
  readonly by: Actor;
  readonly request: RequestToken & { readonly answerWith: (found: TypicalCase) => RecordedAnswer };
}

/**
 * Shows a case to everybody, or takes it back: the office's to do; tried again when somebody was faster. Refuses a stale version, what the case's status does not
 * allow, and a case of an entry that was an error: it is undone everywhere, and no story is told of it (A §22).
 */
export const steerCase = async (
  deps: TypicalCasesDeps,
  { caseId, command, expectedVersion, caller, by, request }: CaseCommand,
): Promise<Result<TypicalCase, Refusal>> => {
  if (!caller.roles.includes("office"))
    return refused(refusal("agency.role", "仅信用办可办理 / for the credit office"));
  for (let attempt = 0; attempt < attempts; attempt++) {
    const found = await deps.cases.find(caseId);
    if (!found) return refused(refusal("case.unknown", "没有该案例 / no such case"));
    if (expectedVersion !== "any" && found.version !== expectedVersion)
      return refused(refusal("case.stale", "案例已变更,请重新读取 / it has changed, read it again"));
    const now = deps.now();
    const steered = steer(found, command, { today: shanghaiDate(now), by });
    if (!steered.ok) return steered;
    if (command === "publish" && (await deps.reader.entry(found.entryId))?.entry.exitReason === "error")
      return refused(
        refusal("case.entryInError", "该记录认定有误已撤销,不得公开 / its entry was an error and is undone"),
      );
    const outcome = await deps.cases.save(steered.value, found.version, {
      ...request,
      answer: request.answerWith(steered.value),
      at: now,
    });
    if (outcome === "committed") return steered;
    if (outcome === "requestSeen")
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
  }
  return refused(refusal("request.busy", "该案例正被更新,请稍后重试 / it is being changed, try again"));
};
