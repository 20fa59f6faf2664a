import * as z from "zod";
import {
  basisKind,
  clockKind,
  documentKind,
  domain,
  entryState,
  feedbackOutcome,
  instantString,
  listKind,
  localDateString,
  matter,
  severity,
  subjectKind,
  subjectStatus,
  suspensionGround,
  triggerKind,
  triggerStatus,
} from "../../events/vocabulary.ts";

import { conduct, procedure, stay } from "../../events/parts.ts";

/** Shapes that more than one route answers with. The words are those of the interface document. */

export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,62}$/)
  .describe("lower-case letters, digits and hyphens");

/** A past instant in a query. A plus that nobody encoded has become a blank on its way. */
export const asOfQuery = z.strictObject({
  asOf: z
    .string()
    .transform((text) => text.replace(" ", "+"))
    .pipe(instantString)
    .optional(),
});

export const subjectIdParams = z.object({ subjectId: z.string().regex(/^sbj_[0-9a-z]{26}$/) });

export const disclosureParams = z.object({ disclosureId: z.string().regex(/^dis_[0-9a-z]{26}$/) });
export const entryIdParams = z.object({ entryId: z.string().regex(/^ent_[0-9a-z]{26}$/) });

export const party = () => z.object({ agencyId: z.string(), name: z.string() });

export const measureRef = () => z.object({ measureId: z.string(), version: z.int().positive() });

export const clockView = () =>
  z.object({
    clockId: z.string(),
    kind: clockKind,
    startedOn: localDateString,
    dueOn: localDateString,
    /** The day on which the credit office is told. */
    escalateOn: localDateString.optional(),
    provisional: z.boolean(),
    status: z.enum(["open", "dueSoon", "overdue", "met", "missed", "stopped"]),
    metOn: localDateString.optional(),
  });

export const basis = () =>
  z.object({
    kind: basisKind,
    documentKind,
    documentNo: z.string(),
    legalArticles: z.string(),
    decidedOn: localDateString,
  });

export const subjectView = () =>
  z.object({
    subjectId: z.string(),
    kind: subjectKind,
    name: z.string(),
    uscc: z.string().optional(),
    idType: z.string().optional(),
    idNumberMasked: z.string().optional(),
  });

export const shortened = () =>
  z
    .object({ on: localDateString, before: localDateString, under: z.string() })
    .describe("A later policy is milder: the last valid day until then, and the policy.");

export const entryView = () =>
  z.object({
    entryId: z.string(),
    list: listKind,
    state: entryState,
    suspended: z.boolean(),
    contestedFrom: entryState.optional(),
    openObjections: z.array(z.string()).optional(),
    stays: z.array(stay).optional(),
    subject: subjectView(),
    domain,
    determiningAuthority: party(),
    informationProvider: party(),
    basis: basis(),
    facts: z.string(),
    severity,
    determinedOn: localDateString.optional(),
    reportedOn: localDateString.optional(),
    publishedOn: localDateString.optional(),
    exitedOn: localDateString.optional(),
    exitReason: z.string().optional(),
    validFrom: localDateString.optional(),
    validTo: localDateString,
    repair: z.object({
      allowed: z.boolean(),
      earliestOn: localDateString.optional(),
      steps: z.array(z.string()),
    }),
    followOn: z.object({ months: z.int(), measures: z.array(z.string()) }).optional(),
    measures: z.array(measureRef()),
    responsiblePersons: z.array(z.object({ role: z.string(), name: z.string() }).loose()),
    responsibleFor: z.string().optional(),
    superiorUnit: z.object({ name: z.string(), agencyId: z.string().optional() }).optional(),
    superiorNotice: z
      .object({ via: z.enum(["platform", "letter"]), notifiedOn: localDateString, documentNo: z.string().optional() })
      .optional(),
    proposedOn: localDateString.optional(),
    lapsesAfter: localDateString.optional(),
    procedure: procedure.optional(),
    conduct: z.array(conduct).optional(),
    escalates: z.string().optional(),
    warnedOn: localDateString.optional(),
    correctedOn: localDateString.optional(),
    shortened: shortened().optional(),
    repairApplication: z
      .object({
        repairId: z.string(),
        status: z.string(),
        appliedOn: localDateString,
        closedOn: localDateString.optional(),
      })
      .optional(),
    pendingExit: z.object({ reason: z.string(), proposedOn: localDateString, officer: z.string() }).optional(),
    clocks: z.array(clockView()),
    policyVersion: z.string(),
    version: z.int(),
  });

