import alerts from "../../../../events/alerts-announced/v1.sample.json" with { type: "json" };
import objected from "../../../../events/objection-announced/v1.sample.json" with { type: "json" };
import given from "../../../../events/feedback-given/v1.sample.json" with { type: "json" };
import { createSubmissionStore } from "../../../../shared/adapters/dynamodb/submission/submissions.ts";
import { evidenceIdOf } from "../../../../shared/domain/evidence/evidence.ts";
import { chunkKey } from "../../../../shared/domain/submission/file-key.ts";
import * as feedback from "../../../../shared/http/routes/feedback.ts";
import * as triggers from "../../../../shared/http/routes/triggers.ts";
import { agenciesIn, authority, finance, idNo, implementing, listed, office, partner } from "../given.ts";
import { answered, asked, casePublished, caseTold, told } from "../given-answers.ts";
import { kept, submission } from "../given-intake.ts";
import { subscribed } from "../given-webhooks.ts";
import type { HttpCall, Scenario } from "../scenario.ts";
import type { World } from "../world.ts";

/** An implementing agency at a trigger of its inbox. */
const answering = (
  name: string,
  asking: (triggerId: string) => HttpCall,
  before: (world: World, triggerId: string) => Promise<void> = () => Promise.resolve(),
): Scenario => ({
  of: "answer-triggers",
  name,
  given: async (world) => {
    await agenciesIn(world);
    const [triggerId = ""] = await asked(world);
    await before(world, triggerId);
    return { kind: "request", request: asking(triggerId) };
  },
});
const applied = { outcome: "applied", on: "2026-11-23" } as const;
const withCase = (world: World, triggerId: string) => answered(world, triggerId, { typicalCase: told });

/** Someone at what was said of an entry, or at a case. */
const managing = (name: string, before: (world: World) => Promise<HttpCall>): Scenario => ({
  of: "manage-feedback",
  name,
  given: async (world) => {
    await agenciesIn(world);
    return { kind: "request", request: await before(world) };
  },
});
const version = (n: number) => ({ "if-match": `"${n}"` });

const rowsOf = async (world: World, inputs: readonly object[]) => {
  const { submissionId, key: file } = await submission(world, 1, { kind: "feedback", by: finance });
  const key = chunkKey(file, submissionId, 0);
  await world.putFile(key, JSON.stringify(inputs.map((input, n) => ({ line: n + 2, input }))));
  const message = { type: "rows-ready", version: 1, kind: "feedback", chunk: 0, submissionId, key, by: finance };
  return { kind: "messages", bodies: [{ ...message, correlationId: "along" }] } as const;
};

