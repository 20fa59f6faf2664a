import type { EntryCommand } from "../../domain/entry/command.ts";
import type { Entry } from "../../domain/entry/entry.ts";
import { endedInError } from "../../domain/entry/undoing.ts";
import type { EntryRules } from "../../domain/entry/rules.ts";
import type { Objection } from "../../domain/objection/objection.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import { decideStored, type DecideEntryDeps, endOverridden, groundOf } from "./decide-entry.ts";
import { attempts } from "../house.ts";
import { undoElsewhere } from "./restore-honours.ts";
import { leavesOver, type Stamp } from "./take-decision.ts";

export interface EntryAdvance extends Pick<Stamp, "by" | "correlationId"> {
  readonly entryId: string;
  readonly caller: Caller;
  /** The version that the client read (`If-Match`), or whichever stands. */
  readonly expectedVersion: number | "any";
  /** The day on which the file came that it is a row of. */
  readonly receivedOn?: LocalDate | undefined;
  readonly request?: RequestToken & { readonly answerWith: (entry: Entry, objection?: Objection) => RecordedAnswer };
}

/** Something that an agency does to an entry: whether it may, and the commands that it stands for. */
export interface EntryAct {
  readonly may: (entry: Entry, caller: Caller, objections: readonly Objection[]) => Refusal | undefined;
  readonly commands: (
    entry: Entry,
    rules: EntryRules,
    today: LocalDate,
    objections: readonly Objection[],
  ) => readonly EntryCommand[];
  /** Why what it rests on beside the entry no longer bears it: read anew each time it is tried. */
  readonly barred?: (deps: DecideEntryDeps, entry: Entry) => Promise<Refusal | undefined>;
  /** What it does to others before, once it is sure that nothing refuses it; done again where somebody was faster. */
  readonly first?: (deps: DecideEntryDeps, entry: Entry, stamp: Stamp) => Promise<void>;
  /** Whether it rests on the objections that were filed against the entry: they are read with it. */
  readonly readsObjections?: boolean;
}

/** The entry as an act left it, and the objection that it was about. */
export interface Advanced {
  readonly entry: Entry;
  readonly objection?: Objection;
}

/**
 * Takes an act on an entry: reads it, decides, writes, and tries again when somebody was faster. Refuses who may not act,
 * a version that is no longer there, and whatever the rules refuse.
 */
export const advanceEntry = async (
  deps: DecideEntryDeps,
  act: EntryAct,
  asked: EntryAdvance,
): Promise<Result<Entry, Refusal>> => {
  const done = await actOn(deps, act, asked);
  return done.ok ? accepted(done.value.entry) : done;
};

/** The same, with the objection that the act was about. */
export const actOn = async (
  deps: DecideEntryDeps,
  act: EntryAct,
  asked: EntryAdvance,
): Promise<Result<Advanced, Refusal>> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await deps.entries.entry(asked.entryId);
    if (!stored) return refused(refusal("entry.unknown", "没有该记录 / no such entry"));
    // After the entry: whoever files in between moves its version on, and this attempt does not commit.
    const [objections, ground] = await Promise.all([
      act.readsObjections ? deps.entries.objections(asked.entryId) : [],
      groundOf(deps, stored.entry),
    ]);
    const forbidden = act.may(stored.entry, asked.caller, objections);
    if (forbidden) return refused(forbidden);
    if (asked.expectedVersion !== "any" && stored.entry.version !== asked.expectedVersion)
      return refused(refusal("entry.stale", "记录已变更,请重新读取 / it has changed, read it again"));
    const barred = await act.barred?.(deps, stored.entry);
    if (barred) return refused(barred);
    const at = deps.now();
    const decided = await decideStored(
      deps,
      stored,
      (entry, rules, today) => act.commands(entry, rules, today, objections),
      { ...asked, at },
      ground,
    );
    if (!decided.ok) return decided;
    await act.first?.(deps, stored.entry, { by: asked.by, at, correlationId: asked.correlationId });
    const { entry, standing, objection: written } = decided.value;
    const request = asked.request && {
      ...asked.request,
      answer: asked.request.answerWith(entry, written?.objection),
      at,
    };
    const outcome = await deps.entries.commit({ ...decided.value, request });
    if (outcome === "committed") {
      if (leavesOver(decided.value)) {
        const stamp = { by: asked.by, at, correlationId: asked.correlationId };
        await endOverridden(deps, standing.identifier, stamp);
        if (endedInError(entry)) await undoElsewhere(deps, entry, stamp);
      }
      return accepted({ entry, ...(written ? { objection: written.objection } : {}) });
    }
    if (outcome === "requestSeen")
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
  }
  return refused(
    refusal("request.busy", "该主体正被其他请求更新,请稍后重试 / others are changing this subject, try again"),
  );
};
