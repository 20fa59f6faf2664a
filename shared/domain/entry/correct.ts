import type { EventOf } from "../../../events/catalogue.ts";
import type { Repair } from "../../../events/parts.ts";
import { accepted, refused } from "../../kernel/result.ts";
import { attaches, findMeasure } from "../measure/measure.ts";
import { type Refusal, toMend } from "../refusal.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { dateFaults } from "./check.ts";
import type { Decided, Correction, DecisionContext, EntryCommand } from "./command.ts";
import { type Entry, documentKey } from "./entry.ts";
import { alsoRequired, outlineOf } from "./outline.ts";

const gravity = { minor: 0, general: 1, serious: 2 } as const;

/**
 * Mends what an entry says: a published one, or a contested one whose objection is answered by it. Its subject and its document
 * stay: a wrong one is an error and a new entry (SPEC). What changes nothing is none and closes no objection. A
 * correction never makes a listing heavier, because a heavier one is a new determination with its own notice (ADR 25).
 * Its days have to fit together and its validity the policy, as of a new listing; a repair that comes nearer is said with it.
 * Measures that no longer fit end; none is added.
 */
export const correct = (
  entry: Entry,
  { changes, reason, evidence }: Extract<EntryCommand, { name: "correct" }>,
  context: DecisionContext,
): Decided => {
  const { today, catalogue, standing } = context;
  const corrected: Entry = {
    ...entry,
    basis: { ...entry.basis, ...dropUndefined(changes.basis ?? {}) },
    facts: changes.facts ?? entry.facts,
    domain: changes.domain ?? entry.domain,
    severity: changes.severity ?? entry.severity,
    validTo: changes.validTo ?? entry.validTo,
  };
  const faults = faultsOf(entry, changes, corrected, context);
  if (faults) return refused(faults);
  const repair = soonerRepair(entry, corrected, context);
  const fits = (ref: Entry["measures"][number]): boolean => {
    const measure = findMeasure(catalogue, ref);
    return measure !== undefined && attaches(measure, corrected);
  };
  return accepted([
    {
      type: "entry-corrected",
      version: 1,
      data: {
        ...outlineOf(corrected),
        correctedOn: today,
        reason,
        evidence: [...evidence],
        basis: corrected.basis,
        facts: corrected.facts,
        ...(repair ? { repair } : {}),
        ...(entry.publishedSeq === undefined ? {} : { publishedSeq: entry.publishedSeq }),
        ...(entry.suspended ? { suspended: true as const } : {}),
        measures: entry.measures.filter(fits),
        ended: alsoRequired(
          entry,
          entry.measures.filter((ref) => !fits(ref)),
          standing,
          today,
        ),
      },
    },
  ]);
};

/** What a correction changes of an entry. */
export const contentOf = (data: EventOf<"entry-corrected">["data"]) => {
  const { basis, facts, domain, severity, validTo, repair, measures } = data;
  return { basis, facts, domain, severity, validTo, ...(repair ? { repair } : {}), measures };
};

/** Whether policy counts a period of the corrected entry otherwise: by how grave the conduct was, or from another day. */
const periodsMove = (entry: Entry, corrected: Entry): boolean =>
  corrected.severity !== entry.severity || corrected.basis.decidedOn !== entry.basis.decidedOn;

/** Its repair where the correction brings it nearer; what its determination fixed is never put off (A §21). */
const soonerRepair = (entry: Entry, corrected: Entry, { rules }: DecisionContext): Repair | undefined => {
  const { list, determinedOn, repair, severity, basis } = corrected;
  if (list === "red" || determinedOn === undefined || !repair.allowed || !periodsMove(entry, corrected))
    return undefined;
  const now = rules.repair(severity, { document: basis.decidedOn, determination: determinedOn }, true);
  const { earliestOn } = now;
  return earliestOn !== undefined && (repair.earliestOn === undefined || earliestOn < repair.earliestOn)
    ? now
    : undefined;
};

/** The faults of the days that the corrected entry would have; its validity has to fit where policy counts it otherwise. */
const daysOf = (entry: Entry, corrected: Entry, { rules, today }: DecisionContext): readonly FieldError[] => {
  const moved = periodsMove(entry, corrected);
  if (!moved && corrected.validTo === entry.validTo) return [];
  return (
    dateFaults(corrected, rules, today)
      // A shorter validity is taken though a later policy would have it shorter still.
      .filter(({ code }) => moved || code !== "validTo.beyondPolicy")
      .map((each) =>
        each.field === "validTo" ? { ...each, detail: `${each.detail};如应终止请退出 / to end it, exit it` } : each,
      )
  );
};

const faultsOf = (
  entry: Entry,
  changes: Correction,
  corrected: Entry,
  context: DecisionContext,
): Refusal | undefined => {
  const { basis, severity, validTo } = changes;
  const faults: FieldError[] = [];
  const fault = (field: string, code: string, detail: string): void => {
    faults.push({ field, code, detail });
  };
  if (basis?.documentNo !== undefined && documentKey(basis.documentNo) !== documentKey(entry.basis.documentNo))
    fault("basis.documentNo", "correction.document", "文书不同即为另一条记录 / another document is another entry");
  if (severity !== undefined && gravity[severity] > gravity[entry.severity])
    fault("severity", "correction.heavier", "加重须重新认定并告知 / a heavier one is a new determination");
  if (validTo !== undefined && validTo > entry.validTo)
    fault("validTo", "correction.longer", "延长有效期须重新认定 / a longer one is a new determination");
  faults.push(...daysOf(entry, corrected, context));
  const { basis: parts = {}, ...others } = changes;
  if (!differs(parts, entry.basis) && !differs(others, entry))
    fault("", "correction.empty", "请至少更正一项与现有内容不同的 / correct at least one field to something else");
  return faults.length > 0 ? toMend(faults) : undefined;
};

/** Whether a correction says anything else than what stands, however it is typed: an objection is not closed by typing. */
export const mends = (entry: Entry, { basis = {}, ...others }: Correction): boolean => {
  const plain = <T extends object>(of: T): T =>
    Object.fromEntries(
      Object.entries(of).map(([key, value]) => [key, typeof value === "string" ? documentKey(value) : value]),
    ) as T;
  return differs(plain(basis), plain(entry.basis)) || differs(plain(others), plain(entry));
};

/** Whether anything that is given is another than what stands. */
const differs = <T extends object>(given: T, now: { readonly [K in keyof T]: unknown }): boolean =>
  (Object.keys(given) as (keyof T)[]).some((key) => given[key] !== undefined && given[key] !== now[key]);

const dropUndefined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
