import * as z from "zod";
import { domain, listKind, localDateString, matter, severity } from "../../../events/vocabulary.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { plainText } from "../subject/text.ts";

const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,62}$/, "应为小写字母、数字和连字符 / lower-case letters, digits, hyphens");

/**
 * What a measure says, as the office writes it (措施清单, A §16; B 四(三)). Its legal basis is asked for from the first
 * draft on: no measure without one (SPEC "Protection of people").
 */
export const measureContent = z.strictObject({
  kind: z.enum(["incentive", "punishment"]),
  strength: z.enum(["mandatory", "recommended"]),
  nature: z.enum(["administrative", "market", "industry", "social"]),
  title: plainText(200),
  description: plainText(2000),
  lists: z.array(listKind).min(1),
  domains: z.array(domain).default([]),
  severities: z.array(severity).min(1),
  matters: z.array(matter).min(1),
  agencies: z.array(slug).min(1).max(50),
  legalBasis: z.strictObject({
    paper: plainText(50).optional(),
    title: plainText(200),
    section: plainText(100),
    quote: plainText(1000),
  }),
  mouId: slug.optional(),
  validFrom: localDateString.optional(),
  validTo: localDateString.optional(),
});
export type MeasureContent = z.output<typeof measureContent>;

/** What a memorandum of cooperation says (合作备忘录, A §16). */
export const mouContent = z.strictObject({
  title: plainText(200),
  documentNo: plainText(128),
  /** Who signed it; ministries stand in no city's register, so a registered code is given where there is one. */
  parties: z
    .array(z.strictObject({ name: plainText(100), agencyId: slug.optional() }))
    .min(1)
    .max(100),
  lists: z.array(listKind).min(1),
  domains: z.array(domain).default([]),
  signedOn: localDateString,
  validFrom: localDateString,
  validTo: localDateString.optional(),
});
export type MouContent = z.output<typeof mouContent>;

/** What is wrong with a measure beyond its shape; nothing when it can stand. */
export const measureFaults = (content: MeasureContent): readonly FieldError[] => [
  ...(["lists", "domains", "severities", "matters", "agencies"] as const).flatMap((field) =>
    twice(field, content[field]),
  ),
  // An incentive is for the red list, a punishment for the others (A §11-15).
  ...content.lists.flatMap((list, index) =>
    (list === "red") === (content.kind === "incentive")
      ? []
      : [
          {
            field: `lists.${index}`,
            code: "list.notForKind",
            detail:
              "激励措施仅适用于红名单,惩戒措施不适用于红名单 / incentives go with the red list, punishments with the others",
          },
        ],
  ),
  ...order(content),
];

/** What is wrong with a memorandum beyond its shape. */
export const mouFaults = (content: MouContent): readonly FieldError[] => [
  ...twice("lists", content.lists),
  ...twice("domains", content.domains),
  ...(content.validFrom < content.signedOn
    ? [
        {
          field: "validFrom",
          code: "validFrom.beforeSigned",
          detail: "生效日期不得早于签署日期 / cannot precede its signature",
        },
      ]
    : []),
  ...order(content),
];

const twice = (field: string, values: readonly string[]): FieldError[] =>
  new Set(values).size === values.length
    ? []
    : [{ field, code: "value.twice", detail: "内容重复,请删除重复项 / names the same thing twice" }];

const order = ({ validFrom, validTo }: Pick<MeasureContent, "validFrom" | "validTo">): FieldError[] =>
  validFrom !== undefined && validTo !== undefined && validTo < validFrom
    ? [{ field: "validTo", code: "validTo.beforeFrom", detail: "失效日期不得早于生效日期 / ends before it begins" }]
    : [];

/** Whether two contents say the same, whatever the order of their fields; what is not set does not count. */
export const sameContent = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
