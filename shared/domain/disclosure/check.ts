import type { SubjectKind } from "../../../events/vocabulary.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { carriesNumber, isIdentityNumber } from "../subject/identity-number.ts";
import { type CheckedRow, checkedRow } from "./checked-row.ts";
import type { Item, ItemStandard, Place } from "./items.ts";
import { readItem } from "./read-item.ts";
import { type DisclosureKind, standards } from "./standard.ts";
import { idTypes, partyClasses } from "./words.ts";

/** What a row is checked against beside the standard. */
export interface CheckContext {
  readonly today: LocalDate;
  /** The reporting agency's own code: nobody reports for another (谁认定谁负责). */
  readonly agencyCode: string;
}

/** The calendar of working days, and with it the clocks, begin here. */
const firstDay = "2000-01-01";
const missing = "必填项,请补充 / this is required";

type Values = Readonly<Record<string, string>>;
type Faults = FieldError[];

/**
 * Checks one row against the national item standard (SPEC "Dual-publicity items"): every item by itself, then what is
 * mandatory for this class of party and these kinds of penalty, then whose row it is and the order of its days. Gives all
 * faults at once, each with its item's code.
 */
export const checkRow = (
  kind: DisclosureKind,
  row: unknown,
  context: CheckContext,
): Result<CheckedRow, readonly FieldError[]> => {
  const standard = standards[kind];
  if (typeof row !== "object" || row === null || Array.isArray(row))
    return refused([{ field: "", code: "type", detail: "每行应为一个对象 / a row is an object" }]);
  const faults: Faults = unknownItems(standard, row);
  const values: Record<string, string> = {};
  for (const item of standard.items) {
    const read = readItem(item, (row as Record<string, unknown>)[item.code]);
    if ("fault" in read) faults.push(read.fault);
    else if (read.value !== undefined) values[item.code] = read.value;
  }
  const faulty = new Set(faults.map(({ field }) => field));
  const about: About = { standard, values, faults, faulty, of: (place) => values[standard.at[place]] };
  checkPresent(about);
  checkParty(about);
  checkPenalty(about);
  checkOwner(about, context);
  checkDays(about, context.today);
  return faults.length > 0 ? refused(faults) : accepted(checkedRow(kind, values));
};

interface About {
  readonly standard: ItemStandard;
  readonly values: Values;
  readonly faults: Faults;
  /** Items with a fault of their own: nothing more is said about them. */
  readonly faulty: ReadonlySet<string>;
  readonly of: (place: Place) => string | undefined;
}

const say = ({ faults, faulty }: About, field: string, code: string, detail: string): void => {
  if (!faulty.has(field)) faults.push({ field, code, detail });
};

const unknownItems = ({ items }: ItemStandard, row: object): Faults =>
  Object.keys(row)
    .filter((key) => !items.some(({ code }) => code === key))
    .slice(0, 3)
    .map((key) => ({
      field: /^[A-Z_\d]{1,30}$/.test(key) && !/\d{6}/.test(key) ? key : "",
      code: "field.unknown",
      detail: "无此数据项,请用标准代码 / no such item, use the standard's codes",
    }));

const classOf = (about: About): SubjectKind | undefined => partyClasses[about.of("class") ?? ""];

const askedOf = (asked: Item["asked"], kind: SubjectKind | undefined): boolean => {
  if (asked === "always") return true;
  if (kind === undefined || asked === undefined) return false;
  if (asked === "registered") return kind !== "person";
  return asked === kind;
};

const checkPresent = (about: About): void => {
  const kind = classOf(about);
  for (const { code, asked } of about.standard.items)
    if (about.values[code] === undefined && askedOf(asked, kind)) say(about, code, "missing", missing);
};

const checkParty = (about: About): void => {
  const { standard, of } = about;
  const kind = classOf(about);
  if (kind === "person" && of("uscc") !== undefined)
    say(about, standard.at.uscc, "uscc.notForPerson", "自然人不填统一社会信用代码 / a person has no USCC");
  if (kind !== undefined && kind !== "person" && of("idNumber") !== undefined)
    say(about, standard.at.idNumber, "idNumber.notForOrganisation", "仅自然人填写证件号码 / only a person has one");
  checkNumber(about, "idType", "idNumber");
  checkNumber(about, "representativeIdType", "representativeIdNumber");
  if (of("representativeIdNumber") !== undefined && of("representative") === undefined)
    say(about, standard.at.representative, "missing", missing);
  // A passport's number has no form by which it could be known in a text; the row's own numbers are known (A §19, §22).
  const numbers = [of("idNumber"), of("representativeIdNumber")].filter((number) => number !== undefined);
  for (const { code, kind: written } of standard.items)
    if (written === "text" && numbers.some((number) => carriesNumber(about.values[code] ?? "", number)))
      say(about, code, "text.identityNumber", "含有证件号码,公开前必须删除 / contains a document number, take it out");
};

const checkNumber = (about: About, type: Place, number: Place): void => {
  const given = about.of(number);
  const idType = idTypes[about.of(type) ?? "居民身份证"];
  if (given !== undefined && idType === "residentId" && !isIdentityNumber(given))
    say(
      about,
      about.standard.at[number],
      "idNumber.checkDigit",
      "居民身份证号码校验不符,请核对 / the number does not check, look for a typing error",
    );
};

/** What a kind of penalty makes mandatory: a fine its amount, a confiscation its amount, a licence which one. */
const calledFor: readonly { readonly kinds: readonly string[]; readonly item: string }[] = [
  { kinds: ["罚款"], item: "CF_NR_FK" },
  { kinds: ["没收违法所得", "没收非法财物"], item: "CF_NR_WFFF" },
  { kinds: ["暂扣", "吊销"], item: "CF_NR_ZKDX" },
];

const checkPenalty = (about: About): void => {
  const kinds = (about.values["CF_CFLB"] ?? "").split("\u3001");
  for (const { kinds: calling, item } of calledFor)
    if (calling.some((kind) => kinds.includes(kind)) && about.values[item] === undefined)
      say(about, item, "missing", `处罚类别含${calling.join("或")},此项必填 / this kind of penalty needs it`);
};

const checkOwner = (about: About, { agencyCode }: CheckContext): void => {
  for (const place of ["organCode", "sourceCode"] as const)
    if (about.of(place) !== undefined && about.of(place) !== agencyCode)
      say(
        about,
        about.standard.at[place],
        "agency.notOwn",
        "应为本单位的统一社会信用代码:谁认定谁负责 / an agency reports its own acts",
      );
};

const checkDays = (about: About, today: LocalDate): void => {
  const { standard, of, values } = about;
  const decidedOn = of("decidedOn");
  if (decidedOn === undefined) return;
  if (decidedOn > today)
    say(about, standard.at.decidedOn, "date.future", "决定日期不得晚于今天 / cannot lie in the future");
  if (decidedOn < firstDay)
    say(about, standard.at.decidedOn, "date.tooEarly", `不早于 ${firstDay} / not before ${firstDay}`);
  for (const code of ["CF_YXQ", "XK_YXQZI", "XW_YXQZI", standard.at.publicityEndsOn])
    if ((values[code] ?? decidedOn) < decidedOn)
      say(about, code, "date.order", "不得早于决定日期 / cannot precede the decision");
  const [from, to] = [values["XK_YXQZ"], values["XK_YXQZI"]];
  if (from !== undefined && to !== undefined && to < from)
    say(about, "XK_YXQZI", "date.order", "有效期至不得早于有效期自 / the permit ends before it begins");
};
