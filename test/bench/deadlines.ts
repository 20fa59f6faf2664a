import { measureCalendar } from "./calendar-speed.ts";
import { startEngine } from "./engine.ts";
import { meter } from "./metered.ts";
import { measureMoves } from "./moved-clocks.ts";
import { houseOn, patternOn } from "./open-clocks.ts";
import { measureSweep } from "./swept-clocks.ts";
import type { Figure } from "./table.ts";
import { createTables } from "../support/engine.ts";
import type { Bench } from "./tree.ts";
import { measureWorkbook } from "./workbook.ts";

/** How much of everything: what the budgets are about, or a little, to see that it runs. */
export interface DeadlineSizes {
  readonly open: number;
  readonly due: number;
  readonly moved: number;
  readonly rows: number;
}
const usual: DeadlineSizes = { open: 100_000, due: 100, moved: 10_000, rows: 10_000 };

/**
 * Deadlines: what a sweep costs among very many clocks, what a change of the calendar costs, a workbook of acts, and how fast
 * working days are counted.
 */
export const measureDeadlines = async (bench: Bench, sizes = usual): Promise<readonly Figure[]> => [
  ...(await onEngine(bench, sizes)),
  ...(await measureWorkbook(bench, sizes.rows)),
  measureCalendar(),
];

const onEngine = async (bench: Bench, { open, due, moved }: DeadlineSizes): Promise<readonly Figure[]> => {
  const engine = await startEngine(bench.folder("deadlines.db"));
  try {
    const table = await createTables(engine.db);
    const house = houseOn(engine.db, table);
    const pattern = await patternOn(house);
    const place = { db: engine.db, table, house, pattern, metered: meter(engine.db) };
    return [...(await measureSweep(place, open, due)), await measureMoves(place, moved)];
  } finally {
    await engine.stop();
  }
};
