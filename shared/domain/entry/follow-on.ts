import type { Entry, Happening } from "./entry.ts";
import { derivedKey } from "../../kernel/ids.ts";
import { addMonths } from "../../kernel/local-date.ts";
import { measuresOf } from "../measure/measure.ts";
import { allEntries, type EntrySummary } from "../subject/standing.ts";
import { activeEntries, isActive } from "./cross-check.ts";
import type { DecisionContext, EntryCommand } from "./command.ts";
import { documentKey } from "./entry.ts";

/** The id of the key-attention entry that may follow a black one: its own, whatever its authority listed by the same document. */
export const followOnIdOf = ({ entryId }: Pick<Entry, "entryId">): string => `ent_${derivedKey("followOn", entryId)}`;

/**
 * Whether a black entry that has just ended is followed by a key-attention one (A §4): the policy of the day says so, it
 * was fixed with the determination, it did not end as an error, its subject lives, and no other active black entry remains,
 * its own or one that a merger brought (ADR 23), nor is the subject on the key-attention list by the same document. What is contested or stayed as it ends is followed by
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
  allEntries(standing).every((entry) => entry.entryId === exited.entryId || !isActive(entry, "black", today)) &&
  activeEntries(standing, "keyAttention", today).every((entry) => !isSameDocument(entry, exited));

const isSameDocument = (entry: EntrySummary, { determiningAuthority, basis }: Entry): boolean =>
  entry.determiningAuthority.agencyId === determiningAuthority.agencyId &&
  documentKey(entry.documentNo) === documentKey(basis.documentNo);

/**
 * The key-attention entry that follows: its determination, and what is decided on it at once, so that it is reported,
 * published and its subject warned in the same decision (A §4).
 */
export const followOnOf = (
  black: Entry,
  context: DecisionContext,
): { readonly entryId: string; readonly determined: Happening; readonly onward: readonly EntryCommand[] } => {
  const { followOn, exitedOn } = black;
  if (!followOn || exitedOn === undefined) throw new Error(`nothing follows ${black.entryId}`);
  const { today, catalogue, rules } = context;
  const measures = measuresOf(
    catalogue,
    {
      list: "keyAttention",
      domain: black.domain,
      severity: black.severity,
      measures: followOn.measures.filter((id) => usable(id, black, context)),
      measuresLeftOut: [],
    },
    today,
  );
  const determined: Happening = {
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
      repair: rules.repair(
        black.severity,
        { document: black.basis.decidedOn, determination: today },
        black.repair.allowed,
      ),
      determinedOn: today,
      validFrom: exitedOn,
      measures: measures.ok ? measures.value : [],
      clocks: [],
    },
  };
  const automatic = rules.publication("keyAttention", black.severity) === "automatic";
  const onward: readonly EntryCommand[] = [
    { name: "report" },
    ...(automatic ? [{ name: "publish", by: "policy" } as const] : []),
  ];
  return { entryId: followOnIdOf(black), determined, onward };
};

/** A measure that was named years ago may be gone by now; what is gone is not applied (B 四(三)). */
const usable = (id: string, black: Entry, { catalogue, today }: DecisionContext): boolean =>
  measuresOf(
    catalogue,
    { list: "keyAttention", domain: black.domain, severity: black.severity, measures: [id], measuresLeftOut: [] },
    today,
  ).ok;
