import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { routes } from "../../shared/http/routes/index.ts";
import { agencies, client, type Client, type Host, startHost } from "../support/host.ts";
import { penaltyRow } from "../support/disclosures.ts";
import { listing, usccNo } from "../support/house.ts";
import { identityNo, personListing } from "../support/persons.ts";

/**
 * Every route × no token, wrong scope, other agency, right agency. The table is written here by hand: a route that is
 * not in it fails the first test.
 */
interface Case {
  readonly right: string;
  /** A registered agency with the right scope that must not; its answer. */
  readonly other?: { readonly agency: string; readonly status: number };
  readonly path?: () => string;
  readonly body?: unknown;
  readonly status: number;
  readonly etag?: boolean;
}

let host: Host;
let xinheng: Client;
let entryId: string;
let unreported: string;
let proposed: string;
let proposedBare: string;
let published: string;
let subjectId: string;
let noticed: string;
let submissionId: string;
let triggerId: string;
let publicBodyId: string;
let personTriggerId: string;
let caseId: string;
let repairable: string;
let applied: string;
let taken: string;
let contested: string;
const objectionIds: Record<string, string> = {};
let complaintId: string;
let uploadId: string;
const receipt = "%PDF-1.7\n";
let disclosureId: string;
let oldPenaltyId: string;
/** Entries about the demo company, what a counter filed for it about them, and who else has a token of its own. */
const taijie: Record<string, string> = {};

