const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checks = "10X98765432";

/** Whether 18 characters are a resident identity number (GB 11643: a real date, check by mod 11-2). */
export const isIdentityNumber = (text: string): boolean => {
  if (!/^\d{17}[\dXx]$/.test(text)) return false;
  const born = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  const day = new Date(`${born}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== born) return false;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return checks.charAt(sum % 11) === text.charAt(17).toUpperCase();
};

/** Whether free text carries somebody's identity number: it would be published or sent on with the text (A §19, §22). */
export const carriesIdentityNumber = (text: string): boolean => {
  const digits = text.normalize("NFKC");
  for (let start = 0; start + 18 <= digits.length; start++)
    if (isIdentityNumber(digits.slice(start, start + 18))) return true;
  return false;
};
