import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Access, QueueName } from "./functions.ts";
import type { TableName } from "./tables.ts";

/** What functions work with. */
export interface Resources {
  readonly tables: Readonly<Record<TableName, Table>>;
  readonly files: Bucket;
  readonly evidence: Bucket;
  readonly queues: Readonly<Record<QueueName, Queue>>;
  readonly alerts: ITopic;
  readonly pepper: Secret;
  readonly webhookKey: Key;
  readonly personKey: Key;
  readonly officeClientId: string;
}

const entries = <K extends string, V>(record: Readonly<Partial<Record<K, V>>> | undefined) =>
  Object.entries(record ?? {}) as [K, V][];

/** Evidence lies in a bucket of its own: what is there stays. */
const bucketOf = (prefix: keyof NonNullable<Access["files"]>, on: Resources): Bucket =>
  prefix === "evidence" ? on.evidence : on.files;

/** The rights of a function as statements: exact actions on exact resources. */
export const statements = (may: Access, on: Resources): readonly PolicyStatement[] => [
  ...entries(may.tables).map(
    ([table, actions]) =>
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [on.tables[table].tableArn],
      }),
  ),
  ...entries(may.indexes).map(
    ([table, indexes]) =>
      new PolicyStatement({
        actions: ["dynamodb:Query"],
        resources: indexes.map((index) => `${on.tables[table].tableArn}/index/${index}`),
      }),
  ),
  ...entries(may.files).map(
    ([prefix, actions]) =>
      new PolicyStatement({
        actions: actions.map((action) => `s3:${action}`),
        resources: [bucketOf(prefix, on).arnForObjects(`${prefix}/*`)],
      }),
  ),
  // Without leave to list, S3 answers 403 for an object that is gone, and a reader cannot tell that from a fault.
  ...[on.files, on.evidence]
    .filter(
      (bucket) =>
        (may.listsFiles === true && bucket === on.files) ||
        entries(may.files).some(
          ([prefix, actions]) => bucketOf(prefix, on) === bucket && actions.includes("GetObject"),
        ),
    )
    .map((bucket) => new PolicyStatement({ actions: ["s3:ListBucket"], resources: [bucket.bucketArn] })),
  ...(may.sendsTo ?? []).map(
    (queue) => new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [on.queues[queue].queueArn] }),
  ),
  ...(may.publishesAlerts === true
    ? [new PolicyStatement({ actions: ["sns:Publish"], resources: [on.alerts.topicArn] })]
    : []),
  ...(may.readsPepper === true
    ? [new PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [on.pepper.secretArn] })]
    : []),
  ...(may.writesPepper === true
    ? [new PolicyStatement({ actions: ["secretsmanager:PutSecretValue"], resources: [on.pepper.secretArn] })]
    : []),
  ...(may.webhookKey === undefined
    ? []
    : [new PolicyStatement({ actions: [`kms:${may.webhookKey}`], resources: [on.webhookKey.keyArn] })]),
  ...(may.personKey === undefined
    ? []
    : [new PolicyStatement({ actions: [`kms:${may.personKey}`], resources: [on.personKey.keyArn] })]),
];

/** Every variable that a function may ask for in its env schema. */
export const variables = (on: Resources): Readonly<Record<string, string>> => ({
  SUBJECTS_TABLE: on.tables.Subjects.tableName,
  LISTS_TABLE: on.tables.Lists.tableName,
  TRIGGERS_TABLE: on.tables.Triggers.tableName,
  INTAKE_TABLE: on.tables.Intake.tableName,
  REGISTER_TABLE: on.tables.Register.tableName,
  FILES_BUCKET: on.files.bucketName,
  EVIDENCE_BUCKET: on.evidence.bucketName,
  SUBMISSIONS_QUEUE_URL: on.queues.Submissions.queueUrl,
  FEEDBACK_TABLE: on.tables.Feedback.tableName,
  ROWS_QUEUE_URL: on.queues.Rows.queueUrl,
  FEEDBACK_ROWS_QUEUE_URL: on.queues.FeedbackRows.queueUrl,
  DISCLOSURE_ROWS_QUEUE_URL: on.queues.DisclosureRows.queueUrl,
  FIGURES_TABLE: on.tables.Figures.tableName,
  FIGURES_QUEUE_URL: on.queues.FigureWork.queueUrl,
  ANSWERS_QUEUE_URL: on.queues.Answers.queueUrl,
  TRIGGERS_QUEUE_URL: on.queues.TriggerWork.queueUrl,
  PERSONAL_READS_TABLE: on.tables.PersonalReads.tableName,
  DISCLOSURES_TABLE: on.tables.Disclosures.tableName,
  CATALOGUE_TABLE: on.tables.Catalogue.tableName,
  ENDINGS_QUEUE_URL: on.queues.EndingWork.queueUrl,
  CLOCKS_QUEUE_URL: on.queues.ClockWork.queueUrl,
  WEBHOOKS_TABLE: on.tables.Webhooks.tableName,
  WEBHOOKS_QUEUE_URL: on.queues.WebhookWork.queueUrl,
  PERSON_KEY_ARN: on.personKey.keyArn,
  WEBHOOK_KEY_ARN: on.webhookKey.keyArn,
  ALERTS_TOPIC_ARN: on.alerts.topicArn,
  PEPPER_SECRET_ARN: on.pepper.secretArn,
  OFFICE_CLIENT_ID: on.officeClientId,
});

/** What functions know of and no deployment may set: the local host sets it, whose webhooks and bucket are on its own machine. */
export const localOnly: ReadonlySet<string> = new Set(["LOOPBACK_WEBHOOKS", "AWS_ENDPOINT_URL_S3"]);
