import * as z from "zod";
import type { SubjectEvent } from "../../../../events/catalogue.ts";
import { clock, measureRef, party, procedure, proposal, relative, stay } from "../../../../events/parts.ts";
import {
  abandonReason,
  domain,
  entryState,
  exitReason,
  idType,
  listKind,
  localDateString,
  severity,
  subjectKind,
  subjectStatus,
} from "../../../../events/vocabulary.ts";
import type { Standing } from "../../../domain/subject/standing.ts";
import { begunOn, dueOn, type Entry } from "../../../domain/entry/entry.ts";
import { shardOf } from "../../../kernel/ids.ts";
import type { LocalDate } from "../../../kernel/local-date.ts";
import type { StoredEntry } from "../../../ports/entries.ts";
import { repairCaseItem } from "./repair-case.ts";

/** The due-date index and the directories are spread over this many partitions each. */
export const dueShards = 8;
export const directoryShards = 4;

const summary = z.object({
  entryId: z.string(),
  name: z.string(),
  list: listKind,
  state: entryState,
  contestedFrom: entryState.exactOptional(),
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
  idType: idType.exactOptional(),
  idNumberMasked: z.string().exactOptional(),
  seq: z.int(),
  entries: z.array(summary),
  external: z
    .array(
      z.object({
        externalId: z.string(),
        list: listKind,
        source: z.string(),
        owner: z.string(),
        documentNo: z.string(),
        validTo: localDateString,
        edition: localDateString,
        endedOn: localDateString.exactOptional(),
        importedBy: z.string(),
      }),
    )
    .exactOptional(),
  redOver: z.enum(["blackListed", "keyAttentionListed"]).exactOptional(),
  formerNames: z.array(z.string()).exactOptional(),
  formerUsccs: z.array(z.string()).exactOptional(),
  status: z.object({ kind: subjectStatus, on: localDateString, documentNo: z.string() }).exactOptional(),
  successor: relative.exactOptional(),
  predecessors: z.array(relative).exactOptional(),
  filedUnder: z.array(z.string()).exactOptional(),
});

const entryItem = z.object({
  entry: proposal.extend({
    entryId: z.string(),
    subjectId: z.string(),
    state: entryState,
    suspended: z.boolean(),
    clocks: z.array(clock),
    openObjections: z.array(z.string()).exactOptional(),
    contestedFrom: entryState.exactOptional(),
    stays: z.array(stay).exactOptional(),
    proposedOn: localDateString.exactOptional(),
    lapsesAfter: localDateString.exactOptional(),
    lapsesFrom: localDateString.exactOptional(),
    named: z.object({ measures: z.array(z.string()), leftOut: z.array(z.string()) }).exactOptional(),
    procedure: procedure.exactOptional(),
    determinedOn: localDateString.exactOptional(),
    validFrom: localDateString.exactOptional(),
    measures: z.array(measureRef),
    lifted: z.array(measureRef).exactOptional(),
    reportedOn: localDateString.exactOptional(),
    publishedOn: localDateString.exactOptional(),
    publishedSeq: z.int().exactOptional(),
    warnedOn: localDateString.exactOptional(),
    superiorNotice: z
      .object({
        via: z.enum(["platform", "letter"]),
        notifiedOn: localDateString,
        documentNo: z.string().exactOptional(),
      })
      .exactOptional(),
    correctedOn: localDateString.exactOptional(),
    shortened: z.object({ on: localDateString, before: localDateString, under: z.string() }).exactOptional(),
    pendingExit: z.object({ reason: exitReason, proposedOn: localDateString, officer: z.string() }).exactOptional(),
    repairCase: repairCaseItem.exactOptional(),
    exitedOn: localDateString.exactOptional(),
    exitReason: z.union([exitReason, abandonReason]).exactOptional(),
    noticeUntil: localDateString.exactOptional(),
    origin: z.object({ submissionId: z.string(), line: z.int() }).exactOptional(),
    policyVersion: z.string(),
    lastOfficer: z.string().exactOptional(),
    firstSeq: z.int(),
    version: z.int(),
  }),
  alerted: z.array(z.string()),
});

/** Reads a standing, or a copy of it under a further name or a code that the subject bore before. */
export const readStanding = (item: Record<string, unknown>): Standing =>
  standingItem.parse("copyOf" in item ? { ...item, identifier: item["copyOf"] } : item);
export const readEntry = (item: unknown): StoredEntry => entryItem.parse(item);

export const entryKey = (entryId: string) => ({ pk: `entry#${entryId}`, sk: "state" });
export const decisionKey = (subjectId: string, seq: number) => ({
  pk: `subject#${subjectId}`,
  sk: `decision#${String(seq).padStart(10, "0")}`,
});

/** Decisions of an hour of Shanghai's wall clock are spread over this many partitions of the directory. */
export const decisionShards = 2;
export const decisionDirectory = (hour: string, shard: number): string => `decisions#${hour}#${shard}`;

/** The decision as stored: history and outbox, and found by its hour when it is asked whether it was worked on. */
export const decisionAttributes = (subjectId: string, events: readonly SubjectEvent[]): Record<string, unknown> => {
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
export const entryAttributes = (
  entry: Entry,
  alerted: readonly string[],
  attendOn?: LocalDate,
): Record<string, unknown> => {
  const due = attendOn ?? dueOn(entry, alerted);
  return {
    ...entryKey(entry.entryId),
    record: "entry",
    entry,
    alerted,
    directory: entryDirectory(
      entry.determiningAuthority.agencyId,
      begunOn(entry).slice(0, 7),
      shardOf(entry.entryId, directoryShards),
    ),
    directorySort: entry.entryId,
    ...(due === undefined ? {} : { dueShard: `due#${shardOf(entry.entryId, dueShards)}`, dueOn: due }),
  };
};
