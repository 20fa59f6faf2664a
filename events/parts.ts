import * as z from "zod";
import {
  basisKind,
  clockKind,
  documentKind,
  domain,
  listKind,
  localDateString,
  severity,
  subjectKind,
} from "./vocabulary.ts";

/** Parts that several events carry in the same words. */

export const party = z.object({ agencyId: z.string().min(1), name: z.string().min(1) });
export type Party = z.infer<typeof party>;

export const measureRef = z.object({ measureId: z.string().min(1), version: z.int().positive() });
export type MeasureRef = z.infer<typeof measureRef>;

export const subject = z.object({ kind: subjectKind, name: z.string().min(1), uscc: z.string().optional() });
export type Subject = z.infer<typeof subject>;

export const basis = z.object({
  kind: basisKind,
  documentKind,
  documentNo: z.string().min(1),
  legalArticles: z.string().min(1),
  decidedOn: localDateString,
});
export type Basis = z.infer<typeof basis>;

/** A deadline as the fact it is: recorded with the event that starts it (SPEC "Working days and clocks"). */
export const clock = z.object({
  clockId: z.string().min(1),
  kind: clockKind,
  /** The agency whose duty it is. */
  agencyId: z.string().min(1),
  startedOn: localDateString,
  warnOn: localDateString,
  dueOn: localDateString,
  /** It rests on a year whose working-day arrangement is not out yet. */
  provisional: z.boolean(),
  metOn: localDateString.optional(),
  /** The duty ended without being done: something newer took its place. */
  stoppedOn: localDateString.optional(),
});
export type Clock = z.infer<typeof clock>;

/** Whether and how the entry can be repaired, fixed at determination (A §21, C 十五). */
export const repair = z.object({
  allowed: z.boolean(),
  earliestOn: localDateString.optional(),
  steps: z.array(z.string()),
});
export type Repair = z.infer<typeof repair>;

/** What a determination says, whole. */
export const listing = z.object({
  list: listKind,
  subject,
  domain,
  determiningAuthority: party,
  informationProvider: party,
  basis,
  facts: z.string().min(1),
  severity,
  determinedOn: localDateString,
  validFrom: localDateString,
  /** The last valid day. */
  validTo: localDateString,
  repair,
  followOn: z.object({ months: z.int(), measures: z.array(z.string()) }).optional(),
  measures: z.array(measureRef),
});
export type Listing = z.infer<typeof listing>;

/** What an implementing agency must know of an entry whose measures begin, stop or go on. */
export const entryOutline = listing
  .pick({ list: true, subject: true, domain: true, determiningAuthority: true, severity: true, validTo: true })
  .extend({ documentNo: z.string() });
