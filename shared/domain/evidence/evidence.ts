import type { EvidenceType } from "../../../events/vocabulary.ts";

/** A file of evidence that an agency has put in and the platform has checked (ADR 30). */
export interface KeptEvidence {
  readonly evidenceId: string;
  /** The agency that put it in, and may cite it. */
  readonly agencyId: string;
  readonly officer?: string;
  readonly sha256: string;
  readonly mediaType: EvidenceType;
  readonly bytes: number;
  readonly keptAt: string;
  /** The entries whose events cite it: their authorities may read it. */
  readonly citedBy: readonly string[];
  /** Nobody cited it within a day, and its file went. */
  readonly removedAt?: string;
}

/** The largest file of evidence. */
export const evidenceLimit = 10 * 1024 * 1024;

/** Records that may cite one file: whoever reads it reads all of them, and they stand in one item. */
export const mostCiting = 1000;

/** An upload becomes one piece of evidence at most, so its id follows: doing it again finds the first. */
export const evidenceIdOf = (uploadId: string): string => uploadId.replace(/^upl_/, "evd_");

/** Where its file lies. */
export const evidenceKey = (evidenceId: string): string => `evidence/${evidenceId}`;

const signatures: readonly (readonly [EvidenceType, readonly number[]])[] = [
  ["application/pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];
const zipped = [0x50, 0x4b, 0x03, 0x04];
/** `OFD.xml`, the file that makes an archive a document by GB/T 33190. */
const ofdRoot = [0x4f, 0x46, 0x44, 0x2e, 0x78, 0x6d, 0x6c];

/** What a file is, by the bytes that it begins with; what it is called says nothing. Nothing when it is none of ours. */
export const evidenceTypeOf = (bytes: Uint8Array): EvidenceType | undefined => {
  const known = signatures.find(([, signature]) => standsAt(bytes, 0, signature));
  if (known) return known[0];
  return standsAt(bytes, 0, zipped) && holds(bytes, ofdRoot) ? "application/ofd" : undefined;
};

const standsAt = (bytes: Uint8Array, at: number, part: readonly number[]): boolean =>
  part.every((byte, index) => bytes[at + index] === byte);

const holds = (bytes: Uint8Array, part: readonly number[]): boolean => {
  const [first = 0] = part;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (standsAt(bytes, at, part)) return true;
  return false;
};

/** What an act says of a file that it cites, once the platform has looked it up. */
export type Attachment = Partial<Pick<KeptEvidence, "sha256" | "mediaType" | "bytes">> & {
  readonly attachmentId?: string | undefined;
};

/** Those parts alone of something that may cite a file. */
export const attachedTo = ({ attachmentId, sha256, mediaType, bytes }: Attachment): Attachment => ({
  ...(attachmentId === undefined ? {} : { attachmentId }),
  ...(sha256 === undefined ? {} : { sha256 }),
  ...(mediaType === undefined ? {} : { mediaType }),
  ...(bytes === undefined ? {} : { bytes }),
});

/** The files of evidence that an event cites, wherever in it they stand. */
export const attachmentsOf = (value: unknown): readonly string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "attachmentId" && typeof inner === "string" ? [inner] : attachmentsOf(inner),
  );
};
