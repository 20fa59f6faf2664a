import { describe, expect, test } from "vitest";
import { alertsWithin, nextSay, nextSayAfter, saidWith } from "../../shared/domain/clock/alert.ts";
import { clockStatus, meetClock, startClock, stopClocks } from "../../shared/domain/clock/clock.ts";
import { dueOn } from "../../shared/domain/entry/entry.ts";
import { calendar } from "../support/house.ts";
import { entryId, entryIn } from "./entries-by-hand.ts";

const start = (startedOn: string, workingDays = 5, warnBefore = 2) =>
  startClock(
    { subjectOf: entryId, kind: "listReport", agencyId: "market-regulation", startedOn },
    { workingDays, warnBefore },
    calendar,
  );
const clock = start("2026-11-18");

describe("A §3, §20: the report clock of an entry determined on Wednesday 2026-11-18", () => {
  test("does not count that day, warns after three working days and is due after five", () => {
    expect(clock).toEqual({
      clockId: `${entryId}.listReport`,
      kind: "listReport",
      agencyId: "market-regulation",
      startedOn: "2026-11-18",
      warnOn: "2026-11-23",
      dueOn: "2026-11-25",
      provisional: false,
    });
  });

  test.each([
    ["2026-11-18", "open"],
    ["2026-11-22", "open"],
    ["2026-11-23", "dueSoon"],
    ["2026-11-25", "dueSoon"],
    ["2026-11-26", "overdue"],
    ["2030-01-01", "overdue"],
  ])("is on %s %s while nobody has reported", (today, status) => {
    expect(clockStatus(clock, today)).toBe(status);
  });

  test.each([
    ["2026-11-18", "met"],
    ["2026-11-25", "met"],
    ["2026-11-26", "missed"],
  ])("reported on %s it is %s, on that day and for ever", (metOn, status) => {
    for (const today of [metOn, "2026-12-31", "2040-01-01"])
      expect(clockStatus({ ...clock, metOn }, today)).toBe(status);
  });

  test("keeps the first day on which it was met", () => {
    const once = meetClock([clock], "listReport", "2026-11-24");
    expect(once).toEqual([{ ...clock, metOn: "2026-11-24" }]);
    expect(meetClock(once, "listReport", "2026-11-30")).toEqual(once);
  });
});

describe("a clock whose duty something newer took the place of", () => {
  test("is stopped for good, and missed where it was late already", () => {
    for (const today of ["2026-11-20", "2040-01-01"]) {
      expect(clockStatus({ ...clock, stoppedOn: "2026-11-25" }, today)).toBe("stopped");
      expect(clockStatus({ ...clock, stoppedOn: "2026-11-26" }, today)).toBe("missed");
    }
    const [stopped] = stopClocks([clock], "2026-11-20");
    expect(stopped).toEqual({ ...clock, stoppedOn: "2026-11-20" });
    expect(stopped && meetClock([stopped], "listReport", "2026-11-21")).toEqual([stopped]);
  });

  test("keeps the day on which it was met", () => {
    const met = { ...clock, metOn: "2026-11-24" };
    expect(stopClocks([met], "2026-11-30")).toEqual([met]);
  });
});

