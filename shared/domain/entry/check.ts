import type { Basis, Conduct } from "../../../events/parts.ts";
import type { ListKind, Severity, SubjectKind } from "../../../events/vocabulary.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { addMonths, type LocalDate } from "../../kernel/local-date.ts";
import { carriesNumber } from "../subject/identity-number.ts";
import type { Standing } from "../subject/standing.ts";
import type { DecisionContext } from "./command.ts";
import { activeEntries } from "./cross-check.ts";
import { countedAs } from "./entry.ts";
import type { EntryInput } from "./input.ts";
import { deemedServedOn } from "./proposal-clocks.ts";
import type { EntryRules } from "./rules.ts";

/** What is checked of a listing, proposed or determined. */
interface Checked {
  readonly list: ListKind;
  readonly subject: { readonly kind: SubjectKind; readonly uscc?: string | undefined };
  readonly basis: Pick<Basis, "documentKind" | "decidedOn">;
  readonly severity: Severity;
  readonly determinedOn?: LocalDate | undefined;
  readonly validTo: LocalDate;
  readonly conduct?: readonly Conduct[] | undefined;
  readonly escalates?: string | undefined;
  readonly followOn?: unknown;
  readonly responsiblePersons?: unknown;
  readonly responsibleFor?: unknown;
}

const fault = (field: string, code: string, detail: string): FieldError[] => [{ field, code, detail }];

/**
 * The faults of a listing that each field alone cannot show. Takes the day it is judged on, where the subject stands and
 * the day on which it came in. Every fault names the field, a stable code and what to do.
 */
export const checkListing = (
  listing: Checked,
  rules: EntryRules,
  today: LocalDate,
  standing: Standing,
  receivedOn = today,
): readonly FieldError[] => [
  ...(standing.status?.kind === "died"
    ? fault("subject", "subject.gone", "该自然人已死亡,不再列入名单 / this person has died and is listed no more")
    : []),
  ...kindFaults(listing, rules),
  ...dateFaults(listing, rules, today, receivedOn),
  ...conductFaults(listing, rules),
  ...relationFaults(listing, standing, today),
];

/**
 * The texts of a listing that carry the document number of its subject or of a responsible person: they become public, and
 * the number must not (A §19, §22). It is known here alone, and not kept with the entry.
 */
export const numberFaults = ({ subject, responsiblePersons = [], basis, facts }: EntryInput): FieldError[] => {
  const numbers = [subject, ...responsiblePersons].flatMap(({ idNumber }) => idNumber ?? []);
  const texts: Readonly<Record<string, string>> = {
    "subject.name": subject.name,
    "basis.documentNo": basis.documentNo,
    "basis.legalArticles": basis.legalArticles,
    facts,
  };
  return Object.entries(texts)
    .filter(([, text]) => numbers.some((number) => carriesNumber(text, number)))
    .flatMap(([field]) =>
      fault(
        field,
        "text.identityNumber",
        "含有当事人或责任人的证件号码,公开前必须删除(§19、§22)/ contains a document number of the subject or a responsible person, take it out",
      ),
    );
};

/** GB 32100: 92 is given to sole traders, and to nobody else. */
export const kindMismatch = ({ kind, uscc }: Checked["subject"]): readonly FieldError[] =>
  kind === "person" || (kind === "soleTrader") === uscc?.startsWith("92")
    ? []
    : fault(
        "subject.kind",
        "subject.kindMismatch",
        "主体类别与统一社会信用代码不符(92 开头为个体工商户)/ the kind contradicts the code: 92 is a sole trader's",
      );

const kindFaults = ({ list, subject, basis }: Checked, rules: EntryRules): FieldError[] => {
  const errors: FieldError[] = [...kindMismatch(subject)];
  const allowed = rules.documentKinds(list);
  if (allowed && !allowed.includes(basis.documentKind))
    errors.push(
      ...fault(
        "basis.documentKind",
        "basis.documentKind",
        "黑名单须以裁判文书、行政处罚或行政强制为依据(鲁 十二)/ a black entry needs a judgment, penalty or compulsion",
      ),
    );
  return errors;
};

