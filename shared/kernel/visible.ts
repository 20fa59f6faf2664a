/**
 * A text without what no screen shows: zero-width blanks, marks of direction and the like, which come along where a cell is
 * copied from a page. A code that holds one looks right and is another.
 */
export const visible = (text: string): string => text.replace(/[\p{Cf}\p{DI}]/gu, "");
