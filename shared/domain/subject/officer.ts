import { nameKeyOf } from "./standing.ts";

/**
 * Whether two names of officers are one person's (four eyes): however wide it is typed, with blanks, signs or invisible
 * characters in it or without, it is the same name.
 */
export const sameOfficer = (one: string, other: string): boolean => keyOf(one) === keyOf(other);

const keyOf = (name: string): string => nameKeyOf(name).replace(/[\p{C}\p{P}]/gu, "");
