import { equal, ok } from "node:assert/strict";
import type { SubjectEvent } from "../../../events/catalogue.ts";
import type { MeasureRef } from "../../../events/parts.ts";
import type { TriggerKind } from "../../../events/vocabulary.ts";
import { findMeasure, inForce } from "../../../shared/domain/measure/measure.ts";
import { type Trigger, triggersOf } from "../../../shared/domain/trigger/trigger.ts";
import { triggerRules } from "../house.ts";
import type { Lived } from "../lives/live.ts";
import type { Law } from "./law.ts";

/** What an event newly puts on somebody, or says may be applied again. */
const calledFor = (event: SubjectEvent): readonly MeasureRef[] => {
  switch (event.type) {
    case "entry-determined":
    case "entry-published":
    case "entry-reinstated":
      return event.data.measures;
    default:
      return [];
  }
};

const basis: Law = {
  name: "B 四(三), C 十三: no measure without a published basis that is in force is determined, published or put back",
  check: ({ events, grounds, refusals, entries }, saw) => {
    for (const [place, event] of events.entries())
      for (const ref of calledFor(event)) {
        const measure = findMeasure(grounds[place] ?? [], ref);
        ok(measure && inForce(measure, event.at.slice(0, 10)), `${ref.measureId} by ${event.type}`);
        saw(event.type);
      }
    for (const entry of entries.values())
      for (const { measureId } of entry.measures) ok(measureId !== "unpublished" && measureId !== "run-out");
    for (const { errors = [] } of refusals) for (const { code } of errors) saw(code);
    for (const event of events) if (event.type === "entry-measures-ended") saw(event.data.reason);
  },
  ways: {
    ...{ "entry-determined": 500, "entry-published": 500, "entry-reinstated": 20 },
    ...{ "measure.unpublished": 20, "measure.expired": 20, retired: 20, expired: 1 },
  },
};

/** What may come after what, of one measure at one agency. */
const after: Readonly<Record<TriggerKind, readonly string[]>> = {
  apply: ["none", "lift", "restore"],
  suspend: ["apply", "resume", "correct"],
  resume: ["suspend"],
  correct: ["apply", "resume", "correct"],
  lift: ["apply", "suspend", "resume", "correct"],
  // Of a measure that had ended before: whoever applied it is told as well.
  restore: ["lift"],
};

/** The triggers of a life, those of one measure of one entry at one agency together, in order. */
const triggersIn = ({ events, catalogue }: Lived): ReadonlyMap<string, readonly Trigger[]> =>
  Map.groupBy(
    events.flatMap((event) => triggersOf(event, catalogue, triggerRules).make),
    ({ entryId, measure, agencyId }) => `${entryId} ${measure.measureId} ${agencyId}`,
  );

const effects: Law = {
  name: "A §4, §22: every apply ends in exactly one lift, and stops and goes on in between; an error restores all that was lifted",
  check: (lived, saw) => {
    for (const [key, all] of triggersIn(lived)) {
      const entry = lived.entries.get(key.slice(0, 30));
      let before = "none";
      for (const { kind } of all) {
        ok(after[kind].includes(before), `${before} → ${kind}`);
        before = kind;
        saw(kind);
      }
      const count = (wanted: TriggerKind): number => all.filter(({ kind }) => kind === wanted).length;
      const last = all.at(-1);
      if (!entry || !last) continue;
      const lifted = last.kind === "lift" || last.kind === "restore";
      equal(count("apply") - count("lift"), lifted ? 0 : 1);
      if (entry.state === "exited") ok(lifted);
      if (entry.state === "published" && entry.suspended) ok(last.kind === "suspend" || lifted);
      if (entry.state === "published")
        equal(
          !lifted,
          entry.measures.some(({ measureId }) => measureId === last.measure.measureId),
        );
      // What stood until its entry went is said to be an error as well, of every measure at every agency.
      const stood = entry.measures.some(({ measureId }) => measureId === last.measure.measureId);
      if (entry.exitReason !== "error" || !stood) continue;
      equal(last.exitReason, "error", key);
      saw(`error ${last.kind}`);
    }
    for (const { entryId, state, measures } of lived.entries.values())
      if (state === "published")
        for (const { measureId } of measures)
          ok(
            lived.events.some(
              (event) =>
                event.entryId === entryId &&
                "measures" in event.data &&
                event.data.measures.some((each) => each.measureId === measureId),
            ),
          );
  },
  ways: {
    apply: 200,
    suspend: 200,
    resume: 150,
    correct: 150,
    lift: 200,
    restore: 150,
    "error lift": 100,
    "error restore": 100,
  },
};

/** SPEC "Errors are undone everywhere they reached": also where the measure had ended before. */
const reached: Law = {
  name: "A §22: an error is told every agency that was ever asked to apply a measure of the entry, whenever that had ended",
  check: (lived, saw) => {
    for (const [key, all] of triggersIn(lived)) {
      const entry = lived.entries.get(key.slice(0, 30));
      if (entry?.exitReason !== "error") continue;
      equal(all.at(-1)?.exitReason, "error", key);
      if (!entry.measures.some(({ measureId }) => key.includes(` ${measureId} `))) saw("ended earlier");
    }
  },
  ways: { "ended earlier": 20 },
};

export const measureLaws: readonly Law[] = [basis, effects, reached];
