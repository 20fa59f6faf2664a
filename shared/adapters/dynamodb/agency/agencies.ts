import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Agency, AgencyDirectory, AgencyReader, AgencyRegister } from "../../../ports/agencies.ts";
import type { AgencyNames } from "../../../ports/figures.ts";
import { getAll } from "../db/get-all.ts";
import { itemsUnder, sortKeys } from "../db/sort-keys.ts";
import { transact } from "../db/transaction.ts";

const roles = z.array(z.enum(["office", "authority", "implementing", "partner", "registrar"]));
const agencyItem = z.object({
  agencyId: z.string(),
  uscc: z.string(),
  name: z.string(),
  roles,
  clientIds: z.array(z.string()),
});

const agencyKey = (agencyId: string) => ({ pk: `agency#${agencyId}`, sk: "agency" });
const clientKey = (clientId: string) => ({ pk: `client#${clientId}`, sk: "client" });
const directory = "agencies";
const keptMs = 30_000;

/** The agency register; what a function read stays with it for half a minute. */
export const createAgencyReader = (db: DynamoDBDocumentClient, table: string, now: () => Date): AgencyReader => {
  const kept = new Map<string, { readonly at: number; readonly agency: Agency | undefined }>();
  const read = async (key: { pk: string; sk: string }): Promise<Agency | undefined> => {
    const known = kept.get(key.pk);
    if (known && now().getTime() - known.at < keptMs) return known.agency;
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: key }));
    const agency = Item ? agencyItem.parse(Item) : undefined;
    if (agency) kept.set(key.pk, { at: now().getTime(), agency });
    return agency;
  };
  return { byClient: (clientId) => read(clientKey(clientId)), byId: (agencyId) => read(agencyKey(agencyId)) };
};

/** An agency in the list of all; one that was registered before roles stood there has none. */
const listed = z.object({ sk: z.string(), roles: roles.default([]) });

/** The codes of all agencies, in their order. */
export const createAgencyDirectory = (db: DynamoDBDocumentClient, table: string): AgencyDirectory => ({
  list: () => sortKeys(db, table, directory),
  offices: async () =>
    (await itemsUnder(db, table, directory))
      .map((item) => listed.parse(item))
      .flatMap(({ sk, roles }) => (roles.includes("office") ? [sk] : [])),
});

/** What agencies are called, a hundred to a request. */
export const createAgencyNames = (db: DynamoDBDocumentClient, table: string): AgencyNames => ({
  named: async (agencyIds) => {
    const found = await getAll(db, table, agencyIds.map(agencyKey));
    return new Map(found.map((item) => agencyItem.parse(item)).map(({ agencyId, name }) => [agencyId, name]));
  },
});

/** The register as the office keeps it: an agency and its clients change together. */
export const createAgencyRegister = (db: DynamoDBDocumentClient, table: string, now: () => Date): AgencyRegister => ({
  ...createAgencyReader(db, table, now),
  put: async (agency) => {
    const { Item } = await db.send(
      new GetCommand({ TableName: table, Key: agencyKey(agency.agencyId), ConsistentRead: true }),
    );
    const before = Item ? agencyItem.parse(Item).clientIds : [];
    const dropped = before.filter((clientId) => !agency.clientIds.includes(clientId));
    const causes = await transact(db, [
      { Put: { TableName: table, Item: { ...agencyKey(agency.agencyId), ...agency } } },
      { Put: { TableName: table, Item: { pk: directory, sk: agency.agencyId, roles: agency.roles } } },
      ...agency.clientIds.map((clientId) => ({
        Put: {
          TableName: table,
          Item: { ...clientKey(clientId), ...agency },
          ConditionExpression: "attribute_not_exists(pk) OR agencyId = :agency",
          ExpressionAttributeValues: { ":agency": agency.agencyId },
        },
      })),
      ...dropped.map((clientId) => ({ Delete: { TableName: table, Key: clientKey(clientId) } })),
    ]);
    if (!causes) return "registered";
    return causes.includes("condition") ? "taken" : "busy";
  },
});
