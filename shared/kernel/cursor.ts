import * as z from "zod";

/** A cursor that this list did not write. It is answered as the client's mistake, whoever meets it. */
export class InvalidCursor extends Error {
  constructor() {
    super("not a cursor of this list");
    this.name = "InvalidCursor";
  }
}

/** Where the next page begins, as an opaque text. */
export const writeCursor = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString("base64url");

/** Reads a cursor back as the list wrote it; throws `InvalidCursor` for anything else. */
export const readCursor = <P extends z.ZodType>(position: P, cursor: string | undefined): z.output<P> | undefined => {
  if (cursor === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    throw new InvalidCursor();
  }
  const parsed = position.safeParse(value);
  if (!parsed.success) throw new InvalidCursor();
  return parsed.data;
};

/**
 * Where a page begins in a range whose bounds the question and the day set: where its cursor says, at the beginning of the
 * range where that lies before it by now. The database takes no start outside the range; above it no page of this list ends.
 */
export const startWithin = <P>(
  start: P | undefined,
  sortOf: (start: P) => string,
  { from, before }: { readonly from: string; readonly before: string },
): P | undefined => {
  if (start === undefined || sortOf(start) < from) return undefined;
  if (sortOf(start) > before) throw new InvalidCursor();
  return start;
};

const place = z.strictObject({ list: z.string(), part: z.int().min(0).max(99), after: z.string().optional() });

/** A place in a list that is made of lists: which of them, which part of it, and the cursor within that. */
export type Place = z.infer<typeof place>;
export const readPlace = (cursor: string | undefined): Place | undefined => readCursor(place, cursor);
