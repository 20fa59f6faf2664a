import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { instantString, submissionKind } from "../../../../events/vocabulary.ts";
import type { RowResult, Submission, SubmissionStore } from "../../../ports/submissions.ts";
import { requestWrite } from "../db/requests.ts";
import { transact } from "../db/transaction.ts";
import { uploadTaken } from "./uploads.ts";

const submissionItem = z.object({
  submissionId: z.string(),
  kind: submissionKind,
  agencyId: z.string(),
  receivedAt: instantString,
  chunks: z.int().exactOptional(),
  rows: z.int().exactOptional(),
  doneChunks: z.int(),
  accepted: z.int(),
  duplicate: z.int(),
  rejected: z.int(),
  failure: z.object({ code: z.string(), detail: z.string() }).exactOptional(),
});

const rowResult = z.object({
  line: z.int(),
  outcome: z.enum(["accepted", "duplicate", "rejected"]),
  id: z.string().exactOptional(),
  errors: z.array(z.object({ field: z.string(), code: z.string(), detail: z.string() })).default([]),
});

/** All workers of a file count in one item; after this many times the message comes again a little later. */
const recordAttempts = 50;

const submissionKey = (submissionId: string) => ({ pk: `submission#${submissionId}`, sk: "state" });
const chunkName = (chunk: number) => `chunk#${String(chunk).padStart(6, "0")}`;

const readSubmission = (item: unknown): Submission => {
  const { accepted, duplicate, rejected, ...rest } = submissionItem.parse(item);
  return { ...rest, counts: { accepted, duplicate, rejected } };
};

const readChunk = (item: unknown) => {
  const { sk, results } = z.object({ sk: z.string(), results: z.array(rowResult) }).parse(item);
  return { chunk: Number(sk.slice("chunk#".length)), results };
};

/** Submissions in the intake table: one item each, one item for each chunk of results. */
export const createSubmissionStore = (db: DynamoDBDocumentClient, table: string): SubmissionStore => ({
  create: async (submission, message, request, uploadId) => {
    const { counts, ...rest } = submission;
    const item = { ...submissionKey(submission.submissionId), record: "submission", ...rest, ...counts, message };
    const causes = await transact(db, [
      { Put: { TableName: table, Item: item, ConditionExpression: "attribute_not_exists(pk)" } },
      requestWrite(table, request),
      ...(uploadId === undefined
        ? []
        : [uploadTaken(table, { uploadId, agencyId: submission.agencyId, submissionId: submission.submissionId })]),
    ]);
    if (causes === undefined) return "created";
    if (causes[1] === "condition") return "requestSeen";
    return causes[2] === "condition" ? "uploadTaken" : "busy";
  },
  find: async (submissionId) => {
    const { Item } = await db.send(
      new GetCommand({ TableName: table, Key: submissionKey(submissionId), ConsistentRead: true }),
    );
    return Item ? readSubmission(Item) : undefined;
  },
  split: async (submissionId, { chunks, rows }) => {
    await db.send(
      new UpdateCommand({
        TableName: table,
        Key: submissionKey(submissionId),
        UpdateExpression: "SET chunks = :chunks, #rows = :rows",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeNames: { "#rows": "rows" },
        ExpressionAttributeValues: { ":chunks": chunks, ":rows": rows },
      }),
    );
  },
  fail: async (submissionId, failure) => {
    await db.send(
      new UpdateCommand({
        TableName: table,
        Key: submissionKey(submissionId),
        UpdateExpression: "SET failure = :failure",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":failure": failure },
      }),
    );
  },
  hasChunk: async (submissionId, chunk) => {
    const { Item } = await db.send(
      new GetCommand({
        TableName: table,
        Key: { pk: `submission#${submissionId}`, sk: chunkName(chunk) },
        ProjectionExpression: "pk",
        ConsistentRead: true,
      }),
    );
    return Item !== undefined;
  },
  record: async (submissionId, chunk, results, told) => {
    const count = (outcome: RowResult["outcome"]) => results.filter((result) => result.outcome === outcome).length;
    for (let attempt = 0; attempt < recordAttempts; attempt++) {
      const causes = await transact(db, [
        {
          Put: {
            TableName: table,
            Item: {
              pk: `submission#${submissionId}`,
              sk: chunkName(chunk),
              ...(told ? { record: "figure", message: told } : { record: "chunk" }),
              results: results.map(({ errors, ...result }) => (errors.length > 0 ? { ...result, errors } : result)),
            },
            ConditionExpression: "attribute_not_exists(pk)",
          },
        },
        {
          Update: {
            TableName: table,
            Key: submissionKey(submissionId),
            UpdateExpression: "ADD doneChunks :one, accepted :accepted, duplicate :duplicate, rejected :rejected",
            ConditionExpression: "attribute_exists(pk)",
            ExpressionAttributeValues: {
              ":one": 1,
              ":accepted": count("accepted"),
              ":duplicate": count("duplicate"),
              ":rejected": count("rejected"),
            },
          },
        },
      ]);
      if (!causes || causes[0] === "condition") return;
      if (causes.includes("condition"))
        throw new ConditionalCheckFailedException({ message: "no such submission", $metadata: {} });
    }
    throw new Error(`chunk ${chunk} of ${submissionId} was outrun ${recordAttempts} times`);
  },
  results: async (submissionId, fromChunk, toChunk) => {
    const done: { readonly chunk: number; readonly results: readonly RowResult[] }[] = [];
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
          ExpressionAttributeValues: {
            ":pk": `submission#${submissionId}`,
            ":from": chunkName(fromChunk),
            ":to": chunkName(toChunk),
          },
          ExclusiveStartKey: after,
        }),
      );
      done.push(...(page.Items ?? []).map(readChunk));
      after = page.LastEvaluatedKey;
    } while (after);
    return done;
  },
});
