import type { SubjectEvent } from "../../../events/catalogue.ts";
import { shownOn } from "../../domain/subject/standing.ts";
import { triggerOn } from "../../domain/trigger/trigger.ts";
import { explain } from "../../domain/why/explain.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { type Found, inTurn, type Page } from "../../kernel/in-turn.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { SubjectReader } from "../../ports/subjects.ts";
import { explanationContext } from "../why/explain-entries.ts";
import { notYours } from "./not-yours.ts";
import type { Own } from "./own-standing.ts";
import type { OwnEntry, ReadOwnStandingDeps } from "./read-own-standing.ts";
import { standingTriggers } from "../trigger/standing-triggers.ts";

export interface OwnHistoryDeps {
  readonly subjects: Pick<SubjectReader, "historyPage">;
}

/** Everything that happened to a subject's entries, and then to those of whom it took over, in its order (SPEC "After exit"). */
export const ownHistory = (
  { subjects }: OwnHistoryDeps,
  { subjectIds }: Own,
  page: Page,
): Promise<Found<SubjectEvent>> => inTurn(subjectIds, page, (subjectId, each) => subjects.historyPage(subjectId, each));

/**
 * One entry of the subject, also after its end, with what agencies were told about it last: a lift, or that it was an error
 * (A §4, §22). Refuses somebody else's and one that does not exist alike.
 */
export const ownEntry = async (
  deps: Pick<ReadOwnStandingDeps, "entries" | "triggers" | "agencies" | "catalogue" | "reviewOn" | "rulesFor" | "now">,
  { subjectIds }: Own,
  entryId: string,
): Promise<Result<OwnEntry, Refusal>> => {
  const entry = (await deps.entries.entries([entryId])).get(entryId)?.entry;
  if (!entry || !subjectIds.includes(entry.subjectId)) return refused(notYours.entry);
  const today = shanghaiDate(deps.now());
  const shown = shownOn(entry, today);
  const triggers = entry.publishedOn === undefined ? [] : await standingTriggers(deps.triggers, entryId);
  return accepted({
    entry,
    ...(shown ? { why: explain(entry, await explanationContext(deps, today, [entry])) } : {}),
    triggers: triggers.map((trigger) => triggerOn(trigger, today)),
  });
};
