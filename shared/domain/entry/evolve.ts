import type { EntryEvent, EventOf } from "../../../events/catalogue.ts";
import type { MeasureRef, Procedure, Statement } from "../../../events/parts.ts";
import { type Clock, type ClockDays, meetClock } from "../clock/clock.ts";
import { movedTo } from "../clock/move.ts";
import { endedWith, evolveRepair, isNoRepairClock } from "../repair/evolve.ts";
import type { RepairCase } from "../repair/repair-case.ts";
import { contentOf } from "./correct.ts";
import type { Entry } from "./entry.ts";
import { afterStep, settledOn, windowsOf } from "./proposal-clocks.ts";
import { withFinding, withObjection, withoutObjection, withoutObjections, withoutStay } from "./evolve-contest.ts";

/** The entry after an event. Replaying a history from nothing gives the stored state. */
export const evolve = (entry: Entry | undefined, event: EntryEvent): Entry => {
  // Who takes an objection takes no step towards publication, and stands in for nobody who did (four eyes).
  const named = event.type.startsWith("objection-") ? undefined : event.by.officer;
  const officer = named === undefined ? {} : { lastOfficer: named };
  if (event.type === "entry-proposed") return { ...proposed(event), ...officer, ...stepped(event, []) };
  if (event.type === "entry-determined") return { ...determined(entry, event), ...officer };
  if (!entry) throw new Error(`history of ${event.entryId} does not begin with its proposal or determination`);
  const next: Entry = { ...entry, ...officer, ...stepped(event, entry.clocks), version: entry.version + 1 };
  switch (event.type) {
    case "prior-notice-served":
      return {
        ...next,
        state: "noticed",
        procedure: { ...procedureOf(entry), priorNotice: event.data.notice },
      };
    case "public-notice-opened":
      return {
        ...next,
        state: "noticed",
        procedure: { ...procedureOf(entry), publicNotice: event.data.notice },
      };
    case "statement-recorded": {
      const { lapsesAfter: _, clocks: __, ...statement } = event.data;
      return withStatements(next, (all) => [...all, statement]);
    }
    case "statement-answered": {
      const { lapsesAfter: _, clocks: __, ...answer } = event.data;
      return withStatements(next, (all) =>
        all.map((statement) => (statement.answeredOn === undefined ? { ...statement, ...answer } : statement)),
      );
    }
    case "entry-reported":
      return {
        ...next,
        state: "reported",
        reportedOn: event.data.reportedOn,
        clocks: meetClock(entry.clocks, "listReport", event.data.reportedOn),
      };
    case "entry-published":
      return {
        ...next,
        state: "published",
        publishedOn: event.data.publishedOn,
        publishedSeq: event.seq,
        measures: event.data.measures,
      };
    case "subject-warned":
      return { ...next, warnedOn: event.data.warnedOn };
    case "superior-unit-notified": {
      const { unit: _, ...superiorNotice } = event.data;
      return { ...next, superiorNotice };
    }
    case "entry-corrected": {
      const content = contentOf(event.data);
      return { ...withMeasures(next, content.measures), ...content, correctedOn: event.data.correctedOn };
    }
    case "period-shortened": {
      const { validTo, shortenedOn: on, before, under } = event.data;
      return { ...next, validTo, shortened: { on, before, under } };
    }
    case "entry-suspended":
      return { ...next, suspended: true };
    case "entry-resumed":
      return { ...next, suspended: false };
    case "entry-measures-ended": {
      const over = event.data.measures;
      return withMeasures(
        next,
        entry.measures.filter((ref) => !isAmong(ref, over)),
      );
    }
    case "clock-moved": {
      const { clockId, kind, after } = event.data;
      const moved = (clocks: readonly Clock[]) =>
        clocks.map((clock) => (clock.clockId === clockId ? movedTo(clock, after) : clock));
      const { clocks, repairCase } = next;
      return {
        ...withWindow(next, kind, after),
        clocks: moved(clocks),
        ...(kind === "idlePreliminary" ? { lapsesAfter: after.dueOn } : {}),
        ...(repairCase && { repairCase: { ...repairCase, clocks: moved(repairCase.clocks) } }),
      };
    }
    case "exit-proposed": {
      const { reason, proposedOn } = event.data;
      return { ...next, pendingExit: { reason, proposedOn, officer: event.by.officer ?? "" } };
    }
    case "repair-applied":
    case "repair-checked":
    case "repair-decided":
    case "repair-withdrawn":
      return withRepair(next, evolveRepair(entry.repairCase, event));
    case "entry-exited": {
      const { exitedOn, reason, noticeUntil } = event.data;
      const { pendingExit: _, ...rest } = entry.repairCase
        ? withRepair(next, endedWith(entry.repairCase, exitedOn))
        : next;
      const exited: Entry = {
        ...rest,
        state: "exited",
        suspended: false,
        exitedOn,
        exitReason: reason,
        ...(noticeUntil ? { noticeUntil } : {}),
      };
      // A stay survives an exit: it is the court's until that ends it. So does an objection, but for one that says it was right.
      return reason === "error" ? withoutObjections(exited) : exited;
    }
    case "entry-abandoned": {
      const { abandonedOn, reason } = event.data;
      const { contestedFrom: _, ...rest } = withoutObjections(next);
      return {
        ...rest,
        state: "abandoned",
        exitedOn: abandonedOn,
        exitReason: reason,
        clocks: settledOn(rest.clocks, abandonedOn),
      };
    }
    case "objection-filed":
      return withObjection(next, event.data);
    case "objection-verified":
      return withFinding(next, event.data);
    case "objection-closed":
      return withoutObjection(next, event.data);
    case "stay-entered":
      return { ...next, stays: [...(entry.stays ?? []), event.data] };
    case "stay-ended":
      return withoutStay(next, event.data.documentNo);
    case "entry-found-in-error": {
      const { noticeUntil } = event.data;
      return { ...withoutObjections(next), exitReason: "error", ...(noticeUntil ? { noticeUntil } : {}) };
    }
    case "entry-reinstated": {
      const { exitedOn: _, exitReason: __, noticeUntil: ___, ...rest } = next;
      return { ...withMeasures(rest, event.data.measures), state: event.data.state };
    }
  }
};

