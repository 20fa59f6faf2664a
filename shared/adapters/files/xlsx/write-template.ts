import { writeXlsx } from "hucre/xlsx";
import type { Template } from "../../../domain/disclosure/template.ts";

/** The last row that is made ready: its cells have their format and their choices. More can be filled in. */
const lastRow = 1000;

/** How cells are formatted: numbers and codes as text, so that no digit is lost. */
const formats = { text: "@", date: "yyyy-mm-dd", amount: "0.######" } as const;

/**
 * Writes an empty workbook as Excel and WPS open it: one sheet, headers in row 1, choices and notes on the cells below. The
 * notes are input messages and not a second sheet, which the reader would refuse.
 */
export const writeTemplate = ({ sheet, columns }: Template): Promise<Uint8Array> =>
  writeXlsx({
    sheets: [
      {
        name: sheet,
        // A format reaches the cells that there are, so they are there, empty: else Excel makes numbers of codes and loses digits.
        rows: [
          columns.map(({ header }) => header),
          ...Array.from({ length: lastRow - 1 }, () => columns.map(() => null)),
        ],
        columns: columns.map(({ header, format }) => ({
          width: Math.min(40, 4 + header.length * 1.4),
          numFmt: formats[format],
        })),
        freezePane: { rows: 1 },
        dataValidations: columns.map(({ note, words, open }, index) => ({
          ...(words ? { type: "list" as const, values: [...words] } : { type: "custom" as const, formula1: "TRUE" }),
          range: `${letters(index)}2:${letters(index)}${lastRow}`,
          allowBlank: true,
          showInputMessage: true,
          inputMessage: note,
          showErrorMessage: words !== undefined && open !== true,
          ...(words && open !== true ? { errorMessage: "请从列表中选择" } : {}),
        })),
      },
    ],
  });

const letters = (index: number): string =>
  (index >= 26 ? String.fromCharCode(64 + Math.floor(index / 26)) : "") + String.fromCharCode(65 + (index % 26));
