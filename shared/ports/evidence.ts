import type { KeptEvidence } from "../domain/evidence/evidence.ts";
import type { RecordedRequest } from "./requests.ts";

/** Reading what is known of files of evidence. */
export interface EvidenceReader {
  readonly find: (evidenceId: string) => Promise<KeptEvidence | undefined>;
}

/** Files of evidence as they are kept and dropped. */
export interface EvidenceStore extends EvidenceReader {
  /** Records it with its request and takes its upload, all or nothing. */
  readonly keep: (
    evidence: KeptEvidence,
    uploadId: string,
    request: RecordedRequest,
  ) => Promise<"kept" | "requestSeen" | "uploadTaken" | "busy">;
  /** Marks one that nothing cites as removed, from then on nothing can cite it. False when something does. */
  readonly drop: (evidenceId: string, at: string) => Promise<boolean>;
}

/** Signs leave to get one file, as the type that it is, for `seconds`. */
export type SignDownload = (
  key: string,
  file: { readonly mediaType: string; readonly name: string; readonly seconds: number },
) => Promise<string>;
