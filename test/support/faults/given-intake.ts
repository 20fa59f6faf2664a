import { createEvidenceStore } from "../../../shared/adapters/dynamodb/submission/evidence.ts";
import { createSubmissionStore } from "../../../shared/adapters/dynamodb/submission/submissions.ts";
import { createUploadStore } from "../../../shared/adapters/dynamodb/submission/uploads.ts";
import type { Actor } from "../../../events/envelope.ts";
import type { SubmissionKind } from "../../../events/vocabulary.ts";
import { evidenceIdOf, evidenceKey } from "../../../shared/domain/evidence/evidence.ts";
import { fileKey } from "../../../shared/domain/submission/file-key.ts";
import { sha256Of } from "../../../shared/kernel/ids.ts";
import { shanghaiInstant } from "../../../shared/kernel/local-date.ts";
import { monday, officer } from "../house.ts";
import { authority, idNo } from "./given.ts";
import type { World } from "./world.ts";

/** A submission, of the authority's list entries unless told otherwise, received. */
export const submission = async (
  { engine: { db, table } }: World,
  n: number,
  { kind = "listEntries", by = officer }: { readonly kind?: SubmissionKind; readonly by?: Actor } = {},
): Promise<{ readonly submissionId: string; readonly key: string }> => {
  const submissionId = idNo("sub", n);
  const key = fileKey(monday, submissionId);
  await createSubmissionStore(db, table.Intake).create(
    {
      submissionId,
      kind,
      agencyId: by.agencyId,
      receivedAt: shanghaiInstant(monday),
      doneChunks: 0,
      counts: { accepted: 0, duplicate: 0, rejected: 0 },
    },
    {
      type: "submission-received",
      version: 1,
      submissionId,
      kind,
      key,
      format: "csv",
      charset: "utf-8",
      by,
      correlationId: "submitted-before",
    },
    {
      clientId: by.clientId,
      key: `seeded-${n}`,
      digest: "digest",
      answer: { status: 202, body: { submissionId } },
      at: monday,
    },
  );
  return { submissionId, key };
};

/** An upload of the authority, or of another agency, offered and put. */
export const upload = async (
  world: World,
  n: number,
  text: string,
  purpose?: "evidence",
  agencyId: string = officer.agencyId,
): Promise<string> => {
  const { db, table } = world.engine;
  const uploadId = idNo("upl", n);
  const key = fileKey(monday, uploadId);
  await createUploadStore(db, table.Intake).offer(
    {
      uploadId,
      agencyId,
      key,
      bytes: text.length,
      ...(purpose === undefined ? { format: "json" } : { purpose }),
      linkEndsAt: shanghaiInstant(new Date(monday.getTime() + 900_000)),
      keptUntil: shanghaiInstant(new Date(monday.getTime() + 86_400_000)),
    },
    { clientId: authority, key: `seeded-upload-${n}`, digest: "digest", answer: { status: 201, body: {} }, at: monday },
  );
  await world.putFile(key, text);
  return uploadId;
};

/** A text that begins as a PDF does. */
export const pdf = "%PDF-1.7\n送达回证";

/** A file of evidence that the authority, or another agency, has put in and confirmed. */
export const kept = async (world: World, n: number, agencyId: string = officer.agencyId): Promise<string> => {
  const { db, table } = world.engine;
  const uploadId = await upload(world, n, pdf, "evidence", agencyId);
  const evidenceId = evidenceIdOf(uploadId);
  const bytes = new TextEncoder().encode(pdf);
  await createEvidenceStore(db, { lists: table.Lists, intake: table.Intake }).keep(
    {
      evidenceId,
      agencyId,
      sha256: sha256Of(bytes),
      mediaType: "application/pdf",
      bytes: bytes.length,
      keptAt: shanghaiInstant(monday),
      citedBy: [],
    },
    uploadId,
    {
      clientId: authority,
      key: `seeded-evidence-${n}`,
      digest: "digest",
      answer: { status: 201, body: {} },
      at: monday,
    },
  );
  await world.putFile(evidenceKey(evidenceId), pdf);
  return evidenceId;
};
