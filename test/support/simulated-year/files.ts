import { writeXlsx } from "hucre/xlsx";
import iconv from "iconv-lite";
import { actRow, onPerson, penaltyRow, permitRow, type Row } from "../disclosures.ts";
import { usccNo } from "../house.ts";
import type { ActKind, Decision, Fault, YearPlan } from "./plan.ts";
import type { Day } from "./working-days.ts";

/** The codes that the three kinds of rows give to what is the same in each. */
const prefixes = { penalties: "CF", permits: "XK", acts: "XW" } as const satisfies Record<ActKind, string>;
const organs = { penalties: "CFJG", permits: "XKJG", acts: "XWJG" } as const satisfies Record<ActKind, string>;
const makers = { penalties: penaltyRow, permits: permitRow, acts: actRow } as const satisfies Record<ActKind, unknown>;
const contents = { penalties: "CF_NR", permits: "XK_NR", acts: "XW_NR" } as const satisfies Record<ActKind, string>;

const years = (day: Day, more: number): Day =>
  `${Number(day.slice(0, 4)) + more}${day.slice(4)}`.replace("-02-29", "-02-28");

/** What a decision's agency writes of it, by the codes of the national standard. */
export const rowOf = (
  plan: YearPlan,
  { n, agency, kind, party }: Decision,
  { decidedOn, words = "" }: { readonly decidedOn: Day; readonly words?: string },
): Row => {
  const p = prefixes[kind];
  const { name = "", uscc = "" } = plan.authorities.find(({ agencyId }) => agencyId === agency) ?? {};
  const row = makers[kind](n, {
    [`${p}_JDRQ`]: decidedOn,
    [`${p}_${organs[kind]}`]: name,
    [`${p}_${organs[kind]}DM`]: uscc,
    [`${p}_SJLY`]: name,
    [`${p}_SJLYDM`]: uscc,
    [`${p}_WSH`]: `衡${agency.slice(0, 3)}〔2026〕${n}号`,
    ...(kind === "permits" ? { XK_YXQZ: decidedOn, XK_YXQZI: years(decidedOn, 5) } : {}),
    ...(kind === "penalties"
      ? { CF_GSJZQ: years(decidedOn, 1), CF_NR_FK: (((n * 1_237) % 900_000) / 10_000 + 0.01).toFixed(4) }
      : {}),
  });
  const person = Object.entries(onPerson(n)).map(([code, value]) => [code.replace("CF_", `${p}_`), value] as const);
  const representative = `${p}_FRDB`;
  return {
    ...row,
    ...(party === "soleTrader"
      ? { [`${p}_XDR_LB`]: "个体工商户", [`${p}_XDR_SHXYM`]: usccNo(n, "92"), [representative]: undefined }
      : {}),
    ...(party === "person"
      ? Object.fromEntries(person.filter(([code]) => kind === "penalties" || !code.endsWith("_SY")))
      : {}),
    ...(words === "" ? {} : { [contents[kind]]: `${String(row[contents[kind]])}${words}` }),
  };
};

/** The row as a clerk spoilt it, and the error that it must get. */
export const spoilt = (
  row: Row,
  { kind }: Decision,
  fault: Fault,
): { readonly row: Row; readonly field: string; readonly code: string } => {
  const p = prefixes[kind];
  const change = (field: string, value: string, code: string) => ({ row: { ...row, [field]: value }, field, code });
  switch (fault) {
    case "code":
      return change(`${p}_SJLYDM`, String(row[`${p}_SJLYDM`]).slice(0, 17), "uscc.length");
    case "empty":
      return change(contents[kind], "", "missing");
    case "day":
      return change(`${p}_JDRQ`, "2026-02-30", "date.invalid");
    case "notOwn":
      return change(`${p}_${organs[kind]}DM`, usccNo(77, "11"), "agency.notOwn");
  }
};

export const formats = ["json", "csv", "gb18030", "xlsx"] as const;
export type Format = (typeof formats)[number];

/** A file as it is posted. */
export interface Posted {
  readonly query: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

const asWritten = (day: string, place: number): string => {
  const [year, month, date] = day.split("-").map(Number);
  return [day, `${year}/${month}/${date}`, `${year}年${month}月${date}日`][place % 3] ?? day;
};
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const isDay = (code: string): boolean => /_(JDRQ|YXQ|YXQZ|YXQZI|GSJZQ)$/.test(code);

/** Rows as a file of a format: days as text in several spellings, or as Excel stores them. */
export const fileOf = async (rows: readonly Row[], format: Format): Promise<Posted> => {
  if (format === "json")
    return { query: "", contentType: "application/json", bytes: Buffer.from(JSON.stringify({ rows })) };
  const header = [...new Set(rows.flatMap((row) => Object.keys(row).filter((code) => row[code] !== undefined)))];
  const text = (row: Row, code: string): string => String(row[code] ?? "");
  if (format === "xlsx") {
    const cell = (row: Row, code: string) => {
      const value = text(row, code);
      const at =
        isDay(code) && value !== ""
          ? new Date(Date.UTC(+value.slice(0, 4), +value.slice(5, 7) - 1, +value.slice(8)))
          : undefined;
      return at?.toISOString().startsWith(value) ? at : value;
    };
    const columns = header.map((code) => ({ width: 18, numFmt: isDay(code) ? "yyyy/m/d" : "@" }));
    const cells = rows.map((row) => header.map((code) => cell(row, code)));
    const bytes = await writeXlsx({ sheets: [{ name: "双公示", rows: [header, ...cells], columns }] });
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return { query: "", contentType: type, bytes };
  }
  const lines = rows.map((row, place) =>
    header.map((code) => quoted(isDay(code) ? asWritten(text(row, code), place) : text(row, code))).join(","),
  );
  const csv = `${[header.join(","), ...lines].join("\r\n")}\r\n`;
  return format === "csv"
    ? { query: "", contentType: "text/csv", bytes: Buffer.from(`\ufeff${csv}`) }
    : {
        query: "&format=csv&charset=gb18030",
        contentType: "application/octet-stream",
        bytes: iconv.encode(csv, "gb18030"),
      };
};