beforeAll(async () => {
  host = await startHost();
  xinheng = client(host.url);
  await xinheng.registerAgencies();
  const demo = (id: string) => agencies.find(({ agencyId }) => agencyId === id);
  for (const [id, roles, clientIds] of [
    ["transport", ["implementing"], ["transport-client"]],
    ["customs", ["implementing"], []],
  ] as const)
    await xinheng.put(`/v1/agencies/${id}`, {
      as: "credit-office",
      body: { uscc: demo(id)?.uscc, name: demo(id)?.name, roles, clientIds },
    });
  await xinheng.put("/v1/measures/restrict-by-matrix", { as: "credit-office", body: draft });
  await xinheng.put("/v1/mous/joint-matrix", { as: "credit-office", body: memorandum });
  const entry = await xinheng.post("/v1/entries", { as: "market-regulation", body: listing(1) });
  entryId = entry.body.entryId as string;
  subjectId = (entry.body.subject as { subjectId: string }).subjectId;
  const { determinedOn: _, ...sixth } = listing(6);
  const proposal = await xinheng.post("/v1/entries", { as: "market-regulation", body: sixth });
  noticed = proposal.body.entryId as string;
  await xinheng.post(`/v1/entries/${noticed}/public-notice`, {
    as: "market-regulation",
    body: {},
    headers: { "if-match": proposal.headers.get("etag") ?? "" },
  });
  const second = await xinheng.post("/v1/entries", { as: "market-regulation", body: { ...listing(2), report: false } });
  unreported = second.body.entryId as string;
  const propose = async (n: number): Promise<string> => {
    const { determinedOn: _, ...proposal } = listing(n);
    return (await xinheng.post("/v1/entries", { as: "market-regulation", body: proposal })).body.entryId as string;
  };
  proposed = await propose(20);
  proposedBare = await propose(21);
  const third = await xinheng.post("/v1/entries", { as: "market-regulation", body: listing(22) });
  published = third.body.entryId as string;
  const sent = await xinheng.post("/v1/submissions?kind=listEntries", {
    as: "market-regulation",
    body: { rows: [listing(3)] },
  });
  submissionId = sent.body.submissionId as string;
  const general = async (n: number, change: Partial<EntryInput> = {}): Promise<string> => {
    const basis = { ...listing(n).basis, decidedOn: "2026-08-03" };
    const body = listing(n, { basis, severity: "general", validTo: "2027-08-02", ...change });
    return (await xinheng.post("/v1/entries", { as: "market-regulation", body })).body.entryId as string;
  };
  const file = async (n: number, change?: Partial<EntryInput>): Promise<string> => {
    const path = `/v1/entries/${await general(n, change)}/repairs`;
    return (await xinheng.post(path, { as: "tax", body: application })).body.repairId as string;
  };
  const company = { kind: "organisation", name: "衡川市泰捷建材有限公司", uscc: "91419922MAT110049T" } as const;
  const citizen = { kind: "person", name: "方知行", idType: "residentId", idNumber: "419901199003070014" } as const;
  await xinheng.post("/v1/entries", { as: "market-regulation", body: personListing(60, { subject: citizen }) });
  taijie["contested"] = await general(61, { subject: company });
  taijie["repairable"] = await general(62, { subject: company });
  const { determinedOn: __, ...ownProposal } = listing(63, { subject: company });
  const shown = await xinheng.post("/v1/entries", { as: "market-regulation", body: ownProposal });
  taijie["noticed"] = shown.body.entryId as string;
  await xinheng.post(`/v1/entries/${taijie["noticed"]}/public-notice`, {
    as: "market-regulation",
    body: {},
    headers: { "if-match": shown.headers.get("etag") ?? "" },
  });
  const forIt = await xinheng.post(`/v1/entries/${taijie["contested"]}/objections`, {
    as: "tax",
    body: { ...objection, ground: "basis" },
  });
  taijie["objection"] = forIt.body.objectionId as string;
  taijie["repair"] = await file(64, { subject: company });
  repairable = await general(23);
  applied = await file(24);
  taken = await file(25);
  const own = demo("market-regulation")?.uscc;
  const codes = { CF_CFJGDM: own, CF_SJLYDM: own };
  const repairableAct = { CF_JDRQ: "2026-07-20", CF_GSJZQ: "2027-07-19" };
  const acts = await xinheng.post("/v1/submissions?kind=penalties", {
    as: "market-regulation",
    body: {
      rows: [
        penaltyRow(30, codes),
        penaltyRow(31, { ...codes, ...repairableAct }),
        penaltyRow(32, { ...codes, ...repairableAct, CF_XDR_MC: company.name, CF_XDR_SHXYM: company.uscc }),
      ],
    },
  });
  await xinheng.drain();
  const reported = await xinheng.get(`/v1/submissions/${acts.body.submissionId}/results`, { as: "market-regulation" });
  [disclosureId = "", oldPenaltyId = "", taijie["penalty"] = ""] = (reported.body.items as { id: string }[]).map(
    ({ id }) => id,
  );
  const school = {
    ...listing(7).subject,
    publicBody: { superiorUnit: { name: "衡川市教育局" } },
  };
  const body = await xinheng.post("/v1/entries", { as: "market-regulation", body: listing(7, { subject: school }) });
  publicBodyId = body.body.entryId as string;
  const person = await xinheng.post("/v1/entries", { as: "market-regulation", body: personListing(1) });
  await xinheng.drain();
  const about = await xinheng.get(`/v1/triggers?entry=${person.body.entryId}`, { as: "market-regulation" });
  personTriggerId =
    (about.body.items as { triggerId: string; agencyId: string }[]).find(({ agencyId }) => agencyId === "finance")
      ?.triggerId ?? "";
  const fired = await xinheng.get(`/v1/triggers?entry=${entryId}`, { as: "market-regulation" });
  const mine = (fired.body.items as { triggerId: string; agencyId: string }[]).find(
    ({ agencyId }) => agencyId === "finance",
  );
  triggerId = mine?.triggerId ?? "";
  const other = (fired.body.items as { triggerId: string; agencyId: string }[]).find(
    ({ agencyId }) => agencyId === "public-resources-trading",
  );
  const told = await xinheng.post(`/v1/triggers/${other?.triggerId}/feedback`, {
    as: "public-resources-trading",
    body: { outcome: "applied", on: "2026-11-23", typicalCase: { title: "案例", text: "某公司被限制", public: true } },
  });
  caseId = told.body.feedback.caseId as string;
  const disputed = await xinheng.post("/v1/entries", { as: "market-regulation", body: listing(41) });
  contested = disputed.body.entryId as string;
  for (const ground of ["facts", "basis"] as const) {
    const filed = await xinheng.post(`/v1/entries/${contested}/objections`, {
      as: "market-regulation",
      body: { ...objection, ground },
    });
    objectionIds[ground] = filed.body.objectionId as string;
  }
  const complained = await xinheng.post("/v1/complaints", { as: "market-regulation", body: complaintOn(contested) });
  complaintId = complained.body.complaintId as string;
  const offer = await xinheng.post("/v1/uploads", {
    as: "market-regulation",
    body: { purpose: "evidence", bytes: receipt.length },
  });
  ({ uploadId } = offer.body as { uploadId: string });
  await fetch(offer.body.url as string, { method: "PUT", headers: offer.body.headers, body: receipt });
});
afterAll(async () => {
  await host.stop();
  host.clean();
});

