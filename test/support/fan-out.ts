import { expect } from "vitest";
import type { Client } from "./host.ts";

interface Trigger {
  readonly triggerId: string;
  readonly kind: string;
  readonly agencyId: string;
  readonly measure: { readonly measureId: string; readonly version: number };
}

/**
 * Holds the triggers of published entries against what the catalogue asks for: each of the entry's measures × each of
 * its implementing agencies, one `apply`, none twice, none missing. Gives how many there were.
 */
export const expectWholeFanOut = async (xinheng: Client, entryIds: readonly string[]): Promise<number> => {
  const { body } = await xinheng.get("/public/v1/measures");
  const agenciesOf = new Map(
    (body.items as { measureId: string; version: number; agencies: string[] }[]).map((measure) => [
      `${measure.measureId} ${measure.version}`,
      measure.agencies,
    ]),
  );
  let fired = 0;
  const queue = [...entryIds];
  const work = async (): Promise<void> => {
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const { body: entry, status } = await xinheng.get(`/v1/entries/${id}`, { as: "credit-office" });
      expect([status, entry.state]).toEqual([200, "published"]);
      const due = (entry.measures as { measureId: string; version: number }[]).flatMap(({ measureId, version }) =>
        (agenciesOf.get(`${measureId} ${version}`) ?? []).map((agencyId) => `${measureId} ${agencyId}`),
      );
      const made = (await xinheng.all(`/v1/triggers?entry=${id}&limit=200`, { as: "credit-office" })) as Trigger[];
      expect(made.every(({ kind }) => kind === "apply")).toBe(true);
      expect(made.map(({ measure, agencyId }) => `${measure.measureId} ${agencyId}`).sort()).toEqual(due.sort());
      fired += made.length;
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return fired;
};
