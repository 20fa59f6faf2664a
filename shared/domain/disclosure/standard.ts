import type { SubmissionKind } from "../../../events/vocabulary.ts";
import type { Column } from "../row/column.ts";
import { actStandard, type Item, type ItemStandard, penaltyStandard, permitStandard } from "./items.ts";

/** Kinds of rows that are acts to be made public. */
export const disclosureKinds = ["penalties", "permits", "acts"] as const satisfies readonly SubmissionKind[];
export type DisclosureKind = (typeof disclosureKinds)[number];

export const standards: Readonly<Record<DisclosureKind, ItemStandard>> = {
  penalties: penaltyStandard,
  permits: permitStandard,
  acts: actStandard,
};

/** The header that the template gives an item. */
export const headerOf = ({ name, code }: Item): string => `${name}(${code})`;

/** The columns of a file: code, Chinese name, or both as in the template. What only some rows need, a file may do without. */
export const columnsOf = ({ items }: ItemStandard): readonly Column[] =>
  items.map((item) => ({
    path: item.code,
    headers: [
      item.name,
      ...(item.also ?? []),
      headerOf(item),
      `${item.name}\uff08${item.code}\uff09`,
      item.code.toLowerCase(),
    ],
    ...(item.asked === "always" ? {} : { optional: true as const }),
  }));
