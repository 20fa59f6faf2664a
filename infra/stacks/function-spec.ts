import type * as z from "zod";
import type { Meaning } from "../constructs/alarm.ts";
import type { TableName } from "./tables.ts";

type TableAction =
  | "GetItem"
  | "BatchGetItem"
  | "Query"
  | "PutItem"
  | "BatchWriteItem"
  | "UpdateItem"
  | "DeleteItem"
  | "ConditionCheckItem"
  | "PartiQLInsert"
  | "PartiQLUpdate";

/** The queues that functions send to. */
export type QueueName =
  | "Submissions"
  | "Rows"
  | "FeedbackRows"
  | "DisclosureRows"
  | "TriggerWork"
  | "Answers"
  | "FigureWork"
  | "WebhookWork"
  | "EndingWork"
  | "ClockWork";

/** What a function may do, and nothing else: actions by resource. A transaction needs the actions of its parts. */
export interface Access {
  readonly tables?: Readonly<Partial<Record<TableName, readonly TableAction[]>>>;
  /** Indexes by table; an index can only be queried. */
  readonly indexes?: Readonly<Partial<Record<TableName, readonly string[]>>>;
  /** Actions by key prefix: in the bucket of files, and in that of evidence. */
  readonly files?: Readonly<
    Partial<Record<"uploads" | "chunks" | "evidence", readonly ("GetObject" | "PutObject" | "DeleteObject")[]>>
  >;
  /** Whether it lists what is in the bucket; who may read a file may ask whether it is there anyway. */
  readonly listsFiles?: boolean;
  readonly sendsTo?: readonly QueueName[];
  readonly publishesAlerts?: boolean;
  readonly readsPepper?: boolean;
  /** Rotations alone write it. */
  readonly writesPepper?: boolean;
  /** What it may do with the key of signing secrets. */
  readonly webhookKey?: "Encrypt" | "Decrypt";
  /** What it may do with the key of identity numbers. */
  readonly personKey?: "Encrypt" | "Decrypt";
}

/** One function: limits, environment, rights, and what its errors mean. */
export interface FunctionSpec extends Meaning {
  readonly seconds: number;
  readonly memory: number;
  readonly env: z.ZodObject;
  readonly may: Access;
}

/** What errors of a function mean that answers calls. */
export const answers = (who: string): Meaning => ({
  hurt: `${who}: the call was answered with a 5xx.`,
  act: "search the function's log for level ERROR; the caller may repeat the call with the same Idempotency-Key.",
});

/** What errors of a function mean that works by itself. */
export const works = (who: string): Meaning => ({
  hurt: who,
  act: "search the function's log for level ERROR; the work is repeated by itself and is safe to repeat.",
});
