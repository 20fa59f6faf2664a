import * as z from "zod";
import { exitReason, localDateString, serviceMethod } from "../../../events/vocabulary.ts";
import { plainText } from "../subject/text.ts";

const version = z.union([
  z.int().positive(),
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, "应为正整数 / a whole number")
    .transform(Number),
]);

const row = <C extends string, S extends z.core.$ZodLooseShape>(command: C, fields: S) =>
  z.strictObject({
    command: z.literal(command),
    entryId: z.string().regex(/^ent_[0-9a-z]{26}$/, "记录编号形如 ent_… / an entry's id begins with ent_"),
    /** The version that was read; without it whichever stands. */
    version: version.optional(),
    officer: plainText(50).optional(),
    ...fields,
  });

/** One command on one entry as a row of a file: the words are those of `POST /v1/entries/{id}/…`. */
export const entryCommandRow = z.discriminatedUnion(
  "command",
  [
    row("prior-notice", {
      servedOn: localDateString,
      method: serviceMethod,
      proof: plainText(128),
      text: plainText(4000).optional(),
    }),
    row("public-notice", { channel: plainText(200).optional() }),
    row("determination", { validTo: localDateString.optional(), adoption: plainText(1000).optional() }),
    row("report", {}),
    row("publication", {}),
    row("withdrawal", { reason: z.enum(["withdrawn", "annulled"]).default("withdrawn"), why: plainText(1000) }),
    row("exit", { reason: exitReason, why: plainText(1000) }),
  ],
  {
    error:
      "操作应为以下之一 / the command is one of: prior-notice, public-notice, determination, report, publication, withdrawal, exit",
  },
);
export type EntryCommandRow = z.infer<typeof entryCommandRow>;
