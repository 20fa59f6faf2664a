import { Duration } from "aws-cdk-lib";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { QueueConsumer } from "../constructs/queue-consumer.ts";

/** The queues that functions work on. Who works on them is said in the stack. */
export const makeQueues = (scope: Construct, topic: ITopic) => ({
  Submissions: new QueueConsumer(scope, "Submissions", {
    topic,
    visibility: Duration.seconds(310),
    tries: 3,
    lateAfter: Duration.minutes(20),
    late: {
      hurt: "agencies whose files were taken and lie unread.",
      act: "look at split-submission's log and its throttles; files are kept a day, so there is time, but not more.",
    },
    dead: {
      hurt: "an agency whose file was taken and will not be read; it is deleted after a day.",
      act: "mend what split-submission's log says and start a redrive of SubmissionsDead within the day, or ask the agency to send the file again.",
    },
  }),
  Rows: new QueueConsumer(scope, "Rows", {
    topic,
    visibility: Duration.seconds(30),
    tries: 4,
    lateAfter: Duration.minutes(30),
    late: {
      hurt: "agencies whose rows wait to be decided.",
      act: "a large file may need this long; if Rows does not shrink, look at admit-rows' log and its throttles.",
    },
    dead: {
      hurt: "an agency whose submission stays at processing: a chunk of its rows is undecided.",
      act: "mend what admit-rows' log says and start a redrive of RowsDead within the day; rows decided already stay as they are.",
    },
  }),
  FeedbackRows: new QueueConsumer(scope, "FeedbackRows", {
    topic,
    visibility: Duration.seconds(30),
    tries: 4,
    lateAfter: Duration.minutes(30),
    late: {
      hurt: "implementing agencies whose feedback in bulk waits, and authorities that do not see it.",
      act: "a large file may need this long; if FeedbackRows does not shrink, look at admit-feedback's log and its throttles.",
    },
    dead: {
      hurt: "an agency whose file of feedback stays at processing: a chunk of its rows was not heard.",
      act: "mend what admit-feedback's log says and start a redrive of FeedbackRowsDead within the day; rows heard already stay as they are.",
    },
  }),
  DisclosureRows: new QueueConsumer(scope, "DisclosureRows", {
    topic,
    visibility: Duration.seconds(30),
    tries: 4,
    lateAfter: Duration.minutes(30),
    late: {
      hurt: "agencies whose permits, penalties and other acts wait to become public, while their clocks run.",
      act: "a large file may need this long; if DisclosureRows does not shrink, look at admit-disclosures' log and its throttles.",
    },
    dead: {
      hurt: "an agency whose file of acts stays at processing: a chunk of its rows is not public.",
      act: "mend what admit-disclosures' log says and start a redrive of DisclosureRowsDead within the day; rows taken already stay as they are.",
    },
  }),
  TriggerWork: new QueueConsumer(scope, "TriggerWork", {
    topic,
    visibility: Duration.seconds(20),
    tries: 4,
    lateAfter: Duration.minutes(10),
    late: {
      hurt: "implementing agencies that learn late what they must do, or that they must stop.",
      act: "look at make-triggers' log and its throttles.",
    },
    dead: {
      hurt: "a listed party, or one just taken off, and the agencies that were not told so.",
      act: "mend what make-triggers' log says and start a redrive of TriggerWorkDead; triggers are made once however often it runs.",
    },
  }),
  EndingWork: new QueueConsumer(scope, "EndingWork", {
    topic,
    visibility: Duration.seconds(40),
    tries: 4,
    lateAfter: Duration.minutes(30),
    late: {
      hurt: "listed parties against whom a measure stands that was retired or ran out; no counter is shown it any more.",
      act: "many entries may need this long; if EndingWork does not shrink, look at end-measures' log and its throttles.",
    },
    dead: {
      hurt: "listed parties against whom a measure stands that was retired or ran out: one shard is not looked through.",
      act: "mend what end-measures' log says and start a redrive of EndingWorkDead; the next hour's sweep begins the shard again as well.",
    },
  }),
  ClockWork: new QueueConsumer(scope, "ClockWork", {
    topic,
    visibility: Duration.seconds(40),
    tries: 4,
    lateAfter: Duration.hours(1),
    late: {
      hurt: "agencies whose open deadlines still stand on the days of the calendar before; they may be warned or blamed a day early or late.",
      act: "a message is held back for 15 minutes on purpose; if ClockWork does not shrink, look at move-clocks' log and its throttles.",
    },
    dead: {
      hurt: "agencies whose open deadlines still stand on the days of the calendar before.",
      act: "mend what move-clocks' log says and start a redrive of ClockWorkDead; a clock is moved once however often it runs.",
    },
  }),
  Answers: new QueueConsumer(scope, "Answers", {
    topic,
    visibility: Duration.seconds(20),
    tries: 4,
    lateAfter: Duration.minutes(30),
    late: {
      hurt: "authorities that hear late by webhook what was done about their entries; they can read it all the same.",
      act: "look at announce-answers' log and its throttles.",
    },
    dead: {
      hurt: "an authority that was not told by webhook of an answer to one of its entries.",
      act: "mend what announce-answers' log says and start a redrive of AnswersDead; an answer is announced once however often it runs.",
    },
  }),
  FigureWork: new QueueConsumer(scope, "FigureWork", {
    topic,
    visibility: Duration.seconds(30),
    tries: 6,
    lateAfter: Duration.hours(1),
    late: {
      hurt: "agencies and the office that read figures of compliance: what was reported lately is not in them yet.",
      act: "a large file may need this long; if FigureWork does not shrink, look at count-figures' log and its throttles.",
    },
    dead: {
      hurt: "an agency whose figures of compliance lack some of what it reported.",
      act: "mend what count-figures' log says and start a redrive of FigureWorkDead; a record is counted once however often it runs.",
    },
  }),
  WebhookWork: new QueueConsumer(scope, "WebhookWork", {
    topic,
    visibility: Duration.seconds(30),
    tries: 4,
    lateAfter: Duration.minutes(30),
    late: {
      hurt: "agencies that hear of their triggers late; their inbox has them all.",
      act: "a message is held back for up to 15 minutes on purpose; if its age grows on, look at deliver-webhooks' log and its throttles.",
    },
    dead: {
      hurt: "agencies that wait for an event: the sweep sends it within the hour, if deliver-webhooks works again.",
      act: "mend what deliver-webhooks' log says and start a redrive of WebhookWorkDead; an event that was delivered stays so.",
    },
  }),
});

/** Alerts of the platform for systems outside it, which read the queue themselves. */
export const makeAlertQueue = (scope: Construct, topic: ITopic) =>
  new QueueConsumer(scope, "AlertQueue", {
    topic,
    visibility: Duration.seconds(30),
    tries: 5,
    keep: Duration.days(14),
    lateAfter: Duration.days(1),
    late: {
      hurt: "agencies that are not told that a deadline ran out: nobody has read the alerts for a day.",
      act: "ask the operator of the system that reads AlertQueue; alerts are kept 14 days, and GET /v1/alerts has them all.",
    },
    dead: {
      hurt: "agencies not told of a deadline: the reading system took an alert five times and never finished with it.",
      act: "ask the operator of the system that reads AlertQueue, then start a redrive of AlertQueueDead.",
    },
  });
