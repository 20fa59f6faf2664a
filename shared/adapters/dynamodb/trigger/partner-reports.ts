import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { party } from "../../../../events/parts.ts";
import { instantString, localDateString, matter } from "../../../../events/vocabulary.ts";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import type { PartnerReports } from "../../../ports/feedback.ts";
import { requestWrite } from "../db/requests.ts";
import { transact } from "../db/transaction.ts";

const reportItem = z.object({
  feedbackId: z.string(),
  entryId: z.string(),
  partner: party,
  measure: z.string(),
  effect: z.string(),
  on: localDateString,
  matter: matter.exactOptional(),
  at: instantString,
  officer: z.string().exactOptional(),
});
const position = z.string().startsWith("partner#");
const addAttempts = 5;

/** Partners' reports in the feedback table, by entry and time. */
export const createPartnerReports = (
  db: DynamoDBDocumentClient,
  tables: { readonly feedback: string; readonly intake: string },
): PartnerReports => ({
  add: async (feedback, request) => {
    const key = { pk: `entry#${feedback.entryId}`, sk: `partner#${feedback.at}#${feedback.feedbackId}` };
    for (let attempt = 0; attempt < addAttempts; attempt++) {
      const causes = await transact(db, [
        {
          Put: {
            TableName: tables.feedback,
            Item: { ...key, record: "partner", ...feedback },
            ConditionExpression: "attribute_not_exists(pk)",
          },
        },
        requestWrite(tables.intake, request),
      ]);
      if (causes === undefined) return true;
      if (causes.includes("condition")) return false;
    }
    throw new Error(`a report could not be recorded in ${addAttempts} attempts`);
  },
  ofEntry: async (entryId, { limit, cursor }) => {
    const pk = `entry#${entryId}`;
    const start = readCursor(position, cursor);
    const page = await db.send(
      new QueryCommand({
        TableName: tables.feedback,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :partner)",
        ExpressionAttributeValues: { ":pk": pk, ":partner": "partner#" },
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: start === undefined ? undefined : { pk, sk: start },
      }),
    );
    return {
      items: (page.Items ?? []).map((item) => reportItem.parse(item)),
      next: page.LastEvaluatedKey ? writeCursor(page.LastEvaluatedKey["sk"]) : null,
    };
  },
});
