import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { evidence, party } from "../../../../events/parts.ts";
import { localDateString } from "../../../../events/vocabulary.ts";
import type { Complaint } from "../../../domain/objection/complaint.ts";
import type { ComplaintReader, ComplaintStore } from "../../../ports/objections.ts";
import { citationWrites } from "../submission/evidence.ts";
import { getAll } from "../db/get-all.ts";
import { inboxesOf, inboxPage } from "../items/inbox.ts";
import { requestWrite } from "../db/requests.ts";
import { transact } from "../db/transaction.ts";

const complaintItem = z.object({
  complaint: z.object({
    complaintId: z.string(),
    about: z.object({ kind: z.enum(["entry", "agency"]), id: z.string() }),
    origin: z.enum(["subject", "agency"]),
    subjectId: z.string().exactOptional(),
    personId: z.string().exactOptional(),
    text: z.string(),
    evidence: z.array(evidence).exactOptional(),
    filedBy: party,
    officer: z.string().exactOptional(),
    filedOn: localDateString,
    answer: z
      .object({ on: localDateString, text: z.string(), by: party, officer: z.string().exactOptional() })
      .exactOptional(),
    version: z.int(),
  }),
});
const read = (item: unknown): Complaint => complaintItem.parse(item).complaint;
const place = z.object({ complaintId: z.string() });
const keyOf = (complaintId: string) => ({ pk: `complaint#${complaintId}`, sk: "state" });

/** Complaints in the lists table, each beside the inboxes of whoever filed it, of the subject that it is for, and of the office. */
export const createComplaintReader = (db: DynamoDBDocumentClient, lists: string): ComplaintReader => ({
  find: async (complaintId) => {
    const { Item } = await db.send(new GetCommand({ TableName: lists, Key: keyOf(complaintId), ConsistentRead: true }));
    return Item ? read(Item) : undefined;
  },
  inbox: async (of, page) => {
    const { items, next } = await inboxPage(
      db,
      lists,
      { kind: "complaints", of },
      page,
      (item) => place.parse(item).complaintId,
    );
    const found = (await getAll(db, lists, items.map(keyOf))).map(read);
    const complaints = new Map(found.map((complaint) => [complaint.complaintId, complaint]));
    return { items: items.flatMap((complaintId) => complaints.get(complaintId) ?? []), next };
  },
});

export const createComplaintStore = (
  db: DynamoDBDocumentClient,
  tables: { readonly lists: string; readonly intake: string },
): ComplaintStore => ({
  find: createComplaintReader(db, tables.lists).find,
  save: async (complaint, previousVersion, request, inboxes) => {
    const { complaintId, filedOn } = complaint;
    const causes = await transact(db, [
      {
        Put: {
          TableName: tables.lists,
          Item: { ...keyOf(complaintId), record: "complaint", complaint },
          ...(previousVersion === 0
            ? { ConditionExpression: "attribute_not_exists(pk)" }
            : {
                ConditionExpression: "complaint.version = :version",
                ExpressionAttributeValues: { ":version": previousVersion },
              }),
        },
      },
      ...(previousVersion === 0 ? inboxesOf("complaints", inboxes) : []).map((pk) => ({
        Put: {
          TableName: tables.lists,
          Item: { pk, sk: `${filedOn}#${complaintId}`, record: "complaintInbox", complaintId },
        },
      })),
      // Not under the entry that it is about: whom a complaint is about does not read what it rests on.
      ...(previousVersion === 0 ? citationWrites(tables.lists, [{ entryId: complaintId, data: complaint }]) : []),
      requestWrite(tables.intake, request),
    ]);
    if (!causes) return "committed";
    return causes.at(-1) === "condition" ? "requestSeen" : "conflict";
  },
});
