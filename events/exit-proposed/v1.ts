import * as z from "zod";
import { contract } from "../envelope.ts";
import { exitReason, localDateString } from "../vocabulary.ts";

/** One officer wants the entry ended as an error; policy asks for a second one to agree (four eyes). */
export const exitProposedV1 = contract(
  "exit-proposed",
  1,
  z.object({ proposedOn: localDateString, reason: exitReason, why: z.string().min(1) }),
);
