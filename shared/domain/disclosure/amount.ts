/**
 * Amounts of 10,000 yuan with up to six decimals, which is to the fen: they are kept as the decimal that was
 * written, never as a binary fraction.
 */
const written = /^(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d+))?$/;
const mostDecimals = 6;

export type AmountFault = "amount.format" | "amount.decimals";

/**
 * The amount as it is kept: no separators, no needless zeros. Full-width digits are typing habits. A JSON number is taken
 * where its digits are certain (15 of them), for then it is what was written.
 */
export const readAmount = (value: string | number): { readonly amount: string } | { readonly fault: AmountFault } => {
  if (typeof value === "number" && String(value).replace(/^0\.0*|\D/g, "").length > 15)
    return { fault: "amount.decimals" };
  const [, whole, decimals = ""] = written.exec(String(value).normalize("NFKC").trim()) ?? [];
  if (whole === undefined) return { fault: "amount.format" };
  const kept = decimals.replace(/0+$/, "");
  if (kept.length > mostDecimals) return { fault: "amount.decimals" };
  const units = whole.replaceAll(",", "").replace(/^0+(?=\d)/, "");
  return { amount: kept === "" ? units : `${units}.${kept}` };
};
