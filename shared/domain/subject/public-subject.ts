import type { Subject } from "../../../events/parts.ts";

/** A person's name with only its first character: 张*, 张**. */
const maskedName = (name: string): string => {
  const [first = "", ...rest] = [...name];
  return first + "*".repeat(Math.max(1, rest.length));
};

/** The subject as the public sees it: organisations by name and code, a person by a masked name and no document. */
export const publicSubject = ({ kind, name, uscc }: Subject): Pick<Subject, "kind" | "name" | "uscc"> =>
  kind === "person" ? { kind, name: maskedName(name) } : { kind, name, ...(uscc === undefined ? {} : { uscc }) };
