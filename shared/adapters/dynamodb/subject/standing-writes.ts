import { usccIdentifier } from "../../../domain/subject/standing.ts";
import type { Decision } from "../../../ports/entries.ts";
import { standingItems } from "../items/standing-items.ts";
import type { Write } from "../db/transaction.ts";

/** The standing after a decision, first, and behind it its copies under other names and codes, which hardly anybody has. */
export const standingWrites = (
  table: string,
  { standing, previousSeq, events }: Pick<Decision, "standing" | "previousSeq" | "events">,
): readonly [Write, ...Write[]] => {
  const recoded = events.flatMap((event) =>
    event.type === "subject-changed" && event.data.kind === "newUscc" ? [event.data.formerUscc] : [],
  )[0];
  const { item, names, codes, dropped } = standingItems(standing, recoded && usccIdentifier(recoded));
  const unmoved = "subjectId = :subject AND seq = :seq";
  const values = { ExpressionAttributeValues: { ":subject": standing.subjectId, ":seq": previousSeq } };
  const condition =
    previousSeq === 0
      ? { ConditionExpression: "attribute_not_exists(identifier)" }
      : // Under a new code nothing stands yet, or a copy from when the subject bore it before.
        { ConditionExpression: recoded ? `attribute_not_exists(identifier) OR (${unmoved})` : unmoved, ...values };
  return [
    { Put: { TableName: table, Item: item, ...condition } },
    // Under its former code the standing was until now, or a copy of it as it was: the sequence is checked there as well.
    ...codes.map((copy) => ({ Put: { TableName: table, Item: copy, ConditionExpression: unmoved, ...values } })),
    ...names.map((copy) => ({ Put: { TableName: table, Item: copy } })),
    ...dropped.map((identifier) => ({ Delete: { TableName: table, Key: { identifier } } })),
  ];
};
