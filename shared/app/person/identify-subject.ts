import type { ResponsiblePerson } from "../../../events/parts.ts";
import type { Entry } from "../../domain/entry/entry.ts";
import type { EntryInput } from "../../domain/entry/input.ts";
import type { ResponsiblePersonInput } from "../../domain/subject/identity.ts";
import { maskedNumber, type Masks } from "../../domain/subject/masks.ts";
import { personIdentifier, type Standing, usccIdentifier } from "../../domain/subject/standing.ts";
import type { Persons } from "../../ports/persons.ts";

export interface IdentifySubjectDeps {
  readonly persons: Persons;
  /** A new subject's id: random, so that it says nothing about the subject. */
  readonly newSubjectId: () => string;
}

/** Whom a listing is about, as the platform knows them: from here on no document number goes along. */
export interface Identified {
  /** Where the subject stands as far as nothing is known of it yet. */
  readonly newcomer: Standing;
  readonly subject: Entry["subject"];
  readonly responsiblePersons?: readonly ResponsiblePerson[];
}

/** Finds the subject and the responsible persons of a listing by their numbers, and leaves the numbers behind. */
export const identifySubject = async (
  deps: IdentifySubjectDeps,
  {
    subject: { kind, name, uscc, idType = "residentId", idNumber },
    responsiblePersons,
  }: Pick<EntryInput, "subject" | "responsiblePersons">,
  masks: Masks,
): Promise<Identified> => {
  const responsible = responsiblePersons && {
    responsiblePersons: await Promise.all(responsiblePersons.map((person) => responsiblePerson(deps, person, masks))),
  };
  if (uscc !== undefined) {
    const subject = { kind, name, uscc };
    const identifier = usccIdentifier(uscc);
    return {
      newcomer: { identifier, subjectId: deps.newSubjectId(), ...subject, seq: 0, entries: [] },
      subject,
      ...responsible,
    };
  }
  if (idNumber === undefined) throw new Error("a subject has a USCC or a document number");
  const { subjectId } = await deps.persons.identify({ idType, idNumber });
  const subject = { kind, name, idType, idNumberMasked: maskedNumber(idNumber, idType, masks) };
  return {
    newcomer: { identifier: personIdentifier(subjectId), subjectId, ...subject, seq: 0, entries: [] },
    subject,
    ...responsible,
  };
};

/** A person without a number is recorded by name alone, and cannot be listed on the strength of it (C 十四). */
const responsiblePerson = async (
  { persons }: IdentifySubjectDeps,
  { role, name, idType = "residentId", idNumber }: ResponsiblePersonInput,
  masks: Masks,
): Promise<ResponsiblePerson> => {
  if (idNumber === undefined) return { role, name };
  const { subjectId } = await persons.identify({ idType, idNumber });
  return { role, name, subjectId, idType, idNumberMasked: maskedNumber(idNumber, idType, masks) };
};