const draft = {
  kind: "punishment",
  strength: "recommended",
  nature: "administrative",
  title: "限制申请财政补贴",
  description: "有效期内不予受理补贴申请。",
  lists: ["black"],
  severities: ["serious"],
  matters: ["fiscalFunds"],
  agencies: ["finance"],
  legalBasis: { title: "关于进一步完善信用联合奖惩制度的实施意见", section: "四(三)", quote: "联合惩戒措施清单" },
};
const application = {
  applicant: { name: "陈国栋", capacity: "legalRepresentative" },
  steps: [
    { step: "rectification", evidence: [{ title: "整改验收意见" }] },
    { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
  ],
  commitment: { by: "陈国栋", on: "2026-11-20" },
  officer: "周敏",
};
const objection = { origin: "subject", ground: "procedure", text: "未收到告知书。", officer: "周敏" };
const complaintOn = (id: string) => ({
  about: { kind: "entry", id },
  origin: "subject",
  text: "窗口拒收材料。",
  officer: "周敏",
});
const memorandum = {
  title: "联合惩戒合作备忘录",
  documentNo: "衡发改联〔2026〕8号",
  parties: [{ name: "衡川市财政局", agencyId: "finance" }],
  lists: ["black"],
  signedOn: "2026-10-01",
  validFrom: "2026-10-08",
};

const cases: Readonly<Record<string, Case | "public">> = {
  offerUpload: {
    right: "market-regulation",
    other: { agency: "bank-hengchuan", status: 403 },
    body: { bytes: 10 },
    status: 201,
  },
  receiveSubmission: {
    right: "market-regulation",
    other: { agency: "transport", status: 403 },
    path: () => "/v1/submissions?kind=listEntries",
    body: { rows: [] },
    status: 202,
  },
  getSubmission: { right: "market-regulation", other: { agency: "tax", status: 403 }, status: 200 },
  downloadSubmissionResults: { right: "market-regulation", other: { agency: "tax", status: 403 }, status: 200 },
  getSubmissionResults: { right: "market-regulation", other: { agency: "tax", status: 403 }, status: 200 },
  keepEvidence: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => "/v1/evidence",
    get body() {
      return { uploadId, sha256: createHash("sha256").update(receipt).digest("hex") };
    },
    status: 201,
  },
  getEvidence: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/evidence/${uploadId.replace("upl_", "evd_")}`,
    status: 200,
  },
  createEntry: {
    right: "market-regulation",
    other: { agency: "transport", status: 403 },
    body: listing(4),
    status: 201,
  },
  reportEntry: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/entries/${unreported}/report`,
    body: {},
    status: 200,
    etag: true,
  },
  servePriorNotice: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/entries/${proposed}/prior-notice`,
    body: { servedOn: "2026-11-23", method: "direct", evidence: [{ title: "送达回证" }] },
    status: 200,
    etag: true,
  },
  recordStatement: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/entries/${proposed}/statement`,
    body: { receivedOn: "2026-11-23", text: "请从轻处理。" },
    status: 200,
    etag: true,
  },
  openPublicNotice: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/entries/${proposed}/public-notice`,
    body: {},
    status: 200,
    etag: true,
  },
  determineEntry: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/entries/${proposedBare}/determination`,
    body: {},
    status: 200,
    etag: true,
  },
  correctEntry: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/entries/${published}/correction`,
    body: { changes: { facts: "货值金额更正。" }, reason: "复核" },
    status: 200,
    etag: true,
  },
  withdrawEntry: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/entries/${proposed}/withdrawal`,
    body: { why: "证据不足" },
    status: 200,
    etag: true,
  },
  exitEntry: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/entries/${published}/exit`,
    body: { reason: "standardChanged", why: "认定标准调整" },
    status: 200,
    etag: true,
  },
  fileObjection: {
    right: "tax",
    other: { agency: "bank-hengchuan", status: 403 },
    path: () => `/v1/entries/${contested}/objections`,
    body: objection,
    status: 201,
  },
  fileActObjection: {
    right: "tax",
    other: { agency: "bank-hengchuan", status: 403 },
    path: () => `/v1/disclosures/${oldPenaltyId}/objections`,
    body: objection,
    status: 201,
  },
  getActRepairEligibility: { right: "tax", status: 200 },
  applyForActRepair: {
    right: "tax",
    other: { agency: "bank-hengchuan", status: 403 },
    path: () => `/v1/disclosures/${oldPenaltyId}/repairs`,
    body: application,
    status: 201,
  },
  verifyObjection: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/objections/${objectionIds["facts"]}/verification`,
    body: { finding: "confirmed", text: "属实。" },
    status: 200,
    etag: true,
  },
  resolveObjection: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/objections/${objectionIds["facts"]}/resolution`,
    body: { outcome: "rejected", reason: "核实无误。" },
    status: 200,
    etag: true,
  },
  withdrawObjection: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/objections/${objectionIds["basis"]}/withdrawal`,
    body: { reason: "补正后再提。" },
    status: 200,
    etag: true,
  },
  getObjection: {
    right: "credit-office",
    other: { agency: "finance", status: 403 },
    path: () => `/v1/objections/${objectionIds["facts"]}`,
    status: 200,
  },
  listObjections: { right: "tax", status: 200 },
  stayEntry: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/entries/${contested}/stay`,
    body: { documentNo: "(2026)衡01行初88号", orderedBy: "court", orderedOn: "2026-11-20" },
    status: 200,
    etag: true,
  },
  fileComplaint: {
    right: "tax",
    other: { agency: "bank-hengchuan", status: 403 },
    path: () => "/v1/complaints",
    body: { about: { kind: "agency", id: "market-regulation" }, origin: "agency", text: "久未答复。" },
    status: 201,
  },
  answerComplaint: {
    right: "credit-office",
    path: () => `/v1/complaints/${complaintId}/answer`,
    body: { text: "已责成受理。" },
    status: 200,
  },
  getComplaint: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/complaints/${complaintId}`,
    status: 200,
  },
  listComplaints: { right: "credit-office", status: 200 },
  // Published by policy: for the office it is a pair that the table refuses.
  publishEntry: { right: "credit-office", body: {}, status: 409, etag: true },
  getRepairEligibility: {
    right: "tax",
    path: () => `/v1/entries/${repairable}/repair-eligibility`,
    status: 200,
  },
  applyForRepair: {
    right: "tax",
    other: { agency: "bank-hengchuan", status: 403 },
    path: () => `/v1/entries/${repairable}/repairs`,
    body: application,
    status: 201,
  },
  checkRepair: {
    right: "credit-office",
    path: () => `/v1/repairs/${applied}/check`,
    body: { outcome: "accepted" },
    status: 200,
  },
  decideRepair: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/repairs/${applied}/decision`,
    body: { outcome: "approved" },
    status: 200,
  },
  withdrawRepair: {
    right: "tax",
    other: { agency: "market-regulation", status: 403 },
    path: () => `/v1/repairs/${taken}/withdrawal`,
    body: {},
    status: 200,
  },
  getRepair: {
    right: "tax",
    other: { agency: "human-resources", status: 403 },
    path: () => `/v1/repairs/${applied}`,
    status: 200,
  },
  listRepairs: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => "/v1/repairs?authority=market-regulation",
    status: 200,
  },
  getSubject: { right: "finance", path: () => `/v1/subjects/${subjectId}`, status: 200 },
  explainSubject: { right: "finance", path: () => `/v1/subjects/${subjectId}/why`, status: 200 },
  getSubjectHistory: {
    right: "credit-office",
    other: { agency: "transport", status: 403 },
    path: () => `/v1/subjects/${subjectId}/history`,
    status: 200,
  },
  changeSubject: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/subjects/${subjectId}/changes`,
    body: { kind: "renamed", name: "衡川市一号制造有限公司", on: "2026-11-20", documentNo: "衡市监登字〔2026〕第1号" },
    status: 200,
  },
  closeEdition: {
    right: "credit-office",
    path: () => "/v1/external-editions",
    body: {
      list: "black",
      source: "全国信用信息共享平台",
      owner: "无",
      edition: "2026-11-20",
      total: 0,
      officer: "王芳",
    },
    status: 200,
  },
  getEntry: { right: "market-regulation", other: { agency: "tax", status: 403 }, status: 200 },
  getEntryHistory: { right: "credit-office", other: { agency: "tax", status: 403 }, status: 200 },
  listEntries: {
    right: "credit-office",
    other: { agency: "tax", status: 403 },
    path: () => "/v1/entries?authority=market-regulation",
    status: 200,
  },
  listTriggers: {
    right: "market-regulation",
    other: { agency: "human-resources", status: 403 },
    path: () => `/v1/triggers?entry=${entryId}`,
    status: 200,
  },
  countTriggers: { right: "finance", status: 200 },
  getTrigger: { right: "credit-office", other: { agency: "human-resources", status: 403 }, status: 200 },
  acknowledgeTrigger: { right: "finance", other: { agency: "human-resources", status: 403 }, body: {}, status: 200 },
  answerTrigger: {
    right: "finance",
    other: { agency: "human-resources", status: 403 },
    body: { outcome: "applied", on: "2026-11-23" },
    status: 200,
  },
  listAnswers: { right: "market-regulation", other: { agency: "human-resources", status: 403 }, status: 200 },
  getEntryFeedback: { right: "market-regulation", other: { agency: "tax", status: 403 }, status: 200 },
  givePartnerFeedback: {
    right: "bank-hengchuan",
    other: { agency: "finance", status: 403 },
    body: { measure: "授信审查", effect: "下调授信额度", on: "2026-11-23" },
    status: 201,
  },
  listCases: { right: "credit-office", status: 200 },
  getCase: { right: "market-regulation", other: { agency: "tax", status: 404 }, status: 200 },
  publishCase: { right: "credit-office", body: {}, status: 200, etag: true },
  withdrawCase: { right: "credit-office", body: {}, status: 200, etag: true },
  screenSubjects: {
    right: "bank-hengchuan",
    body: { matter: "financing", subjects: [{ uscc: listing(1).subject.uscc }] },
    status: 200,
  },
  getAgency: { right: "tax", path: () => "/v1/agencies/tax", status: 200 },
  putAgency: {
    right: "credit-office",
    path: () => "/v1/agencies/archives",
    body: { uscc: usccNo(9001), name: "衡川市档案馆", roles: ["implementing"], clientIds: [] },
    status: 200,
  },
  putWebhook: {
    right: "finance",
    other: { agency: "tax", status: 403 },
    path: () => "/v1/agencies/finance/webhook",
    body: { url: "https://hooks.example.com/xinheng", enabled: false },
    status: 200,
  },
  getWebhook: {
    right: "finance",
    other: { agency: "tax", status: 403 },
    path: () => "/v1/agencies/finance/webhook",
    status: 200,
  },
  listDeliveries: {
    right: "credit-office",
    other: { agency: "tax", status: 403 },
    path: () => "/v1/agencies/finance/webhook/deliveries",
    status: 200,
  },
  replayDeliveries: {
    right: "finance",
    other: { agency: "tax", status: 403 },
    path: () => "/v1/agencies/finance/webhook/replays",
    body: { from: "2026-11-23T00:00:00+08:00" },
    status: 202,
  },
  listMeasures: { right: "tax", status: 200 },
  putMeasure: { right: "credit-office", path: () => "/v1/measures/restrict-by-matrix", body: draft, status: 200 },
  publishMeasure: {
    right: "credit-office",
    path: () => "/v1/measures/restrict-by-matrix/publication",
    body: {},
    status: 200,
  },
  retireMeasure: {
    right: "credit-office",
    path: () => "/v1/measures/restrict-by-matrix/retirement",
    body: { reason: "文件废止" },
    status: 200,
  },
  listMous: { right: "tax", status: 200 },
  putMou: { right: "credit-office", path: () => "/v1/mous/joint-matrix", body: memorandum, status: 200 },
  getMou: { right: "tax", path: () => "/v1/mous/joint-matrix", status: 200 },
  getMeasure: { right: "tax", path: () => "/v1/measures/restrict-fiscal-subsidies", status: 200 },
  listAlerts: { right: "tax", status: 200 },
  listClocks: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => "/v1/clocks?agency=market-regulation",
    status: 200,
  },
  forecastClocks: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => "/v1/clocks/forecast?agency=market-regulation",
    status: 200,
  },
  getCalendar: { right: "tax", path: () => "/v1/calendar/2027", status: 200 },
  putCalendar: {
    right: "credit-office",
    path: () => "/v1/calendar/2059",
    body: { closingDays: [{ on: "2059-03-03", reason: "本市闭馆" }], officer: "王芳" },
    status: 200,
  },
  // The office comes as far as the file: what it tries is no policy.
  simulateDeadlines: {
    right: "credit-office",
    body: { policy: {}, from: "2026-11-01", to: "2026-11-30" },
    status: 422,
  },
  // No clock has run out here: whose it would be is asked first, and that there is none second.
  acknowledgeAlert: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/alerts/alr_${"0".repeat(26)}.market-regulation/acknowledgement`,
    body: { officer: "王芳" },
    status: 404,
  },
  getWorkingDays: { right: "tax", path: () => "/v1/working-days?from=2026-11-23&days=5", status: 200 },
  notifySuperiorUnit: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => `/v1/entries/${publicBodyId}/superior-notice`,
    body: { sentOn: "2026-11-23", documentNo: "衡市监函〔2026〕8号" },
    status: 200,
    etag: true,
  },
  listSuperiorNotices: { right: "tax", status: 200 },
  resolveSubject: { right: "tax", body: { uscc: listing(1).subject.uscc }, status: 200 },
  readTriggerIdentity: {
    right: "finance",
    other: { agency: "human-resources", status: 403 },
    path: () => `/v1/triggers/${personTriggerId}/identity`,
    status: 200,
  },
  readMe: { right: "taijie", status: 200 },
  listMyReads: { right: "citizen", status: 200 },
  listMyObjections: { right: "taijie", status: 200 },
  listMyHistory: { right: "taijie", status: 200 },
  getMyEntry: {
    right: "taijie",
    other: { agency: "citizen", status: 403 },
    path: () => `/v1/me/entries/${taijie["contested"]}`,
    status: 200,
  },
  listMyDisclosures: { right: "taijie", status: 200 },
  getMyDisclosure: {
    right: "taijie",
    other: { agency: "citizen", status: 403 },
    path: () => `/v1/me/disclosures/${taijie["penalty"]}`,
    status: 200,
  },
  fileOwnActObjection: {
    right: "taijie",
    other: { agency: "citizen", status: 403 },
    path: () => `/v1/me/disclosures/${taijie["penalty"]}/objections`,
    body: { ground: "facts", text: "并非我司生产。" },
    status: 201,
  },
  applyForOwnActRepair: {
    right: "taijie",
    other: { agency: "citizen", status: 403 },
    path: () => `/v1/me/disclosures/${taijie["penalty"]}/repairs`,
    body: { steps: application.steps, commitment: application.commitment },
    status: 201,
  },
  listMyRepairs: { right: "taijie", status: 200 },
  listMyComplaints: { right: "citizen", status: 200 },
  fileOwnObjection: {
    right: "taijie",
    other: { agency: "citizen", status: 403 },
    path: () => `/v1/me/entries/${taijie["contested"]}/objections`,
    body: { ground: "facts", text: "并非我司生产。" },
    status: 201,
  },
  withdrawOwnObjection: {
    right: "taijie",
    other: { agency: "citizen", status: 403 },
    path: () => `/v1/me/objections/${taijie["objection"]}/withdrawal`,
    body: { reason: "已核对。" },
    status: 200,
  },
  fileOwnStatement: {
    right: "taijie",
    other: { agency: "citizen", status: 403 },
    path: () => `/v1/me/entries/${taijie["noticed"]}/statement`,
    body: { text: "请核对抽样记录。" },
    status: 200,
  },
  applyForOwnRepair: {
    right: "taijie",
    other: { agency: "citizen", status: 403 },
    path: () => `/v1/me/entries/${taijie["repairable"]}/repairs`,
    body: { steps: application.steps, commitment: application.commitment },
    status: 201,
  },
  withdrawOwnRepair: {
    right: "taijie",
    other: { agency: "citizen", status: 403 },
    path: () => `/v1/me/repairs/${taijie["repair"]}/withdrawal`,
    body: {},
    status: 200,
  },
  fileOwnComplaint: {
    right: "taijie",
    other: { agency: "citizen", status: 403 },
    path: () => "/v1/me/complaints",
    get body() {
      return { about: { kind: "entry", id: taijie["contested"] }, text: "窗口拒收材料。" };
    },
    status: 201,
  },
  listPersonalReads: {
    right: "credit-office",
    other: { agency: "tax", status: 403 },
    path: () => "/v1/personal-reads?agency=finance",
    status: 200,
  },
  getCompliance: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    path: () => "/v1/compliance/market-regulation",
    status: 200,
  },
  listCompliance: { right: "tax", status: 200 },
  getIndicators: { right: "credit-office", status: 200 },
  listDisclosures: {
    right: "credit-office",
    other: { agency: "tax", status: 403 },
    path: () => "/v1/disclosures?agency=market-regulation",
    status: 200,
  },
  getDisclosure: { right: "market-regulation", other: { agency: "tax", status: 403 }, status: 200 },
  getDisclosureHistory: { right: "credit-office", other: { agency: "tax", status: 403 }, status: 200 },
  reportPublication: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    body: { publishedOn: "2026-11-20", address: "https://scjg.hengchuan.example/xzcf/30" },
    status: 200,
  },
  withdrawPublication: {
    right: "market-regulation",
    other: { agency: "tax", status: 403 },
    body: { publishedOn: "2026-11-20", reason: "日期录入有误", officer: "周敏" },
    status: 200,
  },
  queryPublicDisclosures: "public",
  getPublicDisclosure: "public",
  getTemplate: "public",
  queryPublicPerson: "public",
  queryPublicEntries: "public",
  getPublicEntry: "public",
  explainPublicEntry: "public",
  listNotices: "public",
  getNotice: "public",
  listPublicMeasures: "public",
  listPublicCases: "public",
  getHealth: "public",
  getOpenApi: "public",
};

test("every route stands in the matrix, and nothing else", () => {
  expect(Object.keys(cases).sort()).toEqual(routes.map(({ id }) => id).sort());
});

/** What belongs to nobody in particular: every agency with the scope may, and sees its own or what all may see. */
const everybodys = [
  ...["getAgency", "getMeasure", "listMeasures", "getMou", "listMous", "getWorkingDays", "getCalendar"],
  ...[
    "countTriggers",
    "explainSubject",
    "readMe",
    "listMyReads",
    "listMyDisclosures",
    "listMyHistory",
    "listMyObjections",
    "listMyRepairs",
    "listMyComplaints",
    "getSubject",
    "listAlerts",
    "listCases",
    "screenSubjects",
  ],
  ...["listSuperiorNotices", "resolveSubject", "getRepairEligibility", "getActRepairEligibility", "listCompliance"],
  ...["listSuperiorNotices", "resolveSubject", "listObjections", "listComplaints"],
];
const officeOnly = routes.filter(({ scopes }) => scopes?.length === 1 && scopes[0] === "xinheng/office");

test("every route that has an owner is tried by an agency whose it is not", () => {
  const untried = routes.filter(({ id }) => cases[id] !== "public" && !cases[id]?.other && !everybodys.includes(id));
  expect(untried).toEqual(untried.filter((route) => officeOnly.includes(route)));
});

describe.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))("%s", (_, route) => {
  const found = cases[route.id];
  const fill = () =>
    route.path
      .replace("{entryId}", entryId)
      .replace("{submissionId}", submissionId)
      .replace("{triggerId}", triggerId)
      .replace("{caseId}", caseId)
      .replace("{disclosureId}", disclosureId)
      .replace("{file}", "penalties.xlsx");

  if (found === "public" || !found) {
    test("is open to anyone", async () => {
      const path =
        route.id === "queryPublicEntries"
          ? `${fill()}?name=%E6%97%A0`
          : route.id === "queryPublicDisclosures"
            ? `${fill()}?uscc=${usccNo(30)}`
            : route.id === "getNotice"
              ? `/public/v1/notices/${noticed}`
              : fill();
      const body = route.id === "queryPublicPerson" ? { idNumber: identityNo(9), name: "李晓明" } : undefined;
      expect((await xinheng.call(route.method, path, { body })).status).toBe(200);
    });
    return;
  }
  const ask = async (as?: string, scope?: string, token?: string) => {
    const path = found.path?.() ?? fill();
    const etag = found.etag
      ? (await xinheng.get(path.replace(/\/[a-z-]+$/, ""), { as: "credit-office" })).headers.get("etag")
      : null;
    return xinheng.call(route.method, path, {
      ...(as === undefined ? {} : { as }),
      ...(scope === undefined ? {} : { scope }),
      ...(found.body === undefined ? {} : { body: found.body }),
      headers: { ...(etag ? { "if-match": etag } : {}), ...(token === undefined ? {} : { authorization: token }) },
    });
  };
  test("refuses without a token, and with one that was tampered with", async () => {
    expect((await ask()).status).toBe(401);
    const token = await xinheng.token("tax");
    const [head, payload = "", signature] = token.split(".");
    const claims = {
      ...(JSON.parse(Buffer.from(payload, "base64url").toString()) as object),
      client_id: "credit-office-client",
    };
    const forged = [head, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
    expect((await ask(undefined, undefined, `Bearer ${forged}`)).status).toBe(401);
  });

  test("refuses a scope that does not open it", async () => {
    const opens = new Set<string>(route.scopes ?? []);
    const holder = ["credit-office", "market-regulation"].find((name) => spareScope(name, opens) !== undefined);
    expect(holder).toBeDefined();
    expect((await ask(holder, spareScope(holder ?? "", opens))).status).toBe(403);
  });

  if (found.other) {
    const { agency: other, status } = found.other;
    test(`answers ${status} to ${other}, whose it is not`, async () => {
      const reply = await ask(other);
      expect([reply.status, reply.headers.get("content-type")]).toEqual([
        status,
        "application/problem+json; charset=utf-8",
      ]);
    });
  }

  test(`answers ${found.status} to ${found.right}`, async () => {
    expect((await ask(found.right)).status).toBe(found.status);
  });
});

const held: Readonly<Record<string, readonly string[]>> = {
  "credit-office": ["xinheng/office", "xinheng/read", "xinheng/screen"],
  "market-regulation": ["xinheng/submit", "xinheng/read", "xinheng/respond", "xinheng/screen"],
};
const spareScope = (agency: string, opens: ReadonlySet<string>): string | undefined =>
  held[agency]?.find((scope) => !opens.has(scope));

test("an objection to an act is decided by the same calls, by whoever made the act alone; upheld, nobody reads it", async () => {
  const filed = await xinheng.post(`/v1/disclosures/${disclosureId}/objections`, { as: "tax", body: objection });
  const path = `/v1/objections/${filed.body.objectionId}`;
  const ask = (as: string, word: string, body: object) =>
    xinheng.post(`${path}/${word}`, { as, body, headers: { "if-match": "*" } });
  const finding = { finding: "inaccurate", text: "货值有误。" };
  const upheld = { outcome: "upheld", reason: "原处罚决定被撤销。" };
  for (const [word, body] of [
    ["verification", finding],
    ["resolution", upheld],
  ] as const)
    expect((await ask("tax", word, body)).body.type).toBe("/problems/objection.notYours");
  const shown = await xinheng.get(`/public/v1/disclosures/${disclosureId}`);
  expect([shown.status, shown.body.contested]).toEqual([200, true]);
  expect((await ask("market-regulation", "verification", finding)).status).toBe(200);
  expect((await ask("market-regulation", "resolution", upheld)).status).toBe(200);
  expect((await xinheng.get(`/public/v1/disclosures/${disclosureId}`)).status).toBe(410);
  expect((await xinheng.get(path, { as: "tax" })).body).toMatchObject({ status: "closed", outcome: "upheld" });
});

test("only an authority may submit, whatever its scope", async () => {
  const reply = await xinheng.post("/v1/entries", { as: "transport", body: listing(5) });
  expect([reply.status, reply.body.type]).toEqual([403, "/problems/agency.role"]);
});

test("the scope of one kind of rows does not open the other, whatever else the route lets in", async () => {
  const send = (kind: string, scope: string) =>
    xinheng.post(`/v1/submissions?kind=${kind}`, { as: "market-regulation", scope, body: { rows: [] } });
  const replies = [
    await send("listEntries", "xinheng/respond"),
    await send("feedback", "xinheng/submit"),
    await send("feedback", "xinheng/respond"),
    await send("entryCommands", "xinheng/submit"),
    await send("entryCommands", "xinheng/respond"),
    await send("externalEntries", "xinheng/submit"),
    await send("commitments", "xinheng/submit"),
  ];
  expect(replies.map(({ status, body }) => [status, String(body.type)])).toEqual([
    [403, "/problems/scope.missing"],
    [403, "/problems/scope.missing"],
    [202, "undefined"],
    [202, "undefined"],
    [403, "/problems/scope.missing"],
    [403, "/problems/agency.role"],
    [422, "/problems/input.invalid"],
  ]);
});

test("a client that no agency is registered for may do nothing, whatever its scope", async () => {
  const reply = await xinheng.get("/v1/alerts", { as: "customs" });
  expect([reply.status, reply.body.type]).toEqual([403, "/problems/agency.notRegistered"]);
});

test("an agency is known to others without its clients", async () => {
  const { body } = await xinheng.get("/v1/agencies/market-regulation", { as: "tax" });
  expect(body).toMatchObject({ agencyId: "market-regulation" });
  expect(body).not.toHaveProperty("clientIds");
});

test("the office's scope opens nothing of the office's to a client whose agency is not the office", async () => {
  const { body } = await xinheng.get("/v1/agencies/credit-office", { as: "credit-office" });
  const { agencyId: _, ...office } = body as { agencyId: string };
  const demoted = { ...office, roles: ["implementing"] };
  expect((await xinheng.put("/v1/agencies/credit-office", { as: "credit-office", body: demoted })).status).toBe(200);
  // What a function read of the register stays with it for half a minute.
  await xinheng.advanceTo("2026-11-23T12:00:00+08:00");
  expect(officeOnly.length).toBeGreaterThan(1);
  for (const { id, method, path } of officeOnly) {
    const found = cases[id];
    if (!found || found === "public") throw new Error(`${id} is in no matrix`);
    const reply = await xinheng.call(
      method,
      found.path?.() ?? path.replace("{entryId}", entryId).replace("{caseId}", caseId),
      {
        as: "credit-office",
        ...(found.body === undefined ? {} : { body: found.body }),
        headers: { "if-match": "*" },
      },
    );
    expect([id, reply.status]).toEqual([id, 403]);
  }
});
