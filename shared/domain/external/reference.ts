import { type LocalDate } from "../../kernel/local-date.ts";
import { inForceElsewhere } from "../entry/cross-check.ts";
import type { ExternalSummary, Standing } from "../subject/standing.ts";

/** An imported entry as others are told of it. */
export type Reference = Pick<ExternalSummary, "externalId" | "list" | "source" | "owner" | "documentNo" | "validTo">;

/** What of an imported entry is told: where it is kept, whose it is, and until when. */
export const referenceOf = ({ externalId, list, source, owner, documentNo, validTo }: Reference): Reference => ({
  externalId,
  list,
  source,
  owner,
  documentNo,
  validTo,
});

/** Imported entries that a reader of a subject is shown on a day, for reference alone; none of somebody who has died. */
export const referencesOf = (standing: Standing, today: LocalDate): readonly Reference[] =>
  standing.status?.kind === "died" ? [] : inForceElsewhere(standing, today).map(referenceOf);
