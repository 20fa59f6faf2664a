import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { localDateString } from "../../../../events/vocabulary.ts";
import { listKeyOf, type Rostered } from "../../../domain/external/edition.ts";
import type { Decision } from "../../../ports/entries.ts";
import type { ExternalRoster } from "../../../ports/external-roster.ts";
import type { Write } from "../db/transaction.ts";

const keyOf = (listKey: string, externalId: string) => ({ pk: `external#${listKey}`, sk: externalId });

/**
 * What a decision does to the rosters of lists kept elsewhere: what was recorded is on its list, what ended is off it. Not
 * where a newer edition has named the entry: an older one changes nothing (ADR 29).
 */
export const rosterWrites = (
  lists: string,
  { events, standing, leftOutOf }: Pick<Decision, "events" | "standing" | "leftOutOf">,
): Write[] =>
  events.flatMap((event): Write[] => {
    if (event.type === "external-entry-recorded") {
      const { validTo, edition } = event.data;
      return [
        {
          Put: {
            TableName: lists,
            Item: {
              ...keyOf(listKeyOf(event.data), event.entryId),
              record: "externalRoster",
              subjectId: event.subjectId,
              seenIn: edition,
              validTo,
            },
            ConditionExpression: "attribute_not_exists(pk) OR seenIn <= :edition",
            ExpressionAttributeValues: { ":edition": edition },
          },
        },
      ];
    }
    if (event.type !== "external-entry-ended") return [];
    const known = standing.external?.find(({ externalId }) => externalId === event.entryId);
    if (!known) return [];
    return [
      {
        Delete: {
          TableName: lists,
          Key: keyOf(listKeyOf(known), known.externalId),
          // The edition that left it out may yet name it; a row that ends it is of the edition that named it last, or newer.
          ConditionExpression:
            leftOutOf === undefined ? "attribute_not_exists(pk) OR seenIn <= :edition" : "seenIn < :edition",
          ExpressionAttributeValues: { ":edition": leftOutOf ?? event.data.edition },
        },
      },
    ];
  });

/** The lines of a list: as small as they can be, because a list has many. */
const line = () =>
  z.object({ sk: z.string(), subjectId: z.string(), seenIn: localDateString, validTo: localDateString });

/** Rosters in the lists table, one partition to a list kept elsewhere. */
export const createExternalRoster = (db: DynamoDBDocumentClient, lists: string): ExternalRoster => ({
  of: async (listKey) => {
    const roster: Rostered[] = [];
    const item = line();
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: lists,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": `external#${listKey}` },
          ConsistentRead: true,
          ExclusiveStartKey: after,
        }),
      );
      for (const each of page.Items ?? []) {
        const { sk: externalId, ...rest } = item.parse(each);
        roster.push({ externalId, ...rest });
      }
      after = page.LastEvaluatedKey;
    } while (after);
    return roster;
  },
  noted: async (listKey, { externalId, subjectId, validTo }, edition, anew) => {
    try {
      await db.send(
        new UpdateCommand({
          TableName: lists,
          Key: keyOf(listKey, externalId),
          UpdateExpression: "SET seenIn = :edition, #record = :record, subjectId = :subject, validTo = :validTo",
          ConditionExpression: anew ? "attribute_not_exists(pk) OR seenIn < :edition" : "seenIn < :edition",
          ExpressionAttributeNames: { "#record": "record" },
          ExpressionAttributeValues: {
            ":edition": edition,
            ":record": "externalRoster",
            ":subject": subjectId,
            ":validTo": validTo,
          },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return "noted";
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return error.Item === undefined ? "missing" : "noted";
    }
  },
  drop: async (listKey, { externalId, seenIn }) => {
    try {
      await db.send(
        new DeleteCommand({
          TableName: lists,
          Key: keyOf(listKey, externalId),
          ConditionExpression: "seenIn = :seen",
          ExpressionAttributeValues: { ":seen": seenIn },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});
