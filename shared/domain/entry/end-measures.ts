import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { type Ending, endedBy } from "../measure/ended.ts";
import { type Catalogue, findMeasure, inForce } from "../measure/measure.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { shownOn, type Standing } from "../subject/standing.ts";
import type { Entry, Happening } from "./entry.ts";

/**
 * Takes from a published entry, suspended or not, those of its measures that were retired or ran out in one way
 * (B 四(三), C 十三). Each names the subject's other entries that still require it, in a version in force. Refuses when
 * none of its measures has ended so.
 */
export const endMeasures = (
  entry: Entry,
  ending: Ending,
  {
    today,
    catalogue,
    standing,
  }: { readonly today: LocalDate; readonly catalogue: Catalogue; readonly standing?: Standing | undefined },
): Result<Happening, Refusal> => {
  const ended = endedBy(entry.measures, catalogue, ending, today);
  if (ended.length === 0)
    return refused(refusal("measure.stillInForce", "没有措施已失效 / none of its measures has ended"));
  if (entry.publishedSeq === undefined) throw new Error(`published entry ${entry.entryId} has no publication`);
  const others = (standing?.entries ?? []).filter(
    (other) => other.entryId !== entry.entryId && !other.suspended && shownOn(other, today),
  );
  const requires = (other: (typeof others)[number], measureId: string): boolean =>
    other.measures.some((theirs) => {
      const measure = theirs.measureId === measureId ? findMeasure(catalogue, theirs) : undefined;
      return measure !== undefined && inForce(measure, today);
    });
  return accepted({
    type: "entry-measures-ended",
    version: 1,
    data: {
      list: entry.list,
      subject: entry.subject,
      domain: entry.domain,
      determiningAuthority: entry.determiningAuthority,
      severity: entry.severity,
      validTo: entry.validTo,
      documentNo: entry.basis.documentNo,
      endedOn: ending.endedOn,
      reason: ending.reason,
      publishedSeq: entry.publishedSeq,
      measures: ended.map((ref) => ({
        ...ref,
        alsoRequiredBy: others.filter((other) => requires(other, ref.measureId)).map((other) => other.entryId),
      })),
    },
  });
};
