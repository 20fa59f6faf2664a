import type { EventOf, ExternalEvent } from "../../../events/catalogue.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { derivedKey } from "../../kernel/ids.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { kindMismatch } from "../entry/check.ts";
import { documentKey } from "../entry/entry.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { type ExternalSummary, nameKeyOf, type Standing } from "../subject/standing.ts";
import type { ExternalEntryInput } from "./input.ts";

/** A standing is one item that every look-up reads whole; nobody is on this many lists elsewhere by rights. */
export const mostExternal = 60;

/** The id follows from the natural key: who keeps the list, whose entry it is, list, document and subject. */
export const externalIdOf = (
  { source, owner, list, documentNo }: Pick<ExternalEntryInput, "source" | "owner" | "list" | "documentNo">,
  subjectId: string,
): string =>
  `ext_${derivedKey("external", nameKeyOf(source), nameKeyOf(owner), list, documentKey(documentNo), subjectId)}`;

/** What happened to an imported entry, before it has its place in the subject's sequence. */
export type ExternalHappening =
  | Pick<EventOf<"external-entry-recorded">, "type" | "version" | "data">
  | Pick<EventOf<"external-entry-ended">, "type" | "version" | "data">;

/** What a row comes to; without a happening nothing changes. */
export interface Imported {
  readonly externalId: string;
  readonly happening?: ExternalHappening;
}

/**
 * Decides one row of an imported list. The same row again changes nothing, and neither does one of an older edition than
 * what stands; a newer edition says how the entry stands now, and brings back what had ended. Refuses days that cannot be,
 * an end of what is not there, and two sayings of one edition.
 */
export const importEntry = (
  standing: Standing,
  input: ExternalEntryInput,
  today: LocalDate,
): Result<Imported, Refusal> => {
  const externalId = externalIdOf(input, standing.subjectId);
  const unchanged = accepted<Imported>({ externalId });
  // What has run out is as good as forgotten.
  const all = (standing.external ?? []).filter((each) => today <= each.validTo);
  const known = all.find((each) => each.externalId === externalId);
  if (standing.status?.kind === "died")
    return refused(refusal("subject.gone", "该自然人已死亡,不再列入 / this person has died and is listed no more"));
  const faults = faultsOf(input, today);
  if (faults.length > 0)
    return refused(refusal("input.invalid", "请按所列各项更正后重报 / mend the fields named and submit again", faults));
  if (known && input.edition < known.edition) return unchanged;
  const { edition, endedOn, endReason } = input;
  if (endedOn !== undefined) {
    if (!known)
      return refused(refusal("external.unknown", "没有该导入记录,无可移出 / no such imported entry, nothing to end"));
    if (known.endedOn !== undefined) return unchanged;
    const data = { endedOn, reason: endReason ?? "原名单已移出", edition };
    return accepted({ externalId, happening: { type: "external-entry-ended", version: 1, data } });
  }
  if (known?.endedOn === undefined && known?.validTo === input.validTo) return unchanged;
  if (known?.edition === edition)
    return refused(
      refusal(
        "external.differs",
        `同一期名单对该记录另有记载,请核对或以更新的名单日期重报 / this edition said something else of ${externalId}; send a newer one`,
      ),
    );
  if (!known && all.length >= mostExternal)
    return refused(
      refusal(
        "subject.tooManyEntries",
        `同一主体的导入记录不得超过 ${mostExternal} 条 / at most ${mostExternal} imported entries of one subject`,
      ),
    );
  return accepted({ externalId, happening: recorded(input, today) });
};

const recorded = (
  { list, source, owner, domain, documentNo, edition, listedOn, validTo }: ExternalEntryInput,
  today: LocalDate,
): ExternalHappening => {
  if (listedOn === undefined || validTo === undefined) throw new Error("a row without an end has both days");
  return {
    type: "external-entry-recorded",
    version: 1,
    data: {
      list,
      source,
      owner,
      ...(domain ? { domain } : {}),
      documentNo,
      listedOn,
      validTo,
      recordedOn: today,
      edition,
    },
  };
};

const faultsOf = (
  { subject, edition, listedOn, validTo, endedOn }: ExternalEntryInput,
  today: LocalDate,
): readonly FieldError[] => {
  const faults: FieldError[] = [...kindMismatch(subject)];
  const fault = (field: string, code: string, detail: string): void => {
    faults.push({ field, code, detail });
  };
  if (edition > today) fault("edition", "edition.future", "名单日期不得晚于今天 / not after today");
  if (endedOn !== undefined) {
    if (endedOn > today) fault("endedOn", "endedOn.future", "移出日期不得晚于今天 / not after today");
    return faults;
  }
  if (listedOn !== undefined && listedOn > edition)
    fault("listedOn", "listedOn.afterEdition", "列入日期不得晚于名单日期 / not after the edition");
  if (validTo !== undefined && validTo < today)
    fault("validTo", "validTo.passed", "有效期已届满,无需导入 / its validity is over, it need not be imported");
  return faults;
};

/**
 * The standing after something happened to an imported entry. An ended one is kept until its validity is over, so that an
 * older file does not bring it back; what is over by itself is left out.
 */
export const withExternal = (standing: Standing, event: ExternalEvent): Standing => {
  const day = shanghaiDate(new Date(event.at));
  const { external = [], ...rest } = standing;
  const known = external.find(({ externalId }) => externalId === event.entryId);
  const after = afterEvent(known, event);
  const kept = [...external.filter((each) => each !== known), ...(after ? [after] : [])].filter(
    ({ validTo }) => validTo >= day,
  );
  return { ...rest, seq: event.seq, ...(kept.length > 0 ? { external: kept } : {}) };
};

const afterEvent = (known: ExternalSummary | undefined, event: ExternalEvent): ExternalSummary | undefined => {
  const { edition } = event.data;
  if (event.type === "external-entry-ended") return known && { ...known, endedOn: event.data.endedOn, edition };
  const { list, source, owner, documentNo, validTo } = event.data;
  const importedBy = event.by.agencyId;
  return { externalId: event.entryId, list, source, owner, documentNo, validTo, edition, importedBy };
};
