import type { FigureTold } from "../../../events/figure-told/v1.ts";
import type { WorkingDays } from "../../domain/clock/clock.ts";
import { changesOf, countOf, sum } from "../../domain/compliance/count.ts";
import { merged } from "../../domain/compliance/facts.ts";
import type { FigureStore, Source } from "../../ports/figures.ts";
import { attempts } from "../house.ts";

export interface CountFiguresDeps {
  readonly figures: FigureStore;
  /** The calendar as it stands this moment. */
  readonly calendar: () => Promise<WorkingDays>;
}

/** Records to a transaction: each is one write, and at most three places of figures change with it. */
const atOnce = 25;

/**
 * Takes what records say into the figures of their agencies. What a record said and was counted for stands beside the
 * figures and changes with them, so that it is counted once, however often and in whatever order it is told. Gives how many
 * records count for something else than before.
 */
export const countFigures = async (deps: CountFiguresDeps, told: readonly FigureTold[]): Promise<number> => {
  const { between } = await deps.calendar();
  const bySource = [...Map.groupBy(told, ({ source }) => source)];
  let counted = 0;
  for (let start = 0; start < bySource.length; start += atOnce)
    counted += await countSome(deps.figures, new Map(bySource.slice(start, start + atOnce)), between);
  return counted;
};

const countSome = async (
  figures: FigureStore,
  told: ReadonlyMap<string, readonly FigureTold[]>,
  between: WorkingDays["between"],
): Promise<number> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const known = await figures.sources([...told.keys()]);
    const moves = [...told].flatMap(([source, all]) => moveOf(known.get(source), source, all, between));
    if (moves.length === 0) return 0;
    const changes = changesOf(moves.map(({ before, after }) => ({ before: before?.counted, after: after.counted })));
    const stood = await figures.at(changes);
    const now = stood.map((at, place) => ({ ...at, counters: sum(at.counters, changes[place]?.by ?? {}) }));
    const sources = moves.map(({ after }) => after);
    if ((await figures.commit(sources, now)) === "committed") return sources.length;
  }
  throw new Error("figures kept changing while records were counted");
};

/** What becomes of a record by what it says now; nothing where it says nothing new. */
const moveOf = (
  before: Source | undefined,
  source: string,
  told: readonly FigureTold[],
  between: WorkingDays["between"],
): { readonly before: Source | undefined; readonly after: Source }[] => {
  const fact = told.reduce((so, each) => merged(so, each.fact), before?.fact);
  if (fact === undefined || JSON.stringify(fact) === JSON.stringify(before?.fact)) return [];
  return [{ before, after: { source, fact, counted: countOf(fact, between), version: before?.version ?? 0 } }];
};
