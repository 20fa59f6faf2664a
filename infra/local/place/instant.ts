const dateOnly = /^\d{4}-\d{2}-\d{2}$/;
const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds of an RFC 3339 instant, or of the first moment of a date in Asia/Shanghai; undefined if neither. */
export const parseInstant = (text: unknown): number | undefined => {
  if (typeof text !== "string") return undefined;
  const full = dateOnly.test(text) ? `${text}T00:00:00+08:00` : rfc3339.test(text) ? text : undefined;
  if (full === undefined) return undefined;
  const ms = Date.parse(full);
  if (Number.isNaN(ms)) return undefined;
  // Date.parse rolls 2027-02-30 over into March.
  const [year = 0, month = 0, day = 0] = full.slice(0, 10).split("-").map(Number);
  const rolled = new Date(Date.UTC(year, month - 1, day));
  return rolled.getUTCMonth() === month - 1 && rolled.getUTCDate() === day ? ms : undefined;
};
