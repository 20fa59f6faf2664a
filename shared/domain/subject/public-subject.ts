import type { ResponsiblePerson, Subject } from "../../../events/parts.ts";
import { masked, maskedNumber, type Masks } from "./masks.ts";

/**
 * The subject as anybody may see it: a person masked, organisations and sole traders as they are registered (A §19).
 * Every public view of a subject goes through here.
 */
export const publicSubject = (subject: Subject, masks: Masks): Subject => {
  const { kind, name, uscc, idType, idNumberMasked } = subject;
  if (kind !== "person") return { kind, name, ...(uscc === undefined ? {} : { uscc }) };
  return {
    kind,
    name: masked(name, masks.name),
    ...(idType === undefined ? {} : { idType }),
    ...(idNumberMasked === undefined
      ? {}
      : { idNumberMasked: maskedNumber(idNumberMasked, idType ?? "residentId", masks) }),
  };
};

/** Text of an entry as anybody may read it: a person's own name in it is masked as it is elsewhere (A §19). */
export const publicText = (text: string, { kind, name }: Pick<Subject, "kind" | "name">, masks: Masks): string =>
  kind === "person" ? text.replaceAll(name, masked(name, masks.name)) : text;

/** A responsible person for whoever does not need to know who it is. */
export const maskedPerson = (person: ResponsiblePerson, masks: Masks): ResponsiblePerson => ({
  ...person,
  name: masked(person.name, masks.name),
});
