import { DatabaseSync } from "node:sqlite";
import type { Json } from "../assembly/intrinsics.ts";
import type { LocalResource } from "../assembly/resolve-stacks.ts";
import { StartRefused } from "../place/start-refused.ts";
import { TableEngineError, type TableClient } from "./table-client.ts";
import type { TableEngine } from "./table-engine.ts";

interface Index {
  readonly IndexName: string;
}

interface Description {
  readonly Table: { readonly GlobalSecondaryIndexes?: readonly Index[]; readonly LatestStreamArn?: string };
}

/** Creates the tables that are missing, adds indexes that are new, and gives back each table's stream. */
export const prepareTables = async (
  engine: TableEngine,
  resources: readonly LocalResource[],
): Promise<ReadonlyMap<string, string>> => {
  const streams = new Map<string, string>();
  for (const resource of resources) {
    const wanted = definitionOf(resource);
    const existing = await describe(engine.client, resource.name);
    if (existing === undefined) await engine.client.call("CreateTable", wanted);
    else await bringUpToDate(engine.client, resource.name, wanted, existing);
    const stream = (await describe(engine.client, resource.name))?.Table.LatestStreamArn;
    if (stream !== undefined && wanted["StreamSpecification"] !== undefined) streams.set(resource.name, stream);
    await enableExpiry(engine.client, resource);
  }
  if (engine.file !== undefined) orderStreams(engine.file);
  return streams;
};

const describe = async (client: TableClient, name: string): Promise<Description | undefined> => {
  try {
    return await client.call<Description>("DescribeTable", { TableName: name });
  } catch (problem) {
    if (problem instanceof TableEngineError && problem.code === "ResourceNotFoundException") return undefined;
    throw problem;
  }
};

type Definition = Record<string, Json>;

const definitionOf = ({ name, type, properties }: LocalResource): Definition => {
  const definition: Definition = {
    TableName: name,
    KeySchema: properties["KeySchema"] ?? [],
    AttributeDefinitions: properties["AttributeDefinitions"] ?? [],
    BillingMode: "PAY_PER_REQUEST",
  };
  const indexes = (kind: string): Json[] =>
    ((properties[kind] ?? []) as Record<string, Json>[]).map(({ IndexName, KeySchema, Projection }) => ({
      IndexName: IndexName ?? null,
      KeySchema: KeySchema ?? [],
      Projection: Projection ?? { ProjectionType: "ALL" },
    }));
  for (const kind of ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"]) {
    if (indexes(kind).length > 0) definition[kind] = indexes(kind);
  }
  const stream = properties["StreamSpecification"] as { StreamViewType?: Json } | undefined;
  if (stream !== undefined || (type === "AWS::DynamoDB::GlobalTable" && "StreamArn" in properties)) {
    definition["StreamSpecification"] = {
      StreamEnabled: true,
      StreamViewType: stream?.StreamViewType ?? "NEW_AND_OLD_IMAGES",
    };
  }
  return definition;
};

/** CloudFormation would update the table; here a new index or a stream that was switched on is enough. */
const bringUpToDate = async (
  client: TableClient,
  name: string,
  wanted: Definition,
  existing: Description,
): Promise<void> => {
  const present = new Set(existing.Table.GlobalSecondaryIndexes?.map((index) => index.IndexName));
  const changes: Definition[] = ((wanted["GlobalSecondaryIndexes"] ?? []) as Record<string, Json>[])
    .filter((index) => !present.has(String(index["IndexName"])))
    .map((index) => ({
      GlobalSecondaryIndexUpdates: [{ Create: index }],
      AttributeDefinitions: wanted["AttributeDefinitions"] ?? [],
    }));
  if (wanted["StreamSpecification"] !== undefined && existing.Table.LatestStreamArn === undefined) {
    changes.push({ StreamSpecification: wanted["StreamSpecification"] });
  }
  for (const change of changes) {
    try {
      await client.call("UpdateTable", { TableName: name, ...change });
    } catch (problem) {
      throw new StartRefused(
        `The table ${name} in the data folder is older than the template and cannot be changed (${(problem as Error).message}): start with --fresh`,
      );
    }
  }
};

const enableExpiry = async (client: TableClient, { name, properties }: LocalResource): Promise<void> => {
  const expiry = properties["TimeToLiveSpecification"] as { AttributeName?: Json; Enabled?: Json } | undefined;
  if (expiry?.Enabled !== true) return;
  await client
    .call("UpdateTimeToLive", { TableName: name, TimeToLiveSpecification: expiry })
    .catch((problem: Error) => {
      if (!problem.message.includes("already enabled")) throw problem;
    });
};

/**
 * dynoxide numbers a stream record by `MAX(CAST(sequence_number AS INTEGER))` over all records of the table, and reads
 * by the same expression: without an index each write costs a scan (measured: 900 transactions a second at first, 114
 * after 6 000 records; with the index 1 180 all along). The index is ours, dynoxide never sees it.
 */
const orderStreams = (file: string): void => {
  const db = new DatabaseSync(file);
  try {
    db.exec("PRAGMA busy_timeout = 5000");
    db.exec(
      "CREATE INDEX IF NOT EXISTS xinheng_stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
    );
  } finally {
    db.close();
  }
};
