import type { FieldError } from "../kernel/field-errors.ts";
import type { FileFormat } from "./uploads.ts";

/** A row as it stands in a file: its physical lines and its cells, or the object that a JSON row is. */
export type RawRow =
  | {
      readonly line: number;
      readonly lastLine: number;
      readonly cells: readonly string[];
      /** What keeps cells from being read; they are empty in `cells`. */
      readonly faults?: readonly CellFault[];
    }
  | { readonly line: number; readonly value: unknown };

/** `at` is the cell's place in its row, from 0 on. */
export type CellFault = Omit<FieldError, "field"> & { readonly at: number };

/** What can be wrong with a file as a whole. */
export type FileFault =
  | "file.encoding"
  | "file.csv"
  | "file.xlsx"
  | "file.hidden"
  | "file.merged"
  | "file.sheets"
  | "file.json"
  | "file.empty"
  | "file.header"
  | "file.tooLarge"
  | "file.tooManyRows";

/** A file that cannot be read at all. Its rows cannot be answered one by one, so it is answered as a whole. */
export class UnreadableFile extends Error {
  readonly code: FileFault;

  constructor(code: FileFault, detail: string) {
    super(detail);
    this.name = "UnreadableFile";
    this.code = code;
  }
}

/** Reads the rows of a file as a stream; throws `UnreadableFile` where it is none. The header comes first, but for JSON. */
export type RowReader = (
  bytes: AsyncIterable<Uint8Array>,
  file: { readonly format: FileFormat; readonly charset: "utf-8" | "gb18030" },
) => AsyncIterable<RawRow>;
