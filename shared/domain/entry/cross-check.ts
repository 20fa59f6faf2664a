import { refused, type Result, accepted } from "../../kernel/result.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import type { ListKind } from "../../../events/vocabulary.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { allEntries, type EntrySummary, type ExternalSummary, type Standing } from "../subject/standing.ts";

const activeStates = new Set(["determined", "reported", "published"]);

/** Whether an entry is an active one of a list on a day. One that is contested after its determination stays active (ADR 26). */
export const isActive = (entry: EntrySummary, list: ListKind, today: LocalDate): boolean =>
  entry.list === list && activeStates.has(entry.contestedFrom ?? entry.state) && today <= entry.validTo;

/** Own entries of a list that are active on a day: determined, reported or published, suspended or not (SPEC). */
export const activeEntries = (standing: Standing, list: ListKind, today: LocalDate): readonly EntrySummary[] =>
  standing.entries.filter((entry) => isActive(entry, list, today));

/** Imported entries that are in force on a day, those of predecessors too: a merger is no way off a list (ADR 23). */
export const inForceElsewhere = (standing: Standing, today: LocalDate): readonly ExternalSummary[] =>
  [standing, ...(standing.inherited ?? [])]
    .flatMap(({ external = [] }) => external)
    .filter(({ endedOn, validTo }) => endedOn === undefined && today <= validTo);

/** Those of one list. */
export const externalEntries = (standing: Standing, list: ListKind, today: LocalDate): readonly ExternalSummary[] =>
  inForceElsewhere(standing, today).filter((entry) => entry.list === list);

/**
 * Red against every active black entry, own and imported, and own key-attention ones (A §4): any hit refuses and says which (A §3
 * 确保已被列入“黑名单”的主体不被列入“红名单”), and so is whoever has gone into another (ADR 23). Other lists pass.
 */
export const crossCheck = (list: ListKind, standing: Standing, today: LocalDate): Result<undefined, Refusal> => {
  if (list !== "red") return accepted(undefined);
  const { successor } = standing;
  if (successor)
    return refused(
      refusal(
        "subject.merged",
        `已并入 ${successor.name},红名单以该单位列入 / it has gone into ${successor.name} (${successor.subjectId}): red-list that one`,
      ),
    );
  // Those of a predecessor count as well: a merger is no way off a list (ADR 23).
  const own = (other: "black" | "keyAttention") =>
    allEntries(standing)
      .filter((entry) => isActive(entry, other, today))
      .map(({ entryId, determiningAuthority }) => `${entryId}(${determiningAuthority.name})`);
  const imported = externalEntries(standing, "black", today).map(({ source, documentNo }) => `${source} ${documentNo}`);
  // Red entries of before are still being ended: none begins until the last of them is over.
  const { redOver } = standing;
  const black = [...own("black"), ...imported, ...(redOver === "blackListed" ? [redOver] : [])];
  if (black.length > 0)
    return refused(
      refusal(
        "crossCheck.blackListed",
        `主体已列入黑名单,不得列入红名单(§3)/ it is black-listed and may not be red-listed: ${black.join("; ")}`,
      ),
    );
  const watched = [...own("keyAttention"), ...(redOver ? [redOver] : [])];
  if (watched.length > 0)
    return refused(
      refusal(
        "crossCheck.keyAttentionListed",
        `主体在重点关注名单,其间不得列入红名单(§4)/ it is on the key-attention list and may not be red-listed: ${watched.join("; ")}`,
      ),
    );
  return accepted(undefined);
};
