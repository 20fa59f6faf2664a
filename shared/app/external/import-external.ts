import type { ExternalEvent } from "../../../events/catalogue.ts";
import { contradictionsOf } from "../../domain/external/contradiction.ts";
import { listKeyOf } from "../../domain/external/edition.ts";
import { externalIdOf, importEntry, withExternal } from "../../domain/external/external.ts";
import type { ExternalEntryInput } from "../../domain/external/input.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { type ExternalSummary, type Standing, usccIdentifier } from "../../domain/subject/standing.ts";
import { shanghaiDate, shanghaiInstant } from "../../kernel/local-date.ts";
import { refused, type Result } from "../../kernel/result.ts";
import type { RequestLog, RequestToken } from "../../ports/requests.ts";
import type { EntryStore } from "../../ports/entries.ts";
import type { ExternalRoster } from "../../ports/external-roster.ts";
import { attempts, type House } from "../house.ts";
import { identifySubject, type IdentifySubjectDeps } from "../person/identify-subject.ts";
import type { Stamp } from "../entry/take-decision.ts";
import { type RowTaken, taken } from "../submission/work-chunk.ts";

export interface ImportExternalDeps extends IdentifySubjectDeps, Pick<House, "now" | "rulesFor"> {
  readonly entries: Pick<EntryStore, "standing" | "commit">;
  readonly requests: Pick<RequestLog, "find">;
  readonly roster: Pick<ExternalRoster, "noted">;
}

export interface ExternalImport extends Pick<Stamp, "by" | "correlationId"> {
  readonly input: ExternalEntryInput;
  /** The row, as a request of its own: done again it finds what it did. */
  readonly row: RequestToken;
}

/**
 * Records an entry of a list kept elsewhere under its subject, or that the list no longer has it, as one decision with the
 * alerts about what it contradicts (A §3). It serves cross-checks and reference; nothing is published or triggered by it.
 */
export const importExternal = async (
  deps: ImportExternalDeps,
  { input, by, correlationId, row }: ExternalImport,
): Promise<Result<RowTaken, Refusal>> => {
  const on = shanghaiDate(deps.now());
  const { masks } = deps.rulesFor({ determinedOn: on, severity: "general", on });
  const { newcomer } = await identifySubject(deps, input, masks);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const at = deps.now();
    const today = shanghaiDate(at);
    const standing = (await deps.entries.standing(newcomer.identifier)) ?? newcomer;
    const imported = importEntry(standing, input, today);
    if (!imported.ok || !imported.value.happening) {
      // The edition names it, unchanged: it is not among those that the edition left out (ADR 38).
      const known = imported.ok ? activeIn(standing, imported.value.externalId, input) : undefined;
      const { subjectId } = standing;
      if (
        known &&
        (await deps.roster.noted(listKeyOf(known), { ...known, subjectId }, input.edition, attempt > 0)) === "missing"
      )
        continue;
      // It may stand so by this very row, whose worker was killed before it could say so.
      const before = await deps.requests.find(row.clientId, row.key);
      return before
        ? taken(externalIdOf(input, standing.subjectId), true)
        : imported.ok
          ? taken(imported.value.externalId, false)
          : imported;
    }
    const { externalId } = imported.value;
    const event: ExternalEvent = {
      seq: standing.seq + 1,
      subjectId: standing.subjectId,
      entryId: externalId,
      at: shanghaiInstant(at),
      by,
      policyVersion: deps.rulesFor({ determinedOn: today, severity: "general", on: today }).procedureVersion,
      correlationId,
      ...imported.value.happening,
    };
    const outcome = await deps.entries.commit({
      standing: withExternal(standing, event),
      previousSeq: standing.seq,
      entries: [],
      events: [event],
      contradictions: contradictionsOf(standing, event, today, await successorsOf(deps, standing)),
      request: { ...row, answer: { status: 200, body: { externalId } }, at },
    });
    if (outcome === "committed" || outcome === "requestSeen") return taken(externalId, true);
    if (outcome === "outdated") return taken(externalId, false);
  }
  return refused(
    refusal("request.busy", "该主体正被其他请求更新,请稍后重试 / others are changing this subject, try again"),
  );
};

/** The imported entry that a row says still stands, where it does and the row is of no older edition. */
const activeIn = (
  { external = [] }: Standing,
  id: string,
  { edition, endedOn }: ExternalEntryInput,
): ExternalSummary | undefined =>
  endedOn === undefined
    ? external.find((each) => each.externalId === id && each.endedOn === undefined && each.edition <= edition)
    : undefined;

/** Those that a subject has gone into, one after the other; their honours stand under its name as well (ADR 23). */
const successorsOf = async ({ entries }: ImportExternalDeps, standing: Standing): Promise<readonly Standing[]> => {
  const successors: Standing[] = [];
  for (let next = standing.successor; next; next = successors.at(-1)?.successor) {
    const successor = await entries.standing(usccIdentifier(next.uscc));
    if (!successor) throw new Error(`${next.subjectId} has no standing`);
    successors.push(successor);
  }
  return successors;
};
