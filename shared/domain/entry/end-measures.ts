import { accepted, refused } from "../../kernel/result.ts";
import { type Ending, endedBy } from "../measure/ended.ts";
import { findMeasure, inForce } from "../measure/measure.ts";
import { refusal } from "../refusal.ts";
import { shownEntries } from "../subject/standing.ts";
import type { Decided, DecisionContext } from "./command.ts";
import type { Entry } from "./entry.ts";
import { outlineOf, publicationOf } from "./outline.ts";

/**
 * Takes from a published entry, suspended or not, those of its measures that were retired or ran out in one way
 * (B 四(三), C 十三). Each names the subject's other entries that still require it, in a version in force. Refuses when
 * none of its measures has ended so.
 */
export const endMeasures = (entry: Entry, ending: Ending, { today, catalogue, standing }: DecisionContext): Decided => {
  const ended = endedBy(entry.measures, catalogue, ending, today);
  if (ended.length === 0)
    return refused(refusal("measure.stillInForce", "没有措施已失效 / none of its measures has ended"));
  const others = shownEntries(standing, today).filter((other) => other.entryId !== entry.entryId && !other.suspended);
  const requires = (other: (typeof others)[number], measureId: string): boolean =>
    other.measures.some((theirs) => {
      const measure = theirs.measureId === measureId ? findMeasure(catalogue, theirs) : undefined;
      return measure !== undefined && inForce(measure, today);
    });
  return accepted([
    {
      type: "entry-measures-ended",
      version: 1,
      data: {
        ...outlineOf(entry),
        endedOn: ending.endedOn,
        reason: ending.reason,
        publishedSeq: publicationOf(entry),
        measures: ended.map((ref) => ({
          ...ref,
          alsoRequiredBy: others.filter((other) => requires(other, ref.measureId)).map((other) => other.entryId),
        })),
      },
    },
  ]);
};
