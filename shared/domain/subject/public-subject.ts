import type { ResponsiblePerson, Subject } from "../../../events/parts.ts";
import { maskedName, maskedNumber, type Masks } from "./masks.ts";
import { withoutNames } from "./names-in-text.ts";

/**
 * The subject as anybody may see it: a person masked, organisations and sole traders as they are registered (A §19).
 * Every public view of a subject goes through here.
 */
export const publicSubject = (subject: Subject, masks: Masks): Subject => {
  const { kind, name, uscc, idType, idNumberMasked } = subject;
  if (kind !== "person") return { kind, name, ...(uscc === undefined ? {} : { uscc }) };
  return {
    kind,
    name: maskedName(name, masks.name),
    ...(idType === undefined ? {} : { idType }),
    ...(idNumberMasked === undefined
      ? {}
      : { idNumberMasked: maskedNumber(idNumberMasked, idType ?? "residentId", masks) }),
  };
};

/** Whose names a text that anybody may read does not show, and the one in it that stays as it is registered. */
export interface Hidden {
  readonly names: readonly string[];
  readonly registered?: string;
}

/**
 * Who is hidden in the texts of an entry or act: a person under every name it bears or bore, and whoever answers or signs
 * for an organisation (A §19, C 十四), which itself is named as it is registered.
 */
export const hiddenIn = (
  { kind, name }: Pick<Subject, "kind" | "name">,
  { bore = [], persons = [] }: { readonly bore?: readonly string[]; readonly persons?: readonly string[] },
): Hidden => (kind === "person" ? { names: [name, ...bore, ...persons] } : { names: persons, registered: name });

/** A text as anybody may read it. Every free text that is public goes through here (A §19). */
export const publicText = (text: string, { names, registered }: Hidden, masks: Masks): string =>
  withoutNames(text, names, masks.name, registered);

/** A responsible person for whoever does not need to know who it is. */
export const maskedPerson = (person: ResponsiblePerson, masks: Masks): ResponsiblePerson => ({
  ...person,
  name: maskedName(person.name, masks.name),
});
