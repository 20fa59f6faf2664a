import * as z from "zod";
import { type RawRow, UnreadableFile } from "../../ports/rows.ts";
import { decode } from "./decode.ts";

const frame = z.object({ rows: z.array(z.literal(0)) });

/**
 * Rows of `{"rows": […]}`, one at a time: each is cut out of the text and parsed by itself, and what is left, with a 0 in
 * each row's place, is parsed when all have been read. So a file of any length is held a row at a time, and is valid
 * exactly where it would be as a whole.
 */
export async function* readJson(bytes: AsyncIterable<Uint8Array>): AsyncIterable<RawRow> {
  const cutter = new RowCutter();
  let line = 0;
  for await (const part of decode(bytes, "utf-8"))
    for (const text of cutter.cut(part)) yield { line: ++line, value: parsed(text) };
  const left = frame.safeParse(parsed(cutter.rest));
  // Rows that were cut out of another array than the one that counts make the numbers differ.
  if (!left.success || left.data.rows.length !== line) throw notJson();
}

const notJson = (): UnreadableFile =>
  new UnreadableFile("file.json", '不是有效的 JSON:应为 {"rows": […]} / not valid JSON of the form {"rows": […]}');

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
};

/** Cuts the elements of the root's array `rows` out of JSON text that comes in parts. */
class RowCutter {
  rest = "";
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The last string that began in the root object, while it may be a key. */
  #name: string | undefined;
  #inRows = false;
  #row: string | undefined;

  *cut(part: string): Iterable<string> {
    let from = 0;
    for (let at = 0; at < part.length; at++) {
      const char = part[at] ?? "";
      if (this.#inString) {
        this.#withinString(char);
        continue;
      }
      const between = this.#inRows && this.#depth === 2;
      if (between && (char === "," || char === "]") && this.#row !== undefined) {
        yield this.#row + part.slice(from, at);
        this.#row = undefined;
        from = at;
      } else if (between && this.#row === undefined && !/[\s,\]]/.test(char)) {
        this.rest += `${part.slice(from, at)}0`;
        this.#row = "";
        from = at;
      }
      this.#structure(char);
    }
    if (this.#row === undefined) this.rest += part.slice(from);
    else this.#row += part.slice(from);
  }

  #withinString(char: string): void {
    if (this.#escaped) this.#escaped = false;
    else if (char === "\\") this.#escaped = true;
    else if (char === '"') this.#inString = false;
    if (this.#inString && this.#depth === 1 && this.#name !== undefined) this.#name += char;
  }

  #structure(char: string): void {
    if (char === '"') {
      this.#inString = true;
      if (this.#depth === 1) this.#name = "";
    } else if (char === "{" || char === "[") {
      if (this.#depth === 1) this.#inRows = char === "[" && this.#name === "rows";
      this.#depth++;
    } else if (char === "}" || char === "]") this.#depth--;
  }
}