/** The faults of a listing's days: of the document, the determination and the end of its validity, as policy limits it. */
export const dateFaults = (
  listing: Checked,
  rules: EntryRules,
  today: LocalDate,
  receivedOn: LocalDate = today,
): FieldError[] => {
  const { validTo, determinedOn = today } = listing;
  const { decidedOn } = listing.basis;
  if (determinedOn > receivedOn)
    return fault(
      "determinedOn",
      "determinedOn.future",
      "认定日期不得晚于今天 / the determination cannot lie in the future",
    );
  if (decidedOn > determinedOn)
    return fault(
      "basis.decidedOn",
      "decidedOn.afterDetermination",
      "决定日期不得晚于认定日期 / the document must be no later than the determination",
    );
  if (validTo < determinedOn)
    return fault(
      "validTo",
      "validTo.beforeDetermination",
      "有效期不得早于认定日期 / the last valid day cannot precede the determination",
    );
  if (validTo < today)
    return fault("validTo", "validTo.passed", "有效期已届满,无需列入 / its validity is over, it must not be listed");
  // How long a red entry stands is for its authority to say (A §4).
  const latest =
    listing.list === "red"
      ? undefined
      : rules.latestValidTo(listing.severity, { document: decidedOn, determination: determinedOn });
  if (latest !== undefined && validTo > latest)
    return fault(
      "validTo",
      "validTo.beyondPolicy",
      `有效期最长至 ${latest}(${rules.substanceVersion})/ policy allows no later day than ${latest}`,
    );
  return [];
};

/**
 * Minor conduct puts a subject on the key-attention list only when it is repeated (A §3 多次发生轻微失信行为): counted by the
 * documents of those months, each once however its number is typed.
 */
const conductFaults = ({ list, severity, conduct = [], basis }: Checked, rules: EntryRules): FieldError[] => {
  if (list !== "keyAttention" || severity !== "minor") return [];
  const { count, withinMonths } = rules.repeatedMinorConduct;
  const from = addMonths(basis.decidedOn, -withinMonths);
  const counted = conduct.filter(({ decidedOn }) => decidedOn >= from && decidedOn <= basis.decidedOn);
  return new Set(counted.map(({ documentNo }) => countedAs(documentNo))).size >= count
    ? []
    : fault(
        "conduct",
        "conduct.tooFew",
        `轻微失信须 ${withinMonths} 个月内达 ${count} 次方可列入重点关注(§3)/ minor conduct needs ${count} documents within ${withinMonths} months`,
      );
};

/** Why a listing cannot take the place of a key-attention entry: serious conduct does, of whoever is on that list (A §3). */
export const escalationFaults = (
  { list, severity, escalates }: Pick<Checked, "list" | "severity" | "escalates">,
  standing: Standing,
  today: LocalDate,
): FieldError[] => {
  if (escalates === undefined) return [];
  const watched = activeEntries(standing, "keyAttention", today).find(({ entryId }) => entryId === escalates);
  if (list !== "black" || watched === undefined)
    return fault(
      "escalates",
      "escalates.unknown",
      "该主体没有此重点关注记录 / the subject has no such active key-attention entry",
    );
  if (watched.publishedOn === undefined)
    return fault(
      "escalates",
      "escalates.notPublished",
      "该重点关注记录尚未公布:请先公布;不再列入的,撤回后不填此项 / that entry is not public yet: publish it first, or withdraw it and leave this out",
    );
  return severity === "serious"
    ? []
    : fault(
        "escalates",
        "escalates.notSerious",
        "仅严重失信可由重点关注转入黑名单(§3)/ only serious conduct takes the place of a key-attention entry",
      );
};

