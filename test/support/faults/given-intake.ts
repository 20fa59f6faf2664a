import { createSubmissionStore } from "../../../shared/adapters/dynamodb/submissions.ts";
import { createUploadStore } from "../../../shared/adapters/dynamodb/uploads.ts";
import type { Actor } from "../../../events/envelope.ts";
import type { SubmissionKind } from "../../../events/vocabulary.ts";
import { fileKey } from "../../../shared/domain/submission/file-key.ts";
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

/** An upload of the authority, offered and put. */
export const upload = async (world: World, n: number, text: string): Promise<string> => {
  const { db, table } = world.engine;
  const uploadId = idNo("upl", n);
  const key = fileKey(monday, uploadId);
  await createUploadStore(db, table.Intake).offer(
    {
      uploadId,
      agencyId: officer.agencyId,
      key,
      bytes: text.length,
      format: "json",
      linkEndsAt: shanghaiInstant(new Date(monday.getTime() + 900_000)),
      keptUntil: shanghaiInstant(new Date(monday.getTime() + 86_400_000)),
    },
    { clientId: authority, key: `seeded-upload-${n}`, digest: "digest", answer: { status: 201, body: {} }, at: monday },
  );
  await world.putFile(key, text);
  return uploadId;
};
