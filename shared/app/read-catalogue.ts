import { type Catalogue, inForce, type Measure } from "../domain/measure/measure.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { shanghaiDate } from "../kernel/local-date.ts";
import { accepted, refused, type Result } from "../kernel/result.ts";

export interface ReadCatalogueDeps {
  readonly catalogue: Catalogue;
  readonly now: () => Date;
}

/** The measures that may be applied today; what is not among them may not (B 四(三)). */
export const publishedMeasures = (deps: ReadCatalogueDeps): readonly Measure[] => {
  const today = shanghaiDate(deps.now());
  return deps.catalogue.filter((measure) => inForce(measure, today));
};

/** A measure in all its versions, oldest first. */
export const readMeasure = (deps: ReadCatalogueDeps, measureId: string): Result<readonly Measure[], Refusal> => {
  const versions = deps.catalogue.filter((measure) => measure.measureId === measureId);
  return versions.length > 0
    ? accepted(versions.toSorted((a, b) => a.version - b.version))
    : refused(refusal("measure.unknown", "措施清单中没有该措施 / no such measure in the catalogue"));
};
