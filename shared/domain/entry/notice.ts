import type { Party, Subject } from "../../../events/parts.ts";
import type { Domain, ListKind } from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import type { Entry } from "./entry.ts";

/** What the portal puts up for some days: a preliminary listing for objections (公示, A §3), or an exit (退出公告, A §4). */
export interface Notice {
  readonly entryId: string;
  readonly kind: "publicNotice" | "exitNotice";
  readonly list: ListKind;
  readonly subject: Pick<Subject, "kind" | "name" | "uscc">;
  readonly determiningAuthority: Party;
  readonly opensOn: LocalDate;
  /** The last day on which it is up. */
  readonly endsOn: LocalDate;
  readonly domain?: Domain;
  readonly documentNo?: string;
  readonly reason?: NonNullable<Entry["exitReason"]>;
}

const open = new Set<Entry["state"]>(["preliminary", "noticed"]);
/** After these nothing is said but that the subject is off the list: the record is to be deleted at once (A §4 及时删除). */
const withoutFacts = new Set<Entry["exitReason"]>(["error", "repaired"]);

/**
 * The notice that an entry has up, if it has one: while a preliminary listing is shown to the public, and after an exit. It
 * follows from the entry alone. Facts are in neither, nor is anything of a person but the name, which is masked where the
 * notice is shown (A §19).
 */
export const noticeOf = (entry: Entry): Notice | undefined => {
  const { kind, name, uscc } = entry.subject;
  const head = {
    entryId: entry.entryId,
    list: entry.list,
    subject: { kind, name, ...(uscc === undefined ? {} : { uscc }) },
    determiningAuthority: entry.determiningAuthority,
  };
  const about = { domain: entry.domain, documentNo: entry.basis.documentNo };
  const shown = entry.procedure?.publicNotice;
  if (open.has(entry.contestedFrom ?? entry.state) && shown)
    return { ...head, kind: "publicNotice", opensOn: shown.opensOn, endsOn: shown.endsOn, ...about };
  const { exitedOn, exitReason, noticeUntil } = entry;
  if (entry.state !== "exited" || !exitedOn || !exitReason || noticeUntil === undefined) return undefined;
  return {
    ...head,
    kind: "exitNotice",
    opensOn: exitedOn,
    endsOn: noticeUntil,
    reason: exitReason,
    ...(withoutFacts.has(exitReason) ? {} : about),
  };
};

/** Whether a notice is up on a day. Reads ask this themselves and wait for no sweep. */
export const isUp = ({ opensOn, endsOn }: Pick<Notice, "opensOn" | "endsOn">, today: LocalDate): boolean =>
  opensOn <= today && today <= endsOn;
