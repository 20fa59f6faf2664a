import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Positions } from "../../../ports/triggers.ts";
import { getAll } from "../db/get-all.ts";
import { execute, insertion, type Statement } from "../db/insert.ts";

const positionItem = z.object({ entryId: z.string(), seq: z.int() });

const prefix = "subject#";
const keyOf = (subjectId: string) => ({ entryId: prefix + subjectId, triggerKey: "position" });

/**
 * Positions beside the triggers that they vouch for. Read without waiting for the last writer: a position that is
 * behind makes work that changes nothing, and none is ever ahead.
 */
export const createPositions = (db: DynamoDBDocumentClient, table: string): Positions => ({
  of: async (subjectIds) => {
    const items = await getAll(db, table, [...new Set(subjectIds)].map(keyOf));
    return new Map(
      items.map((item) => {
        const { entryId, seq } = positionItem.parse(item);
        return [entryId.slice(prefix.length), seq];
      }),
    );
  },
  advance: async (moves) => {
    const begin = moves.map(({ subjectId, from, to }) =>
      from === undefined
        ? insertion(table, { ...keyOf(subjectId), record: "position", seq: to })
        : onward(table, subjectId, to),
    );
    const outcomes = await execute(db, begin);
    // It was not there when it was read and is now; where it is further on, it stays there.
    const late = moves.filter((_, index) => outcomes[index] === "DuplicateItem");
    if (late.length > 0)
      await execute(
        db,
        late.map(({ subjectId, to }) => onward(table, subjectId, to)),
      );
  },
});

const onward = (table: string, subjectId: string, to: number): Statement => {
  const { entryId, triggerKey } = keyOf(subjectId);
  return {
    Statement: `UPDATE "${table}" SET seq = ? WHERE entryId = ? AND triggerKey = ? AND seq < ?`,
    Parameters: [to, entryId, triggerKey, to],
  };
};
