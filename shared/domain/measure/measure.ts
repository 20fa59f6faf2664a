import type { MeasureRef } from "../../../events/parts.ts";
import type { Domain, ListKind, Matter, Severity } from "../../../events/vocabulary.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";

/** One version of a measure of the catalogue (措施清单, A §16). */
export interface Measure {
  readonly measureId: string;
  readonly version: number;
  readonly status: "draft" | "published" | "retired";
  readonly kind: "incentive" | "punishment";
  readonly strength: "mandatory" | "recommended";
  readonly nature: "administrative" | "market" | "industry" | "social";
  readonly title: string;
  readonly description: string;
  /** What it attaches to; an empty list of domains means every domain. */
  readonly lists: readonly ListKind[];
  readonly domains: readonly Domain[];
  readonly severities: readonly Severity[];
  readonly matters: readonly Matter[];
  /** The implementing agencies. */
  readonly agencies: readonly string[];
  readonly legalBasis: {
    /** The policy paper by its short name (docs/sources.md); none where a statute is cited. */
    readonly paper?: string | undefined;
    readonly section: string;
    readonly title: string;
    readonly quote: string;
  };
  /** The cooperation memorandum that it comes from (合作备忘录, A §16, B 四(三)). */
  readonly mouId?: string | undefined;
  readonly publishedOn?: LocalDate | undefined;
  readonly validFrom: LocalDate;
  /** The last day on which it can be applied; a retirement sets it. */
  readonly validTo?: LocalDate | undefined;
  readonly retirement?: Retirement | undefined;
  /** The revision of the catalogue that last changed it; none for what was shipped. */
  readonly revision?: number | undefined;
}

/** The office's decision that a measure is over (动态更新, A §16). */
export interface Retirement {
  /** The first day on which it is out of force. */
  readonly on: LocalDate;
  readonly reason: string;
  readonly at: string;
}

export type Catalogue = readonly Measure[];

/** Whether a measure may be used on a day: 未经公布的信用惩戒措施不得实施 (B 四(三)), nor one that has run out. */
export const inForce = (measure: Measure, on: LocalDate): boolean =>
  measure.status === "published" && measure.validFrom <= on && (measure.validTo === undefined || on <= measure.validTo);

/** Those that may still be applied: what was retired or ran out since the determination never fires (B 四(三), C 十三). */
export const stillInForce = (refs: readonly MeasureRef[], catalogue: Catalogue, on: LocalDate): MeasureRef[] =>
  refs.filter((ref) => {
    const measure = findMeasure(catalogue, ref);
    return measure !== undefined && inForce(measure, on);
  });

/**
 * What a new entry can get on a day: of each measure the newest published version that has begun, if it is in force. A
 * newer version replaces the older ones for good; those stay with the entries that have them.
 */
export const currentOn = (catalogue: Catalogue, on: LocalDate): Catalogue => {
  const newest = new Map<string, Measure>();
  for (const measure of catalogue) {
    if (measure.status === "draft" || measure.validFrom > on) continue;
    if ((newest.get(measure.measureId)?.version ?? 0) < measure.version) newest.set(measure.measureId, measure);
  }
  return catalogue.filter((measure) => newest.get(measure.measureId) === measure && inForce(measure, on));
};

/** A version that an entry keeps; the catalogue never loses one. */
export const findMeasure = (catalogue: Catalogue, ref: MeasureRef): Measure | undefined =>
  catalogue.find((measure) => measure.measureId === ref.measureId && measure.version === ref.version);

/** How a measure cites its law, in a line. */
export const citation = ({ legalBasis }: Pick<Measure, "legalBasis">): string =>
  `${legalBasis.title} ${legalBasis.section}:${legalBasis.quote}`;

interface Attachable {
  readonly list: ListKind;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly measures: readonly string[];
  readonly measuresLeftOut: readonly string[];
}

/** Whether a measure is meant for an entry of this list, domain and severity. */
export const attaches = (measure: Measure, entry: Pick<Attachable, "list" | "domain" | "severity">): boolean =>
  measure.lists.includes(entry.list) &&
  measure.severities.includes(entry.severity) &&
  (measure.domains.length === 0 || measure.domains.includes(entry.domain));

/**
 * The measures of an entry: mandatory ones that attach to its list, domain and severity always, recommended ones
 * unless the authority leaves them out, and those it names (SPEC capability 6; A §16). Refuses a named measure that is
 * unknown, unpublished, out of force or meant for something else, and leaving out a mandatory one.
 */
export const measuresOf = (
  catalogue: Catalogue,
  entry: Attachable,
  on: LocalDate,
): Result<MeasureRef[], readonly FieldError[]> => {
  const usable = currentOn(catalogue, on);
  const fitting = usable.filter((measure) => attaches(measure, entry));
  const errors = [
    ...entry.measures.flatMap((id) => faultOfNamed(catalogue, usable, fitting, id)),
    ...entry.measuresLeftOut.flatMap((id) => faultOfLeftOut(fitting, entry.measures, id)),
  ];
  if (errors.length > 0) return refused(errors);
  const left = new Set(entry.measuresLeftOut);
  return accepted(
    fitting
      .filter((measure) => measure.strength === "mandatory" || !left.has(measure.measureId))
      .map(({ measureId, version }) => ({ measureId, version })),
  );
};

const faultOfNamed = (all: Catalogue, usable: Catalogue, fitting: Catalogue, id: string): FieldError[] => {
  const has = (measures: Catalogue): boolean => measures.some((measure) => measure.measureId === id);
  const fault = (code: string, detail: string): FieldError[] => [{ field: "measures", code, detail }];
  if (has(fitting)) return [];
  if (!has(all)) return fault("measure.unknown", "措施清单中没有该措施 / no such measure in the catalogue");
  if (has(usable))
    return fault(
      "measure.notForThis",
      "该措施不适用于此名单、领域或严重程度 / it is not for this list, domain or severity",
    );
  const published = all.filter((measure) => measure.measureId === id && measure.status !== "draft");
  if (published.length === 0)
    return fault(
      "measure.unpublished",
      "未经公布的信用惩戒措施不得实施(汴 四(三))/ an unpublished measure may not be applied",
    );
  const reason = published.findLast(({ retirement }) => retirement !== undefined)?.retirement?.reason;
  return fault(
    "measure.expired",
    `该措施已失效${reason === undefined ? "" : `(${reason})`},不得实施 / the measure is out of force`,
  );
};

const faultOfLeftOut = (fitting: Catalogue, named: readonly string[], id: string): FieldError[] => {
  const measure = fitting.find((candidate) => candidate.measureId === id);
  if (measure?.strength === "recommended" && !named.includes(id)) return [];
  if (measure?.strength === "recommended")
    return [
      {
        field: "measuresLeftOut",
        code: "measure.namedAndLeftOut",
        detail: "同一措施既指定又排除,请择一 / the same measure is named and left out; choose one",
      },
    ];
  const [code, detail] = measure
    ? ["measure.mandatory", "强制性措施不得排除 / a mandatory measure cannot be left out"]
    : ["measure.unknown", "该措施本不适用,无需排除 / it would not attach, so it cannot be left out"];
  return [{ field: "measuresLeftOut", code, detail }];
};
