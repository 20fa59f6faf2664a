import { GetCommand, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { alertItem } from "../../shared/adapters/dynamodb/items/alert-item.ts";
import { dueShards, entryAttributes, entryKey } from "../../shared/adapters/dynamodb/items/items.ts";
import { sweepDue } from "../../shared/app/entry/sweep-due.ts";
import { alertsWithin, saidWith } from "../../shared/domain/clock/alert.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { shanghaiDate } from "../../shared/kernel/local-date.ts";
import type { Metered } from "./metered.ts";
import { bulkWrite, entryItems, type Place, waiting } from "./open-clocks.ts";
import { type Figure, median, short } from "./table.ts";

const mostRatio = 1.5;
const rounds = 5;
/** What is due is looked at so often side by side, in each shard of the index. */
const atOnce = 4;
const morning = new Date("2026-11-24T00:05:00+08:00");
const today = shanghaiDate(morning);

type Timed = Metered & { readonly seconds: number };

/**
 * A sweep that raises an alert about each of some clocks among very many, and the same requests with nothing but the SDK: the
 * queries of the index, a read of each item, and the transaction with the alert.
 */
export const measureSweep = async (place: Place, open: number, due: number): Promise<readonly Figure[]> => {
  const { db, table, house, pattern, metered } = place;
  const others = Array.from({ length: open - due }, (_, n) => n);
  await bulkWrite(
    db,
    entryItems(
      table,
      lazily(others, (n) => waiting(pattern, n, today)),
    ),
  );
  let next = 1_000_000;
  const late = async (): Promise<readonly Entry[]> => {
    const some = Array.from({ length: due }, () => waiting(pattern, next++, "2026-11-16"));
    await bulkWrite(db, entryItems(table, some));
    return some;
  };
  const deps = house(morning);
  const look = { ...deps, due: { ...deps.due, raise: () => Promise.resolve("raised" as const) } };
  const timed = async (work: () => Promise<number>): Promise<Timed> => {
    let done = 0;
    const cost = await metered(async () => {
      done = await work();
    });
    if (done !== due) throw new Error(`${done} of ${due} were attended to`);
    return cost;
  };
  const sweep = (of: typeof deps) => timed(async () => (await sweepDue(of, morning, "bench")).alerts);
  const times: Readonly<Record<"sweep" | "bare" | "looks" | "bareLooks", Timed[]>> = {
    sweep: [],
    bare: [],
    looks: [],
    bareLooks: [],
  };
  // The first round warms everything up and does not count.
  for (let round = 0; round <= rounds; round++) {
    await late();
    const bareLooks = await timed(() => bare(place));
    const looks = await sweep(look);
    const swept = await sweep(deps);
    const writes = alertsOf(table.Lists, await late());
    const all = { sweep: swept, bare: await timed(() => bare(place, writes)), looks, bareLooks };
    if (round > 0) for (const key of ["sweep", "bare", "looks", "bareLooks"] as const) times[key].push(all[key]);
  }
  const seconds = (of: keyof typeof times): number => median(times[of].map((each) => each.seconds));
  const [cost] = times.sweep;
  if (!cost) throw new Error("nothing was measured");
  const [ratio, reading] = [seconds("sweep") / seconds("bare"), seconds("looks") / seconds("bareLooks")];
  // The key in the index and the item of each; what a sweep reads beside them does not grow.
  const most = 2 * due + 10;
  return [
    {
      figure: `deadlines: a sweep, ${due} due among ${open} open clocks`,
      value: `${cost.itemsRead} items read, ${short(cost.readUnits)} RCU, ${short(cost.writeUnits)} WCU in ${short(seconds("sweep") * 1000, 0)} ms`,
      budget: `≤ ${most} items`,
      kept: cost.itemsRead <= most,
    },
    {
      figure: "deadlines: the sweep against the bare query of the same items",
      value: `${short(reading, 2)} ×, with the alerts written ${short(ratio, 2)} ×`,
      budget: `≤ ${mostRatio} ×`,
      kept: reading <= mostRatio && ratio <= mostRatio,
    },
  ];
};

function* lazily<T, R>(all: readonly T[], to: (each: T) => R): Iterable<R> {
  for (const each of all) yield to(each);
}

/** What raising the alert about each entry writes, as the platform would, computed before it is timed. */
const alertsOf = (lists: string, entries: readonly Entry[]): ReadonlyMap<string, TransactWriteCommand> =>
  new Map(
    entries.flatMap((entry) =>
      alertsWithin(entry.clocks, { entryId: entry.entryId }, { upTo: today }, morning).map((alert) => {
        const { alerted, dueOn } = entryAttributes(entry, saidWith([], alert));
        const update = {
          TableName: lists,
          Key: entryKey(entry.entryId),
          UpdateExpression: "SET alerted = :alerted, dueOn = :dueOn",
          ConditionExpression: "entry.version = :version",
          ExpressionAttributeValues: { ":alerted": alerted, ":dueOn": dueOn, ":version": entry.version },
        };
        const put = { TableName: lists, Item: alertItem(alert), ConditionExpression: "attribute_not_exists(pk)" };
        return [
          entryKey(entry.entryId).pk,
          new TransactWriteCommand({ TransactItems: [{ Update: update }, { Put: put }] }),
        ];
      }),
    ),
  );

/** The queries and the reads, and the transactions where there are any. Gives how many items there were. */
const bare = async ({ db, table }: Place, writes?: ReadonlyMap<string, TransactWriteCommand>): Promise<number> => {
  const one = async (pk: string): Promise<void> => {
    await db.send(new GetCommand({ TableName: table.Lists, Key: { pk, sk: "state" }, ConsistentRead: true }));
    const write = writes?.get(pk);
    if (write) await db.send(write);
  };
  const shard = async (no: number): Promise<number> => {
    const { Items = [] } = await db.send(
      new QueryCommand({
        TableName: table.Lists,
        IndexName: "due",
        KeyConditionExpression: "dueShard = :shard AND dueOn <= :upTo",
        ExpressionAttributeValues: { ":shard": `due#${no}`, ":upTo": today },
      }),
    );
    for (let start = 0; start < Items.length; start += atOnce)
      await Promise.all(Items.slice(start, start + atOnce).map(({ pk }) => one(String(pk))));
    return Items.length;
  };
  const found = await Promise.all(Array.from({ length: dueShards }, (_, no) => shard(no)));
  return found.reduce((sum, each) => sum + each, 0);
};
