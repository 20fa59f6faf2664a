import { attachmentsOf, type KeptEvidence, mostCiting } from "../../domain/evidence/evidence.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { EvidenceReader } from "../../ports/evidence.ts";

export interface CiteEvidenceDeps {
  readonly evidence: EvidenceReader;
}

/**
 * What an agency sent, with the hash, type and size of each file of evidence that it cites (`attachmentId`, wherever it
 * stands), so that the event which comes of it says which bytes were meant. Refuses with its field a file that is unknown,
 * another agency's, no longer there, or cited by `most` records. Rows of files leave that to their transaction: a row that
 * comes again is not refused for what it did itself.
 */
export const citeEvidence = async <T>(
  { evidence }: CiteEvidenceDeps,
  sent: T,
  agencyId: string,
  most = mostCiting,
): Promise<Result<T, Refusal>> => {
  const ids = [...new Set(attachmentsOf(sent))];
  if (ids.length === 0) return accepted(sent);
  const found = new Map(await Promise.all(ids.map(async (id) => [id, await evidence.find(id)] as const)));
  const faults: FieldError[] = [];
  const cited = withCited(sent, [], (id, path) => {
    const kept = found.get(id);
    const code = faultOf(kept, agencyId, most);
    if (code) faults.push({ field: [...path, "attachmentId"].join("."), code, detail: details[code] });
    return kept;
  });
  return faults.length === 0
    ? accepted(cited as T)
    : refused(refusal("input.invalid", "请按所列各项更正后重试 / mend the fields named and try again", faults));
};

/** The refusal of a decision whose transaction found that its file cannot be cited. */
export const citedOften = (): Refusal => refusal("evidence.citedOften", details["evidence.citedOften"]);

const details = {
  "evidence.citedOften": `引用该材料的记录已达 ${mostCiting} 条,请另行上传一份 / ${mostCiting} records cite it: upload another copy`,
  "evidence.notYours": "其他单位的材料 / it is another agency's",
  "evidence.unknown": "没有该材料:请先上传并确认 / no such file: upload and confirm it first",
} as const;

const faultOf = (kept: KeptEvidence | undefined, agencyId: string, most: number): keyof typeof details | undefined => {
  if (kept && kept.agencyId !== agencyId) return "evidence.notYours";
  if (!kept || kept.removedAt !== undefined) return "evidence.unknown";
  return kept.citedBy.length >= most ? "evidence.citedOften" : undefined;
};

/** A value in which whatever cites a file says of it what is known. */
const withCited = (
  value: unknown,
  path: readonly string[],
  look: (evidenceId: string, path: readonly string[]) => KeptEvidence | undefined,
): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((each: unknown, index) => withCited(each, [...path, String(index)], look));
  const inner = Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, withCited(each, [...path, name], look)]),
  );
  if (!("attachmentId" in value) || typeof value.attachmentId !== "string") return inner;
  const kept = look(value.attachmentId, path);
  return kept ? { ...inner, sha256: kept.sha256, mediaType: kept.mediaType, bytes: kept.bytes } : inner;
};
