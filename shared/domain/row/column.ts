/** One column of a file as offices export it, and the field that its cells stand for. */
export interface Column {
  /** Field path in the row's input, as errors name it. A header may also be the path itself. */
  readonly path: string;
  /** The Chinese headers that are accepted. */
  readonly headers: readonly string[];
  /** For a coded field: the words that stand for a code. A cell may also be the code itself. */
  readonly values?: Readonly<Record<string, string>>;
  /** date: 2026-05-06, 2026/5/6 or 2026年5月6日 · boolean: 是 / 否 · list: separated by a semicolon, either width. */
  readonly kind?: "date" | "boolean" | "list";
  /** A file may do without the column, and a row without a cell in it. */
  readonly optional?: true;
  /** A file may do without the column where it has this other one; then a row may have either. */
  readonly orElse?: string;
}

export const yesNo: Readonly<Record<string, "true" | "false">> = { 是: "true", 否: "false" };
