import type { Subject } from "../../../events/parts.ts";

/** A person's name with only its first character: 张*, 张**. */
const maskedName = (name: string): string => {
  const [first = "", ...rest] = [...name];
  return first + "*".repeat(Math.max(1, rest.length));
};

/** Text of an entry as the public reads it: a person's own name in it is masked as it is elsewhere (A §19). */
export const publicText = (text: string, { kind, name }: Pick<Subject, "kind" | "name">): string =>
  kind === "person" ? text.replaceAll(name, maskedName(name)) : text;

/** The subject as the public sees it: organisations by name and code, a person by a masked name and no document. */
export const publicSubject = ({ kind, name, uscc }: Subject): Pick<Subject, "kind" | "name" | "uscc"> =>
  kind === "person" ? { kind, name: maskedName(name) } : { kind, name, ...(uscc === undefined ? {} : { uscc }) };
