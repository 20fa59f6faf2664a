import { envSchema as admitRows } from "../../functions/admit-rows/env.ts";
import { envSchema as answerTriggers } from "../../functions/answer-triggers/env.ts";
import { envSchema as deliverWebhooks } from "../../functions/deliver-webhooks/env.ts";
import { envSchema as describeApi } from "../../functions/describe-api/env.ts";
import { envSchema as makeTriggers } from "../../functions/make-triggers/env.ts";
import { envSchema as manageAgencies } from "../../functions/manage-agencies/env.ts";
import { envSchema as manageWebhooks } from "../../functions/manage-webhooks/env.ts";
import { envSchema as offerUpload } from "../../functions/offer-upload/env.ts";
import { envSchema as queryPublic } from "../../functions/query-public/env.ts";
import { envSchema as readSubmissions } from "../../functions/read-submissions/env.ts";
import { envSchema as receiveSubmission } from "../../functions/receive-submission/env.ts";
import { envSchema as relayRecords } from "../../functions/relay-records/env.ts";
import { envSchema as splitSubmission } from "../../functions/split-submission/env.ts";
import { envSchema as sweepDue } from "../../functions/sweep-due/env.ts";
import { envSchema as sweepTriggers } from "../../functions/sweep-triggers/env.ts";
import { envSchema as sweepWebhooks } from "../../functions/sweep-webhooks/env.ts";
import { catalogueFunctions } from "./catalogue-functions.ts";
import { clockFunctions } from "./clock-functions.ts";
import { complianceFunctions } from "./compliance-functions.ts";
import { disclosureFunctions } from "./disclosure-functions.ts";
import { entryFunctions } from "./entry-functions.ts";
import { evidenceFunctions } from "./evidence-functions.ts";
import { feedbackFunctions } from "./feedback-functions.ts";
import { subjectFunctions } from "./subject-functions.ts";
import { answers, type FunctionSpec, works } from "./function-spec.ts";
import { personFunctions } from "./person-functions.ts";

export type { Access, FunctionSpec, QueueName } from "./function-spec.ts";

