import type { Actor } from "../../../events/envelope.ts";
import { type Disclosure, partyOf } from "../../domain/disclosure/disclosure.ts";
import { type Entry, restsOn } from "../../domain/entry/entry.ts";
import type { Filing } from "../../domain/objection/decide.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { personIdentifier, usccIdentifier } from "../../domain/subject/standing.ts";
import type { Caller } from "../../ports/agencies.ts";
import { actOn } from "../entry/advance-entry.ts";
import type { DecideEntryDeps } from "../entry/decide-entry.ts";
import { fileObjection, mayDiscover } from "../objection/contest-acts.ts";

/**
 * Contests the black and key-attention entries of an act's party that rest on the same document, as whoever finds the act
 * wrong: their measures stop until the information provider has verified them (A §22 主动发现). It comes before the act is
 * taken down, so that whoever is cut off in between and asks again finds nothing forgotten. An entry that is contested on
 * this ground already, or was found in error, stays as it is. Refuses while others keep changing the subject.
 */
export const contestResting = async (
  deps: DecideEntryDeps,
  { party, decisionNo }: Disclosure,
  found: { readonly objectionId: string; readonly caller: Caller; readonly by: Actor; readonly correlationId: string },
): Promise<Refusal | undefined> => {
  if (partyOf(party) === undefined) return undefined;
  const { subjectId, uscc = "" } = party;
  const standing = await deps.entries.standing(
    subjectId === undefined ? usccIdentifier(uscc) : personIdentifier(subjectId),
  );
  const restricting = standing?.entries.filter(({ list }) => list !== "red") ?? [];
  if (restricting.length === 0) return undefined;
  const stored = await deps.entries.entries(restricting.map(({ entryId }) => entryId));
  for (const { entry } of stored.values()) {
    if (!restsOn(entry, decisionNo)) continue;
    const filed = await actOn(deps, fileObjection(filingOn(entry, decisionNo, found)), {
      ...found,
      entryId: entry.entryId,
      expectedVersion: "any",
    });
    if (!filed.ok && filed.refusal.code === "request.busy") return filed.refusal;
  }
  return undefined;
};

const filingOn = (
  entry: Entry,
  decisionNo: string,
  { objectionId, caller }: { readonly objectionId: string; readonly caller: Caller },
): Filing => ({
  origin: mayDiscover(entry, caller) ? "discovery" : "agency",
  ground: "basis",
  text: `所依据的文书(${decisionNo})经异议处理认定有误,请核实本记录。`,
  evidence: [{ title: `公示信息异议处理决定 ${objectionId}` }],
});
