import { deepStrictEqual, equal, ok } from "node:assert/strict";
import { activeEntries } from "../../../shared/domain/entry/cross-check.ts";
import { hasEnded } from "../../../shared/domain/entry/entry.ts";
import { isOpen } from "../../../shared/domain/repair/repair-case.ts";
import { shownEntries } from "../../../shared/domain/subject/standing.ts";
import { calendar, rulesFor } from "../house.ts";
import { idOf } from "../lives/steps.ts";
import type { Law } from "./law.ts";
import { together } from "./of-together.ts";

const redAndBlack: Law = {
  name: "A §3: red and black are never active together, and red never begins while black is",
  check: ({ passed, events }, saw) => {
    for (const { standing, today } of passed) {
      const black = activeEntries(standing, "black", today);
      if (black.length > 0) deepStrictEqual(activeEntries(standing, "red", today), []);
      if (black.length > 0) ok(!shownEntries(standing, today).some(({ list }) => list === "red"));
    }
    if (events.some((event) => event.type === "entry-exited" && event.data.reason === "blackListed")) saw("overridden");
  },
  ways: { overridden: 50 },
};

/** Five working days of notice at least, all of them over before the day of the determination (A §3; the length is assumed). */
const over = (from: string, determinedOn: string): boolean => calendar.add(from, 5).dueOn < determinedOn;
const notices: Law = {
  name: "A §3: nobody is listed without the notice that the papers ask for: a person before black, the public before red",
  check: ({ events }, saw) => {
    for (const event of events) {
      // What follows a black entry by itself was fixed with that one's determination (A §4).
      if (event.type !== "entry-determined" || ![0, 1, 2, 3, 4].some((slot) => idOf(slot) === event.entryId)) continue;
      const { list, subject, procedure, determinedOn, severity } = event.data;
      const before = events.slice(0, event.seq - 1).filter(({ entryId }) => entryId === event.entryId);
      const proposed = before.some(({ type }) => type === "entry-proposed");
      const how = proposed ? "here" : "elsewhere";
      if (list === "black" && subject.kind === "person" && !procedure?.ownProcedure) {
        saw(`person black ${how}`);
        const told = procedure?.priorNotice;
        ok(told && over(told.deemedServedOn ?? told.servedOn, determinedOn));
        if (proposed) ok(before.some(({ type }) => type === "prior-notice-served"));
      }
      const asked = rulesFor({ determinedOn, severity, on: event.at.slice(0, 10) }).publicNoticeMandatory(list);
      equal(asked, list === "red");
      if (asked) {
        saw(`red ${how}`);
        ok(procedure?.publicNotice && procedure.publicNotice.endsOn < determinedOn);
        ok(over(procedure.publicNotice.opensOn, determinedOn));
        if (proposed) ok(before.some(({ type }) => type === "public-notice-opened"));
      }
      // Who was told may answer, and is answered before it is listed.
      ok(procedure?.statements.every(({ answeredOn }) => answeredOn !== undefined) ?? true);
    }
  },
  ways: { "person black here": 5, "person black elsewhere": 50, "red here": 5, "red elsewhere": 50 },
};

const follows: Law = {
  name: "A §4: a key-attention entry follows a black one only as fixed, only under a policy that says so, and warned",
  check: ({ events }, saw) => {
    for (const event of events) {
      // One that an authority listed itself follows nothing.
      if (event.type !== "entry-determined" || event.data.list !== "keyAttention" || event.entryId === idOf(4))
        continue;
      const before = events[event.seq - 2];
      ok(before?.type === "entry-exited" && before.data.list === "black" && before.at === event.at);
      saw("followed");
      ok(before.data.reason !== "error" && before.data.reason !== "subjectGone" && event.at < "2026-04-01");
      // Red ones that it ends come in between (A §4).
      const its = events.slice(event.seq).filter(({ entryId }) => entryId === event.entryId);
      deepStrictEqual(
        its.slice(0, 3).map(({ type }) => type),
        ["entry-reported", "entry-published", "subject-warned"],
      );
    }
  },
  ways: { followed: 10 },
};

const repairs: Law = {
  name: "A §21, C 十五: nothing is repaired but by an application that was open, checked and approved, from its earliest day on",
  check: ({ events, entries }, saw) => {
    for (const entry of entries.values()) {
      const { repairCase, clocks } = entry;
      const its = clocks.filter(({ clockId }) => clockId.startsWith("rep_"));
      if (!repairCase) deepStrictEqual(its, []);
      const open = its.filter(({ metOn, stoppedOn }) => metOn === undefined && stoppedOn === undefined);
      equal(open.length, repairCase && isOpen(repairCase) ? 1 : 0);
      if (hasEnded(entry)) ok(!repairCase || !isOpen(repairCase));
      if (entry.list === "red") equal(repairCase, undefined);
      // What was repaired can be found in error later.
      if (entry.exitReason === "repaired") equal(repairCase?.status, "approved");
      if (repairCase?.status === "approved") ok(["repaired", "error"].includes(entry.exitReason ?? ""));
      saw(`${entry.list} ${repairCase?.status ?? "none"}`);
    }
    const filed = new Map(
      events.flatMap((event) => (event.type === "repair-applied" ? [[event.data.repairId, event]] : [])),
    );
    for (const event of events) {
      if (event.type === "repair-applied") ok(event.data.appliedOn >= (event.data.terms.earliestOn ?? ""));
      if (event.type !== "entry-exited" || event.data.reason !== "repaired") continue;
      const [decided, follower] = [events[event.seq - 2], events[event.seq]];
      ok(decided?.type === "repair-decided" && decided.data.outcome === "approved" && decided.at === event.at);
      const application = filed.get(decided.data.repairId);
      ok(application && application.entryId === event.entryId && application.seq < decided.seq);
      ok(events.some((each) => each.type === "repair-checked" && each.data.repairId === decided.data.repairId));
      // Order 36: repair ends display, sharing and use, so no key attention follows.
      const followed =
        follower?.type === "entry-determined" &&
        follower.data.list === "keyAttention" &&
        follower.entryId !== idOf(4) &&
        follower.at === event.at;
      if (event.at >= "2026-04-01") equal(followed, false);
      else if (followed) saw("followed");
    }
  },
  ways: {
    ...Object.fromEntries(
      ["applied", "accepted", "returned", "approved", "refused", "withdrawn", "ended"].map((way) => [
        `black ${way}`,
        1,
      ]),
    ),
    "keyAttention approved": 1,
    followed: 1,
  },
};

export const listLaws: readonly Law[] = [redAndBlack, together, notices, follows, repairs];
