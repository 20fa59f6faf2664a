import type { ContradictionFound } from "../../../events/contradiction-found/v1.ts";
import type { SubjectEvent } from "../../../events/catalogue.ts";
import { derivedKey } from "../../kernel/ids.ts";
import { type LocalDate } from "../../kernel/local-date.ts";
import { externalEntries, isActive } from "../entry/cross-check.ts";
import { allEntries, type Standing } from "../subject/standing.ts";
import { type Reference, referenceOf } from "./reference.ts";

const overriding = ["black", "keyAttention"] as const;

/**
 * What an event puts side by side that may not stand together, and who is told (A §3, §4). `standing` is as it was before
 * the event, `successors` are those that it has gone into. An imported black entry over red ones of ours: their authorities, who decide. A red entry kept elsewhere beside
 * a black or key-attention one of ours: the office that imported it, which tells its owner; it is never ended here.
 */
export const contradictionsOf = (
  standing: Standing,
  event: SubjectEvent,
  today: LocalDate,
  successors: readonly Standing[] = [],
): readonly ContradictionFound[] => {
  if (event.type === "external-entry-recorded") {
    const { list } = event.data;
    const imported = { externalId: event.entryId, ...event.data };
    // A newer edition that says the same for longer is nothing new.
    if (externalEntries(standing, list, today).some(({ externalId }) => externalId === event.entryId)) return [];
    if (list === "black") return overRed(event, [standing, ...successors], [imported], today);
    const against = list === "red" ? activeOf(standing, overriding, today) : [];
    return against.length > 0 ? [found(event, event.by.agencyId, against, [imported])] : [];
  }
  if (event.type !== "entry-determined" || event.data.list === "red") return [];
  const [first, ...rest] = externalEntries(standing, "red", today);
  return first ? [found(event, first.importedBy, [event], [first, ...rest])] : [];
};

/** What imported black entries say against active red ones of some subjects: to each authority that gave one. */
export const overRed = (
  event: Pick<SubjectEvent, "seq" | "subjectId" | "at">,
  standings: readonly Standing[],
  black: readonly Reference[],
  today: LocalDate,
): readonly ContradictionFound[] => {
  if (black.length === 0) return [];
  const reds = new Map(
    standings.flatMap((each) => activeOf(each, ["red"], today)).map((red) => [red.entryId, red] as const),
  );
  const byAuthority = Map.groupBy(reds.values(), (red) => red.determiningAuthority.agencyId);
  return [...byAuthority].map(([agencyId, theirs]) => found(event, agencyId, theirs, black));
};

const activeOf = (standing: Standing, lists: readonly ("red" | "black" | "keyAttention")[], today: LocalDate) =>
  allEntries(standing).filter((entry) => lists.some((list) => isActive(entry, list, today)));

const found = (
  { seq, subjectId, at }: Pick<SubjectEvent, "seq" | "subjectId" | "at">,
  agencyId: string,
  ours: readonly { readonly entryId: string }[],
  external: readonly Reference[],
): ContradictionFound => ({
  type: "contradiction-found",
  version: 1,
  alertId: `alr_${derivedKey("contradiction", subjectId, seq, agencyId)}.${agencyId}`,
  level: "contradiction",
  agencyId,
  subjectId,
  entryIds: ours.map(({ entryId }) => entryId),
  external: external.map(referenceOf),
  raisedAt: at,
});
