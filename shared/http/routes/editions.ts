import * as z from "zod";
import { listKind, localDateString } from "../../../events/vocabulary.ts";
import { plainText } from "../../domain/subject/text.ts";
import { route, scopes } from "../route.ts";

export const closeEdition = route({
  id: "closeEdition",
  method: "POST",
  path: "/v1/external-editions",
  servedBy: "change-subjects",
  scopes: [scopes.office],
  throttle: { rate: 5, burst: 10 },
  summary:
    "End the imported entries that the newest edition of a list no longer has, once all of it was imported; repeat while `left` is not 0.",
  body: z.object({
    list: listKind,
    source: plainText(100),
    owner: plainText(100),
    edition: localDateString,
    /** How many entries the edition has, by its cover, not by the file. */
    total: z.int().min(0),
    /** How many are to end, where that is more than policy lets pass. */
    ends: z.int().min(0).optional(),
    officer: plainText(50).optional(),
  }),
  idempotent: true,
  answers: () => ({
    200: {
      description: "How many entries the edition named, and how many of those that it left out are still to end.",
      schema: z.object({ named: z.int(), left: z.int() }),
    },
  }),
});
