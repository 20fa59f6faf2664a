import * as z from "zod";
import { accepted, refused, type Result } from "../kernel/result.ts";
import { readJson } from "./json-lines.ts";
import {
  disclosedAct,
  documentKind,
  domain,
  listKind,
  localDateString,
  repairStep,
  severity,
  subjectKind,
} from "../../events/vocabulary.ts";

/**
 * The shape of a dated policy file. Windows, lengths, severities and what follows an exit changed in 2017, 2019, 2023
 * and 2026, so they are data: every value names the place it comes from, or says that it is an assumption of this
 * platform. An assumption is shown to the office as such. A file is complete by itself.
 */

const place = z.strictObject({ paper: z.string().min(1), section: z.string().min(1) });

/** Where a value comes from: a cited place, or the mark of an assumption with the reason for it. One of the two. */
const origin = z.object({
  source: place.optional(),
  assumption: z.literal(true).optional(),
  note: z.string().min(1).optional(),
});

interface Origin {
  source?: unknown;
  assumption?: unknown;
  note?: unknown;
}

const originStands = ({ value, issues }: { value: Origin; issues: z.core.$ZodRawIssue[] }) => {
  const refuse = (message: string) => issues.push({ code: "custom", input: value, path: [], message });
  if (value.source === undefined && value.assumption === undefined)
    refuse("names no source and is not marked assumption");
  if (value.source !== undefined && value.assumption !== undefined) refuse("is sourced and assumed at once");
  if (value.assumption !== undefined && value.note === undefined)
    refuse("is an assumption without a note that says why");
};

const dated = <T extends z.ZodType>(value: T) => z.strictObject({ value, ...origin.shape }).check(originStands);

const days = z.int().min(0).max(400);
const months = z.int().min(0).max(1200).nullable();

const clock = z.strictObject({
  /** Length in working days; the day of the event does not count. */
  workingDays: dated(days),
  /** How many working days before the due day the responsible party is warned. */
  warnBefore: dated(days),
  /** How many working days after the due day the credit office is told; none where no duty of an agency runs. */
  escalateAfter: dated(z.int().min(1).max(60)).optional(),
});

/** Every clock that law or policy sets, those included that no function starts yet. */
export const policyClock = z.enum([
  "listReport",
  "disclosurePublication",
  "disclosureCollection",
  "priorNoticeStatement",
  "publicNotice",
  "objectionVerification",
  "repairCheck",
  "repairDecision",
  "triggerAcknowledgement",
  "triggerFeedback",
  "liftConfirmation",
  "restoreConfirmation",
  "idlePreliminary",
  "rectificationAnswer",
]);
export type PolicyClock = z.infer<typeof policyClock>;

const validity = z.strictObject({
  /** Whether an entry of this severity is shown to the public at all. */
  shown: dated(z.boolean()),
  /** Shortest and longest standing in months; null where the policy sets none. */
  minMonths: dated(months),
  maxMonths: dated(months),
});

const repair = z.strictObject({
  /** Whether it can be repaired at all, unless the entry itself says otherwise (A §21). */
  allowed: dated(z.boolean()),
  /** Months from the day on which the period begins until repair can be applied for. */
  earliestAfterMonths: dated(z.int().min(0).max(1200)),
  steps: dated(z.array(repairStep).min(1)),
});

const publicity = z.strictObject({ defaultMonths: dated(z.int().min(1).max(1200)), maxMonths: dated(months) });

const mask = z.strictObject({ keepFirst: z.int().min(0).max(6), keepLast: z.int().min(0).max(4) });

