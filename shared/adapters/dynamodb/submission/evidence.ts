import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { evidenceType, instantString } from "../../../../events/vocabulary.ts";
import { attachmentsOf, mostCiting } from "../../../domain/evidence/evidence.ts";
import type { EvidenceReader, EvidenceStore } from "../../../ports/evidence.ts";
import { requestWrite } from "../db/requests.ts";
import { type Cause, transact, type Write } from "../db/transaction.ts";
import { uploadKept } from "./uploads.ts";

const evidenceItem = z.object({
  evidenceId: z.string(),
  agencyId: z.string(),
  officer: z.string().exactOptional(),
  sha256: z.string(),
  mediaType: evidenceType,
  bytes: z.int(),
  keptAt: instantString,
  citedBy: z.set(z.string()).exactOptional(),
  removedAt: instantString.exactOptional(),
});

const keyOf = (evidenceId: string) => ({ pk: `evidence#${evidenceId}`, sk: "state" });

/** What is known of files of evidence, in the lists table beside the entries that cite them. */
export const createEvidenceReader = (db: DynamoDBDocumentClient, lists: string): EvidenceReader => ({
  find: async (evidenceId) => {
    const { Item } = await db.send(new GetCommand({ TableName: lists, Key: keyOf(evidenceId), ConsistentRead: true }));
    if (!Item) return undefined;
    const { citedBy, ...evidence } = evidenceItem.parse(Item);
    return { ...evidence, citedBy: [...(citedBy ?? [])].sort() };
  },
});

/** The same with what keeps a file of evidence, and drops one that nobody cites. */
export const createEvidenceStore = (
  db: DynamoDBDocumentClient,
  tables: { readonly lists: string; readonly intake: string },
): EvidenceStore => ({
  ...createEvidenceReader(db, tables.lists),
  keep: async ({ citedBy: _, ...evidence }, uploadId, request) => {
    const causes = await transact(db, [
      {
        Put: {
          TableName: tables.lists,
          Item: { ...keyOf(evidence.evidenceId), record: "evidence", ...evidence },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      uploadKept(tables.intake, { uploadId, agencyId: evidence.agencyId, evidenceId: evidence.evidenceId }),
      requestWrite(tables.intake, request),
    ]);
    if (causes === undefined) return "kept";
    if (causes[2] === "condition") return "requestSeen";
    return causes.includes("condition") ? "uploadTaken" : "busy";
  },
  drop: async (evidenceId, at) => {
    try {
      await db.send(
        new UpdateCommand({
          TableName: tables.lists,
          Key: keyOf(evidenceId),
          UpdateExpression: "SET removedAt = if_not_exists(removedAt, :at)",
          ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(citedBy)",
          ExpressionAttributeValues: { ":at": at },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // Nothing was recorded of it: its upload was never confirmed.
      return error.Item === undefined;
    }
  },
});

/**
 * The writes by which a decision's events, an answer or a complaint cite files of evidence, under the entry or the complaint
 * that they belong to. One that was dropped in the meantime refuses the decision, because nothing that an event rests on may
 * be missing, and so does one that too many cite.
 */
export const citationWrites = (
  lists: string,
  events: readonly { readonly entryId: string; readonly data: unknown }[],
): Write[] => {
  const citing = new Map<string, Set<string>>();
  for (const { entryId, data } of events)
    for (const evidenceId of attachmentsOf(data))
      citing.set(evidenceId, (citing.get(evidenceId) ?? new Set()).add(entryId));
  return [...citing].map(([evidenceId, entryIds]) => ({
    Update: {
      TableName: lists,
      Key: keyOf(evidenceId),
      UpdateExpression: "ADD citedBy :entries",
      ConditionExpression:
        "attribute_exists(pk) AND attribute_not_exists(removedAt) AND (attribute_not_exists(citedBy) OR size(citedBy) < :most OR contains(citedBy, :entry))",
      ExpressionAttributeValues: { ":entries": entryIds, ":entry": [...entryIds][0], ":most": mostCiting },
    },
  }));
};

/** Whether nothing but a file that cannot be cited stood in the way of a transaction. */
export const uncitable = (writes: readonly Write[], causes: readonly Cause[]): boolean =>
  causes.every(
    (cause, index) =>
      cause === "ok" || (cause === "condition" && String(writes[index]?.Update?.Key?.pk).startsWith("evidence#")),
  );
