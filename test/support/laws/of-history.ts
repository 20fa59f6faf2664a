import { deepStrictEqual, equal, ok } from "node:assert/strict";
import { isEntryEvent, parseSubjectEvent } from "../../../events/catalogue.ts";
import { type Entry, hasEnded } from "../../../shared/domain/entry/entry.ts";
import { evolve } from "../../../shared/domain/entry/evolve.ts";
import { evolveObjection, isObjectionEvent, type Objection } from "../../../shared/domain/objection/objection.ts";
import { replaySubject } from "../../../shared/domain/history/replay.ts";
import { shownEntries, shownOn } from "../../../shared/domain/subject/standing.ts";
import { addDays } from "../../../shared/kernel/local-date.ts";
import type { Law } from "./law.ts";

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
const some = (...ways: readonly string[]) => Object.fromEntries(ways.map((way) => [way, 1]));

const replayed: Law = {
  name: "SPEC: replayed from nothing, from events as they are stored, a life gives the states that were reached",
  check: ({ events, entries, objections, standing }, saw) => {
    const stored = (plain(events) as unknown[]).map(parseSubjectEvent);
    const found = new Map<string, Entry>();
    for (const event of stored)
      if (isEntryEvent(event)) found.set(event.entryId, evolve(found.get(event.entryId), event));
    // Where the subject stands follows from the same history.
    deepStrictEqual(plain(replaySubject(standing, stored).standing), plain(standing));
    deepStrictEqual(Object.fromEntries(found), plain(Object.fromEntries(entries)));
    const said = new Map<string, Objection>();
    for (const event of stored.filter(isObjectionEvent))
      said.set(event.data.objectionId, evolveObjection(said.get(event.data.objectionId), event));
    deepStrictEqual(Object.fromEntries(said), plain(Object.fromEntries(objections)));
    // Each version counts its entry's events, and the subject's sequence has no gap.
    for (const [id, entry] of entries) equal(entry.version, events.filter(({ entryId }) => entryId === id).length);
    equal(standing.seq, events.length);
    deepStrictEqual(
      events.map(({ seq }) => seq),
      events.map((_, index) => index + 1),
    );
    for (const entry of entries.values()) saw(`${entry.list} ${entry.state} ${entry.exitReason ?? ""}`.trim());
    for (const { type } of events) saw(type);
  },
  ways: some(
    ...["red published", "red exited blackListed", "red exited rewardMisused", "black preliminary", "black noticed"],
    ...["black published", "black abandoned lapsed", "black abandoned withdrawn", "black abandoned upheld"],
    ...["black abandoned annulled", "black contested", "black exited error", "black exited expired"],
    ...["black exited subjectGone", "keyAttention published", "keyAttention exited escalated"],
    ...["entry-measures-ended", "clock-moved", "superior-unit-notified", "subject-changed"],
  ),
};

const ended: Law = {
  name: "A §4: what has ended never changes again by itself, and nothing shows after its last day",
  check: ({ passed, entries, standing, events, today }, saw) => {
    for (const [id, entry] of entries) {
      const end = passed.findIndex((each) => {
        const then = each.entries.get(id);
        return then !== undefined && hasEnded(then);
      });
      // But for what an objection does (the entry it was filed against, what had followed it, red ones it had ended), for the
      // days of an objection that is still open, and for the end of a stay that outlived it.
      const undone = events.some(
        (event) => event.entryId === id && ["entry-reinstated", "objection-filed", "stay-ended"].includes(event.type),
      );
      if (end >= 0 && !undone && entry.exitReason !== "error")
        for (const later of passed.slice(end)) equal(later.entries.get(id), passed[end]?.entries.get(id));
      // What ended is off the standing, everything else is on it, once.
      equal(standing.entries.filter(({ entryId }) => entryId === id).length, hasEnded(entry) ? 0 : 1);
      for (const day of [entry.validTo, addDays(entry.validTo, 1), addDays(entry.validTo, 400), today])
        if (shownOn(entry, day)) {
          saw("shown");
          ok(day <= entry.validTo && entry.publishedOn !== undefined && entry.publishedOn <= day);
        }
      ok(!entry.publishedOn || entry.publishedOn <= entry.validTo);
      if (entry.exitReason === "expired") equal(entry.exitedOn, addDays(entry.validTo, 1));
      if (entry.state === "published") equal(shownOn(entry, entry.validTo), true);
    }
  },
  ways: { shown: 1_000 },
};

