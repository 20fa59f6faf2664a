import { deepStrictEqual, equal, ok } from "node:assert/strict";
import { activeEntries } from "../../../shared/domain/entry/cross-check.ts";
import { replaySubject } from "../../../shared/domain/history/replay.ts";
import { heldBy } from "../held.ts";
import type { Law } from "./law.ts";

const held: Law = {
  name: "A §22: suspended exactly while it is public and, by the history, an objection or a stay is open",
  check: ({ passed, objections, events }, saw) => {
    for (const { entries, seq } of passed)
      for (const [id, { state, suspended, openObjections = [], stays = [], contestedFrom }] of entries) {
        const by = heldBy(events.slice(0, seq), id);
        equal(suspended, state === "published" && by.objections.length + by.stays.length > 0);
        deepStrictEqual([openObjections, stays.map(({ documentNo }) => documentNo)], [by.objections, by.stays]);
        equal(state === "contested", contestedFrom !== undefined);
        if (state === "contested") ok(openObjections.length > 0);
        if (suspended) saw("held");
      }
    // What is back while a stay stands is held at once.
    for (const [at, event] of events.entries()) {
      if (event.type !== "entry-reinstated" || event.data.state !== "published") continue;
      if (heldBy(events.slice(0, at), event.entryId).stays.length === 0) continue;
      const next = events[at + 1];
      ok(next?.type === "entry-suspended" && next.entryId === event.entryId && next.data.ground === "stay");
      saw("back and held");
    }
    // What the entry names as open is open, and what was closed it does not name.
    for (const { entries } of passed.slice(-1))
      for (const { openObjections = [], clocks } of entries.values()) {
        for (const id of openObjections) equal(objections.get(id)?.closed, undefined);
        equal(clocks.filter(({ kind }) => kind === "objectionVerification").length, openObjections.length);
      }
  },
  ways: { held: 500, "back and held": 3 },
};

const blocked: Law = {
  name: "A §22: nothing is determined, reported or published while an objection is open",
  check: ({ events }, saw) => {
    const open = new Map<string, number>();
    for (const { entryId, type } of events) {
      const count = open.get(entryId) ?? 0;
      if (type === "objection-filed") open.set(entryId, count + 1);
      if (type === "objection-closed") open.set(entryId, count - 1);
      if (type === "entry-determined" || type === "entry-reported" || type === "entry-published") equal(count, 0);
      if (count > 0) saw("open");
    }
  },
  ways: { open: 500 },
};

const verified: Law = {
  name: "A §22: nobody else rejects an objection before its provider has said what it found, or had its time",
  check: ({ events }, saw) => {
    const found = new Set<string>();
    for (const event of events) {
      if (event.type === "objection-verified") found.add(event.data.objectionId);
      if (event.type !== "objection-closed" || event.data.outcome !== "rejected") continue;
      const filed = events.find(
        (each) => each.type === "objection-filed" && each.data.objectionId === event.data.objectionId,
      );
      ok(filed?.type === "objection-filed");
      const { clock } = filed.data;
      if (clock.agencyId === event.by.agencyId) continue;
      saw(found.has(event.data.objectionId) ? "found" : "late");
      ok(found.has(event.data.objectionId) || event.data.closedOn > clock.dueOn);
    }
  },
  ways: { found: 1, late: 10 },
};

const back: Law = {
  name: "A §3, §22: entries are back when what ended them was an error, and red ones only where nothing else stands over them",
  check: ({ events, who }, saw) => {
    for (const event of events) {
      if (event.type !== "entry-reinstated") continue;
      const { list } = event.data;
      ok(list !== "black");
      saw(list);
      ok(event.data.reinstatedOn <= event.data.validTo);
      const earlier = events.slice(0, event.seq - 1);
      if (list === "keyAttention") {
        const end = earlier.findLast((each) => each.entryId === event.entryId && each.type === "entry-exited");
        ok(end?.type === "entry-exited" && end.data.reason === "escalated");
        continue;
      }
      const { standing } = replaySubject({ identifier: "s", subjectId: "s", ...who, seq: 0, entries: [] }, earlier);
      for (const over of ["black", "keyAttention"] as const)
        deepStrictEqual(activeEntries(standing, over, event.data.reinstatedOn), []);
    }
  },
  ways: { red: 30, keyAttention: 30 },
};

export const disputeLaws: readonly Law[] = [held, blocked, verified, back];