const isAmong = ({ measureId, version }: MeasureRef, refs: readonly MeasureRef[]): boolean =>
  refs.some((each) => each.measureId === measureId && each.version === version);

/** The entry with fewer measures; once it is public it remembers those that it had. */
const withMeasures = (entry: Entry, measures: readonly MeasureRef[]): Entry => {
  const gone = entry.measures.filter((ref) => !isAmong(ref, measures));
  if (entry.publishedSeq === undefined || gone.length === 0) return { ...entry, measures };
  return { ...entry, measures, lifted: [...(entry.lifted ?? []), ...gone] };
};

/** Every step that keeps a proposal from lapsing says until when, and which clocks begin with it. */
const stepped = (
  event: EntryEvent,
  clocks: readonly Clock[],
): Partial<Pick<Entry, "lapsesFrom" | "lapsesAfter" | "clocks">> => {
  if (!("lapsesAfter" in event.data) || event.data.lapsesAfter === undefined) return {};
  const { lapsesAfter, clocks: begins } = event.data;
  return { lapsesFrom: event.at.slice(0, 10), lapsesAfter, clocks: afterStep(clocks, begins) };
};

const begun = (event: EventOf<"entry-proposed"> | EventOf<"entry-determined">) => ({
  entryId: event.entryId,
  subjectId: event.subjectId,
  suspended: false,
  policyVersion: event.policyVersion,
  firstSeq: event.seq,
  version: 1,
});

const proposed = (event: EventOf<"entry-proposed">): Entry => {
  const { origin, ...proposal } = event.data;
  return {
    ...proposal,
    ...begun(event),
    state: "preliminary",
    clocks: [],
    measures: [],
    ...(origin ? { origin } : {}),
  };
};

/** A determination replaces what was proposed; the entry keeps when and where it began. */
const determined = (entry: Entry | undefined, event: EventOf<"entry-determined">): Entry => {
  const { origin, procedure, ...listing } = event.data;
  const place = origin ?? entry?.origin;
  return {
    ...listing,
    ...begun(event),
    ...(entry ? { firstSeq: entry.firstSeq, version: entry.version + 1 } : {}),
    ...(entry?.proposedOn ? { proposedOn: entry.proposedOn } : {}),
    state: "determined",
    clocks: [...windowsOf(entry?.clocks ?? [], listing.determinedOn), ...listing.clocks],
    ...(procedure ? { procedure } : {}),
    ...(place ? { origin: place } : {}),
  };
};

/** The entry with the last day of a window whose clock moved: what is told of it and what is decided by it are one day. */
const withWindow = (entry: Entry, kind: Clock["kind"], { dueOn: endsOn, provisional }: ClockDays): Entry => {
  const { procedure } = entry;
  if (!procedure) return entry;
  const { priorNotice, publicNotice } = procedure;
  if (kind === "priorNoticeStatement" && priorNotice)
    return { ...entry, procedure: { ...procedure, priorNotice: { ...priorNotice, endsOn, provisional } } };
  if (kind === "publicNotice" && publicNotice)
    return { ...entry, procedure: { ...procedure, publicNotice: { ...publicNotice, endsOn, provisional } } };
  return entry;
};

const procedureOf = (entry: Entry): Procedure => entry.procedure ?? { statements: [] };

const withStatements = (entry: Entry, change: (all: readonly Statement[]) => Statement[]): Entry => {
  const procedure = procedureOf(entry);
  return { ...entry, procedure: { ...procedure, statements: change(procedure.statements) } };
};

/** The entry with the last application for its repair, whose clocks are among its own; those of earlier ones are filed. */
const withRepair = (entry: Entry, repairCase: RepairCase): Entry => ({
  ...entry,
  repairCase,
  clocks: [...entry.clocks.filter(isNoRepairClock), ...repairCase.clocks],
});
