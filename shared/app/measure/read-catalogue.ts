import type { CatalogueAct } from "../../domain/measure/act.ts";
import { type Catalogue, currentOn, type Measure } from "../../domain/measure/measure.ts";
import { type Mou, newestMou } from "../../domain/mou/mou.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { CatalogueRegister } from "../../ports/catalogue.ts";
import { versionsOf } from "./keep-measures.ts";

export interface ReadCatalogueDeps {
  readonly register: Pick<CatalogueRegister, "state" | "history">;
  readonly now: () => Date;
}

/** A measure that may be applied today, with the memorandum that it comes from. */
export interface PublishedMeasure {
  readonly measure: Measure;
  readonly mou?: Mou | undefined;
}

/**
 * The measures that may be applied today, each in the version that new entries get; what is not among them may not be
 * added to an entry (B 四(三)). Memoranda are public with them (B 五(一)).
 */
export const publishedMeasures = async (deps: ReadCatalogueDeps): Promise<readonly PublishedMeasure[]> => {
  const { measures, mous } = await deps.register.state();
  return currentOn(measures, shanghaiDate(deps.now())).map((measure) => ({
    measure,
    mou: measure.mouId === undefined ? undefined : newestMou(mous, measure.mouId),
  }));
};

export interface ReadMeasure {
  readonly measureId: string;
  readonly today: LocalDate;
  readonly versions: Catalogue;
  readonly history: readonly CatalogueAct[];
}

/** A measure in all its versions, oldest first, and what the office did to it. */
export const readMeasure = async (
  deps: ReadCatalogueDeps,
  measureId: string,
): Promise<Result<ReadMeasure, Refusal>> => {
  const versions = versionsOf((await deps.register.state()).measures, measureId);
  if (versions.length === 0)
    return refused(refusal("measure.unknown", "措施清单中没有该措施 / no such measure in the catalogue"));
  const history = await deps.register.history({ measureId });
  return accepted({ measureId, today: shanghaiDate(deps.now()), versions, history });
};

/** The newest version of every measure, drafts too, for those who keep or use the catalogue. */
export const listMeasures = async (
  deps: ReadCatalogueDeps,
): Promise<{ readonly today: LocalDate; readonly items: Catalogue }> => {
  const { measures } = await deps.register.state();
  const ids = [...new Set(measures.map(({ measureId }) => measureId))].sort();
  const items = ids.flatMap((measureId) => versionsOf(measures, measureId).at(-1) ?? []);
  return { today: shanghaiDate(deps.now()), items };
};

/** The newest version of every memorandum. */
export const listMous = async (deps: ReadCatalogueDeps): Promise<readonly Mou[]> => {
  const { mous } = await deps.register.state();
  const ids = [...new Set(mous.map(({ mouId }) => mouId))].sort();
  return ids.flatMap((mouId) => newestMou(mous, mouId) ?? []);
};

export interface ReadMou {
  readonly mou: Mou;
  readonly versions: readonly Mou[];
  /** The measures that name it. */
  readonly measures: readonly string[];
  readonly history: readonly CatalogueAct[];
}

/** A memorandum in all its versions, with the measures that name it: those to look at when it ends. */
export const readMou = async (deps: ReadCatalogueDeps, mouId: string): Promise<Result<ReadMou, Refusal>> => {
  const { mous, measures } = await deps.register.state();
  const mou = newestMou(mous, mouId);
  if (!mou) return refused(refusal("mou.unknown", "没有该备忘录 / no such memorandum"));
  return accepted({
    mou,
    versions: mous.filter((each) => each.mouId === mouId).toSorted((a, b) => a.version - b.version),
    measures: [
      ...new Set(measures.filter((measure) => measure.mouId === mouId).map(({ measureId }) => measureId)),
    ].sort(),
    history: await deps.register.history({ mouId }),
  });
};
