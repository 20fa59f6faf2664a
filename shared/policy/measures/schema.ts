import * as z from "zod";
import { domain, listKind, localDateString, matter, severity } from "../../../events/vocabulary.ts";
import { faultLines } from "../schema.ts";

/**
 * The measures catalogue (A §16, B 四(三)). A measure says to whom it attaches by itself: lists, fields of conduct and
 * severities. An unpublished or expired punishment measure never fires, so what is published is complete: it has a
 * legal basis with the paper's own words, implementing agencies and the day of its publication.
 */

const slug = z.string().regex(/^[a-z][a-z0-9-]{1,62}$/, "lower-case letters, digits and hyphens");

export const measureStatus = z.enum(["draft", "published", "retired"]);
export type MeasureStatus = z.infer<typeof measureStatus>;

const legalBasis = z.strictObject({
  paper: z.enum(["A", "B", "C", "D", "E"]),
  section: z.string().min(1),
  title: z.string().min(1),
  quote: z.string().min(1),
});

export const measure = z.strictObject({
  measureId: slug,
  version: z.int().positive(),
  status: measureStatus,
  kind: z.enum(["incentive", "punishment"]),
  /** mandatory: the law has it carried out; recommended: each agency decides by its circumstances (A §16). */
  strength: z.enum(["mandatory", "recommended"]),
  nature: z.enum(["administrative", "market", "industry", "social"]),
  title: z.string().min(1),
  description: z.string().min(1),
  lists: z.array(listKind).min(1),
  /** Fields of conduct; none means every field. */
  domains: z.array(domain),
  severities: z.array(severity).min(1),
  matters: z.array(matter).min(1),
  agencies: z.array(slug).default([]),
  legalBasis,
  validFrom: localDateString,
  /** The last day on which it can be applied. */
  validTo: localDateString.optional(),
  publishedOn: localDateString.optional(),
});
export type Measure = z.infer<typeof measure>;

type Fault = readonly [path: readonly (string | number)[], message: string];

const ofOne = (item: Measure): Fault[] => {
  const faults: Fault[] = [];
  const published = item.status !== "draft";
  if (published && item.agencies.length === 0)
    faults.push([["agencies"], "a published measure needs an implementing agency (A §17)"]);
  if (published !== (item.publishedOn !== undefined))
    faults.push([["publishedOn"], "a published measure says when it was published, a draft has no such day"]);
  // 未经公布的信用惩戒措施不得实施 (B 四(三)).
  if (item.publishedOn !== undefined && item.validFrom < item.publishedOn)
    faults.push([["publishedOn"], "is after the first day on which it would be applied"]);
  if (item.status === "retired" && item.validTo === undefined)
    faults.push([["validTo"], "a retired measure says its last day"]);
  if (item.validTo !== undefined && item.validTo < item.validFrom) faults.push([["validTo"], "is before validFrom"]);
  for (const list of item.lists)
    if ((list === "red") !== (item.kind === "incentive"))
      faults.push([["lists"], `${item.kind} measures do not attach to the ${list} list`]);
  for (const field of ["lists", "domains", "severities", "matters", "agencies"] as const)
    if (new Set<string>(item[field]).size !== item[field].length) faults.push([[field], "names the same thing twice"]);
  return faults;
};

const overlaps = (one: Measure, other: Measure) =>
  one.validFrom <= (other.validTo ?? "9999-12-31") && other.validFrom <= (one.validTo ?? "9999-12-31");

const ofPair = (items: readonly Measure[], index: number): Fault[] => {
  const item = items[index];
  if (item === undefined) return [];
  const earlier = items.slice(0, index).filter(({ measureId }) => measureId === item.measureId);
  if (earlier.some(({ version }) => version === item.version))
    return [[["version"], `${item.measureId} version ${item.version} is there already`]];
  const inForce = earlier.filter(({ status }) => status !== "draft" && item.status !== "draft");
  return inForce.some((other) => overlaps(item, other))
    ? [[["validFrom"], `two versions of ${item.measureId} are in force on one day`]]
    : [];
};

export const measuresCatalogue = z
  .array(measure)
  .min(1)
  .check(({ value, issues }) => {
    for (const [index, item] of value.entries())
      for (const [path, message] of [...ofOne(item), ...ofPair(value, index)])
        issues.push({ code: "custom", input: item, path: [index, ...path], message });
  });
export type MeasuresCatalogue = z.infer<typeof measuresCatalogue>;

/** Parses the catalogue or throws with every faulty path: a bad catalogue is a broken build. */
export const readCatalogue = (file: string, json: unknown): MeasuresCatalogue => {
  const parsed = measuresCatalogue.safeParse(json);
  if (!parsed.success) throw new Error(faultLines(file, parsed.error));
  return parsed.data;
};
