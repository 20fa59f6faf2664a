import type { Masks } from "../domain/subject/masks.ts";
import type { PolicyFile } from "./schema.ts";

/** The masks of a policy. */
export const masksOf = ({ masks: { name, residentId, otherDocument } }: PolicyFile): Masks => ({
  name: name.value,
  residentId: residentId.value,
  otherDocument: otherDocument.value,
});
