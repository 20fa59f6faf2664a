import { accepted, refused } from "../../kernel/result.ts";
import { refusal, toMend } from "../refusal.ts";
import type { Decided, DecisionContext, EntryCommand } from "./command.ts";
import { documentKey, type Entry } from "./entry.ts";
import { resumedFrom, suspendedFor } from "./suspension.ts";

type Command<N extends EntryCommand["name"]> = Extract<EntryCommand, { name: N }>;

const sameDocument = (a: string, b: string): boolean => documentKey(a) === documentKey(b);

/** Stays that may stand at once: each is kept with the entry. */
const mostStays = 20;

/**
 * Enters a stay that a court or a reconsideration orders: measures stop as for an objection (A §22, B 五(三)). Several may
 * stand, up to as many as the entry can hold. Refuses one that stands already, and a day that is still to come.
 */
export const enterStay = (
  entry: Entry,
  { orderedBy, orderedOn, documentNo }: Command<"enterStay">,
  { today }: DecisionContext,
): Decided => {
  if (orderedOn > today)
    return refused(
      toMend([{ field: "orderedOn", code: "orderedOn.future", detail: "裁定日期不得晚于今天 / not after today" }]),
    );
  if (entry.stays?.some((stay) => sameDocument(stay.documentNo, documentNo)))
    return refused(refusal("stay.stands", "已登记,无须重复 / the stay of this document stands"));
  if ((entry.stays ?? []).length >= mostStays)
    return refused(
      refusal(
        "stay.tooMany",
        `已登记 ${mostStays} 件,请先登记已结束的 / ${mostStays} stand: enter the end of one first`,
      ),
    );
  return accepted([
    { type: "stay-entered", version: 1, data: { documentNo, orderedBy, orderedOn, enteredOn: today } },
    ...suspendedFor(entry, "stay", today),
  ]);
};

/** Ends a stay, by the document that ends it. Measures go on where nothing else keeps them from it. */
export const endStay = (
  entry: Entry,
  { documentNo, endedBy }: Command<"endStay">,
  { today }: DecisionContext,
): Decided => {
  const { stays = [] } = entry;
  const ended = stays.find((stay) => sameDocument(stay.documentNo, documentNo));
  if (!ended)
    return refused(
      refusal(
        "stay.unknown",
        `没有该文书的停止执行,现有 / no stay of this document stands; these do: ${stays.map((stay) => stay.documentNo).join(", ") || "–"}`,
      ),
    );
  if (sameDocument(endedBy, ended.documentNo))
    return refused(
      toMend([
        {
          field: "endedBy",
          code: "endedBy.same",
          detail:
            "请填写解除停止执行的文书,而非停止执行的文书 / the document that ends it, not the one that ordered it",
        },
      ]),
    );
  return accepted([
    { type: "stay-ended", version: 1, data: { documentNo: ended.documentNo, endedOn: today, endedBy } },
    ...resumedFrom({ ...entry, stays: stays.filter((stay) => stay !== ended) }, today),
  ]);
};
