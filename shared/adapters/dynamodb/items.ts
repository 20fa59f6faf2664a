import * as z from "zod";
import type { EntryEvent } from "../../../events/catalogue.ts";
import { clock, listing, measureRef, party } from "../../../events/parts.ts";
import {
  domain,
  entryState,
  exitReason,
  listKind,
  localDateString,
  severity,
  subjectKind,
} from "../../../events/vocabulary.ts";
import { nameKeyOf, shownOn, type Standing } from "../../domain/subject/standing.ts";
import { dueOn, type Entry } from "../../domain/entry/entry.ts";
import { shardOf } from "../../kernel/ids.ts";
import type { StoredEntry } from "../../ports/entries.ts";

/** The due-date index and the directories are spread over this many partitions each. */
export const dueShards = 8;
export const directoryShards = 4;

const summary = z.object({
  entryId: z.string(),
  name: z.string(),
  list: listKind,
  state: entryState,
  suspended: z.boolean(),
  domain,
  severity,
  determiningAuthority: party,
  documentNo: z.string(),
  publishedOn: localDateString.exactOptional(),
  validTo: localDateString,
  measures: z.array(measureRef),
});

const standingItem = z.object({
  identifier: z.string(),
  subjectId: z.string(),
  kind: subjectKind,
  name: z.string(),
  uscc: z.string().exactOptional(),
  seq: z.int(),
  entries: z.array(summary),
});

const entryItem = z.object({
  entry: listing.extend({
    entryId: z.string(),
    subjectId: z.string(),
    state: entryState,
    suspended: z.boolean(),
    clocks: z.array(clock),
    reportedOn: localDateString.exactOptional(),
    publishedOn: localDateString.exactOptional(),
    publishedSeq: z.int().exactOptional(),
    exitedOn: localDateString.exactOptional(),
    exitReason: z.union([exitReason, z.literal("lapsed")]).exactOptional(),
    origin: z.object({ submissionId: z.string(), line: z.int() }).exactOptional(),
    policyVersion: z.string(),
    firstSeq: z.int(),
    version: z.int(),
  }),
  alerted: z.array(z.string()),
});

export const readStanding = (item: unknown): Standing => standingItem.parse(item);
export const readEntry = (item: unknown): StoredEntry => entryItem.parse(item);

/** The standing as stored. Its name can be searched only while something of it is published. */
export const standingAttributes = (standing: Standing): Record<string, unknown> => ({
  ...standing,
  ...(standing.kind !== "person" && standing.entries.some((entry) => shownOn(entry, entry.validTo))
    ? { nameKey: nameKeyOf(standing.name) }
    : {}),
});

export const entryKey = (entryId: string) => ({ pk: `entry#${entryId}`, sk: "state" });
export const decisionKey = (subjectId: string, seq: number) => ({
  pk: `subject#${subjectId}`,
  sk: `decision#${String(seq).padStart(10, "0")}`,
});

/** Decisions of an hour of Shanghai's wall clock are spread over this many partitions of the directory. */
export const decisionShards = 2;
export const decisionDirectory = (hour: string, shard: number): string => `decisions#${hour}#${shard}`;

/** The decision as stored: history and outbox, and found by its hour when it is asked whether it was worked on. */
export const decisionAttributes = (subjectId: string, events: readonly EntryEvent[]): Record<string, unknown> => {
  const [first] = events;
  if (!first) throw new Error("a decision has at least one event");
  return {
    ...decisionKey(subjectId, first.seq),
    record: "decision",
    entryId: first.entryId,
    events,
    directory: decisionDirectory(first.at.slice(0, 13), shardOf(subjectId, decisionShards)),
    directorySort: `${first.at}#${subjectId}`,
  };
};

/** The directory of an authority's entries of a month, one of its partitions. */
export const entryDirectory = (authorityId: string, month: string, shard: number): string =>
  `entries#${authorityId}#${month}#${shard}`;

/** The entry as stored, with its place in the directory and, while it lives, in the due-date index. */
export const entryAttributes = (entry: Entry, alerted: readonly string[]): Record<string, unknown> => {
  const due = dueOn(entry, alerted);
  return {
    ...entryKey(entry.entryId),
    record: "entry",
    entry,
    alerted,
    directory: entryDirectory(
      entry.determiningAuthority.agencyId,
      entry.determinedOn.slice(0, 7),
      shardOf(entry.entryId, directoryShards),
    ),
    directorySort: entry.entryId,
    ...(due === undefined ? {} : { dueShard: `due#${shardOf(entry.entryId, dueShards)}`, dueOn: due }),
  };
};
