import { writeXlsx } from "hucre/xlsx";
import type { Template } from "../../../domain/disclosure/template.ts";

/** Rows for which choices are offered; more can be filled in. */
const lastRow = 5000;

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
        rows: [columns.map(({ header }) => header)],
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
