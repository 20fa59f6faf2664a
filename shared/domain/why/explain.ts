import type { Basis, MeasureRef, Party } from "../../../events/parts.ts";
import type { Domain, ListKind, Matter, Severity } from "../../../events/vocabulary.ts";
import { addDays, addMonths, type LocalDate } from "../../kernel/local-date.ts";
import type { Entry, Shortened } from "../entry/entry.ts";
import { repairableOf } from "../entry/repair.ts";
import type { EntryRules } from "../entry/rules.ts";
import { type Catalogue, findMeasure, inForce, type Measure } from "../measure/measure.ts";
import { eligibilityOf } from "../repair/eligibility.ts";
import { isOpen } from "../repair/repair-case.ts";
import { courtReviewIn, type ReviewLimits } from "../repair/review.ts";

/** A way out of a restriction, or to have it looked at again (B 三(二): 告知依据和理由; A §21, §22). */
export type Remedy =
  | { readonly kind: "objection"; readonly to: Party; readonly basis: string }
  | {
      readonly kind: "repair";
      /** Whether it can be applied for today. */
      readonly open: boolean;
      /** Since when an application is being worked on, where one is. */
      readonly appliedOn?: LocalDate;
      /** The first day on which it can be applied for; none where the entry cannot be repaired. */
      readonly earliestOn?: LocalDate;
      readonly steps: readonly string[];
      readonly to: Party;
      readonly basis: string;
    }
  /** A court is asked to correct what it listed, and has so many days; its refusal goes to the court above. */
  | {
      readonly kind: "courtCorrection";
      readonly to: Party;
      readonly within: { readonly days: number };
      readonly basis: string;
    }
  /** Counted from the service of that refusal. */
  | { readonly kind: "courtReconsideration"; readonly within: { readonly days: number }; readonly basis: string }
  | {
      readonly kind: "reconsideration" | "litigation";
      /** Counted from the day on which the subject knew of the decision. */
      readonly within: { readonly days: number } | { readonly months: number };
      /** Counted from the publication: the period cannot end before this day where the decision was not served earlier. */
      readonly notBefore: LocalDate;
      readonly basis: string;
    };

/** One measure of an entry: what it is, the article that allows it, who carries it out and for how long. */
export interface Restriction {
  readonly measureId: string;
  readonly version: number;
  readonly title: string;
  readonly kind: Measure["kind"];
  readonly strength: Measure["strength"];
  readonly article: Measure["legalBasis"];
  readonly agencies: readonly Party[];
  readonly matters: readonly Matter[];
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
}

/** Why an entry restricts or favours its subject: entry, measures, articles, agencies, periods, remedies. */
export interface Explanation {
  readonly entryId: string;
  readonly list: ListKind;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly suspended: boolean;
  readonly determiningAuthority: Party;
  readonly basis: Basis;
  /** That a person is listed because it answers for an organisation that is (C 十四); which one its notice said. */
  readonly asResponsible?: true;
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
  /** Why its period is shorter than what was determined: a later policy is milder. */
  readonly shortened?: Shortened;
  readonly measures: readonly Restriction[];
  readonly remedies: readonly Remedy[];
}

/** What an explanation rests on beside the entry. */
export interface ExplanationContext {
  readonly today: LocalDate;
  readonly catalogue: Catalogue;
  readonly reviewOn: (day: LocalDate) => ReviewLimits;
  readonly rulesFor: (act: {
    readonly determinedOn: LocalDate;
    readonly severity: Severity;
    readonly on: LocalDate;
  }) => EntryRules;
  readonly nameOf: (agencyId: string) => string;
}

/**
 * Why a published entry has the effects that it has. Measures that have run out are left out: they may not be applied any
 * more (B 四(三), C 十三). No name or number of the subject is in it.
 */
export const explain = (entry: Entry, context: ExplanationContext): Explanation => {
  const { publishedOn, validTo } = entry;
  if (publishedOn === undefined) throw new Error(`entry ${entry.entryId} has no effect before it is published`);
  const { entryId, list, domain, severity, suspended, determiningAuthority, basis } = entry;
  return {
    entryId,
    list,
    domain,
    severity,
    suspended,
    determiningAuthority,
    basis,
    ...(entry.responsibleFor === undefined ? {} : { asResponsible: true as const }),
    period: { from: publishedOn, to: validTo },
    ...(entry.shortened ? { shortened: entry.shortened } : {}),
    measures: entry.measures.flatMap((ref) => restriction(ref, { from: publishedOn, to: validTo }, context)),
    remedies: remediesOf({ ...entry, publishedOn }, context),
  };
};

const restriction = (
  ref: MeasureRef,
  period: Restriction["period"],
  { catalogue, today, nameOf }: ExplanationContext,
): Restriction[] => {
  const measure = findMeasure(catalogue, ref);
  if (!measure) throw new Error(`measure ${ref.measureId} v${ref.version} is not in the catalogue`);
  if (!inForce(measure, today)) return [];
  const { measureId, version, title, kind, strength, legalBasis, agencies, matters, validTo } = measure;
  return [
    {
      measureId,
      version,
      title,
      kind,
      strength,
      article: legalBasis,
      agencies: agencies.map((agencyId) => ({ agencyId, name: nameOf(agencyId) })),
      matters,
      period: { from: period.from, to: validTo !== undefined && validTo < period.to ? validTo : period.to },
    },
  ];
};

const plan = "《关于建立完善守信联合激励和失信联合惩戒制度实施方案》";

/** A red entry restricts nobody: it can be contested as an error, and there is nothing to repair. */
const remediesOf = (
  entry: Entry & { readonly publishedOn: LocalDate },
  { today, reviewOn, rulesFor }: ExplanationContext,
): Remedy[] => {
  const { determiningAuthority: to, determinedOn, publishedOn, severity, repairCase } = entry;
  const objection: Remedy = { kind: "objection", to, basis: `${plan}第22条` };
  if (entry.list === "red" || determinedOn === undefined) return [objection];
  const limits = reviewOn(determinedOn);
  const repair = eligibilityOf(repairableOf(entry, rulesFor({ determinedOn, severity, on: today }), today), today);
  return [
    objection,
    {
      kind: "repair",
      open: repair.eligible,
      ...(repairCase && isOpen(repairCase) ? { appliedOn: repairCase.appliedOn } : {}),
      ...(repair.earliestOn === undefined ? {} : { earliestOn: repair.earliestOn }),
      steps: repair.steps,
      to,
      basis: `${plan}第21条`,
    },
    ...reviewOf(entry, limits, publishedOn),
  ];
};

/** The way of review by the kind of the authority: neither reconsideration nor a suit lies against a court's listing. */
const reviewOf = (
  { domain, determiningAuthority: to }: Entry,
  limits: ReviewLimits,
  knownFrom: LocalDate,
): readonly Remedy[] => {
  const court = courtReviewIn(limits, domain);
  if (court)
    return [
      { kind: "courtCorrection", to, within: { days: court.correctionDays }, basis: court.basis },
      { kind: "courtReconsideration", within: { days: court.reconsiderationDays }, basis: court.basis },
    ];
  return [
    {
      kind: "reconsideration",
      within: { days: limits.reconsiderationDays },
      notBefore: addDays(knownFrom, limits.reconsiderationDays),
      basis: limits.reconsiderationBasis,
    },
    {
      kind: "litigation",
      within: { months: limits.litigationMonths },
      notBefore: addMonths(knownFrom, limits.litigationMonths),
      basis: limits.litigationBasis,
    },
  ];
};
