import type { SubjectEvent } from "../../../events/catalogue.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { type Entry, hasEnded } from "./entry.ts";

/**
 * What keeps a person from being listed as answering for an organisation (C 十四): the organisation must be black-listed by
 * the same authority, still, and with this very person named. Nothing where it stands.
 */
export const responsibleFault = (
  organisation: Entry | undefined,
  { subjectId, authorityId }: { readonly subjectId: string; readonly authorityId: string },
): FieldError | undefined => {
  const listed =
    organisation?.list === "black" &&
    organisation.determiningAuthority.agencyId === authorityId &&
    organisation.determinedOn !== undefined;
  if (listed && hasEnded(organisation))
    return {
      field: "responsibleFor",
      code: "responsibleFor.ended",
      detail:
        "单位的黑名单记录已退出,责任人不再列入,已提出的请撤回(鲁 十四)/ that entry has ended: withdraw what rests on it",
    };
  if (!listed)
    return {
      field: "responsibleFor",
      code: "responsibleFor.unknown",
      detail: "不是本单位认定的有效黑名单记录(鲁 十四)/ not a black entry of yours that is in force",
    };
  if (organisation.suspended || organisation.state === "contested")
    return {
      field: "responsibleFor",
      code: "responsibleFor.suspended",
      detail:
        "单位的记录有异议或已停止执行,待其办结后再列入责任人(§22、鲁 十四)/ that entry is contested or stayed: list nobody on it until that is over",
    };
  return organisation.responsiblePersons?.some((person) => person.subjectId === subjectId)
    ? undefined
    : {
        field: "responsibleFor",
        code: "responsibleFor.notNamed",
        detail: "该记录未载明此人为责任人(鲁 十四)/ that entry does not name this person as responsible",
      };
};

/** The entries by which a person was to be listed as answering for an organisation's entry, by the person's history. */
export const restingOn = (
  organisation: Pick<Entry, "entryId">,
  history: readonly SubjectEvent[],
): readonly string[] => [
  ...new Set(
    history.flatMap((event) =>
      (event.type === "entry-proposed" || event.type === "entry-determined") &&
      event.data.responsibleFor === organisation.entryId
        ? [event.entryId]
        : [],
    ),
  ),
];