/** What implementing agencies and partners answer, alone and in bulk, and who hears of it. */
export const feedbackPaths: readonly Scenario[] = [
  answering("the inbox", () => ({ route: triggers.listTriggers, as: implementing, query: { limit: "50" } })),
  answering("how much waits", () => ({ route: triggers.countTriggers, as: implementing })),
  answering("an acknowledgement", (triggerId) => ({
    route: triggers.acknowledgeTrigger,
    as: implementing,
    params: { triggerId },
    body: {},
  })),
  answering("triggers of an entry", (triggerId) => ({
    route: triggers.listTriggers,
    as: office,
    query: { entry: triggerId.split(".")[0] ?? "", limit: "50" },
  })),
  answering("feedback with a case", (triggerId) => ({
    route: triggers.answerTrigger,
    as: implementing,
    params: { triggerId },
    body: { ...applied, typicalCase: told },
  })),
  answering(
    "feedback with a file of evidence",
    (triggerId) => ({
      route: triggers.answerTrigger,
      as: implementing,
      params: { triggerId },
      body: { ...applied, evidence: [{ kind: "file", ref: "截图", attachmentId: evidenceIdOf(idNo("upl", 3)) }] },
    }),
    async (world) => void (await kept(world, 3, finance.agencyId)),
  ),
  answering(
    "feedback corrected, its case taken back",
    (triggerId) => ({
      route: triggers.answerTrigger,
      as: implementing,
      params: { triggerId },
      body: { outcome: "notApplicable", on: "2026-11-23", corrects: true, reason: "并无补贴" },
    }),
    withCase,
  ),
  answering(
    "the answers to a trigger",
    (triggerId) => ({ route: triggers.listAnswers, as: authority, params: { triggerId }, query: { limit: "50" } }),
    withCase,
  ),
  {
    of: "admit-feedback",
    name: "rows good, bad, double, with a case, and one that corrects",
    given: async (world) => {
      await listed(world, 2);
      const attachmentId = await kept(world, 3, finance.agencyId);
      const [one = "", two = "", three = ""] = await asked(world);
      await withCase(world, three);
      return rowsOf(world, [
        { triggerId: one, ...applied, typicalCase: told },
        { triggerId: "none", ...applied },
        { triggerId: one, ...applied, typicalCase: told },
        {
          triggerId: two,
          outcome: "failed",
          on: "2026-11-23",
          evidence: [{ kind: "file", ref: "截图", attachmentId }],
        },
        { triggerId: three, outcome: "notApplicable", on: "2026-11-23", corrects: true, reason: "并无补贴" },
      ]);
    },
  },
  {
    of: "admit-feedback",
    name: "a chunk that was answered before",
    given: async (world) => {
      const { bodies } = await rowsOf(world, []);
      const submissionId = bodies[0]?.submissionId ?? "";
      await createSubmissionStore(world.engine.db, world.engine.table.Intake).record(submissionId, 0, []);
      return { kind: "messages", bodies };
    },
  },
  {
    of: "announce-answers",
    name: "two answers, to an authority with a webhook and to one without",
    given: async (world) => {
      await subscribed(world, "market-regulation");
      return { kind: "messages", bodies: [given, { ...given, answer: 4, authorityId: "tax" }] };
    },
  },
  {
    of: "announce-answers",
    name: "alerts, to an agency with a webhook and to one without",
    given: async (world) => {
      await subscribed(world, "market-regulation");
      return { kind: "messages", bodies: [alerts, { ...alerts, agencyId: "tax" }] };
    },
  },
  {
    of: "announce-answers",
    name: "an objection to an act, to an agency with a webhook and to one without",
    given: async (world) => {
      await subscribed(world, "market-regulation");
      return { kind: "messages", bodies: [{ ...objected, told: ["market-regulation", "tax"] }] };
    },
  },
  managing("what was done about an entry", async (world) => {
    const [triggerId = ""] = await asked(world);
    await withCase(world, triggerId);
    const [entryId = ""] = triggerId.split(".");
    return { route: feedback.getEntryFeedback, as: authority, params: { entryId }, query: { limit: "50" } };
  }),
  managing("a partner's report", async (world) => ({
    route: feedback.givePartnerFeedback,
    as: partner,
    params: { entryId: (await listed(world, 1)).entryId },
    body: { measure: "提高贷款利率", effect: "拒绝新增授信", on: "2026-11-23" },
  })),
  managing("cases of a month", async (world) => {
    await caseTold(world);
    return { route: feedback.listCases, as: office, query: { month: "2026-11" } };
  }),
  managing("a case", async (world) => {
    return { route: feedback.getCase, as: implementing, params: { caseId: await caseTold(world) } };
  }),
  managing("a case published", async (world) => {
    const caseId = await caseTold(world);
    return {
      route: feedback.publishCase,
      as: office,
      params: { caseId },
      headers: version(2),
      body: { officer: "王芳" },
    };
  }),
  managing("a case withdrawn", async (world) => {
    const caseId = await caseTold(world);
    await casePublished(world, caseId);
    return {
      route: feedback.withdrawCase,
      as: office,
      params: { caseId },
      headers: version(3),
      body: { officer: "王芳" },
    };
  }),
  {
    of: "query-cases",
    name: "the published cases",
    given: async (world) => {
      await casePublished(world, await caseTold(world));
      return { kind: "request", request: { route: feedback.listPublicCases, query: { limit: "50" } } };
    },
  },
];
