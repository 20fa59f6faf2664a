import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { clock, contested, evidence, party } from "../../../../events/parts.ts";
import {
  localDateString,
  objectionFinding,
  objectionGround,
  objectionOrigin,
  objectionOutcome,
} from "../../../../events/vocabulary.ts";
import { type Clock, isRunning } from "../../../domain/clock/clock.ts";
import { aboutIdOf, isAboutAct, type Objection } from "../../../domain/objection/objection.ts";
import type { WrittenObjection } from "../../../ports/entries.ts";
import { inboxesOf } from "./inbox.ts";
import type { Write } from "../db/transaction.ts";

/** Where objections to an entry lie, and to an act: their ids differ. */
const contestedKey = (id: string): string => `${isAboutAct(id) ? "disclosure" : "entry"}#${id}`;

/** Under what it is about: one query gives every objection to it. */
export const objectionKey = (objectionId: string) => ({
  pk: contestedKey(aboutIdOf(objectionId)),
  sk: `objection#${objectionId}`,
});

const objectionItem = z.object({
  objectionId: z.string(),
  about: contested,
  origin: objectionOrigin,
  ground: objectionGround,
  text: z.string(),
  evidence: z.array(evidence),
  filedBy: party,
  officer: z.string().exactOptional(),
  filedOn: localDateString,
  clock,
  verification: z
    .object({
      on: localDateString,
      finding: objectionFinding,
      text: z.string(),
      evidence: z.array(evidence),
      by: party,
    })
    .exactOptional(),
  closed: z.object({ on: localDateString, outcome: objectionOutcome, reason: z.string(), by: party }).exactOptional(),
  version: z.int(),
});

export const readObjection = (item: unknown): Objection => z.object({ objection: objectionItem }).parse(item).objection;

/** An objection as its decision writes it, and its place in inboxes when it is new. */
export const objectionWrites = (table: string, { objection, previousVersion, inboxes }: WrittenObjection): Write[] => [
  {
    Put: {
      TableName: table,
      Item: { ...objectionKey(objection.objectionId), record: "objection", objection },
      ...(previousVersion === 0
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : {
            ConditionExpression: "objection.version = :version",
            ExpressionAttributeValues: { ":version": previousVersion },
          }),
    },
  },
  ...(previousVersion === 0 ? inboxesOf("objections", inboxes) : []).map((pk) => ({
    Put: {
      TableName: table,
      Item: {
        pk,
        sk: `${objection.filedOn}#${objection.objectionId}`,
        record: "objectionInbox",
        objectionId: objection.objectionId,
      },
    },
  })),
];

/** Objections whose open clocks moved with those of what they are about, as the stored ones must say too; that makes a version. */
export const movedObjections = (table: string, before: readonly Clock[], now: readonly Clock[]): Write[] =>
  now.flatMap((clock) => {
    const { clockId, kind } = clock;
    const was = before.find((each) => each.clockId === clockId);
    if (kind !== "objectionVerification" || !was || !isRunning(clock) || JSON.stringify(was) === JSON.stringify(clock))
      return [];
    return [
      {
        Update: {
          TableName: table,
          Key: objectionKey(objectionOf(clockId)),
          UpdateExpression: "SET objection.clock = :clock, objection.version = objection.version + :one",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":clock": clock, ":one": 1 },
        },
      },
    ];
  });
/** A clock is called after what it is about and its kind. */
const objectionOf = (clockId: string): string => clockId.slice(0, clockId.lastIndexOf("."));

/** Every objection that was filed against an entry, or an act, as they stand this moment. */
export const getObjections = async (
  db: DynamoDBDocumentClient,
  lists: string,
  id: string,
): Promise<readonly Objection[]> => {
  const found: Objection[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: lists,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :objections)",
        ExpressionAttributeValues: { ":pk": contestedKey(id), ":objections": "objection#" },
        ConsistentRead: true,
        ExclusiveStartKey: after,
      }),
    );
    found.push(...(page.Items ?? []).map(readObjection));
    after = page.LastEvaluatedKey;
  } while (after);
  return found;
};
