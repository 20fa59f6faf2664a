import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { instantString } from "../../../../events/vocabulary.ts";
import type { UploadStore } from "../../../ports/uploads.ts";
import { requestWrite } from "../db/requests.ts";
import { transact, type Write } from "../db/transaction.ts";

const uploadItem = z.object({
  uploadId: z.string(),
  agencyId: z.string(),
  key: z.string(),
  bytes: z.int(),
  format: z.enum(["json", "csv", "xlsx"]).exactOptional(),
  linkEndsAt: instantString,
  keptUntil: instantString,
  submissionId: z.string().exactOptional(),
  purpose: z.literal("evidence").exactOptional(),
  evidenceId: z.string().exactOptional(),
});

const uploadKey = (uploadId: string) => ({ pk: `upload#${uploadId}`, sk: "state" });

/** How long an upload is remembered after its file is gone, so that it is answered as over and not as unknown. */
const rememberedSeconds = 7 * 86_400;

/** Uploads in the intake table. */
export const createUploadStore = (db: DynamoDBDocumentClient, table: string): UploadStore => ({
  offer: async (upload, request) => {
    const causes = await transact(db, [
      {
        Put: {
          TableName: table,
          Item: {
            ...uploadKey(upload.uploadId),
            record: "upload",
            ...upload,
            expiresAt: Math.floor(Date.parse(upload.keptUntil) / 1000) + rememberedSeconds,
          },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      requestWrite(table, request),
    ]);
    if (causes === undefined) return "offered";
    return causes[1] === "condition" ? "requestSeen" : "busy";
  },
  find: async (uploadId) => {
    const { Item } = await db.send(
      new GetCommand({ TableName: table, Key: uploadKey(uploadId), ConsistentRead: true }),
    );
    return Item ? uploadItem.parse(Item) : undefined;
  },
});

/** The write that gives an agency's upload to a submission; it fails where it is not the agency's or was given. */
export const uploadTaken = (
  table: string,
  {
    uploadId,
    agencyId,
    submissionId,
  }: { readonly uploadId: string; readonly agencyId: string; readonly submissionId: string },
): Write => ({
  Update: {
    TableName: table,
    Key: uploadKey(uploadId),
    UpdateExpression: "SET submissionId = :submission",
    ConditionExpression: "agencyId = :agency AND attribute_not_exists(submissionId)",
    ExpressionAttributeValues: { ":submission": submissionId, ":agency": agencyId },
  },
});

/** The write that makes an agency's upload into evidence, once. */
export const uploadKept = (
  table: string,
  {
    uploadId,
    agencyId,
    evidenceId,
  }: { readonly uploadId: string; readonly agencyId: string; readonly evidenceId: string },
): Write => ({
  Update: {
    TableName: table,
    Key: uploadKey(uploadId),
    UpdateExpression: "SET evidenceId = :evidence",
    ConditionExpression: "agencyId = :agency AND purpose = :purpose AND attribute_not_exists(evidenceId)",
    ExpressionAttributeValues: { ":evidence": evidenceId, ":agency": agencyId, ":purpose": "evidence" },
  },
});
