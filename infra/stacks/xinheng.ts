import { join } from "node:path";
import { Duration, CfnOutput, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { type CfnKey, Key } from "aws-cdk-lib/aws-kms";
import { type CfnSecret, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import { acknowledge } from "../constructs/acknowledge.ts";
import { houseAlarm, period } from "../constructs/alarm.ts";
import { EvidenceBucket } from "../constructs/evidence-bucket.ts";
import { FilesBucket } from "../constructs/files-bucket.ts";
import { HouseFunction } from "../constructs/house-function.ts";
import { AlarmsTopic, AlertsTopic } from "../constructs/house-topic.ts";
import { OperationsDashboard } from "../constructs/dashboard.ts";
import { OutboxRelay } from "../constructs/outbox-relay.ts";
import { Schedule } from "../constructs/schedule.ts";
import { AgencyClients, type TokenIssuer } from "../constructs/token-issuer.ts";
import { type Context, readContext } from "./context.ts";
import { counts } from "./counts.ts";
import { type FunctionName, functions, type FunctionSpec } from "./functions.ts";
import { localOnly, type Resources, statements, variables } from "./grants.ts";
import { makeAlertQueue, makeQueues } from "./pipelines.ts";
import { makeTables } from "./tables.ts";

/** The platform but for its HTTP interface (`interface.ts`): read it from top to bottom. */
export class XinhengStack extends Stack {
  /** What the interface is made of: whose tokens it takes, who answers, and who hears when it breaks. */
  readonly tokens: TokenIssuer;
  readonly workers: Readonly<Record<FunctionName, HouseFunction>>;
  readonly alarms: AlarmsTopic;

  constructor(scope: Construct, id: string, bundles: string) {
    super(scope, id, {
      description: "信衡 Xinheng: joint incentive and punishment platform of a city's credit office",
    });
    const tokens = this.#tokens(readContext(this.node));

    const alarms = new AlarmsTopic(this, "Alarms");
    const alerts = new AlertsTopic(this, "Alerts");
    const alertQueue = makeAlertQueue(this, alarms);
    alerts.addSubscription(new SqsSubscription(alertQueue.queue, { rawMessageDelivery: true }));

    const tables = makeTables(this);
    const files = new FilesBucket(this, "Files");
    const evidence = new EvidenceBucket(this, "Evidence");
    const pepper = this.#pepper();
    const webhookKey = this.#key("WebhookKey", "Signing secrets of agencies' webhooks (ADR 14).");
    const personKey = this.#key("PersonKey", 'Identity numbers of listed persons (SPEC "Persons and their data").');
    const queues = makeQueues(this, alarms);

    const run = this.#functions(bundles, alarms, {
      tables,
      files,
      evidence,
      pepper,
      webhookKey,
      personKey,
      alerts,
      queues: {
        Submissions: queues.Submissions.queue,
        Rows: queues.Rows.queue,
        FeedbackRows: queues.FeedbackRows.queue,
        DisclosureRows: queues.DisclosureRows.queue,
        TriggerWork: queues.TriggerWork.queue,
        Answers: queues.Answers.queue,
        FigureWork: queues.FigureWork.queue,
        WebhookWork: queues.WebhookWork.queue,
        EndingWork: queues.EndingWork.queue,
        ClockWork: queues.ClockWork.queue,
      },
      officeClientId: tokens.officeClientId,
    });

    queues.Submissions.workedOnBy({ worker: run["split-submission"], batch: 1, atOnce: 5 });
    queues.Rows.workedOnBy({ worker: run["admit-rows"], batch: 1, atOnce: 10 });
    queues.FeedbackRows.workedOnBy({ worker: run["admit-feedback"], batch: 1, atOnce: 5 });
    queues.DisclosureRows.workedOnBy({ worker: run["admit-disclosures"], batch: 1, atOnce: 5 });
    queues.TriggerWork.workedOnBy({ worker: run["make-triggers"], batch: 10, atOnce: 10 });
    queues.EndingWork.workedOnBy({ worker: run["end-measures"], batch: 1, atOnce: 5 });
    queues.ClockWork.workedOnBy({ worker: run["move-clocks"], batch: 1, atOnce: 5 });
    queues.Answers.workedOnBy({ worker: run["announce-answers"], batch: 10, atOnce: 5 });
    // Many records change one agency's figures: few batches at once, each as large as a transaction holds.
    queues.FigureWork.workedOnBy({
      worker: run["count-figures"],
      batch: 25,
      gather: Duration.seconds(1),
      atOnce: 2,
    });
    queues.WebhookWork.workedOnBy({
      worker: run["deliver-webhooks"],
      batch: 10,
      gather: Duration.seconds(1),
      atOnce: 10,
    });

    new OutboxRelay(this, "Relay", {
      worker: run["relay-records"],
      outboxes: {
        Lists: { table: tables.Lists, records: ["decision", "alert", "clockAlert", "announcement"] },
        Intake: { table: tables.Intake, records: ["submission", "figure"] },
        Catalogue: { table: tables.Catalogue, records: ["ending", "clocks"] },
        Feedback: { table: tables.Feedback, records: ["feedback"] },
        Disclosures: { table: tables.Disclosures, records: ["figure"] },
      },
      topic: alarms,
      late: {
        hurt: "everybody downstream: what was decided more than five minutes ago is not sent on (triggers, alerts, files).",
        act: "look at relay-records' log; one record may hold up its shard. The stream forgets after 24 hours.",
      },
      lost: {
        hurt: "agencies that will not be told of a decision: a record could not be sent for 23 hours.",
        act: "the message names the shard and the sequence numbers; read them from the stream within the hour, and send them by hand.",
      },
    });

    new Schedule(this, "Sweep", {
      cron: "5 * * * ? *",
      target: run["sweep-due"],
      topic: alarms,
      missed: {
        hurt: "subjects whose entries end today, and agencies whose clocks ran out: the hourly sweep was not called.",
        act: "one missed call is made good by the next; if the next fails too, look at sweep-due's state and its throttles.",
      },
      long: {
        hurt: "subjects whose entries end today: the sweep takes nearly all the time it has, and what it does not reach waits for the next hour.",
        act: "compare what it found with what it ended on the dashboard; give sweep-due more time if the day is simply a large one.",
      },
    });

    new Schedule(this, "TriggerSweep", {
      cron: "35 * * * ? *",
      target: run["sweep-triggers"],
      topic: alarms,
      missed: {
        hurt: "agencies that are not told that a trigger is overdue, or never learn of a decision that got lost on its way.",
        act: "one missed call is made good by the next; if the next fails too, look at sweep-triggers' state and its throttles.",
      },
      long: {
        hurt: "agencies not told of overdue triggers: the sweep takes nearly all the time it has, and what it does not reach waits for the next hour.",
        act: "a night on which thousands of clocks ran out may need this long; give sweep-triggers more time if there are simply many.",
      },
    });

    new Schedule(this, "WebhookSweep", {
      cron: "20 * * * ? *",
      target: run["sweep-webhooks"],
      topic: alarms,
      missed: {
        hurt: "agencies whose webhook failed: what is tried again after more than a quarter of an hour was not called for.",
        act: "one missed call is made good by the next; if the next fails too, look at sweep-webhooks' state and its throttles.",
      },
      long: {
        hurt: "agencies whose webhook failed: the sweep may be cut off before it has come to all of them.",
        act: "look at sweep-webhooks' log and the throttles of the table Webhooks; give it more time if there are simply many agencies.",
      },
    });

    new Schedule(this, "PepperRotation", {
      cron: "50 1,7,13,19 * * ? *",
      target: run["rotate-pepper"],
      topic: alarms,
      missed: {
        hurt: "nobody yet: a rotation of the pepper, if one was begun, was not taken further.",
        act: "the next call, six hours later, goes on; if it fails too, look at rotate-pepper's log.",
      },
      long: {
        hurt: "nobody: a rotation moves persons until it is out of time, and goes on six hours later.",
        act: "while a rotation is under way it is as it should be; else look at rotate-pepper's log.",
      },
    });

    new Schedule(this, "FileSweep", {
      cron: "40 * * * ? *",
      target: run["sweep-files"],
      topic: alarms,
      missed: {
        hurt: "agencies and the people in their files: uploads and files that should be deleted after a day are still there.",
        act: "one missed call is made good by the next, and the bucket forgets everything a day later; if the next fails too, look at sweep-files' log.",
      },
      long: {
        hurt: "agencies and the people in their files: the sweep may be cut off before everything old is deleted; the next hour goes on.",
        act: "look at sweep-files' log; give it more time if there are simply many files.",
      },
    });

    houseAlarm(this, "DeadWebhooks", {
      metric: new Metric({
        namespace: "Xinheng",
        metricName: "WebhooksDead",
        dimensionsMap: { service: "deliver-webhooks" },
        statistic: "Sum",
        period,
      }),
      above: 0,
      topic: alarms,
      hurt: "an agency that has not been told of a trigger by webhook for days; its inbox has it.",
      act: "find the agency by `webhook attempt` with status dead in deliver-webhooks' log; once its endpoint answers it asks for a replay.",
    });

    new OperationsDashboard(this, "Dashboard", { counts });

    new CfnOutput(this, "AlertQueueUrl", { value: alertQueue.queue.queueUrl });
    new CfnOutput(this, "ListsTable", { value: tables.Lists.tableName, description: "For npm run policy:try." });
    new CfnOutput(this, "PepperArn", { value: pepper.secretArn, description: "For npm run rotate-pepper." });
    new CfnOutput(this, "AlarmsTopicArn", { value: alarms.topicArn, description: "Subscribe whoever is on call." });

    this.tokens = tokens;
    this.workers = run;
    this.alarms = alarms;
  }

  /** An issuer of one's own where context names one, else a Cognito pool. */
  #tokens({ issuer, audience, officeClientId, agencyClients }: Context): TokenIssuer {
    return issuer !== undefined && audience !== undefined
      ? { issuer, audience: [audience], officeClientId }
      : new AgencyClients(this, "Tokens", officeClientId, agencyClients);
  }

  /** The key of the index of identity numbers. */
  #pepper(): Secret {
    const pepper = new Secret(this, "Pepper", {
      description: "Key of the keyed hashes that stand for identity numbers and idempotent requests.",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    (pepper.node.defaultChild as CfnSecret).overrideLogicalId("Pepper");
    acknowledge(
      pepper,
      "SMG4",
      "A rotated pepper finds nobody in the index any more: a new version stands beside the old one until every person has been moved to it (ADR 24), never by a timer.",
    );
    return pepper;
  }

  /** A key of its own for what must be opened again, and by few. */
  #key(id: string, description: string): Key {
    const key = new Key(this, id, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
    (key.node.defaultChild as CfnKey).overrideLogicalId(id);
    return key;
  }

  /** Every function with its environment and its rights. */
  #functions(bundles: string, topic: AlarmsTopic, on: Resources): Record<FunctionName, HouseFunction> {
    const known = variables(on);
    const made = Object.entries<FunctionSpec>(functions).map(([name, { env, may, ...limits }]) => {
      const environment = Object.fromEntries(
        Object.keys(env.shape)
          .filter((key) => !localOnly.has(key))
          .map((key) => [key, known[key] ?? unknownVariable(name, key)]),
      );
      const worker = new HouseFunction(this, { name, bundle: join(bundles, name), environment, topic, ...limits });
      worker.allow(...statements(may, on));
      for (const prefix of Object.keys(may.files ?? {})) {
        acknowledge(
          worker.ownRole,
          `IAM5[Resource::<${prefix === "evidence" ? "Evidence" : "Files"}.Arn>/${prefix}/*]`,
          `Object names under ${prefix}/ are made at run time; the prefix is the narrowest resource there is.`,
        );
      }
      return [name, worker] as const;
    });
    return Object.fromEntries(made) as Record<FunctionName, HouseFunction>;
  }
}

const unknownVariable = (name: string, key: string): never => {
  throw new Error(`${name} asks for ${key}, which no resource of the stack provides`);
};