/** Every function of the platform, by its folder. */
export const functions = {
  "receive-submission": {
    seconds: 10,
    memory: 512,
    env: receiveSubmission,
    may: {
      tables: { Intake: ["GetItem", "PutItem", "UpdateItem"], Register: ["GetItem"] },
      files: { uploads: ["PutObject", "GetObject", "DeleteObject"] },
      readsPepper: true,
    },
    ...answers("agencies that hand in a file"),
  },
  "offer-upload": {
    seconds: 10,
    memory: 512,
    env: offerUpload,
    may: {
      tables: { Intake: ["GetItem", "PutItem"], Register: ["GetItem"] },
      files: { uploads: ["PutObject"] },
      readsPepper: true,
    },
    ...answers("agencies that want to upload a large file"),
  },
  "read-submissions": {
    seconds: 10,
    memory: 256,
    env: readSubmissions,
    may: { tables: { Intake: ["GetItem", "Query"], Register: ["GetItem"] } },
    ...answers("agencies that ask what became of their file"),
  },
  // 200,000 rows are 4,000 chunks; a whole processor comes with this much memory.
  "split-submission": {
    seconds: 300,
    memory: 1769,
    env: splitSubmission,
    may: {
      tables: { Intake: ["GetItem", "UpdateItem"] },
      files: { uploads: ["GetObject", "DeleteObject"], chunks: ["PutObject"] },
      sendsTo: ["Rows", "FeedbackRows", "DisclosureRows"],
    },
    ...works("an agency whose file was taken but is not being read."),
  },
  "admit-rows": {
    seconds: 20,
    memory: 1024,
    env: admitRows,
    may: {
      tables: {
        Subjects: ["GetItem", "BatchGetItem", "PutItem", "DeleteItem", "ConditionCheckItem"],
        Lists: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
        Intake: ["GetItem", "PutItem", "UpdateItem"],
        Register: ["GetItem"],
        Catalogue: ["GetItem", "Query"],
      },
      files: { chunks: ["GetObject", "DeleteObject"] },
      readsPepper: true,
      personKey: "Encrypt",
    },
    ...works("agencies whose rows are not yet decided, and subjects whose entries are late."),
  },
  "query-public": {
    seconds: 10,
    memory: 512,
    env: queryPublic,
    may: {
      tables: {
        Subjects: ["GetItem", "BatchGetItem"],
        Lists: ["GetItem", "Query"],
        Disclosures: ["GetItem"],
      },
      indexes: { Subjects: ["byName"], Disclosures: ["public"] },
    },
    ...answers("the public"),
  },
  ...personFunctions,
  "relay-records": {
    seconds: 30,
    memory: 256,
    env: relayRecords,
    may: {
      sendsTo: ["TriggerWork", "Submissions", "Answers", "FigureWork", "EndingWork", "ClockWork"],
      publishesAlerts: true,
    },
    ...works("everybody downstream of a decision: nothing that was decided is being sent on."),
  },
  "make-triggers": {
    seconds: 10,
    memory: 512,
    env: makeTriggers,
    may: {
      tables: {
        Triggers: ["BatchGetItem", "PartiQLInsert", "PartiQLUpdate", "Query", "UpdateItem"],
        Lists: ["Query"],
        Webhooks: ["PartiQLInsert", "Query"],
        Catalogue: ["GetItem", "Query"],
      },
      sendsTo: ["WebhookWork"],
    },
    ...works("implementing agencies that do not learn what they must now do, or must stop doing."),
  },
  "answer-triggers": {
    seconds: 10,
    memory: 512,
    env: answerTriggers,
    may: {
      tables: {
        Triggers: ["GetItem", "Query", "PutItem"],
        Feedback: ["Query", "PutItem", "UpdateItem"],
        Lists: ["GetItem", "UpdateItem"],
        Intake: ["GetItem", "PutItem"],
        Register: ["GetItem"],
        Catalogue: ["GetItem", "Query"],
      },
      indexes: { Triggers: ["inbox"] },
      readsPepper: true,
    },
    ...answers("implementing agencies that read their inbox or give feedback"),
  },
  "sweep-due": {
    seconds: 300,
    memory: 512,
    env: sweepDue,
    may: {
      tables: {
        Subjects: ["GetItem", "BatchGetItem", "PutItem", "DeleteItem"],
        Lists: ["GetItem", "BatchGetItem", "Query", "PutItem", "PartiQLInsert", "UpdateItem", "DeleteItem"],
        Register: ["Query"],
        Catalogue: ["GetItem", "Query"],
        Disclosures: ["GetItem", "UpdateItem"],
      },
      indexes: { Lists: ["due", "directory"], Disclosures: ["due"] },
      sendsTo: ["EndingWork"],
    },
    ...works("subjects whose entries ended today but still stand, and agencies not told that a clock ran out."),
  },
  "sweep-triggers": {
    seconds: 300,
    memory: 512,
    env: sweepTriggers,
    may: {
      tables: {
        Lists: ["BatchGetItem", "PartiQLInsert", "UpdateItem", "DeleteItem"],
        Triggers: ["BatchGetItem", "Query", "UpdateItem"],
        Register: ["Query"],
        Catalogue: ["GetItem", "Query"],
      },
      indexes: { Lists: ["directory"], Triggers: ["due"] },
      sendsTo: ["TriggerWork"],
    },
    ...works(
      "agencies not told that a trigger of theirs is overdue, and those that never learnt of a decision that got lost on its way.",
    ),
  },
  "manage-agencies": {
    seconds: 10,
    memory: 256,
    env: manageAgencies,
    may: { tables: { Register: ["GetItem", "PutItem", "DeleteItem"] } },
    ...answers("the credit office, at the register of agencies"),
  },
  "manage-webhooks": {
    seconds: 10,
    memory: 512,
    env: manageWebhooks,
    may: {
      tables: {
        Webhooks: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
        Intake: ["GetItem", "PutItem"],
        Register: ["GetItem"],
      },
      sendsTo: ["WebhookWork"],
      readsPepper: true,
      webhookKey: "Encrypt",
    },
    ...answers("agencies that set their webhook, read what was sent, or have it sent again"),
  },
  "deliver-webhooks": {
    seconds: 25,
    memory: 512,
    env: deliverWebhooks,
    may: {
      tables: { Webhooks: ["GetItem", "BatchGetItem", "PutItem", "UpdateItem"] },
      indexes: { Webhooks: ["due"] },
      sendsTo: ["WebhookWork"],
      webhookKey: "Decrypt",
    },
    ...works("agencies that are told of triggers by webhook and now are not; their inbox has them all."),
  },
  "sweep-webhooks": {
    seconds: 60,
    memory: 256,
    env: sweepWebhooks,
    may: { tables: { Webhooks: ["Query"] }, indexes: { Webhooks: ["due"] }, sendsTo: ["WebhookWork"] },
    ...works("agencies whose webhook failed before: later attempts are not made; their inbox has everything."),
  },
  ...clockFunctions,
  ...catalogueFunctions,
  ...subjectFunctions,
  "describe-api": {
    seconds: 10,
    memory: 512,
    env: describeApi,
    may: {},
    ...answers("monitors and integrators"),
  },
  ...entryFunctions,
  ...evidenceFunctions,
  ...feedbackFunctions,
  ...disclosureFunctions,
  ...complianceFunctions,
} as const satisfies Readonly<Record<string, FunctionSpec>>;

/** The name of a function: its folder. */
export type FunctionName = keyof typeof functions;
