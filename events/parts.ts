import * as z from "zod";
import {
  basisKind,
  clockKind,
  documentKind,
  domain,
  evidenceType,
  idType,
  listKind,
  localDateString,
  personRole,
  repairStep,
  serviceMethod,
  severity,
  stayOrder,
  subjectKind,
} from "./vocabulary.ts";

/** Parts that several events carry in the same words. */

export const party = z.object({ agencyId: z.string().min(1), name: z.string().min(1) });
export type Party = z.infer<typeof party>;

export const measureRef = z.object({ measureId: z.string().min(1), version: z.int().positive() });
export type MeasureRef = z.infer<typeof measureRef>;

/** Who is listed. A person's number is never here: only its kind and its masked form (SPEC "Persons and their data"). */
export const subject = z.object({
  kind: subjectKind,
  name: z.string().min(1),
  uscc: z.string().optional(),
  idType: idType.optional(),
  idNumberMasked: z.string().optional(),
});
export type Subject = z.infer<typeof subject>;

/** An organisation that another one came from or went into. */
export const relative = z.object({ subjectId: z.string().min(1), name: z.string().min(1), uscc: z.string().min(1) });
export type Relative = z.infer<typeof relative>;

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
  /** The day on which the credit office is told, where the duty is still open; none where policy sets none. */
  escalateOn: localDateString.optional(),
  /** It rests on a year whose working-day arrangement is not out yet. */
  provisional: z.boolean(),
  metOn: localDateString.optional(),
  /** The duty ended without being done: something newer took its place. */
  stoppedOn: localDateString.optional(),
  /** The due days that it had before changes of the working calendar, the oldest first. */
  movedFrom: z.array(localDateString).optional(),
});
export type Clock = z.infer<typeof clock>;

/** Whether and how the entry can be repaired, fixed at determination (A §21, C 十五). */
export const repair = z.object({
  allowed: z.boolean(),
  earliestOn: localDateString.optional(),
  steps: z.array(repairStep),
});
export type Repair = z.infer<typeof repair>;

/** A document or file that proves something: by its number, or by the hash of the file that was attached. */
export const evidence = z.object({
  title: z.string().min(1),
  documentNo: z.string().optional(),
  attachmentId: z.string().optional(),
  /** Of the bytes that were attached, so that the event itself says what was shown. */
  sha256: z.string().optional(),
  mediaType: evidenceType.optional(),
  bytes: z.int().positive().optional(),
});
export type Evidence = z.infer<typeof evidence>;

/** Someone who answers for the listed party, recorded with it and listed only after a notice of their own (C 十四). */
export const responsiblePerson = z.object({
  role: personRole,
  name: z.string().min(1),
  subjectId: z.string().optional(),
  idType: idType.optional(),
  idNumberMasked: z.string().optional(),
});
export type ResponsiblePerson = z.infer<typeof responsiblePerson>;

/** The unit above a public body or state enterprise, which is told when it is black-listed (C 十四). */
export const superiorUnit = z.object({ name: z.string().min(1), agencyId: z.string().optional() });
export type SuperiorUnit = z.infer<typeof superiorUnit>;

/** One of several minor faults that together put a subject on the key-attention list (A §3 多次发生轻微失信行为). */
export const conduct = z.object({ documentNo: z.string().min(1), decidedOn: localDateString });
export type Conduct = z.infer<typeof conduct>;

/** The key-attention entry that is to follow a black one, fixed with the determination (A §4). */
export const followOn = z.object({ months: z.int().positive(), measures: z.array(z.string()) });
export type FollowOn = z.infer<typeof followOn>;

/** The prior notice as it was served (A §3), and the last day of the window for a statement. */
export const priorNotice = z.object({
  servedOn: localDateString,
  /** Of an announcement: the day by which it counts as served, from which the window runs; `servedOn` is that of its publication. */
  deemedServedOn: localDateString.optional(),
  method: serviceMethod,
  endsOn: localDateString,
  provisional: z.boolean(),
  /** How many working days it runs, by the policy of the day of service; not in notices of before. */
  workingDays: z.int().positive().optional(),
  /** Facts, basis and remedy as the person was told them. */
  text: z.string().optional(),
  evidence: z.array(evidence).min(1),
});
export type PriorNotice = z.infer<typeof priorNotice>;

/** The public notice (公示) before determination: its first and last day. */
export const publicNotice = z.object({
  opensOn: localDateString,
  endsOn: localDateString,
  provisional: z.boolean(),
  workingDays: z.int().positive().optional(),
  channel: z.string().optional(),
});
export type PublicNotice = z.infer<typeof publicNotice>;

/** What the subject said after a notice, and what the authority answered. */
export const statement = z.object({
  receivedOn: localDateString,
  text: z.string().min(1),
  /** What the subject put in with it. */
  evidence: z.array(evidence).optional(),
  answeredOn: localDateString.optional(),
  adopted: z.boolean().optional(),
  answer: z.string().optional(),
  /** What the authority's answer rests on. */
  answerEvidence: z.array(evidence).optional(),
});
export type Statement = z.infer<typeof statement>;

/** The procedure that went before a determination, run here or elsewhere. */
export const procedure = z.object({
  priorNotice: priorNotice.optional(),
  publicNotice: publicNotice.optional(),
  statements: z.array(statement),
  /** What was changed for a statement that was adopted, by the determination that was made all the same (A §3). */
  adoption: z.string().min(1).optional(),
  /** A statute that sets its own procedure in place of the notice (A §3 从其规定). */
  ownProcedure: z.object({ statute: z.string().min(1), article: z.string().min(1) }).optional(),
});
export type Procedure = z.infer<typeof procedure>;

/** What an objection is about. The objection knows no more of it than this. */
export const contested = z.object({ kind: z.enum(["entry", "disclosure"]), id: z.string().min(1) });
export type Contested = z.infer<typeof contested>;

/** A stay by a court or in an administrative reconsideration, by the document that orders it (A §22, B 五(三)). */
export const stay = z.object({
  documentNo: z.string().min(1),
  orderedBy: stayOrder,
  orderedOn: localDateString,
  enteredOn: localDateString,
});
export type Stay = z.infer<typeof stay>;

/** What is proposed before a determination, and stays with the entry after it. */
export const proposal = z.object({
  list: listKind,
  subject,
  domain,
  determiningAuthority: party,
  informationProvider: party,
  basis,
  facts: z.string().min(1),
  severity,
  /** The last valid day. */
  validTo: localDateString,
  repair,
  followOn: followOn.optional(),
  responsiblePersons: z.array(responsiblePerson).optional(),
  /** The organisation's entry that names this person as responsible (C 十四). */
  responsibleFor: z.string().optional(),
  superiorUnit: superiorUnit.optional(),
  conduct: z.array(conduct).optional(),
  /** The key-attention entry that this black one is to replace (A §3 及时转入黑名单). */
  escalates: z.string().optional(),
});
export type Proposal = z.infer<typeof proposal>;

/** What a determination says, whole. */
export const listing = proposal.extend({
  determinedOn: localDateString,
  validFrom: localDateString,
  measures: z.array(measureRef),
  procedure: procedure.optional(),
});
export type Listing = z.infer<typeof listing>;

/** What travels with every public act on an entry: enough for an implementing agency, and no facts. */
export const outline = listing
  .pick({ list: true, subject: true, domain: true, determiningAuthority: true, severity: true, validTo: true })
  .extend({ documentNo: z.string() });
