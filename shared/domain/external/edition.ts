import { derivedKey } from "../../kernel/ids.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { ListKind } from "../../../events/vocabulary.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { nameKeyOf } from "../subject/standing.ts";

/** A list kept elsewhere: which, where, and whose entries (ADR 38). */
export interface ListElsewhere {
  readonly list: ListKind;
  readonly source: string;
  readonly owner: string;
}

/** What such a list is called, however its source and owner are spelt. */
export const listKeyOf = ({ list, source, owner }: ListElsewhere): string =>
  derivedKey("list elsewhere", list, nameKeyOf(source), nameKeyOf(owner));

/** An entry that the list has, as far as was heard, and the newest edition that named it. */
export interface Rostered {
  readonly externalId: string;
  readonly subjectId: string;
  readonly seenIn: LocalDate;
  readonly validTo: LocalDate;
}

/** What the office says of an edition: how many entries it has, and how many may end at most where they are many. */
export interface EditionSaid {
  readonly edition: LocalDate;
  readonly total: number;
  readonly ends?: number | undefined;
}

/** An edition that is whole: the entries that it named, those that it left out, and those of them whose validity is over. */
export interface Closing {
  readonly named: number;
  readonly leftOut: readonly Rostered[];
  readonly expired: readonly Rostered[];
}

/**
 * Decides whether what an edition left out ends. A file that was cut short frees nobody: exactly as many entries must have
 * been heard of as the edition has by its cover. Refuses an edition that is not the newest, one of which rows are missing,
 * and, unless their number is named, the end of more than `mostPercent` of the list.
 */
export const closeEdition = (
  roster: readonly Rostered[],
  { edition, total, ends = 0 }: EditionSaid,
  mostPercent: number,
  today: LocalDate,
): Result<Closing, Refusal> => {
  if (edition > today)
    return refused(
      refusal("input.invalid", "请按所列各项更正后重试 / mend the fields named and try again", [
        { field: "edition", code: "edition.future", detail: "名单日期不得晚于今天 / not after today" },
      ]),
    );
  const newest = roster.reduce((latest, { seenIn }) => (seenIn > latest ? seenIn : latest), edition);
  if (newest > edition)
    return refused(
      refusal(
        "edition.older",
        `已导入 ${newest} 的名单,请以该期办理 / an edition of ${newest} was imported: close that one`,
      ),
    );
  const named = roster.filter(({ seenIn }) => seenIn === edition).length;
  if (named !== total)
    return refused(
      refusal(
        "edition.incomplete",
        `该期已导入 ${named} 条,所报总数为 ${total},未移出任何记录;请核对文件是否完整、有无退回的行 / ${named} entries of it were imported, not ${total}: nothing ends; is the file whole, was a row refused?`,
      ),
    );
  const unnamed = roster.filter(({ seenIn }) => seenIn < edition);
  const leftOut = unnamed.filter(({ validTo }) => today <= validTo);
  if (leftOut.length * 100 > mostPercent * (named + leftOut.length) && leftOut.length > ends)
    return refused(
      refusal(
        "edition.shrinks",
        `将移出 ${leftOut.length} 条,超过 ${mostPercent}%;核实后请以 ends 写明该数 / ${leftOut.length} entries would end, more than ${mostPercent} %: look again, then name that number in ends`,
      ),
    );
  return accepted({ named, leftOut, expired: unnamed.filter(({ validTo }) => validTo < today) });
};
