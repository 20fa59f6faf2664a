import { UnreadableFile } from "../../../ports/rows.ts";
import { type Archive, broken } from "./archive.ts";
import { watchAll } from "./xml.ts";

export interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

/** What the cells of a workbook's sheets refer to. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Serials count from 1904 instead of 1900. */
  readonly from1904: boolean;
  readonly strings: readonly string[];
  /** Whether the style of a number shows it as a date, by style. */
  readonly dateStyles: readonly boolean[];
}

const mostSmall = 4 * 1024 * 1024;
/** Shared strings are held in memory while the sheet is read. */
const mostStrings = 64 * 1024 * 1024;

/** Reads everything of a workbook but its sheets. */
export const readWorkbook = async (archive: Archive): Promise<Workbook> => {
  const main = await target(archive, "_rels/.rels", "", "officeDocument");
  if (!main) throw broken("缺少 workbook");
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const rels = `${folder}_rels/${main.slice(folder.length)}.rels`;
  const links = await relations(archive, rels, folder);
  let from1904 = false;
  const sheets: Sheet[] = [];
  await watchAll(archive.read(main, mostSmall), {
    open: (name, attributes) => {
      if (name === "workbookPr") from1904 = ["1", "true", "on"].includes(attributes["date1904"] ?? "");
      if (name !== "sheet") return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "";
      const { part = "" } = links.find((link) => link.id === id) ?? {};
      sheets.push({ name: attributes["name"] ?? "", part, hidden: (attributes["state"] ?? "visible") !== "visible" });
    },
  });
  const linked = (kind: string): string | undefined => links.find((link) => link.kind === kind)?.part;
  return {
    sheets,
    from1904,
    strings: await readStrings(archive, linked("sharedStrings")),
    dateStyles: await readDateStyles(archive, linked("styles")),
  };
};

interface Link {
  readonly id: string;
  readonly kind: string;
  readonly part: string;
}

const relations = async (archive: Archive, part: string, folder: string): Promise<readonly Link[]> => {
  const links: Link[] = [];
  await watchAll(archive.read(part, mostSmall), {
    open: (name, { Id = "", Type = "", Target = "" }) => {
      if (name !== "Relationship") return;
      const kind = Type.slice(Type.lastIndexOf("/") + 1);
      links.push({ id: Id, kind, part: Target.startsWith("/") ? Target.slice(1) : folder + Target });
    },
  });
  return links;
};

const target = async (archive: Archive, part: string, folder: string, kind: string): Promise<string | undefined> =>
  (await relations(archive, part, folder)).find((link) => link.kind === kind)?.part;

const readStrings = async (archive: Archive, part: string | undefined): Promise<readonly string[]> => {
  const strings: string[] = [];
  if (part === undefined || !archive.has(part)) return strings;
  let [held, inText, inReading] = ["", false, false];
  await watchAll(archive.read(part, mostStrings), {
    open: (name) => {
      if (name === "si") held = "";
      else if (name === "t") inText = !inReading;
      // How a word is read aloud is no part of it.
      else if (name === "rPh") inReading = true;
    },
    text: (text) => {
      if (inText) held += text;
    },
    close: (name) => {
      if (name === "t") inText = false;
      else if (name === "rPh") inReading = false;
      else if (name === "si") strings.push(unescaped(held));
    },
  });
  return strings;
};

/** Control characters stand as `_x000A_`. */
export const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/** Formats that every program knows by number and that show a day. */
const dateFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

/** A format that shows a year or a day; what stands in quotes, brackets or behind a backslash shows nothing. */
const showsDay = (code: string): boolean =>
  /[yd]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, "")) && code.toLowerCase() !== "standard";

const readDateStyles = async (archive: Archive, part: string | undefined): Promise<readonly boolean[]> => {
  const own = new Map<string, boolean>();
  const styles: boolean[] = [];
  if (part === undefined || !archive.has(part)) return styles;
  let inCells = false;
  await watchAll(archive.read(part, mostSmall), {
    open: (name, attributes) => {
      const { numFmtId = "0", formatCode = "" } = attributes;
      if (name === "numFmt") own.set(numFmtId, showsDay(formatCode));
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) styles.push(own.get(numFmtId) ?? dateFormats.has(Number(numFmtId)));
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  return styles;
};

/** The sheet to read: the first, where it is plain to everybody that it is the one. */
export const sheetToRead = ({ sheets }: Workbook): { readonly sheet: Sheet; readonly others: readonly Sheet[] } => {
  const [first, ...rest] = sheets;
  if (!first?.part) throw broken("没有工作表");
  if (first.hidden)
    throw new UnreadableFile(
      "file.hidden",
      `第一个工作表「${first.name}」是隐藏的,未处理任何行;请取消隐藏或删除 / the first sheet is hidden, nothing was taken`,
    );
  return { sheet: first, others: rest.filter(({ hidden }) => !hidden) };
};
