import * as z from "zod";

/**
 * Where proof of an answer lies at the agency that gave it: a document by its number, a record by its archive number, or a
 * file by name and SHA-256. Never an address: nobody is to follow what somebody else wrote.
 */
export const evidence = z.object({
  kind: z.enum(["document", "archive", "file"]),
  ref: z.string().min(1),
  title: z.string().exactOptional(),
  sha256: z.string().exactOptional(),
});
export type Evidence = z.infer<typeof evidence>;
