import type { EntryCommand } from "../domain/entry/decide.ts";
import type { Entry } from "../domain/entry/entry.ts";
import type { EntryRules } from "../domain/entry/rules.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { usccIdentifier } from "../domain/subject/standing.ts";
import { shanghaiDate } from "../kernel/local-date.ts";
import { accepted, refused, type Result } from "../kernel/result.ts";
import type { Caller } from "../ports/agencies.ts";
import type { EntryStore } from "../ports/entries.ts";
import type { RecordedAnswer, RequestToken } from "../ports/requests.ts";
import { attempts, type House } from "./house.ts";
import { type Stamp, takeDecision } from "./take-decision.ts";

export interface AdvanceEntryDeps extends House {
  readonly entries: EntryStore;
}

export interface EntryAdvance extends Pick<Stamp, "by" | "correlationId"> {
  readonly entryId: string;
  readonly caller: Caller;
  /** The version that the client read (`If-Match`), or whichever stands. */
  readonly expectedVersion: number | "any";
  readonly request?: RequestToken & { readonly answerWith: (entry: Entry) => RecordedAnswer };
}

/** Reports a determined entry to the platform (A §3); published at once where policy says so. Only its authority may. */
export const reportEntry = (deps: AdvanceEntryDeps, advance: EntryAdvance): Promise<Result<Entry, Refusal>> =>
  advanceEntry(
    deps,
    advance,
    (entry) =>
      entry.determiningAuthority.agencyId === advance.caller.agencyId && advance.caller.roles.includes("authority"),
    (entry, rules) =>
      rules.publication(entry.list, entry.severity) === "automatic"
        ? [{ name: "report" }, { name: "publish", by: "policy" }]
        : [{ name: "report" }],
  );

/** Publishes a reported entry where policy leaves that to the credit office. */
export const publishEntry = (deps: AdvanceEntryDeps, advance: EntryAdvance): Promise<Result<Entry, Refusal>> =>
  advanceEntry(
    deps,
    advance,
    () => advance.caller.roles.includes("office"),
    () => [{ name: "publish", by: "office" }],
  );

const advanceEntry = async (
  deps: AdvanceEntryDeps,
  advance: EntryAdvance,
  mayAct: (entry: Entry) => boolean,
  commandsFor: (entry: Entry, rules: EntryRules) => readonly EntryCommand[],
): Promise<Result<Entry, Refusal>> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await deps.entries.entry(advance.entryId);
    if (!stored) return refused(refusal("entry.unknown", "没有该记录 / no such entry"));
    if (!mayAct(stored.entry))
      return refused(refusal("entry.notYours", "非本单位认定的记录 / it is not yours to change"));
    if (advance.expectedVersion !== "any" && stored.entry.version !== advance.expectedVersion)
      return refused(refusal("entry.stale", "记录已变更,请重新读取 / it has changed, read it again"));
    const decided = await decideStored(deps, stored, commandsFor, advance);
    if (!decided.ok) return decided;
    const { entry } = decided.value;
    const request = advance.request && {
      ...advance.request,
      answer: advance.request.answerWith(entry),
      at: deps.now(),
    };
    const outcome = await deps.entries.commit({ ...decided.value, request });
    if (outcome === "committed") return accepted(entry);
    if (outcome === "requestSeen")
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
  }
  return refused(
    refusal("request.busy", "该主体正被其他请求更新,请稍后重试 / others are changing this subject, try again"),
  );
};

/** Decides commands on an entry as it was read, on the standing as it is this moment. */
export const decideStored = async (
  deps: AdvanceEntryDeps,
  { entry, alerted }: { readonly entry: Entry; readonly alerted: readonly string[] },
  commandsFor: (entry: Entry, rules: EntryRules) => readonly EntryCommand[],
  stamp: Pick<Stamp, "by" | "correlationId"> & { readonly at?: Date },
) => {
  const at = stamp.at ?? deps.now();
  const today = shanghaiDate(at);
  if (entry.subject.uscc === undefined) throw new Error(`entry ${entry.entryId} has no identifier`);
  const standing = await deps.entries.standing(usccIdentifier(entry.subject.uscc));
  if (!standing) throw new Error(`the subject of entry ${entry.entryId} has no standing`);
  const rules = deps.rulesFor({ determinedOn: entry.determinedOn, severity: entry.severity, on: today });
  return takeDecision(
    { standing, entryId: entry.entryId, entry, alerted },
    commandsFor(entry, rules),
    { today, rules, calendar: deps.calendar, catalogue: deps.catalogue },
    { by: stamp.by, at, correlationId: stamp.correlationId },
  );
};