/** One event of a history: who, when, on what basis. */
/** An entry of a list kept elsewhere, as it is shown for reference. */
export const reference = () =>
  z.object({
    externalId: z.string(),
    list: listKind,
    source: z.string(),
    owner: z.string(),
    documentNo: z.string(),
    validTo: localDateString,
  });

export const historyItem = () =>
  z.object({
    seq: z.int(),
    type: z.string(),
    version: z.int(),
    at: instantString,
    by: z.object({ agencyId: z.string(), clientId: z.string(), officer: z.string().optional() }),
    policyVersion: z.string(),
    data: z.record(z.string(), z.unknown()),
  });

export const publicMeasure = () =>
  z.object({
    measureId: z.string(),
    version: z.int(),
    title: z.string(),
    description: z.string(),
    kind: z.enum(["incentive", "punishment"]),
    strength: z.enum(["mandatory", "recommended"]),
    nature: z.enum(["administrative", "market", "industry", "social"]),
    lists: z.array(listKind),
    domains: z.array(domain).describe("None means every field of conduct."),
    severities: z.array(severity),
    matters: z.array(matter),
    legalBasis: z.object({ paper: z.string().optional(), section: z.string(), title: z.string(), quote: z.string() }),
    agencies: z.array(z.string()),
    publishedOn: localDateString.optional(),
    validFrom: localDateString,
    validTo: localDateString.optional(),
  });

/** What has become of a subject since something about it was written. */
export const became = () => ({
  currentName: z.string().optional(),
  status: z.object({ kind: subjectStatus, on: localDateString }).optional(),
  successor: z.object({ name: z.string(), uscc: z.string() }).optional(),
});

/** What the public sees of a published entry in a look-up: no facts, no responsible person. */
export const publicEntrySummary = () =>
  z.object({
    entryId: z.string(),
    list: listKind,
    subject: subjectView().omit({ subjectId: true }).extend(became()),
    domain,
    severity,
    determiningAuthority: party(),
    documentNo: z.string(),
    publishedOn: localDateString,
    validTo: localDateString,
    suspended: z.boolean(),
    measures: z.array(measureRef()),
  });

/** What an agency said of a trigger. */
const feedback = () =>
  z.object({
    outcome: feedbackOutcome,
    on: localDateString,
    note: z.string().optional(),
    evidence: z
      .array(
        z.object({
          kind: z.string(),
          ref: z.string(),
          title: z.string().optional(),
          sha256: z.string().optional(),
          attachmentId: z.string().optional(),
          mediaType: z.string().optional(),
          bytes: z.int().optional(),
        }),
      )
      .optional(),
    caseId: z.string().optional(),
    corrects: z.int().optional().describe("the answer that this one takes the place of"),
    reason: z.string().optional(),
    at: instantString,
  });

/** One of the answers that a trigger has had. */
export const feedbackAnswer = () =>
  feedback().extend({ answer: z.int(), agency: party(), officer: z.string().optional() });

export const triggerView = () =>
  z.object({
    triggerId: z.string(),
    kind: triggerKind,
    status: triggerStatus,
    agencyId: z.string(),
    entryId: z.string(),
    list: listKind,
    subject: subjectView().omit({ subjectId: true }),
    domain,
    determiningAuthority: party(),
    documentNo: z.string(),
    validTo: localDateString,
    measure: measureRef().extend({ title: z.string(), strength: z.string(), legalBasis: z.string() }),
    alsoRequiredBy: z.array(z.string()).optional(),
    exitReason: z.string().optional(),
    measureEnded: z.enum(["retired", "expired"]).optional(),
    ground: suspensionGround.optional(),
    clocks: z.array(clockView()),
    createdAt: instantString,
    acknowledgedAt: instantString.optional(),
    acknowledgedBy: z.string().optional(),
    feedback: feedback().optional(),
    version: z.int(),
  });

export const paged = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

/** A whole number as it stands in a query, and nothing that merely can be read as one. */
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, "应为整数 / must be a whole number")
    .transform(Number)
    .pipe(z.int().min(min).max(max));

export const pageQuery = z.strictObject({
  cursor: z.string().max(2000).optional(),
  limit: wholeNumber(1, 200).default(50),
});

/** What `POST /v1/submissions` takes as JSON instead of rows: a file that was uploaded before. */
export const uploadedFile = z.strictObject({ uploadId: z.string().regex(/^upl_[0-9a-z]{26}$/) });

/** The media type of a workbook. */
export const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** RFC 9457, the one error shape. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
});
