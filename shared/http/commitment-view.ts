import type { Subject } from "../../events/parts.ts";
import { isOpen, type RepairCase } from "../domain/repair/repair-case.ts";
import type { Masks } from "../domain/subject/masks.ts";
import { type Hidden, publicSubject, publicText } from "../domain/subject/public-subject.ts";

/**
 * The commitment as everybody reads it on the page of an entry or an act while the application stands (C 四 向社会公开): in the subject's
 * name, a person's masked; whoever signed for an organisation is not named, nor shown in its words.
 */
export const commitmentView = (
  { repairCase, subject }: { readonly repairCase?: RepairCase | undefined; readonly subject: Subject },
  hidden: Hidden,
  masks: Masks,
) =>
  repairCase?.commitment && isOpen(repairCase)
    ? {
        repairCommitment: {
          text: publicText(
            repairCase.commitment.text,
            { ...hidden, names: [...hidden.names, repairCase.commitment.by, repairCase.applicant.name] },
            masks,
          ),
          by: publicSubject(subject, masks).name,
          on: repairCase.commitment.on,
          appliedOn: repairCase.appliedOn,
        },
      }
    : {};
