/** A row as it stands in a file: its physical lines and its cells, or the object that a JSON row is. */
export type RawRow =
  | { readonly line: number; readonly lastLine: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly value: unknown };

/** What can be wrong with a file as a whole. */
export type FileFault =
  "file.encoding" | "file.csv" | "file.json" | "file.empty" | "file.header" | "file.tooLarge" | "file.tooManyRows";

/** A file that cannot be read at all. Its rows cannot be answered one by one, so it is answered as a whole. */
export class UnreadableFile extends Error {
  readonly code: FileFault;

  constructor(code: FileFault, detail: string) {
    super(detail);
    this.name = "UnreadableFile";
    this.code = code;
  }
}

/** Reads the rows of a file as a stream; throws `UnreadableFile` where it is none. For CSV the header comes first. */
export type RowReader = (
  bytes: AsyncIterable<Uint8Array>,
  file: { readonly format: "json" | "csv"; readonly charset: "utf-8" | "gb18030" },
) => AsyncIterable<RawRow>;