const moved: Law = {
  name: "A §3, §19: a change of the calendar moves the open duties of an entry to their new days, and nothing else of it",
  check: ({ events, passed }, saw) => {
    for (const [at, { entries, seq }] of passed.entries()) {
      const from = passed[at - 1]?.seq ?? 0;
      const moves = events.slice(from, seq).filter((event) => event.type === "clock-moved");
      for (const event of moves) {
        const [before, after] = [passed[at - 1]?.entries.get(event.entryId), entries.get(event.entryId)];
        ok(before && after);
        const { clockId, after: days } = event.data;
        const [old, now] = [before, after].map(({ clocks }) => clocks.find((clock) => clock.clockId === clockId));
        ok(old && now && old.metOn === undefined && old.stoppedOn === undefined);
        deepStrictEqual([now.dueOn, now.warnOn, now.escalateOn], [days.dueOn, days.warnOn, days.escalateOn]);
        deepStrictEqual(now.movedFrom, [...(old.movedFrom ?? []), old.dueOn]);
        equal(now.startedOn, old.startedOn);
        const rest = ({ clocks: _clocks, version: _version, repairCase: _repair, ...each }: Entry) => each;
        const to = (kind: string) =>
          moves.find(({ entryId, data }) => entryId === event.entryId && data.kind === kind)?.data.after;
        const [idle, heard, shown] = [to("idlePreliminary"), to("priorNoticeStatement"), to("publicNotice")];
        const told = (its: typeof days) => ({ endsOn: its.dueOn, provisional: its.provisional });
        const { procedure } = before;
        // A proposal lapses after its idle days, and its windows end with their clocks, wherever they go (ADR 33).
        deepStrictEqual(rest(after), {
          ...rest(before),
          ...(idle ? { lapsesAfter: idle.dueOn } : {}),
          ...(procedure
            ? {
                procedure: {
                  ...procedure,
                  ...(heard ? { priorNotice: { ...procedure.priorNotice, ...told(heard) } } : {}),
                  ...(shown ? { publicNotice: { ...procedure.publicNotice, ...told(shown) } } : {}),
                },
              }
            : {}),
        });
        saw(event.data.kind);
      }
    }
  },
  ways: {
    listReport: 1,
    objectionVerification: 1,
    repairCheck: 1,
    priorNoticeStatement: 1,
    publicNotice: 1,
    idlePreliminary: 1,
  },
};

const dead: Law = {
  name: "ADR 23: with a person everything ends, nothing is shown and nothing begins again",
  check: ({ events, standing, today }, saw) => {
    const death = events.find((event) => event.type === "subject-changed" && event.data.kind === "died");
    if (!death) return;
    saw("died", standing.seq > death.seq ? 1 : 0);
    deepStrictEqual([standing.entries, shownEntries(standing, today)], [[], []]);
    for (const { type } of events.slice(death.seq))
      ok(!["entry-proposed", "entry-determined", "entry-published", "entry-reinstated"].includes(type), type);
  },
  ways: { died: 50 },
};

const letters: Law = {
  name: "C 十四: the superior unit of a black-listed public body is told once, of what is public",
  check: ({ events, entries }, saw) => {
    for (const event of events) {
      if (event.type !== "superior-unit-notified") continue;
      const { via, notifiedOn } = event.data;
      const before = events.slice(0, event.seq - 1).filter(({ entryId }) => entryId === event.entryId);
      ok(before.some(({ type }) => type === "entry-published") && !before.some(({ type }) => type === event.type));
      const entry = entries.get(event.entryId);
      ok(entry?.list === "black" && entry.publishedOn !== undefined && notifiedOn >= entry.publishedOn);
      saw(via);
    }
  },
  ways: { platform: 10, letter: 5 },
};

export const historyLaws: readonly Law[] = [replayed, ended, moved, dead, letters];