const relationFaults = (listing: Checked, standing: Standing, today: LocalDate): FieldError[] => {
  const { list, subject, followOn, responsiblePersons, responsibleFor } = listing;
  return [
    ...(responsiblePersons !== undefined && (list !== "black" || subject.kind === "person")
      ? fault(
          "responsiblePersons",
          "responsiblePersons.onlyBlack",
          "仅单位的黑名单记录载明责任人(鲁 十四)/ only an organisation's black entry names responsible persons",
        )
      : []),
    ...(responsibleFor !== undefined && (list !== "black" || subject.kind !== "person")
      ? fault(
          "responsibleFor",
          "responsibleFor.onlyPerson",
          "仅自然人的黑名单记录可填(鲁 十四)/ only for a person's own black entry",
        )
      : []),
    ...(followOn !== undefined && list !== "black"
      ? fault("followOn", "followOn.onlyBlack", "仅黑名单后续列入重点关注(§4)/ only a black entry is followed by one")
      : []),
    ...escalationFaults(listing, standing, today),
  ];
};

/** The first day that the working calendar knows. */
const firstNotice = "2000-01-01";
/**
 * Listing and penalty may be announced in one notice, before the document: by so many months (assumption, the papers give
 * none; a penalty is decided within 90 days of its filing, 行政处罚法 第六十条, and may be prolonged).
 */
const longestBefore = 12;

/**
 * Whether a determination made elsewhere proves the procedure that policy asks for: a notice served and its window over
 * before a person was determined (unless a statute sets its own procedure, 从其规定), a public notice for red (A §3). A notice
 * that was given long before the document, or after the determination, proves nothing of it.
 */
export const procedureFaults = (
  { list, subject, basis, procedure }: EntryInput,
  determinedOn: LocalDate,
  { today, rules, calendar }: DecisionContext,
): readonly FieldError[] => {
  const { priorNotice, publicNotice, ownProcedure } = procedure ?? {};
  const errors: FieldError[] = [];
  const heardUntil = (notice: NonNullable<typeof priorNotice>): LocalDate =>
    calendar.add(deemedServedOn(notice, rules) ?? notice.servedOn, rules.priorNoticeStatement.workingDays).dueOn;
  const inTime = (day: LocalDate): boolean =>
    day >= firstNotice && day <= determinedOn && day <= today && addMonths(day, longestBefore) >= basis.decidedOn;
  const outOfTime = (field: string, day: LocalDate | undefined): FieldError[] =>
    day === undefined || inTime(day)
      ? []
      : fault(
          `procedure.${field}`,
          `${field.split(".")[1]}.range`,
          `应在文书前 ${longestBefore} 个月至认定日之间 / from ${longestBefore} months before the document to the determination`,
        );
  errors.push(
    ...outOfTime("priorNotice.servedOn", priorNotice?.servedOn),
    ...outOfTime("publicNotice.opensOn", publicNotice?.opensOn),
  );
  if (errors.length > 0) return errors;
  if (rules.priorNoticeMandatory(list, subject.kind) && !ownProcedure) {
    if (!priorNotice)
      errors.push(
        ...fault(
          "procedure.priorNotice",
          "priorNotice.missing",
          "自然人列入须有事前告知送达凭证(§3),或写明另有规定的法律条文 / give the served notice and its proof, or the statute with its own procedure",
        ),
      );
    else if (heardUntil(priorNotice) >= determinedOn)
      errors.push(
        ...fault(
          "procedure.priorNotice.servedOn",
          "priorNotice.running",
          "认定时陈述申辩期未满(§3)/ it was determined before the window for a statement was over",
        ),
      );
  }
  if (rules.publicNoticeMandatory(list)) {
    if (!publicNotice)
      errors.push(
        ...fault(
          "procedure.publicNotice",
          "publicNotice.missing",
          "红名单认定前须公示(§3),请填写公示起止日期和渠道 / give the days and the channel of its public notice",
        ),
      );
    else if (
      publicNotice.endsOn >= determinedOn ||
      publicNotice.endsOn > today ||
      calendar.between(publicNotice.opensOn, publicNotice.endsOn) < rules.publicNotice.workingDays
    )
      errors.push(
        ...fault(
          "procedure.publicNotice.endsOn",
          "publicNotice.running",
          `公示须满 ${rules.publicNotice.workingDays} 个工作日并在认定前结束 / its notice runs ${rules.publicNotice.workingDays} working days and ends before the determination`,
        ),
      );
  }
  return errors;
};
