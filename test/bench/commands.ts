import type { DynamoDBDocumentClient, TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { createTables } from "../support/engine.ts";
import { commandLife, furtherCommands, livesOn } from "./command-lives.ts";
import { startEngine } from "./engine.ts";
import { costFigure } from "./operation-cost.ts";
import { spend } from "./processes.ts";
import { createLike } from "./same-tables.ts";
import { type Figure, median, short } from "./table.ts";
import { meterOf } from "./table-meter.ts";
import type { Bench } from "./tree.ts";

const leastRatio = 0.5;
const atOnce = 16;
const runs = 5;
/** Entries of the one subject, and subjects of the many: each of them lives through all commands of `commandLife`. */
const entriesOfOne = 8;
const subjectsOfMany = 40;

type Transaction = NonNullable<TransactWriteCommandInput["TransactItems"]>;

/**
 * What a command on an entry costs, and commands a second through the handlers of `submit-entries`, `decide-entries`
 * and `settle-claims` (look the request up, parse, read, decide, write) on an engine of their own: on one subject, whose decisions take turns,
 * and on many. Beside each the very transactions that it wrote, same items, same conditions, sent by the bare SDK to the
 * same engine, into empty tables of the same shape.
 */
export const measureCommands = async (bench: Bench): Promise<readonly Figure[]> => {
  const engine = await startEngine(bench.folder("commands.db"));
  try {
    const { db } = engine;
    const table = await createTables(db, (name) => `${name}-commands`);
    const meter = meterOf(db);
    const lives = livesOn({ db, table });
    // The first subjects bring everything up.
    for (let n = 1; n <= 10; n++) await lives.live(n, 0, commandLife);
    const all = [...commandLife, ...furtherCommands];
    await lives.live(11, 0, all);
    const costs = await lives.costs(12, all, meter.costOf);
    const compare = (name: string, subjects: number, entries: number) =>
      comparison(name, {
        pids: [process.pid, engine.pid],
        product: (run) =>
          meter.transactionsOf(() =>
            inLanes(subjects, async (index) => {
              const n = 1000 * (run + 1) + (subjects === 1 ? 999 : index);
              for (let which = 0; which < entries; which++) await lives.live(n, which, commandLife);
            }),
          ),
        bare: async (run, transactions) => {
          const nameOf = (own: string) => `${own}-${subjects}-${run}`;
          for (const own of Object.values(table)) await createLike(db, own, db, nameOf(own));
          return replayOf(db, transactions, nameOf);
        },
      });
    return [
      ...[...costs].map(([name, cost]) => costFigure(`a command, ${name}`, cost)),
      await compare("on one subject, one after another", 1, entriesOfOne),
      await compare(`on ${subjectsOfMany} subjects, ${atOnce} at once`, subjectsOfMany, 1),
    ];
  } finally {
    await engine.stop();
  }
};

interface Sides {
  readonly pids: readonly number[];
  /** Lives through commands and gives the transactions that they wrote. */
  readonly product: (run: number) => Promise<readonly Transaction[]>;
  /** Makes empty tables and gives what sends these transactions into them. */
  readonly bare: (run: number, transactions: readonly Transaction[]) => Promise<() => Promise<void>>;
}

/** Both sides in turn, some times over; the middle of their ratios counts, because other work on the machine comes and goes. */
const comparison = async (name: string, { pids, product, bare }: Sides): Promise<Figure> => {
  const taken: { rate: number; bareRate: number; byCpu: number }[] = [];
  for (let run = 0; run < runs; run++) {
    let transactions: readonly Transaction[] = [];
    const own = await spend(pids, async () => {
      transactions = await product(run);
    });
    const { seconds, cpu } = await spend(pids, await bare(run, transactions));
    const count = transactions.length;
    taken.push({ rate: count / own.seconds, bareRate: count / seconds, byCpu: sum(cpu) / sum(own.cpu) });
  }
  const middle = (of: (run: (typeof taken)[number]) => number): number => median(taken.map(of));
  const ratio = middle(({ rate, bareRate }) => rate / bareRate);
  return {
    figure: `commands: ${name}`,
    value: `${short(
      middle(({ rate }) => rate),
      0,
    )} commands/s, bare transactions ${short(
      middle(({ bareRate }) => bareRate),
      0,
    )}/s, ${short(ratio, 2)} ×, by CPU time ${short(
      middle(({ byCpu }) => byCpu),
      2,
    )} ×`,
    budget: `≥ ${leastRatio} ×`,
    kept: ratio >= leastRatio,
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const inLanes = async (count: number, work: (index: number) => Promise<unknown>): Promise<void> => {
  const left = Array.from({ length: count }, (_, index) => index);
  const lane = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await work(next);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane));
};

/** Sends the same transactions once more, those of a subject in their order. */
const replayOf = (
  db: DynamoDBDocumentClient,
  transactions: readonly Transaction[],
  nameOf: (table: string) => string,
): (() => Promise<void>) => {
  const renamed = transactions.map((writes) => writes.map((write) => into(write, nameOf)));
  const bySubject = [...Map.groupBy(renamed, subjectOf).values()];
  return () =>
    inLanes(bySubject.length, async (index) => {
      for (const TransactItems of bySubject[index] ?? []) await db.send(new TransactWriteCommand({ TransactItems }));
    });
};

const into = (write: Transaction[number], nameOf: (table: string) => string): Transaction[number] =>
  Object.fromEntries(
    Object.entries(write).map(([kind, request]) => [
      kind,
      { ...(request as object), TableName: nameOf((request as { TableName: string }).TableName) },
    ]),
  );

/** The standing comes first in every decision. */
const subjectOf = ([standing]: Transaction): string => String(standing?.Put?.Item?.["identifier"]);
