import type { FieldError } from "../../kernel/field-errors.ts";
import { type Entry, hasEnded } from "./entry.ts";

/**
 * What keeps a person from being listed as answering for an organisation (C 十四): the organisation must be black-listed by
 * the same authority, and must have been when it was listed with this very person named. Nothing where it stands.
 */
export const responsibleFault = (
  organisation: Entry | undefined,
  { subjectId, authorityId }: { readonly subjectId: string; readonly authorityId: string },
): FieldError | undefined => {
  const listed =
    organisation?.list === "black" &&
    organisation.determiningAuthority.agencyId === authorityId &&
    organisation.determinedOn !== undefined &&
    !hasEnded(organisation);
  if (!listed)
    return {
      field: "responsibleFor",
      code: "responsibleFor.unknown",
      detail: "不是本单位认定的有效黑名单记录(鲁 十四)/ not a black entry of yours that is in force",
    };
  return organisation.responsiblePersons?.some((person) => person.subjectId === subjectId)
    ? undefined
    : {
        field: "responsibleFor",
        code: "responsibleFor.notNamed",
        detail: "该记录未载明此人为责任人(鲁 十四)/ that entry does not name this person as responsible",
      };
};
