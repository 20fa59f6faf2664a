import * as z from "zod";
import type { Party } from "../../../events/parts.ts";
import { localDateString, matter, type Matter } from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { plainText } from "../subject/text.ts";

/** What a partner reports that it did about a published entry, of its own accord (A §17, last paragraph). */
export const partnerInput = z.object({
  measure: plainText(200),
  effect: plainText(1000),
  on: localDateString,
  matter: matter.optional(),
  officer: plainText(50).optional(),
});

/** It is kept apart from what agencies were asked to do: it settles no trigger and is counted with none. */
export interface PartnerFeedback {
  readonly feedbackId: string;
  readonly entryId: string;
  readonly partner: Party;
  readonly measure: string;
  readonly effect: string;
  readonly on: LocalDate;
  readonly matter?: Matter;
  readonly at: string;
  /** Whom the partner named. */
  readonly officer?: string;
}