const policyShape = z.strictObject({
  policyId: z.string().regex(/^[a-z][a-z0-9-]{1,62}$/),
  version: z.int().positive(),
  title: z.string().min(1),
  inForceFrom: localDateString,
  inForceTo: localDateString.optional(),
  /** Where the first and last day in force come from. */
  inForce: z.strictObject(origin.shape).check(originStands),
  /** Every place that a value below cites, with what it says. */
  sources: z.array(place.extend({ says: z.string().min(1) })).min(1),
  clocks: z.strictObject(
    Object.fromEntries(policyClock.options.map((kind) => [kind, clock])) as Record<PolicyClock, typeof clock>,
  ),
  disclosure: z.strictObject({
    /** A §19 can be read both ways: does the collection clock start with the decision or with its publication? */
    collectionFrom: dated(z.enum(["decision", "publication"])),
    collectedActs: dated(z.array(disclosedAct).min(1)),
    /** How grave the conduct behind a penalty was, which a row does not say; its repair depends on it. */
    penaltySeverity: dated(z.enum(["byPublicity", ...severity.options])),
    /** How long an act is public after its decision: where it names no last day, and at the most. */
    publicity: z.strictObject({ penalty: publicity, permit: publicity, otherAct: publicity }),
  }),
  /** What the city aims at: the share of compliant rows of acts, and the records on the platform. */
  targets: z.strictObject({
    complianceRate: dated(z.number().min(0).max(1)),
    collectedRecords: dated(z.int().positive()),
  }),
  /** Who publishes a reported entry: the platform by itself, or a second officer of the credit office. */
  publication: z.record(listKind, dated(z.enum(["automatic", "office"]))),
  /** Subjects that must be told before they are black-listed. */
  mandatoryNotice: z.strictObject({ black: dated(z.array(subjectKind)) }),
  /** Calendar days after its publication by which a prior notice served by announcement counts as served. */
  announcementServedAfterDays: dated(days),
  publicNoticeRequired: z.record(listKind, dated(z.boolean())),
  /** Documents that a listing may rest on. */
  documentKinds: z.strictObject({ black: dated(z.array(documentKind).min(1)) }),
  /** The day from which the periods in `validity` and `repair` run. */
  periodFrom: dated(z.enum(["document", "determination"])),
  validity: z.record(severity, validity),
  repair: z.record(severity, repair),
  repairApplication: z.strictObject({
    /** The commitment in its fixed form (C 四 按照规定格式作出书面信用承诺). */
    commitmentText: dated(z.string().min(20).max(2000)),
    /** Calendar days after a refusal until it can be applied for again. */
    reapplyAfterDays: dated(days),
  }),
  /** Whether a key-attention entry follows a black one that ended other than by error. */
  followOn: dated(z.boolean()),
  /** Acts that a second, named officer must take. */
  fourEyes: z.strictObject({ publication: dated(z.boolean()), exitByError: dated(z.boolean()) }),
  /** How many minor faults, within how many months, put a subject on the key-attention list. */
  repeatedMinorConduct: z.strictObject({
    count: dated(z.int().min(2).max(100)),
    withinMonths: dated(z.int().min(1).max(120)),
  }),
  /** How much of an imported list a newer edition may end before an officer has to name the number. */
  editionMayEndPercent: dated(z.int().min(0).max(100)),
  /** Calendar days for which an exit notice stays up. */
  exitNoticeDays: dated(days),
  /** What of a person's name and number stays readable in public. */
  masks: z.strictObject({ name: dated(mask), residentId: dated(mask), otherDocument: dated(mask) }),
  /** How long the subject can take a decision to review, counted from when it knew of it; the statutes say so. */
  review: z.strictObject({
    reconsiderationDays: dated(z.int().min(1).max(400)),
    litigationMonths: dated(z.int().min(1).max(60)),
    /** Of an authority that is a court, known by the field in which it lists: neither of the two lies against that. */
    court: z.strictObject({
      domains: dated(z.array(domain)),
      /** How long the court has to look at an application for correction. */
      correctionDays: dated(z.int().min(1).max(400)),
      /** How long its refusal can be taken to the court above. */
      reconsiderationDays: dated(z.int().min(1).max(400)),
    }),
  }),
  /** How often one caller may look for persons in public: this many at once, then one in so many seconds. */
  personQuery: z.strictObject({
    burst: dated(z.int().min(1).max(1000)),
    secondsPerQuery: dated(z.int().min(1).max(3600)),
  }),
});
type PolicyShape = z.infer<typeof policyShape>;

const cited = (node: unknown, path: (string | number)[] = []): { at: (string | number)[]; key: string }[] => {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, child]) => {
    if (name !== "source") return cited(child, [...path, name]);
    const { paper, section } = child as z.infer<typeof place>;
    return [{ at: [...path, name], key: `${paper} ${section}` }];
  });
};

const agrees = ({ value, issues }: { value: PolicyShape; issues: z.core.$ZodRawIssue[] }) => {
  const refuse = (path: (string | number)[], message: string) =>
    issues.push({ code: "custom", input: value, path, message });
  const known = new Set(value.sources.map(({ paper, section }) => `${paper} ${section}`));
  for (const { at, key } of cited(value)) if (!known.has(key)) refuse(at, `cites ${key}, which sources does not list`);
  if (value.inForceTo !== undefined && value.inForceTo < value.inForceFrom)
    refuse(["inForceTo"], "is before inForceFrom");
  for (const kind of policyClock.options) {
    const { workingDays, warnBefore } = value.clocks[kind];
    if (warnBefore.value > workingDays.value) refuse(["clocks", kind, "warnBefore"], "is longer than the clock");
  }
  for (const grade of severity.options) {
    const { minMonths, maxMonths } = value.validity[grade];
    if (minMonths.value !== null && maxMonths.value !== null && minMonths.value > maxMonths.value)
      refuse(["validity", grade, "minMonths"], "is longer than maxMonths");
  }
};

export const policyFile = policyShape.check(agrees);
export type PolicyFile = z.infer<typeof policyFile>;

/** What is wrong with a data file, one line for each fault, each naming the file and the path in it. */
export const faultLines = (file: string, error: z.ZodError): string =>
  error.issues
    .map(({ path, message }) => `${file}: ${path.map(String).join(".") || "(whole file)"}: ${message}`)
    .join("\n");

/**
 * Reads the text of a policy file. Refuses it with one line for each fault: file, line, path, and what is wrong; a name
 * that stands twice is a fault as well, which a plain parse would hide.
 */
export const readPolicyText = (file: string, text: string): Result<PolicyFile, readonly string[]> => {
  const json = readJson(text);
  if (!json.ok) return refused([`${file}:${json.refusal.line}: ${json.refusal.message}`]);
  const { value, lineOf } = json.value;
  const parsed = policyFile.safeParse(value);
  if (parsed.success) return accepted(parsed.data);
  return refused(
    parsed.error.issues
      .map((issue) => {
        const path = issue.path.filter((part) => typeof part !== "symbol");
        const [unknown] = issue.code === "unrecognized_keys" ? issue.keys : [];
        const line = lineOf(unknown === undefined ? path : [...path, unknown]);
        return { line, text: `${file}:${line}: ${path.join(".") || "(whole file)"}: ${issue.message}` };
      })
      .sort((a, b) => a.line - b.line)
      .map((fault) => fault.text),
  );
};

/** Parses a policy file or throws: a bad file is a broken build, never an answer to a client. */
export const readPolicyFile = (file: string, json: unknown): PolicyFile => {
  const parsed = policyFile.safeParse(json);
  if (!parsed.success) throw new Error(faultLines(file, parsed.error));
  return parsed.data;
};
