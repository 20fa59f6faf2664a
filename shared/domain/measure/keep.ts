import { addDays, type LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { type MeasureContent, sameContent } from "./content.ts";
import { type Catalogue, inForce, type Measure } from "./measure.ts";

/** How the office keeps one measure: drafts it, publishes it, retires it. Each takes all of its versions. */

export const newest = (versions: Catalogue): Measure | undefined =>
  versions.reduce<Measure | undefined>((best, each) => (best && best.version > each.version ? best : each), undefined);

/**
 * The draft that this content makes: the next version, or the draft that stands there, replaced. A published version is
 * never changed. Nothing when the draft, or what is in force, says all this already.
 */
export const draftOf = (
  versions: Catalogue,
  measureId: string,
  content: MeasureContent,
  today: LocalDate,
): Measure | undefined => {
  const last = newest(versions);
  const { validFrom = last?.status === "draft" ? last.validFrom : today, ...rest } = content;
  const version = last === undefined ? 1 : last.status === "draft" ? last.version : last.version + 1;
  const draft: Measure = { measureId, version, status: "draft", ...rest, validFrom };
  const standing = last?.status === "draft" || (last && inForce(last, today)) ? last : undefined;
  return standing && saysTheSame(standing, draft, content.validFrom !== undefined) ? undefined : draft;
};

const saysTheSame = (one: Measure, other: Measure, withFrom: boolean): boolean => {
  const said = ({ measureId: _, version: __, status: ___, publishedOn: ____, revision: _____, ...rest }: Measure) => ({
    ...rest,
    validFrom: withFrom ? rest.validFrom : "",
  });
  return sameContent(said(one), said(other));
};

/**
 * Publishes the draft. It is never in force before the day of its publication (未经公布的信用惩戒措施不得实施, B 四(三)).
 * Refuses where there is no draft, and one whose last day has passed.
 */
export const publishDraft = (versions: Catalogue, today: LocalDate): Result<Measure, Refusal> => {
  const draft = newest(versions);
  if (draft?.status !== "draft")
    return refused(refusal("measure.noDraft", "没有待公布的草案,请先保存草案 / there is no draft to publish"));
  if (draft.validTo !== undefined && draft.validTo < today)
    return refused(
      refusal("measure.incomplete", "草案尚不能公布,请更正 / the draft cannot be published, mend it", [
        { field: "validTo", code: "validTo.passed", detail: "失效日期已过 / its last day has passed" },
      ]),
    );
  const validFrom = draft.validFrom < today ? today : draft.validFrom;
  return accepted({ ...draft, status: "published", publishedOn: today, validFrom });
};

export interface RetirementWish {
  readonly on: LocalDate;
  readonly reason: string;
  readonly at: string;
  /** One version alone; every published one when it is not given. */
  readonly version?: number | undefined;
}

/**
 * Ends published versions from a day on, today or later: those in force then or thereafter. Refuses where nothing would
 * end by it. A retirement that is still to come can be brought forward, never taken back.
 */
export const retire = (
  versions: Catalogue,
  { on, reason, at, version }: RetirementWish,
  today: LocalDate,
): Result<readonly Measure[], Refusal> => {
  if (on < today)
    return refused(
      refusal("input.invalid", "请更正后重试 / mend it and try again", [
        { field: "on", code: "on.past", detail: "废止日期不得早于今天 / cannot lie in the past" },
      ]),
    );
  const ending = versions.filter(
    (measure) =>
      measure.status === "published" &&
      (version === undefined || measure.version === version) &&
      (measure.validTo === undefined || on <= measure.validTo),
  );
  if (ending.length === 0)
    return refused(
      refusal("measure.notInForce", "当日没有有效的已公布措施可废止 / no published version is in force on that day"),
    );
  return accepted(ending.map((measure) => ({ ...measure, validTo: addDays(on, -1), retirement: { on, reason, at } })));
};

/** How a version stands on a day, in the words of the interface. */
export const statusOn = (measure: Measure, today: LocalDate): Measure["status"] =>
  measure.retirement !== undefined && measure.retirement.on <= today ? "retired" : measure.status;
