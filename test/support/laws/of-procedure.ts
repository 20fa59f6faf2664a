import { deepStrictEqual, equal, ok } from "node:assert/strict";
import type { EntryCommand } from "../../../shared/domain/entry/command.ts";
import { decide } from "../../../shared/domain/entry/decide.ts";
import { addDays } from "../../../shared/kernel/local-date.ts";
import { afterwards } from "../../unit/entries-by-hand.ts";
import { calendar, officer, rulesFor } from "../house.ts";
import type { Law } from "./law.ts";

const says = (today: string): EntryCommand => ({ name: "recordStatement", receivedOn: today, text: "不服。" });

const heard: Law = {
  name: "A §3: whoever was noticed and objects can be heard until the determination, which waits for the answer",
  check: ({ passed, catalogue }, saw) => {
    for (const { entries, standing, today } of passed)
      for (const entry of entries.values()) {
        const stands = entry.contestedFrom ?? entry.state;
        if (stands !== "noticed") continue;
        const rules = rulesFor({ determinedOn: today, severity: "serious", on: today });
        const context = { today, by: officer, rules, calendar, catalogue, standing };
        const statements = entry.procedure?.statements ?? [];
        const said = decide(entry, says(today), context);
        if (!said.ok) {
          equal(said.refusal.code, "statement.tooMany");
          ok(statements.length >= 10);
        }
        const waits = said.ok || statements.some(({ answeredOn }) => answeredOn === undefined);
        const after = said.ok ? afterwards(entry, said.value) : entry;
        equal(after.state, entry.state);
        deepStrictEqual(after.procedure?.priorNotice, entry.procedure?.priorNotice);
        equal(decide(after, { name: "answerStatement", adopted: true, answer: "采纳。" }, context).ok, waits);
        if (entry.contestedFrom === undefined) continue;
        saw("contested");
        const { openObjections: _, contestedFrom: __, ...rest } = after;
        const later = { ...context, today: addDays(today, 60) };
        const determined = decide({ ...rest, state: stands }, { name: "determine" }, later);
        // An honour may wait for its public notice first.
        if (waits)
          ok(!determined.ok && ["statement.unanswered", "publicNotice.missing"].includes(determined.refusal.code));
      }
  },
  ways: { contested: 50 },
};

const twoOfficers: Law = {
  name: "A §22: nothing that was public ends as an error by one officer alone, whichever way it is tried",
  check: ({ events }, saw) => {
    for (const event of events) {
      const inError = event.type === "entry-exited" && event.data.reason === "error";
      if (!inError && event.type !== "entry-found-in-error") continue;
      // What had followed it is an error with it.
      const own = events.filter((each) => each.entryId === event.entryId && each.seq < event.seq);
      const closed = own.findLast((each) => each.type === "objection-closed" && each.at === event.at);
      const begun =
        closed?.type === "objection-closed"
          ? own.find((each) => each.type === "objection-filed" && each.data.objectionId === closed.data.objectionId)
          : own.find((each) => each.type === "exit-proposed");
      if (!begun) continue;
      saw(closed ? "by an objection" : "by its authority");
      ok(begun.by.officer !== undefined && event.by.officer !== undefined && begun.by.officer !== event.by.officer);
    }
  },
  ways: { "by an objection": 30, "by its authority": 30 },
};

export const procedureLaws: readonly Law[] = [heard, twoOfficers];
