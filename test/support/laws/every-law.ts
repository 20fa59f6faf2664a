import type { Law } from "./law.ts";
import { disputeLaws } from "./of-disputes.ts";
import { historyLaws } from "./of-history.ts";
import { listLaws } from "./of-lists.ts";
import { measureLaws } from "./of-measures.ts";
import { procedureLaws } from "./of-procedure.ts";
import { refusalLaws } from "./of-refusals.ts";

export { holdLaws } from "./law.ts";

/** What holds of every life; one pass of lives is held against all of them. */
export const everyLaw: readonly Law[] = [
  ...historyLaws,
  ...listLaws,
  ...procedureLaws,
  ...disputeLaws,
  ...measureLaws,
  ...refusalLaws,
];
