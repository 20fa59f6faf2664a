import * as z from "zod";
import { contract } from "../envelope.ts";
import { localDateString } from "../vocabulary.ts";

/** The subject of a key-attention entry was warned, and told until when it is watched (发出警示并提示有效期, A §3). */
export const subjectWarnedV1 = contract(
  "subject-warned",
  1,
  z.object({ warnedOn: localDateString, validTo: localDateString, text: z.string().min(1) }),
);
