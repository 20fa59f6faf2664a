import * as z from "zod";
import { evidenceType, instantString } from "../../../events/vocabulary.ts";
import { plainText } from "../../domain/subject/text.ts";
import { route, scopes } from "../route.ts";

const evidenceId = z.string().regex(/^evd_[0-9a-z]{26}$/);
const evidenceView = () =>
  z.object({ evidenceId, sha256: z.string(), mediaType: evidenceType, bytes: z.int().positive() });

export const keepEvidence = route({
  id: "keepEvidence",
  method: "POST",
  path: "/v1/evidence",
  servedBy: "keep-evidence",
  scopes: [scopes.submit, scopes.respond, scopes.office],
  throttle: { rate: 20, burst: 40 },
  summary:
    "Make an upload into evidence: PDF, OFD, JPEG or PNG by its bytes, with the SHA-256 named. Commands cite it as `attachmentId` within a day.",
  body: z.strictObject({
    uploadId: z.string().regex(/^upl_[0-9a-z]{26}$/),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, "应为 64 位小写十六进制 / 64 lower-case hexadecimal digits"),
    officer: plainText(50).optional(),
  }),
  idempotent: true,
  answers: () => ({ 201: { description: "Kept as long as what cites it.", schema: evidenceView() } }),
});

export const getEvidence = route({
  id: "getEvidence",
  method: "GET",
  path: "/v1/evidence/{evidenceId}",
  servedBy: "keep-evidence",
  scopes: [scopes.read, scopes.submit, scopes.respond, scopes.office],
  throttle: { rate: 50, burst: 100 },
  summary:
    "A link to a file of evidence, good for a minute: for who put it in, the authority and provider of an entry that cites it, and the office.",
  params: z.object({ evidenceId }),
  answers: () => ({
    200: {
      description: "GET `url` before `expiresAt`. Of a person's entry the read is registered: `X-Purpose`.",
      schema: evidenceView().extend({
        keptAt: instantString,
        agencyId: z.string(),
        citedBy: z.array(z.string()),
        url: z.url(),
        expiresAt: instantString,
      }),
    },
  }),
});
