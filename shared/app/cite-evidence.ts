import type { Evidence } from "../../events/parts.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import type { FieldError } from "../kernel/field-errors.ts";
import { accepted, refused, type Result } from "../kernel/result.ts";
import type { EvidenceReader } from "../ports/evidence.ts";

export interface CiteEvidenceDeps {
  readonly evidence: EvidenceReader;
}

/** Something that an agency sends and that may rest on evidence. */
interface Resting {
  readonly evidence?: readonly Evidence[] | undefined;
}

/**
 * What an agency sent, with the hash, type and size of each file of evidence that it cites, so that the event which comes of
 * it says which bytes were meant. Refuses a file that is unknown, another agency's, or no longer there.
 */
export const citeEvidence = async <T extends object>(
  { evidence }: CiteEvidenceDeps,
  sent: T & Resting,
  agencyId: string,
): Promise<Result<T, Refusal>> => {
  if (!sent.evidence?.some(({ attachmentId }) => attachmentId !== undefined)) return accepted(sent);
  const faults: FieldError[] = [];
  const cited = await Promise.all(
    sent.evidence.map(async (each, index) => {
      if (each.attachmentId === undefined) return each;
      const kept = await evidence.find(each.attachmentId);
      if (kept && kept.agencyId === agencyId && kept.removedAt === undefined) {
        const { sha256, mediaType, bytes } = kept;
        return { ...each, sha256, mediaType, bytes };
      }
      const notYours = kept !== undefined && kept.agencyId !== agencyId;
      faults.push({
        field: `evidence.${index}.attachmentId`,
        code: notYours ? "evidence.notYours" : "evidence.unknown",
        detail: notYours
          ? "其他单位的材料 / it is another agency's"
          : "没有该材料:请先上传并确认 / no such file: upload and confirm it first",
      });
      return each;
    }),
  );
  return faults.length === 0
    ? accepted({ ...sent, evidence: cited })
    : refused(refusal("input.invalid", "请按所列各项更正后重试 / mend the fields named and try again", faults));
};
