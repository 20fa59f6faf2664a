import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { subjectKind, triggerKind, triggerStatus } from "../../../../events/vocabulary.ts";
import type { AddressedTriggers } from "../../../ports/triggers.ts";

const addressed = z.object({
  agencyId: z.string(),
  kind: triggerKind,
  status: triggerStatus,
  subject: z.object({ kind: subjectKind }),
});

/** Triggers, as far as telling to whom they are addressed and whether they are done with needs them. */
export const createAddressedTriggers = (db: DynamoDBDocumentClient, table: string): AddressedTriggers => ({
  find: async (entryId, triggerKey) => {
    const { Item } = await db.send(
      new GetCommand({ TableName: table, Key: { entryId, triggerKey }, ConsistentRead: true }),
    );
    return Item ? addressed.parse(Item) : undefined;
  },
});
