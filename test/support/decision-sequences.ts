import fc from "fast-check";
import type { DecisionRecorded } from "../../events/decision-recorded/v1.ts";
import type { EntryEvent } from "../../events/catalogue.ts";
import type { Measure } from "../../shared/domain/measure/measure.ts";
import { addDays } from "../../shared/kernel/local-date.ts";
import { measure } from "../unit/entries-by-hand.ts";
import { officer, usccNo } from "./house.ts";

/** Three triggers to an event: one measure of two agencies, one of one. */
export const measures: readonly Measure[] = [
  measure("two-agencies", { agencies: ["tax", "finance"] }),
  measure("one-agency", { agencies: ["finance"] }),
];
const refs = measures.map(({ measureId, version }) => ({ measureId, version }));

/** What happens to one of a subject's entries; what its state does not allow is left out. */
interface Step {
  readonly entry: number;
  readonly act: "go" | "end";
}
const step: fc.Arbitrary<Step> = fc.record({
  entry: fc.nat(2),
  act: fc.oneof(
    { weight: 4, arbitrary: fc.constant("go" as const) },
    { arbitrary: fc.constant("end" as const), weight: 1 },
  ),
});

/** How a subject's decisions reach the workers: again and again, out of order, and some never. */
export interface Delivered {
  readonly steps: readonly Step[];
  /** Places in the history as they are delivered, one batch after another; the last decision is always among them. */
  readonly picks: readonly (readonly number[])[];
}

export const delivered: fc.Arbitrary<Delivered> = fc.record({
  steps: fc.array(step, { minLength: 2, maxLength: 10 }),
  picks: fc.array(fc.array(fc.nat(999), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
});

/** The decisions of one subject that the steps come to: entries are published, suspended, resumed, and end. */
export const decisionsOf = (steps: readonly Step[], subjectId: string): DecisionRecorded[] => {
  const decisions: DecisionRecorded[] = [];
  const states = new Map<number, { state: "published" | "suspended" | "exited"; publishedSeq: number }>();
  let seq = 0;
  let day = "2026-11-23";
  for (const { entry, act } of [{ entry: 0, act: "go" } as const, ...steps]) {
    const known = states.get(entry);
    if (known?.state === "exited" || (!known && act === "end")) continue;
    day = addDays(day, 2);
    const head = {
      subjectId,
      entryId: `ent_${String(entry)}${subjectId.slice(4)}`,
      at: `${day}T09:00:00.000+08:00`,
      by: officer,
      policyVersion: "repair-2026@1",
      correlationId: "sequence",
      version: 1 as const,
    };
    const publishedSeq = known?.publishedSeq ?? seq + 2;
    const events = eventsOf(known?.state, act, head, { day, seq, publishedSeq });
    states.set(entry, {
      state: act === "end" ? "exited" : known?.state === "published" ? "suspended" : "published",
      publishedSeq,
    });
    seq += events.length;
    decisions.push({ type: "decision-recorded", version: 1, subjectId, events });
  }
  return decisions;
};

type Head = Omit<Extract<EntryEvent, { type: "entry-published" }>, "seq" | "type" | "data">;

const eventsOf = (
  state: "published" | "suspended" | undefined,
  act: Step["act"],
  head: Head,
  { day, seq, publishedSeq }: { readonly day: string; readonly seq: number; readonly publishedSeq: number },
): EntryEvent[] => {
  const outline = {
    list: "black" as const,
    subject: { kind: "organisation" as const, name: "衡川市第1制造有限公司", uscc: usccNo(1) },
    domain: "productQuality" as const,
    determiningAuthority: { agencyId: officer.agencyId, name: officer.name },
    severity: "serious" as const,
    validTo: "2028-11-15",
    documentNo: "衡市监处罚〔2026〕1号",
  };
  if (act === "end") {
    const measures = refs.map((ref) => ({ ...ref, alsoRequiredBy: [] }));
    const data = { ...outline, exitedOn: day, reason: "error" as const, publishedSeq, measures };
    return [{ ...head, seq: seq + 1, type: "entry-exited", data }];
  }
  if (state === "published") {
    const data = { ...outline, suspendedOn: day, ground: "objection" as const, publishedSeq, measures: refs };
    return [{ ...head, seq: seq + 1, type: "entry-suspended", data }];
  }
  if (state === "suspended")
    return [
      {
        ...head,
        seq: seq + 1,
        type: "entry-resumed",
        data: { ...outline, resumedOn: day, publishedSeq, measures: refs },
      },
    ];
  return [
    { ...head, seq: seq + 1, type: "entry-reported", data: { reportedOn: day, workingDaysLate: 0 } },
    { ...head, seq: seq + 2, type: "entry-published", data: { ...outline, publishedOn: day, measures: refs } },
  ];
};

/** The batches in which decisions are delivered; the last decision comes once for certain. */
export const batchesOf = (
  picks: readonly (readonly number[])[],
  decisions: readonly DecisionRecorded[],
): DecisionRecorded[][] => {
  const batches = picks.map((batch) => batch.flatMap((pick) => decisions[pick % decisions.length] ?? []));
  const last = decisions.at(-1);
  if (last) batches[(picks[0]?.[0] ?? 0) % batches.length]?.push(last);
  return batches;
};
