import type { Entry, Happening } from "./entry.ts";
import { derivedKey } from "../../kernel/ids.ts";
import { addMonths } from "../../kernel/local-date.ts";
import { measuresOf } from "../measure/measure.ts";
import type { EntrySummary } from "../subject/standing.ts";
import { activeEntries } from "./cross-check.ts";
import type { DecisionContext } from "./command.ts";
import { decide } from "./decide.ts";
import { documentKey } from "./entry.ts";
import { evolve } from "./evolve.ts";
import type { EntryEvent } from "../../../events/catalogue.ts";

/** The id of the key-attention entry that may follow a black one: its own, whatever its authority listed by the same document. */
export const followOnIdOf = ({ entryId }: Pick<Entry, "entryId">): string => `ent_${derivedKey("followOn", entryId)}`;

/**
 * Whether a black entry that has just ended is followed by a key-attention one (A §4): the policy of the day says so, it
 * was fixed with the determination, it did not end as an error, its subject lives, and no other active black entry remains, nor
 * is the subject on the key-attention list by the same document. What is contested or stayed as it ends is followed by
 * nothing: no new measures on what may be an error (A §22).
 */
export const isFollowed = (exited: Entry, { rules, standing, today }: DecisionContext): boolean =>
  exited.list === "black" &&
  exited.state === "exited" &&
  exited.exitReason !== "error" &&
  exited.exitReason !== "subjectGone" &&
  standing.status?.kind !== "died" &&
  exited.followOn !== undefined &&
  rules.followOn &&
  // When the exit comes to light so late that its time is over too, there is nothing left to watch.
  today <= addMonths(exited.exitedOn ?? today, exited.followOn.months) &&
  (exited.openObjections ?? []).length === 0 &&
  (exited.stays ?? []).length === 0 &&
  activeEntries(standing, "black", today).every(({ entryId }) => entryId === exited.entryId) &&
  activeEntries(standing, "keyAttention", today).every((entry) => !isSameDocument(entry, exited));

const isSameDocument = (entry: EntrySummary, { determiningAuthority, basis }: Entry): boolean =>
  entry.determiningAuthority.agencyId === determiningAuthority.agencyId &&
  documentKey(entry.documentNo) === documentKey(basis.documentNo);

/**
 * The key-attention entry that follows, determined, reported, published and its subject warned at once. `place` gives each
 * happening its number in the subject's sequence.
 */
export const followOnEvents = (
  black: Entry,
  context: DecisionContext,
  place: (entryId: string, happening: Happening) => EntryEvent,
): readonly EntryEvent[] => {
  const { followOn, exitedOn } = black;
  if (!followOn || exitedOn === undefined) throw new Error(`nothing follows ${black.entryId}`);
  const entryId = followOnIdOf(black);
  const measures = measuresOf(
    context.catalogue,
    {
      list: "keyAttention",
      domain: black.domain,
      severity: black.severity,
      measures: followOn.measures.filter((id) => usable(id, black, context)),
      measuresLeftOut: [],
    },
    context.today,
  );
  const first = place(entryId, {
    type: "entry-determined",
    version: 1,
    data: {
      list: "keyAttention",
      subject: black.subject,
      domain: black.domain,
      determiningAuthority: black.determiningAuthority,
      informationProvider: black.informationProvider,
      basis: black.basis,
      facts: black.facts,
      severity: black.severity,
      validTo: addMonths(exitedOn, followOn.months),
      repair: context.rules.repair(
        black.severity,
        { document: black.basis.decidedOn, determination: context.today },
        black.repair.allowed,
      ),
      determinedOn: context.today,
      validFrom: exitedOn,
      measures: measures.ok ? measures.value : [],
      clocks: [],
    },
  });
  const events = [first];
  let entry = evolve(undefined, first);
  for (const command of [{ name: "report" }, { name: "publish", by: "policy" }] as const) {
    const decided = decide(entry, command, context);
    if (!decided.ok) break;
    for (const happening of decided.value) {
      const event = place(entryId, happening);
      entry = evolve(entry, event);
      events.push(event);
    }
  }
  return events;
};

/** A measure that was named years ago may be gone by now; what is gone is not applied (B 四(三)). */
const usable = (id: string, black: Entry, { catalogue, today }: DecisionContext): boolean =>
  measuresOf(
    catalogue,
    { list: "keyAttention", domain: black.domain, severity: black.severity, measures: [id], measuresLeftOut: [] },
    today,
  ).ok;
