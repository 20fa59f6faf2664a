import * as z from "zod";

/** The field's closed vocabularies. Papers A, B, C, D are named in docs/sources.md. */

export const listKind = z.enum(["red", "black", "keyAttention"]);
export type ListKind = z.infer<typeof listKind>;

export const subjectKind = z.enum(["organisation", "soleTrader", "person"]);
export type SubjectKind = z.infer<typeof subjectKind>;

/** How grave the conduct was; it decides how long an entry may stand and how it can be repaired (C 十五). */
export const severity = z.enum(["minor", "general", "serious"]);
export type Severity = z.infer<typeof severity>;

/** The five kinds of information that a listing may rest on (A §2). */
export const basisKind = z.enum(["registration", "administrative", "judicial", "honour", "other"]);
export type BasisKind = z.infer<typeof basisKind>;

/** The document that a listing cites. A black entry needs a judgment, a penalty or a compulsion (C 十二). */
export const documentKind = z.enum(["judgment", "penalty", "compulsion", "permit", "award", "registration", "other"]);
export type DocumentKind = z.infer<typeof documentKind>;

export const entryState = z.enum([
  "preliminary",
  "noticed",
  "contested",
  "determined",
  "reported",
  "published",
  "exited",
  "abandoned",
]);
export type EntryState = z.infer<typeof entryState>;

/** How an identity number is named; persons only. */
export const idType = z.enum(["residentId", "passport", "hkMacaoPermit", "taiwanPermit", "foreignerPermit"]);
export type IdType = z.infer<typeof idType>;

/** How a notice reached the person: handed over, by post, electronically, left, or by announcement (公告送达). */
export const serviceMethod = z.enum(["direct", "post", "electronic", "left", "announcement"]);
export type ServiceMethod = z.infer<typeof serviceMethod>;

/** Whom a black listing names beside its subject (C 十四). */
export const personRole = z.enum(["legalRepresentative", "principal", "actualController"]);
export type PersonRole = z.infer<typeof personRole>;

/** Why an entry ended (A §3, §4). */
export const exitReason = z.enum([
  "error",
  "repaired",
  "expired",
  "standardChanged",
  "blackListed",
  "keyAttentionListed",
  "rewardMisused",
  "escalated",
  // A listed person has died: no paper names it, because nobody is left to be restricted (ADR 23).
  "subjectGone",
]);
export type ExitReason = z.infer<typeof exitReason>;

/** Why an entry's measures stop for a while: an objection is verified, or a stay stands (A §22, B 五(三), D 四(五)). */
export const suspensionGround = z.enum(["objection", "stay"]);
export type SuspensionGround = z.infer<typeof suspensionGround>;

/** Every clock that the law or policy sets; one mechanism serves them all. */
export const clockKind = z.enum([
  "idlePreliminary",
  "priorNoticeStatement",
  "publicNotice",
  "listReport",
  "triggerAcknowledgement",
  "triggerFeedback",
  "liftConfirmation",
  "restoreConfirmation",
  "objectionVerification",
  "repairCheck",
  "repairDecision",
  "disclosurePublication",
  "disclosureCollection",
]);
export type ClockKind = z.infer<typeof clockKind>;

/** How loudly something is said about a clock: before its due day, after it, and to the credit office as well. */
export const alertLevel = z.enum(["dueSoon", "overdue", "escalated"]);
export type AlertLevel = z.infer<typeof alertLevel>;

/** Who contests: the subject, another agency, or the authority or the office that came upon it itself (A §22 主动发现). */
export const objectionOrigin = z.enum(["subject", "agency", "discovery"]);
export type ObjectionOrigin = z.infer<typeof objectionOrigin>;

/** What is said to be wrong: whom it names, what it tells, what it rests on, how it came about, how grave or how long it is. */
export const objectionGround = z.enum(["identity", "facts", "basis", "procedure", "severity", "validity", "other"]);
export type ObjectionGround = z.infer<typeof objectionGround>;

/** What the information provider finds (A §22 核实并反馈). */
export const objectionFinding = z.enum(["confirmed", "inaccurate", "unclear"]);
export type ObjectionFinding = z.infer<typeof objectionFinding>;

/** How an objection ends: by its authority's or the office's decision, or because whoever filed it takes it back. */
export const objectionOutcome = z.enum(["upheld", "rejected", "corrected", "withdrawn"]);
export type ObjectionOutcome = z.infer<typeof objectionOutcome>;