describe("what is said about a clock", () => {
  const about = { entryId };
  const at = new Date("2026-11-26T00:05:00+08:00");

  const escalating = { ...clock, escalateOn: "2026-12-02" };

  test("is said before it is due, when it is late, and to the office some working days later", () => {
    expect(nextSay([escalating], [])).toBe("2026-11-23");
    const said: string[][] = [[]];
    for (const [day, level, next] of [
      ["2026-11-23", "dueSoon", "2026-11-26"],
      ["2026-11-26", "overdue", "2026-12-02"],
      ["2026-12-02", "escalated", undefined],
    ] as const) {
      const before = said.at(-1) ?? [];
      const [alert, ...more] = alertsWithin([escalating], about, { upTo: day, said: before }, at);
      expect([alert?.level, more]).toEqual([level, []]);
      if (alert) said.push(saidWith(before, alert));
      expect(alertsWithin([escalating], about, { upTo: day, said: said.at(-1) ?? [] }, at)).toEqual([]);
      expect(nextSay([escalating], said.at(-1) ?? [])).toBe(next);
    }
    // Each of them stands, and can be withdrawn by itself.
    const words = said.at(-1)?.map((word) => word.replace(/alr_.*/, "alr"));
    expect(words).toEqual(["dueSoon", "overdue", "escalated"].map((level) => `${clock.clockId}#${level}#alr`));
  });

  test("is the loudest alone where nobody came for weeks, and the quieter ones are said with it", () => {
    const [alert, ...more] = alertsWithin([escalating], about, { upTo: "2027-01-31" }, at);
    expect([alert?.level, more]).toEqual(["escalated", []]);
    expect(alert && nextSay([escalating], saidWith([], alert))).toBeUndefined();
  });

  test("is told the office the number of working days after the due day that policy sets", () => {
    const begun = {
      subjectOf: entryId,
      kind: "listReport",
      agencyId: "market-regulation",
      startedOn: "2026-11-18",
    } as const;
    const { escalateOn } = startClock(begun, { workingDays: 5, warnBefore: 2, escalateAfter: 5 }, calendar);
    expect([escalateOn, calendar.between("2026-11-25", escalateOn ?? "")]).toEqual(["2026-12-02", 5]);
  });

  test("is said once it is late, under an id of clock, level and day, and not again after that day", () => {
    expect(nextSayAfter([clock], "2026-11-18")).toBe("2026-11-23");
    expect(nextSayAfter([clock], "2026-11-23")).toBe("2026-11-26");
    expect(nextSayAfter([clock], "2026-11-26")).toBeUndefined();
    expect(alertsWithin([clock], about, { upTo: "2026-11-22" }, at)).toEqual([]);
    const [alert] = alertsWithin([clock], about, { upTo: "2026-11-26" }, at);
    expect(alert).toMatchObject({ level: "overdue", clockId: clock.clockId, entryId, dueOn: "2026-11-25" });
    const late = new Date("2026-12-31T00:05:00+08:00");
    expect(alertsWithin([clock], about, { upTo: "2026-12-31" }, late)[0]?.alertId).toBe(alert?.alertId);
    expect(alertsWithin([clock], about, { from: "2026-11-26", upTo: "2026-12-31" }, late)).toHaveLength(1);
    expect(alertsWithin([clock], about, { from: "2026-11-27", upTo: "2026-12-31" }, late)).toEqual([]);
  });

  test("is nothing once it is met or stopped", () => {
    for (const done of [{ metOn: "2026-11-30" }, { stoppedOn: "2026-11-30" }]) {
      expect(alertsWithin([{ ...clock, ...done }], about, { upTo: "2026-12-31" }, at)).toEqual([]);
      expect(nextSayAfter([{ ...clock, ...done }], "2026-11-18")).toBeUndefined();
    }
  });
});

describe("a clock over holidays", () => {
  test("runs past the National Day week of 2026, counting the Saturday that is worked for it", () => {
    expect(start("2026-09-30")).toMatchObject({ warnOn: "2026-10-10", dueOn: "2026-10-13", provisional: false });
  });

  test("that starts on a Saturday off counts from Monday", () => {
    expect(start("2026-11-21").dueOn).toBe("2026-11-27");
  });

  test("is provisional when it ends in a year whose arrangement is not out", () => {
    expect(start("2026-12-24")).toMatchObject({ dueOn: "2026-12-31", provisional: false });
    expect(start("2026-12-25")).toMatchObject({ dueOn: "2027-01-01", provisional: true });
  });

  test("never warns before it starts", () => {
    expect(start("2026-11-18", 3, 10).warnOn).toBe("2026-11-18");
    expect(start("2026-11-18", 0, 0)).toMatchObject({ warnOn: "2026-11-18", dueOn: "2026-11-18" });
  });
});

describe("SPEC capabilities 11, 14: the next day on which someone must look at an entry", () => {
  test("is the day on which its clock warns, the day after its due day, then the day after its last valid day", () => {
    const { determined } = entryIn;
    expect(dueOn(determined, [])).toBe("2026-11-19");
    expect(dueOn(determined, [`${entryId}.listReport#dueSoon#alr_1`])).toBe("2026-11-24");
    expect(dueOn(determined, [`${entryId}.listReport#overdue#alr_1`])).toBe("2028-11-16");
    expect(dueOn(entryIn.published, [])).toBe("2028-11-16");
  });

  test("is the end of its validity where that comes before the clock", () => {
    expect(dueOn({ ...entryIn.determined, validTo: "2026-11-20" }, [`${entryId}.listReport#dueSoon#alr_1`])).toBe(
      "2026-11-21",
    );
  });

  test("never comes after its end", () => {
    expect(dueOn(entryIn.exited, [])).toBeUndefined();
    expect(dueOn(entryIn.abandoned, [])).toBeUndefined();
  });
});
