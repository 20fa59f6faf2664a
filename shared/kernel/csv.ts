/** Excel takes a file for UTF-8 only with this in front. */
export const byteOrderMark = "\ufeff";

export const csvLine = (...cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** Cells quote what others said, and a spreadsheet runs a cell that begins like a formula: such a one gets a `'`. */
const csvCell = (text: string): string => {
  const safe = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
