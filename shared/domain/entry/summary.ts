import { type EntrySummary, personIdentifier, type Standing, usccIdentifier } from "../subject/standing.ts";
import type { Entry } from "./entry.ts";

/** How the standing of an entry's subject is looked up. */
export const identifierOf = ({ subject, subjectId }: Pick<Entry, "subject" | "subjectId">): string =>
  subject.uscc === undefined ? personIdentifier(subjectId) : usccIdentifier(subject.uscc);

/** What the standing of its subject keeps of an entry. */
const summarise = (entry: Entry): EntrySummary => ({
  entryId: entry.entryId,
  name: entry.subject.name,
  list: entry.list,
  state: entry.state,
  ...(entry.contestedFrom === undefined ? {} : { contestedFrom: entry.contestedFrom }),
  suspended: entry.suspended,
  domain: entry.domain,
  severity: entry.severity,
  determiningAuthority: entry.determiningAuthority,
  documentNo: entry.basis.documentNo,
  ...(entry.publishedOn === undefined ? {} : { publishedOn: entry.publishedOn }),
  validTo: entry.validTo,
  measures: entry.measures,
});

/** The standing after an entry changed; an ended entry leaves it. */
export const withEntry = (standing: Standing, entry: Entry, seq: number): Standing => {
  const others = standing.entries.filter((other) => other.entryId !== entry.entryId);
  const ended = entry.state === "exited" || entry.state === "abandoned";
  return { ...standing, seq, entries: ended ? others : [...others, summarise(entry)] };
};
