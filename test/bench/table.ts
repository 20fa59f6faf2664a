/** One line of the report. A figure without a budget is there to be watched; one that could not be taken says so. */
export interface Figure {
  readonly figure: string;
  readonly value: string;
  readonly budget?: string;
  /** Whether the budget is kept; nothing where there is none. */
  readonly kept?: boolean;
  /** Could not be measured. */
  readonly broken?: true;
}

const columns = ["figure", "value", "budget", "ok?"] as const;

const verdict = ({ kept, broken }: Figure): string => {
  if (broken) return "NOT MEASURED";
  if (kept === undefined) return "";
  return kept ? "ok" : "MISSED";
};

/** Lays figures out in aligned columns, under one header. */
export const layOut = (figures: readonly Figure[]): string => {
  const lines = [
    [...columns],
    ...figures.map((each) => [each.figure, each.value, each.budget ?? "", verdict(each)]),
  ] as const;
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("   ")
      .trimEnd(),
  );
  const rule = widths.map((width) => "-".repeat(width)).join("   ");
  return [text[0], rule, ...text.slice(1)].join("\n");
};

/** The middle of several measurements. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1], sorted[middle]];
  if (high === undefined) throw new Error("nothing was measured");
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2;
};

/** A number with as many decimals as say something, none of them idle. */
export const short = (value: number, decimals = 1): string => String(Number(value.toFixed(decimals)));
