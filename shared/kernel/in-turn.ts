import { InvalidCursor, readPlace, writeCursor } from "./cursor.ts";

export interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}
export interface Found<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Looks that one page may cost; then it ends, however few it found. */
const mostLooks = 40;

/**
 * One page of several lists, the one after the other, under one cursor. Throws `InvalidCursor` for a cursor that goes on in
 * a list which is not among them.
 */
export const inTurn = async <T>(
  lists: readonly string[],
  { limit, cursor }: Page,
  read: (list: string, page: Page) => Promise<Found<T>>,
): Promise<Found<T>> => {
  const place = readPlace(cursor);
  let at = place ? lists.indexOf(place.list) : 0;
  if (at < 0) throw new InvalidCursor();
  let after = place?.after;
  const items: T[] = [];
  for (let looks = 0; at < lists.length && items.length < limit && looks < mostLooks; looks++) {
    const page = await read(lists[at] ?? "", { limit: limit - items.length, cursor: after });
    items.push(...page.items);
    after = page.next ?? undefined;
    if (after === undefined) at++;
  }
  const list = lists[at];
  return { items, next: list === undefined ? null : writeCursor({ list, part: 0, after }) };
};
