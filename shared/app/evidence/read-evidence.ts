import { evidenceKey, type KeptEvidence } from "../../domain/evidence/evidence.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { DisclosureReader } from "../../ports/disclosures.ts";
import type { EntryStore } from "../../ports/entries.ts";
import type { ComplaintReader } from "../../ports/objections.ts";
import type { EvidenceReader, SignDownload } from "../../ports/evidence.ts";
import { type Reading, type RegisterReadDeps, registerReads } from "../person/register-read.ts";

export interface ReadEvidenceDeps extends RegisterReadDeps {
  readonly evidence: EvidenceReader;
  readonly entries: Pick<EntryStore, "entries">;
  readonly complaints: Pick<ComplaintReader, "find">;
  readonly acts: Pick<DisclosureReader, "find">;
  readonly sign: SignDownload;
}

/** A file of evidence with a link to it. */
export interface OpenedEvidence extends KeptEvidence {
  readonly url: string;
  readonly expiresAt: string;
}

const linkSeconds = 60;
const endings = {
  "application/pdf": "pdf",
  "application/ofd": "ofd",
  "image/jpeg": "jpg",
  "image/png": "png",
} as const;

/** Whoever answers for what cites a file, and the person whom that is about. */
interface Citing {
  readonly parties: readonly string[];
  readonly personId?: string | undefined;
}

const citingOf = async (
  { entries, acts }: Pick<ReadEvidenceDeps, "entries" | "acts">,
  ids: readonly string[],
): Promise<readonly Citing[]> => {
  const ofActs = ids.filter((id) => id.startsWith("dis_"));
  const ofEntries = ids.filter((id) => !ofActs.includes(id) && !id.startsWith("cmp_"));
  const found = ofEntries.length > 0 ? [...(await entries.entries(ofEntries)).values()] : [];
  const disclosed = await Promise.all(ofActs.map((id) => acts.find(id)));
  return [
    ...found.map(({ entry: { determiningAuthority, informationProvider, subject, subjectId } }) => ({
      parties: [determiningAuthority.agencyId, informationProvider.agencyId],
      personId: subject.kind === "person" ? subjectId : undefined,
    })),
    ...disclosed.flatMap((stored) =>
      stored ? [{ parties: [stored.disclosure.authority.agencyId], personId: stored.disclosure.party.subjectId }] : [],
    ),
  ];
};

/**
 * A file of evidence for the agency that put it in, the authority and the provider of an entry that cites it, the authority of an
 * act that does, and the office. Where that is a person's, the read needs a purpose and is registered (A §22). Refuses everybody else.
 */
export const readEvidence = async (
  deps: ReadEvidenceDeps,
  evidenceId: string,
  reading: Reading,
): Promise<Result<OpenedEvidence, Refusal>> => {
  const { caller } = reading;
  const found = await deps.evidence.find(evidenceId);
  if (!found) return refused(refusal("evidence.unknown", "没有该材料 / no such evidence"));
  const citing = await citingOf(deps, found.citedBy);
  const mine =
    found.agencyId === caller.agencyId ||
    caller.roles.includes("office") ||
    citing.some(({ parties }) => parties.includes(caller.agencyId));
  if (!mine)
    return refused(
      refusal(
        "evidence.notYours",
        "仅提交单位、相关认定单位和信用办可查阅 / for who put it in, the authority and the office",
      ),
    );
  if (found.removedAt !== undefined)
    return refused(refusal("evidence.gone", "未被引用,已删除 / nothing cited it, and it was deleted"));
  const complained = await complainedOf(deps, found.citedBy);
  const persons = new Set(
    [...citing, ...complained].flatMap(({ personId }) => (personId === undefined ? [] : [personId])),
  );
  const without = await registerReads(
    deps,
    reading,
    [...persons].map((subjectId) => ({ what: "evidence" as const, subjectId, of: evidenceId })),
  );
  if (without) return refused(without);
  const { mediaType } = found;
  const url = await deps.sign(evidenceKey(evidenceId), {
    mediaType,
    name: `${evidenceId}.${endings[mediaType]}`,
    seconds: linkSeconds,
  });
  return accepted({
    ...found,
    url,
    expiresAt: shanghaiInstant(new Date(deps.now().getTime() + linkSeconds * 1000)),
  });
};

/** The entries that complaints are about which cite a file: nobody may read it for them, but whoever is theirs is registered. */
const complainedOf = async (deps: ReadEvidenceDeps, citedBy: readonly string[]): Promise<readonly Citing[]> => {
  const ids = citedBy.filter((id) => id.startsWith("cmp_"));
  const complaints = await Promise.all(ids.map((id) => deps.complaints.find(id)));
  return citingOf(
    deps,
    complaints.flatMap((each) => (each?.about.kind === "entry" ? [each.about.id] : [])),
  );
};
