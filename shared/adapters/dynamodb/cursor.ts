/** Where the next page begins, as an opaque text. */
export const writeCursor = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString("base64url");

/** Reads a cursor back; nothing when it is none of ours. */
export const readCursor = (cursor: string | undefined): unknown => {
  if (cursor === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
};
