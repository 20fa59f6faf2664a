import type { ExternalEvent } from "../../../events/catalogue.ts";
import {
  closeEdition as closing,
  type EditionSaid,
  type ListElsewhere,
  listKeyOf,
  type Rostered,
} from "../../domain/external/edition.ts";
import { withExternal } from "../../domain/external/external.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { shanghaiDate, shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { EntryStore } from "../../ports/entries.ts";
import type { ExternalRoster } from "../../ports/external-roster.ts";
import type { SubjectReader } from "../../ports/subjects.ts";
import { attempts, type House } from "../house.ts";
import type { Stamp } from "../entry/take-decision.ts";

export interface CloseEditionDeps extends Pick<House, "now" | "rulesFor"> {
  readonly roster: ExternalRoster;
  readonly subjects: Pick<SubjectReader, "standing">;
  readonly entries: Pick<EntryStore, "commit">;
}

export interface EditionClosing extends Pick<Stamp, "by" | "correlationId"> {
  readonly caller: Caller;
  readonly which: ListElsewhere & EditionSaid;
}

/** How many entries the edition named, and how many of those that it left out are still to end or to leave the roster. */
export interface ClosedEdition {
  readonly named: number;
  readonly left: number;
}

/** Entries that one call ends: it answers within its time, and the next call goes on where it stopped. */
export const mostEndedByCall = 100;
const atOnce = 8;

/**
 * Ends the imported entries that the newest edition of a list no longer has, each by a decision of its own on its subject,
 * up to a page of them; called again it ends the next ones, and then nothing. By a named officer of the credit office.
 * Refuses what `closeEdition` of the domain refuses, before anything ends.
 */
export const closeEdition = async (
  deps: CloseEditionDeps,
  { caller, which, by, correlationId }: EditionClosing,
): Promise<Result<ClosedEdition, Refusal>> => {
  if (!caller.roles.includes("office"))
    return refused(refusal("agency.role", "仅信用办可办理 / only the credit office closes an edition"));
  if (by.officer === undefined)
    return refused(refusal("officer.required", "请写明经办人姓名 / name the officer who closes it"));
  const today = shanghaiDate(deps.now());
  const rules = deps.rulesFor({ determinedOn: today, severity: "general", on: today });
  const listKey = listKeyOf(which);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const decided = closing(await deps.roster.of(listKey), which, rules.editionMayEndPercent, today);
    if (!decided.ok) return decided;
    const { named, leftOut, expired } = decided.value;
    const all = [...leftOut, ...expired];
    const page = all.slice(0, mostEndedByCall);
    const ended = await endAll(deps, page, {
      listKey,
      edition: which.edition,
      today,
      by,
      correlationId,
      rules: rules.procedureVersion,
    });
    if (ended === page.length) return accepted({ named, left: all.length - ended });
    // Somebody was faster, or a newer edition is on its way in: the list is read and decided again.
  }
  return refused(refusal("request.busy", "名单正被更新,请稍后重试 / the list is being changed, try again"));
};

/** Ends entries side by side; gives how many. */
const endAll = async (deps: CloseEditionDeps, page: readonly Rostered[], how: End): Promise<number> => {
  const due = [...page];
  let ended = 0;
  const lane = async (): Promise<void> => {
    for (let next = due.pop(); next; next = due.pop()) if (await end(deps, next, how)) ended++;
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return ended;
};

interface End extends Pick<Stamp, "by" | "correlationId"> {
  readonly listKey: string;
  readonly edition: string;
  readonly today: string;
  readonly rules: string;
}

/**
 * Ends one entry; false when somebody was faster, or a newer edition names it. One whose validity is over has ended by itself
 * and only leaves the roster.
 */
const end = async (
  deps: CloseEditionDeps,
  left: Rostered,
  { listKey, edition, today, by, correlationId, rules }: End,
): Promise<boolean> => {
  const standing = left.validTo < today ? undefined : await deps.subjects.standing(left.subjectId);
  const known = standing?.external?.find(({ externalId }) => externalId === left.externalId);
  if (!standing || !known || known.endedOn !== undefined) {
    await deps.roster.drop(listKey, left);
    return true;
  }
  const event: ExternalEvent = {
    seq: standing.seq + 1,
    subjectId: standing.subjectId,
    entryId: known.externalId,
    at: shanghaiInstant(deps.now()),
    by,
    policyVersion: rules,
    correlationId,
    type: "external-entry-ended",
    version: 1,
    data: { endedOn: edition, reason: "本期名单不再列入", edition },
  };
  const outcome = await deps.entries.commit({
    standing: withExternal(standing, event),
    previousSeq: standing.seq,
    entries: [],
    events: [event],
    leftOutOf: edition,
  });
  return outcome === "committed";
};
