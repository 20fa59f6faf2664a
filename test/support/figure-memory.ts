import type { Counters } from "../../shared/domain/compliance/count.ts";
import type { FigureStore, Source } from "../../shared/ports/figures.ts";

/** Figures in memory, with the conditions of the table; `pause` stands between what a worker reads and what it writes. */
export const figuresInMemory = (pause: (step: string) => Promise<void> = () => Promise.resolve()) => {
  const sources = new Map<string, Source>();
  const figures = new Map<string, { readonly counters: Counters; readonly version: number }>();
  const keyOf = ({ place, agencyId }: { readonly place: string; readonly agencyId: string }) => `${place} ${agencyId}`;
  const store: FigureStore = {
    sources: async (ids) => {
      await pause("sources");
      return new Map(ids.flatMap((id) => (sources.has(id) ? [[id, sources.get(id) as Source] as const] : [])));
    },
    at: async (places) => {
      await pause("figures");
      return places.map((at) => ({ ...at, ...(figures.get(keyOf(at)) ?? { counters: {}, version: 0 }) }));
    },
    commit: async (written, changed) => {
      await pause("commit");
      const stale =
        written.some(({ source, version }) => (sources.get(source)?.version ?? 0) !== version) ||
        changed.some((at) => (figures.get(keyOf(at))?.version ?? 0) !== at.version);
      if (stale) return "conflict";
      for (const each of written) sources.set(each.source, { ...each, version: each.version + 1 });
      for (const { agencyId, place, counters, version } of changed)
        figures.set(keyOf({ agencyId, place }), { counters, version: version + 1 });
      return "committed";
    },
  };
  return {
    store,
    /** What stands, by place and agency; places where nothing is left are left out. */
    standing: (): Record<string, Counters> =>
      Object.fromEntries(
        [...figures]
          .filter(([, { counters }]) => Object.keys(counters).length > 0)
          .map(([key, { counters }]) => [key, counters] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
  };
};
