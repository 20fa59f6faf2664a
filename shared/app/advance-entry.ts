import type { EntryCommand } from "../domain/entry/command.ts";
import type { Entry } from "../domain/entry/entry.ts";
import type { EntryRules } from "../domain/entry/rules.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { accepted, refused, type Result } from "../kernel/result.ts";
import type { Caller } from "../ports/agencies.ts";
import type { RecordedAnswer, RequestToken } from "../ports/requests.ts";
import { decideStored, type DecideEntryDeps, endOverridden } from "./decide-entry.ts";
import { attempts } from "./house.ts";
import { leavesOver, type Stamp } from "./take-decision.ts";

export interface EntryAdvance extends Pick<Stamp, "by" | "correlationId"> {
  readonly entryId: string;
  readonly caller: Caller;
  /** The version that the client read (`If-Match`), or whichever stands. */
  readonly expectedVersion: number | "any";
  readonly request?: RequestToken & { readonly answerWith: (entry: Entry) => RecordedAnswer };
}

/** Something that an agency does to an entry: whether it may, and the commands that it stands for. */
export interface EntryAct {
  readonly may: (entry: Entry, caller: Caller) => Refusal | undefined;
  readonly commands: (entry: Entry, rules: EntryRules) => readonly EntryCommand[];
}

/**
 * Takes an act on an entry: reads it, decides, writes, and tries again when somebody was faster. Refuses who may not act,
 * a version that is no longer there, and whatever the rules refuse.
 */
export const advanceEntry = async (
  deps: DecideEntryDeps,
  act: EntryAct,
  advance: EntryAdvance,
): Promise<Result<Entry, Refusal>> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await deps.entries.entry(advance.entryId);
    if (!stored) return refused(refusal("entry.unknown", "没有该记录 / no such entry"));
    const forbidden = act.may(stored.entry, advance.caller);
    if (forbidden) return refused(forbidden);
    if (advance.expectedVersion !== "any" && stored.entry.version !== advance.expectedVersion)
      return refused(refusal("entry.stale", "记录已变更,请重新读取 / it has changed, read it again"));
    const at = deps.now();
    const decided = await decideStored(deps, stored, act.commands, { ...advance, at });
    if (!decided.ok) return decided;
    const { entry, standing } = decided.value;
    const request = advance.request && { ...advance.request, answer: advance.request.answerWith(entry), at };
    const outcome = await deps.entries.commit({ ...decided.value, request });
    if (outcome === "committed") {
      if (leavesOver(decided.value)) await endOverridden(deps, standing.identifier, { ...advance, at });
      return accepted(entry);
    }
    if (outcome === "requestSeen")
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
  }
  return refused(
    refusal("request.busy", "该主体正被其他请求更新,请稍后重试 / others are changing this subject, try again"),
  );
};
