import { crc32, deflateRawSync } from "node:zlib";

/** A part of an archive: its bytes, or bytes that were packed elsewhere. */
export type Part = string | Uint8Array | { readonly packed: Uint8Array; readonly crc: number; readonly size: number };

/** A ZIP archive, written by hand, so that it can be wrong where a test wants it wrong. */
export const zip = (parts: Readonly<Record<string, Part>>): Buffer => {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [name, part] of Object.entries(parts)) {
    const bytes = typeof part === "string" ? Buffer.from(part) : part;
    const { packed, crc, size } =
      "packed" in bytes ? bytes : { packed: deflateRawSync(bytes), crc: crc32(bytes), size: bytes.length };
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const offset = Buffer.alloc(14);
    offset.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"), common, offset, Buffer.from(name));
    const file = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), common, Buffer.from(name), packed]);
    files.push(file);
    at += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, listed, end]);
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A sheet's XML from what stands in its cells: text, or XML of a cell's inside with its attributes. */
export type Cell = string | { readonly attributes?: string; readonly inside: string };
export const column = (index: number): string =>
  (index >= 26 ? String.fromCharCode(64 + Math.floor(index / 26)) : "") + String.fromCharCode(65 + (index % 26));
export const sheetXml = (
  rows: readonly (readonly Cell[])[],
  { before = "", after = "", row = "" }: { before?: string; after?: string; row?: string } = {},
): string =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${before}<sheetData>${rows
    .map(
      (cells, at) =>
        `<row r="${at + 1}"${at === 2 ? ` ${row}` : ""}>${cells
          .map((cell, index) => {
            const place = `r="${column(index)}${at + 1}"`;
            return typeof cell === "string"
              ? `<c ${place} t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`
              : `<c ${place} ${cell.attributes ?? ""}>${cell.inside}</c>`;
          })
          .join("")}</row>`,
    )
    .join("")}</sheetData>${after}</worksheet>`;

/** The parts of a workbook as Excel lays them out. */
export const workbook = (
  sheets: readonly { readonly name?: string; readonly state?: string; readonly xml: Part }[],
  { date1904 = false, strings = [], formats = [] }: { date1904?: boolean; strings?: string[]; formats?: number[] } = {},
): Readonly<Record<string, Part>> => ({
  "_rels/.rels": `<Relationships><Relationship Id="r" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook xmlns:r="${office}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${sheets
    .map(
      ({ name = "名单", state = "visible" }, at) =>
        `<sheet name="${name}" sheetId="${at + 1}" state="${state}" r:id="s${at}"/>`,
    )
    .join("")}</sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships>${sheets
    .map((_, at) => `<Relationship Id="s${at}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`)
    .join(
      "",
    )}<Relationship Id="t" Type="${office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="y" Type="${office}/styles" Target="/xl/styles.xml"/></Relationships>`,
  ...Object.fromEntries(sheets.map(({ xml }, at) => [`xl/worksheets/sheet${at + 1}.xml`, xml])),
  "xl/sharedStrings.xml": `<sst>${strings.map((inside) => `<si>${inside}</si>`).join("")}</sst>`,
  "xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0.00&quot;days&quot;[Red]"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats.map((id) => `<xf numFmtId="${id}"/>`).join("")}</cellXfs></styleSheet>`,
});
