import type { RowOrigin } from "../../../events/disclosure-parts.ts";

/** Where a row stands among all that come, in their order: when its file came, and its line there. Nothing where that is not known. */
export const placeOf = ({ submissionId, line, receivedAt }: RowOrigin): string | undefined =>
  receivedAt === undefined ? undefined : `${receivedAt}#${submissionId}#${String(line).padStart(9, "0")}`;

/** A later row of the same file has spoken already, or one of a file that came later: a large file is worked on for longer. */
export const isOutdone = (last: RowOrigin | undefined, origin: RowOrigin): boolean => {
  if (last?.submissionId === origin.submissionId) return last.line > origin.line;
  const [its, own] = [last && placeOf(last), placeOf(origin)];
  return its !== undefined && own !== undefined && its > own;
};
