import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Standing, usccIdentifier } from "../../../domain/subject/standing.ts";
import { getAll } from "../db/get-all.ts";
import { readStanding } from "../items/items.ts";

/**
 * Puts the entries of those that mergers brought beside each standing's own: one more request for all of them, and none
 * where nobody has a predecessor, which is nearly always.
 */
export const withInherited = async (
  db: DynamoDBDocumentClient,
  table: string,
  standings: readonly Standing[],
  consistent = false,
): Promise<readonly Standing[]> => {
  const keys = new Set(
    standings.flatMap(({ predecessors = [] }) => predecessors.map(({ uscc }) => usccIdentifier(uscc))),
  );
  if (keys.size === 0) return standings;
  const wanted = [...keys].map((identifier) => ({ identifier }));
  const found = new Map(
    (await getAll(db, table, wanted, consistent)).map(readStanding).map((each) => [each.subjectId, each]),
  );
  return standings.map((standing) =>
    standing.predecessors
      ? {
          ...standing,
          inherited: standing.predecessors.map((from) => {
            const { seq = 0, entries = [], external, formerUsccs } = found.get(from.subjectId) ?? {};
            return { from, seq, entries, ...(external ? { external } : {}), ...(formerUsccs ? { formerUsccs } : {}) };
          }),
        }
      : standing,
  );
};