/** Who orders that nothing be done for the time being: a court, or the body of an administrative reconsideration. */
export const stayOrder = z.enum(["court", "reconsideration"]);
export type StayOrder = z.infer<typeof stayOrder>;

/** What a subject does before its credit is repaired (C 十五; 国家发展改革委令第36号). */
export const repairStep = z.enum(["rectification", "obligations", "commitment", "training", "creditReport"]);
export type RepairStep = z.infer<typeof repairStep>;

/** Why an entry ended before it was ever public (A §3, §4, §22). */
export const abandonReason = z.enum([
  "lapsed",
  "withdrawn",
  "annulled",
  "upheld",
  "blackListed",
  "keyAttentionListed",
  "subjectGone",
]);
export type AbandonReason = z.infer<typeof abandonReason>;

/** What can become of a subject itself, apart from its lists (SPEC "Also expected": merger, new USCC, bankruptcy, death). */
export const subjectStatus = z.enum(["dissolved", "bankrupt", "died"]);
export type SubjectStatus = z.infer<typeof subjectStatus>;

export const triggerKind = z.enum(["apply", "suspend", "resume", "correct", "lift", "restore"]);
export type TriggerKind = z.infer<typeof triggerKind>;

export const triggerStatus = z.enum([
  "pending",
  "acknowledged",
  "applied",
  "notApplicable",
  "failed",
  "lifted",
  "superseded",
]);
export type TriggerStatus = z.infer<typeof triggerStatus>;

/** What an implementing agency may say came of a trigger (A §17, SPEC capability 8). */
export const feedbackOutcome = z.enum(["applied", "notApplicable", "failed", "lifted"]);
export type FeedbackOutcome = z.infer<typeof feedbackOutcome>;

/** What the rows of a file are. */
export const submissionKind = z.enum([
  "listEntries",
  "externalEntries",
  "entryCommands",
  "feedback",
  "penalties",
  "permits",
  "acts",
]);
export type SubmissionKind = z.infer<typeof submissionKind>;

/** Acts that are made public: permits and penalties (A §19), and the eight further kinds of C 六. */
export const disclosedAct = z.enum([
  "penalty",
  "permit",
  "compulsion",
  "confirmation",
  "levy",
  "payment",
  "adjudication",
  "compensation",
  "award",
  "inspection",
]);
export type DisclosedAct = z.infer<typeof disclosedAct>;

/** Where an agency makes an act public: its own site, the government's, 信用中国, or the enterprise publicity system (A §19, C 六). */
export const disclosureChannel = z.enum([
  "agencySite",
  "governmentSite",
  "creditChina",
  "enterprisePublicity",
  "other",
]);
export type DisclosureChannel = z.infer<typeof disclosureChannel>;

/** The working matters at whose counter a subject is screened (B 四(五), A §20 应查必查). */
export const matter = z.enum([
  "governmentProcurement",
  "bidding",
  "administrativePermit",
  "fiscalFunds",
  "land",
  "financing",
  "honours",
  "marketAccess",
  "dailySupervision",
  "consumption",
  "publicServices",
  "industrySelfDiscipline",
  "socialSupervision",
]);
export type Matter = z.infer<typeof matter>;

/** The fields of conduct in which lists are kept (A §10). */
export const domain = z.enum([
  "foodAndDrugs",
  "environment",
  "construction",
  "workSafety",
  "productQuality",
  "fireSafety",
  "transport",
  "taxation",
  "wages",
  "contract",
  "intellectualProperty",
  "consumerRights",
  "bidding",
  "governmentProcurement",
  "fiscalFunds",
  "judicialEnforcement",
  "finance",
  "statistics",
  "socialInsurance",
  "other",
]);
export type Domain = z.infer<typeof domain>;

/** Dates are calendar days in Asia/Shanghai; instants are RFC 3339 with an offset. */
export const localDateString = z.iso.date();
export const instantString = z.iso.datetime({ offset: true });

/** What a file of evidence may be: PDF, JPEG, PNG, and OFD (GB/T 33190), in which offices keep their documents. */
export const evidenceType = z.enum(["application/pdf", "image/jpeg", "image/png", "application/ofd"]);
export type EvidenceType = z.infer<typeof evidenceType>;
