import { isEntryEvent } from "../../../events/catalogue.ts";
import { type Entry, mayBeginAgain } from "../../domain/entry/entry.ts";
import { evolve } from "../../domain/entry/evolve.ts";
import type { EntryInput } from "../../domain/entry/input.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { EntryStore } from "../../ports/entries.ts";

/**
 * The entry that stands already. When the row says something else than the entry was made with, it is refused: an entry
 * is changed by a correction, never by sending the file again (ADR 16). Nothing where that entry was taken back or lapsed
 * before it was public: the listing begins anew, though never by the file that had made it. Any other that ended before it
 * was public is refused.
 */
export const unchanged = async (
  deps: { readonly entries: Pick<EntryStore, "entry" | "history"> },
  entryId: string,
  { input, origin }: { readonly input: EntryInput; readonly origin?: Entry["origin"] },
): Promise<Result<{ readonly entry: Entry; readonly created: false }, Refusal> | undefined> => {
  const stored = await deps.entries.entry(entryId);
  if (!stored) throw new Error(`entry ${entryId} stands in a standing but not in the list`);
  const { entry } = stored;
  const again = origin !== undefined && entry.origin?.submissionId === origin.submissionId;
  if (entry.state === "abandoned" && !again) {
    if (mayBeginAgain(entry)) return undefined;
    return refused(
      refusal(
        "entry.withdrawn",
        `同文号记录 ${entryId} 未公布即已终止(${entry.exitReason ?? ""}),不得再列入;重新作出决定的,以新文书报送 / ${entryId} was ended before it was public: list it by a new document`,
      ),
    );
  }
  const differing = differences(entry, input);
  // It may have been corrected, shortened or determined for less since: the same listing again is still the same.
  if (differing.length === 0 || differences(await asMade(deps, entry), input).length === 0)
    return accepted({ entry, created: false });
  const detail = `同文号记录 ${entryId} 已存在而本项内容不同,请核对或申请更正 / an entry of this document says something else here`;
  return refused(
    refusal(
      "entry.differs",
      detail,
      differing.map((field) => ({ field, code: "entry.differs", detail })),
    ),
  );
};

/** The entry as it was made, by its first event. */
const asMade = async (
  deps: { readonly entries: Pick<EntryStore, "history"> },
  { entryId, subjectId }: Entry,
): Promise<Entry> => {
  const first = (await deps.entries.history(subjectId)).filter(isEntryEvent).find((event) => event.entryId === entryId);
  if (!first) throw new Error(`entry ${entryId} has no history`);
  return evolve(undefined, first);
};

const differences = (entry: Entry, input: EntryInput): readonly string[] => {
  // A proposal that has been determined since has a day of its own.
  const determinedOn = entry.proposedOn === undefined || input.determinedOn !== undefined;
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ["domain", entry.domain, input.domain],
    ["basis.decidedOn", entry.basis.decidedOn, input.basis.decidedOn],
    ["basis.documentKind", entry.basis.documentKind, input.basis.documentKind],
    ["facts", entry.facts, input.facts],
    ["severity", entry.severity, input.severity],
    ...(determinedOn ? [["determinedOn", entry.determinedOn, input.determinedOn] as const] : []),
    ["validTo", entry.validTo, input.validTo],
  ];
  return pairs.filter(([, stands, said]) => stands !== said).map(([field]) => field);
};
