import * as z from "zod";
import { evidenceType } from "./vocabulary.ts";

/**
 * Where proof of an answer lies at the agency that gave it: a document by its number, a record by its archive number, or a
 * file by name and SHA-256. Never an address: nobody is to follow what somebody else wrote. A file that was put in as evidence
 * is named by its id as well, and its hash is the platform's own.
 */
export const evidence = z.object({
  kind: z.enum(["document", "archive", "file"]),
  ref: z.string().min(1),
  title: z.string().exactOptional(),
  sha256: z.string().exactOptional(),
  attachmentId: z.string().exactOptional(),
  mediaType: evidenceType.exactOptional(),
  bytes: z.int().positive().exactOptional(),
});
export type Evidence = z.infer<typeof evidence>;
