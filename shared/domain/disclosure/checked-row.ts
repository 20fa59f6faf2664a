import type { DisclosedAct, IdType, SubjectKind } from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import type { Place } from "./items.ts";
import { type DisclosureKind, standards } from "./standard.ts";
import { furtherActs, idTypes, partyClasses } from "./words.ts";

/** Someone with a document, as the row names them: the number is a key to look them up by, and goes no further. */
export interface NamedPerson {
  readonly name: string;
  readonly idType: IdType;
  readonly idNumber?: string;
}

/** A row in which everything was found right. */
export interface CheckedRow {
  readonly act: DisclosedAct;
  readonly party:
    | { readonly kind: Exclude<SubjectKind, "person">; readonly name: string; readonly uscc: string }
    | ({ readonly kind: "person" } & Required<NamedPerson>);
  readonly representative?: NamedPerson;
  readonly decisionNo: string;
  readonly decidedOn: LocalDate;
  /** As the row says it; policy fills it in where it says nothing. */
  readonly publicityEndsOn?: LocalDate;
  /** The last day for which a permit is good. */
  readonly permittedTo?: LocalDate;
  /** The rest, under the codes of the standard, in one form. */
  readonly items: Readonly<Record<string, string>>;
}

type Values = Readonly<Record<string, string>>;

/** Items that are kept in fields of their own, or not at all. */
const ownPlaces: readonly Place[] = [
  "name",
  "class",
  "uscc",
  "representative",
  "representativeIdType",
  "representativeIdNumber",
  "idType",
  "idNumber",
  "decisionNo",
  "decidedOn",
  "publicityEndsOn",
];

const actOf = (kind: DisclosureKind, values: Values): DisclosedAct => {
  if (kind !== "acts") return kind === "penalties" ? "penalty" : "permit";
  return sure(furtherActs[sure(values["XW_XWLB"])]);
};

/** A row in which nothing was found wrong, as the rest of the platform takes it. */
export const checkedRow = (kind: DisclosureKind, values: Values): CheckedRow => {
  const { at } = standards[kind];
  const of = (place: Place): string | undefined => values[at[place]];
  const own = new Set(ownPlaces.map((place) => at[place]));
  const partyKind = partyClasses[of("class") ?? ""];
  const name = sure(of("name"));
  const [publicityEndsOn, permittedTo, representative] = [
    of("publicityEndsOn"),
    values["XK_YXQZI"],
    of("representative"),
  ];
  return {
    act: actOf(kind, values),
    party:
      partyKind === "person"
        ? { kind: partyKind, name, idType: idTypeOf(of("idType")), idNumber: sure(of("idNumber")) }
        : { kind: partyKind ?? "organisation", name, uscc: sure(of("uscc")) },
    ...(representative === undefined
      ? {}
      : {
          representative: {
            name: representative,
            idType: idTypeOf(of("representativeIdType")),
            ...numbered(of("representativeIdNumber")),
          },
        }),
    decisionNo: sure(of("decisionNo")),
    decidedOn: sure(of("decidedOn")),
    ...(publicityEndsOn === undefined ? {} : { publicityEndsOn }),
    ...(permittedTo === undefined ? {} : { permittedTo }),
    items: Object.fromEntries(Object.entries(values).filter(([code]) => !own.has(code))),
  };
};

const idTypeOf = (word: string | undefined): IdType => idTypes[word ?? ""] ?? "residentId";
const numbered = (idNumber: string | undefined) => (idNumber === undefined ? {} : { idNumber });
const sure = <T extends string>(value: T | undefined): T => {
  if (value === undefined) throw new Error("a checked row has every mandatory item");
  return value;
};
