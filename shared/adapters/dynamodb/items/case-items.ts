import * as z from "zod";
import { actor } from "../../../../events/envelope.ts";
import { measureRef, party } from "../../../../events/parts.ts";
import { domain, feedbackOutcome, instantString, listKind, localDateString } from "../../../../events/vocabulary.ts";
import type { TypicalCase } from "../../../domain/feedback/typical-case.ts";

const caseItem = z.object({
  caseId: z.string(),
  triggerId: z.string(),
  entryId: z.string(),
  agency: party,
  authorityId: z.string(),
  list: listKind,
  domain,
  measure: measureRef.extend({ title: z.string() }),
  outcome: feedbackOutcome,
  on: localDateString,
  title: z.string(),
  text: z.string(),
  public: z.boolean(),
  status: z.enum(["proposed", "published", "withdrawn"]),
  createdAt: instantString,
  publishedOn: localDateString.exactOptional(),
  decidedBy: actor.exactOptional(),
  version: z.int(),
});

export const readCase = (item: unknown): TypicalCase => caseItem.parse(item);

export const caseKey = (caseId: string) => ({ pk: `case#${caseId}`, sk: "state" });
export const casesOfMonth = (month: string): string => `cases#${month}`;
/** All cases that are published stand in one place: there are few, and anyone reads them newest first. */
export const publishedCases = "cases";

/** The case as stored: in the directory of its month, and among the published ones while it is one. */
export const caseAttributes = (found: TypicalCase): Record<string, unknown> => ({
  ...caseKey(found.caseId),
  record: "case",
  ...found,
  directory: casesOfMonth(found.createdAt.slice(0, 7)),
  directorySort: `${found.createdAt}#${found.caseId}`,
  ...(found.status === "published"
    ? { published: publishedCases, publishedSort: `${found.publishedOn ?? ""}#${found.caseId}` }
    : {}),
});
