import { type DisclosureKind, headerOf, standards } from "./standard.ts";
import type { Item } from "./items.ts";

/** One column of an empty workbook that an office fills in. */
export interface TemplateColumn {
  readonly header: string;
  /** What to write, shown when a cell of the column is chosen. */
  readonly note: string;
  /** The words to choose from. */
  readonly words?: readonly string[];
  /** Whether other words may be written too: several of the list, or 其他 with what it is. */
  readonly open?: boolean;
  readonly format: "text" | "date" | "amount";
}

export interface Template {
  readonly sheet: string;
  readonly columns: readonly TemplateColumn[];
}

const sheets: Readonly<Record<DisclosureKind, string>> = {
  penalties: "行政处罚",
  permits: "行政许可",
  acts: "其他行政行为",
};

const askedOf: Readonly<Record<NonNullable<Item["asked"]>, string>> = {
  always: "必填",
  organisation: "法人及非法人组织必填",
  registered: "法人及非法人组织、个体工商户必填",
  person: "自然人必填",
};

/** The empty workbook of a kind of rows: every item of the standard, as the reader of files takes it back. */
export const templateOf = (kind: DisclosureKind): Template => ({
  sheet: sheets[kind],
  columns: standards[kind].items.map((item) => ({
    header: headerOf(item),
    note: [
      item.asked ? askedOf[item.asked] : "选填",
      ...(item.note ? [item.note] : []),
      ...(item.kind === "text" ? [`不超过 ${item.max ?? 200} 字`] : []),
    ].join("\uff1b"),
    ...(item.words ? { words: [...new Set(Object.values(item.words))], open: item.kind === "codes" } : {}),
    format: item.kind === "date" || item.kind === "amount" ? item.kind : "text",
  })),
});
