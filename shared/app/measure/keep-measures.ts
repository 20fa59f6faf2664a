import { type MeasureContent, measureFaults } from "../../domain/measure/content.ts";
import { draftOf, publishDraft, retire } from "../../domain/measure/keep.ts";
import type { Catalogue, Measure } from "../../domain/measure/measure.ts";
import { mouInForce, newestMou } from "../../domain/mou/mou.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { type LocalDate, shanghaiDate, shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { CatalogueState } from "../../ports/catalogue.ts";
import { actOnCatalogue, type CatalogueCommand, type KeepCatalogueDeps } from "./keep-catalogue.ts";

/** A measure after a command: every version, oldest first. */
export interface KeptMeasure {
  readonly measureId: string;
  readonly versions: Catalogue;
}

export interface MeasureCommand extends CatalogueCommand<KeptMeasure> {
  readonly measureId: string;
}

export const versionsOf = (measures: Catalogue, measureId: string): Catalogue =>
  measures.filter((measure) => measure.measureId === measureId).toSorted((a, b) => a.version - b.version);

/** What an ETag says of a measure: the revision that last changed it; 0 for what was shipped. */
export const revisionOf = (versions: Catalogue): number => Math.max(0, ...versions.map(({ revision = 0 }) => revision));

/**
 * Writes a measure's draft: a new measure, the next version of a published one, or the draft that stands there, replaced.
 * Refuses a content that could not stand, agencies that are not registered, and a memorandum that is not.
 */
export const putMeasure = (
  deps: KeepCatalogueDeps,
  command: MeasureCommand & { readonly content: MeasureContent },
): Promise<Result<KeptMeasure, Refusal>> =>
  actOnCatalogue(deps, command, async (state, at) => {
    const { measureId, content } = command;
    const versions = versionsOf(state.measures, measureId);
    const stale = staleness(versions, command);
    if (stale) return refused(stale);
    const faults = [...measureFaults(content), ...(await partnersAtFault(deps, state, content))];
    if (faults.length > 0) return refused(invalid(faults));
    const draft = draftOf(versions, measureId, content, shanghaiDate(at));
    if (!draft) return accepted({ value: { measureId, versions } });
    return accepted({
      value: kept(state, versions, [draft]),
      change: { measures: [draft], act: { act: "drafted", about: { measureId }, versions: [draft.version] } },
    });
  });

/**
 * Publishes a measure's draft; new entries get this version from its first day on (B 四(三)). Refuses where there is no
 * draft, and one whose agencies or memorandum are not in order today.
 */
export const publishMeasure = (
  deps: KeepCatalogueDeps,
  command: MeasureCommand,
): Promise<Result<KeptMeasure, Refusal>> =>
  actOnCatalogue(deps, command, async (state, at) => {
    const { measureId } = command;
    const versions = versionsOf(state.measures, measureId);
    if (versions.length === 0) return refused(unknown());
    const stale = staleness(versions, command);
    if (stale) return refused(stale);
    const published = publishDraft(versions, shanghaiDate(at));
    if (!published.ok) return published;
    const faults = await partnersAtFault(deps, state, published.value, published.value.validFrom);
    if (faults.length > 0)
      return refused(
        refusal("measure.incomplete", "草案尚不能公布,请更正 / the draft cannot be published, mend it", faults),
      );
    return accepted({
      value: kept(state, versions, [published.value]),
      change: {
        measures: [published.value],
        act: { act: "published", about: { measureId }, versions: [published.value.version] },
      },
    });
  });

/** Retires a measure, or one version of it, from a day on; from today it is lifted wherever it is applied (A §16 动态更新). */
export const retireMeasure = (
  deps: KeepCatalogueDeps,
  command: MeasureCommand & {
    readonly reason: string;
    readonly on?: LocalDate | undefined;
    readonly version?: number | undefined;
  },
): Promise<Result<KeptMeasure, Refusal>> =>
  actOnCatalogue(deps, command, (state, at) => {
    const { measureId, reason, version, correlationId } = command;
    const versions = versionsOf(state.measures, measureId);
    if (versions.length === 0) return refused(unknown());
    const stale = staleness(versions, command);
    if (stale) return refused(stale);
    const today = shanghaiDate(at);
    const on = command.on ?? today;
    const retired = retire(versions, { on, reason, at: shanghaiInstant(at), version }, today);
    if (!retired.ok) return retired;
    return accepted({
      value: kept(state, versions, retired.value),
      change: {
        measures: retired.value,
        act: { act: "retired", about: { measureId }, versions: retired.value.map((each) => each.version), on, reason },
        // One that is still to come is found by the sweep of that day.
        ...(on <= today ? { ending: { type: "ending-due", version: 1, correlationId } as const } : {}),
      },
    });
  });

/** The versions as they stand once some of them were written. */
const kept = ({ revision }: CatalogueState, before: Catalogue, written: readonly Measure[]): KeptMeasure => {
  const changed = new Map(written.map((measure) => [measure.version, { ...measure, revision: revision + 1 }]));
  const versions = [
    ...before.map((measure) => changed.get(measure.version) ?? measure),
    ...[...changed.values()].filter(({ version }) => !before.some((measure) => measure.version === version)),
  ];
  return { measureId: versions[0]?.measureId ?? "", versions };
};

const unknown = (): Refusal => refusal("measure.unknown", "措施清单中没有该措施 / no such measure in the catalogue");

const invalid = (faults: readonly FieldError[]): Refusal =>
  refusal("input.invalid", "请按所列各项更正后重试 / mend the fields named and try again", faults);

const staleness = (versions: Catalogue, { expectedRevision }: MeasureCommand): Refusal | undefined =>
  expectedRevision === undefined || (versions.length > 0 && expectedRevision === revisionOf(versions))
    ? undefined
    : refusal("measure.stale", "措施已变更,请重新读取 / it has changed, read it again");

/** Who carries it out must be registered as implementing (A §17); the memorandum must be registered, and in force when asked. */
const partnersAtFault = async (
  deps: KeepCatalogueDeps,
  state: CatalogueState,
  { agencies, mouId }: Pick<Measure, "agencies" | "mouId">,
  from?: LocalDate,
): Promise<readonly FieldError[]> => {
  const registered = await Promise.all(agencies.map((agencyId) => deps.agencies.byId(agencyId)));
  const faults: FieldError[] = registered.flatMap((agency, index) =>
    agency?.roles.includes("implementing")
      ? []
      : [
          {
            field: `agencies.${index}`,
            code: "agency.notImplementing",
            detail: "未登记为实施单位 / is not registered as an implementing agency",
          },
        ],
  );
  if (mouId === undefined) return faults;
  const mou = newestMou(state.mous, mouId);
  if (!mou) return [...faults, { field: "mouId", code: "mou.unknown", detail: "没有该备忘录 / no such memorandum" }];
  return from === undefined || mouInForce(mou, from)
    ? faults
    : [
        ...faults,
        { field: "mouId", code: "mou.notInForce", detail: "备忘录当日不在有效期内 / the memorandum is not in force" },
      ];
};
