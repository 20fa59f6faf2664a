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
 * the event. An imported black entry over red ones of ours: their authorities, who decide. A red entry kept elsewhere beside
 * a black or key-attention one of ours: the office that imported it, which tells its owner; it is never ended here.
 */
export const contradictionsOf = (standing: Standing, event: SubjectEvent, today: LocalDate): ContradictionFound[] => {
  if (event.type === "external-entry-recorded") {
    const { list } = event.data;
    const imported = { externalId: event.entryId, ...event.data };
    // A newer edition that says the same for longer is nothing new.
    if (externalEntries(standing, list, today).some(({ externalId }) => externalId === event.entryId)) return [];
    if (list === "black") {
      const byAuthority = Map.groupBy(activeOf(standing, ["red"], today), (red) => red.determiningAuthority.agencyId);
      return [...byAuthority].map(([agencyId, reds]) => found(event, agencyId, reds, [imported]));
    }
    const against = list === "red" ? activeOf(standing, overriding, today) : [];
    return against.length > 0 ? [found(event, event.by.agencyId, against, [imported])] : [];
  }
  if (event.type !== "entry-determined" || event.data.list === "red") return [];
  const [first, ...rest] = externalEntries(standing, "red", today);
  return first ? [found(event, first.importedBy, [event], [first, ...rest])] : [];
};

const activeOf = (standing: Standing, lists: readonly ("red" | "black" | "keyAttention")[], today: LocalDate) =>
  allEntries(standing).filter((entry) => lists.some((list) => isActive(entry, list, today)));

const found = (
  { seq, subjectId, at }: SubjectEvent,
  agencyId: string,
  ours: readonly { readonly entryId: string }[],
  external: readonly Reference[],
): ContradictionFound => ({
  type: "contradiction-found",
  version: 1,
  alertId: `alr_${derivedKey("contradiction", subjectId, seq, agencyId)}`,
  level: "contradiction",
  agencyId,
  subjectId,
  entryIds: ours.map(({ entryId }) => entryId),
  external: external.map(referenceOf),
  raisedAt: at,
});
