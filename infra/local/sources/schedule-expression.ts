import { Cron } from "croner";
import { parseInstant } from "../place/instant.ts";

/** When something is due: instants in ms, after or at and before a given one. */
export interface Timetable {
  /** The first time after `instant`. */
  after(instant: number): number | undefined;
  /** The last time at or before `instant`, if it is later than `since`. */
  lastBetween(since: number, instant: number): number | undefined;
}

/** Reads `cron(…)`, `rate(…)` or `at(…)`. `anchor` is where a rate counts from. */
export const readSchedule = (expression: string, zone: string, anchor: number): Timetable => {
  const [, kind, inner = ""] = /^(cron|rate|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === "cron") return cronTimetable(inner, zone);
  if (kind === "rate") return rateTimetable(inner, anchor);
  if (kind === "at") return onceTimetable(inner, zone);
  throw new Error(`the schedule expression "${expression}" is not known`);
};

/** The six fields of AWS as croner takes them: seconds first, `0/15` as `0-59/15`, `?` as `*`. */
export const cronPattern = (fields: string): string => {
  const given = fields.trim().split(/\s+/);
  if (given.length !== 6) throw new Error(`a cron expression has six fields, not "${fields}"`);
  const ends = [59, 23, 31, 12, 7, 2199];
  const converted = given.map((field, index) =>
    field === "?"
      ? "*"
      : field
          .split(",")
          .map((part) =>
            part.replace(/^(\w+)\/(\d+)$/, (_, from: string, step: string) => `${from}-${ends[index]}/${step}`),
          )
          .join(","),
  );
  return ["0", ...converted].join(" ");
};

const cronTimetable = (fields: string, zone: string): Timetable => {
  const cron = new Cron(cronPattern(fields), {
    timezone: zone,
    alternativeWeekdays: true,
    paused: true,
    mode: "7-part",
  });
  const after = (instant: number): number | undefined => cron.nextRun(new Date(instant))?.getTime();
  return {
    after,
    lastBetween: (since, instant) => {
      // `previousRuns` is exclusive and counts whole seconds.
      const last = cron.previousRuns(1, new Date(Math.floor(instant / 1000) * 1000 + 1000))[0]?.getTime();
      return last !== undefined && last > since && last <= instant ? last : undefined;
    },
  };
};

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const rateTimetable = (inner: string, anchor: number): Timetable => {
  const [, count = "", unit = ""] = /^(\d+)\s+(minute|hour|day)s?$/.exec(inner.trim()) ?? [];
  const step = Number(count) * (units[unit] ?? Number.NaN);
  if (!(step > 0)) throw new Error(`the rate "${inner}" is not known`);
  return {
    after: (instant) => anchor + (Math.max(0, Math.floor((instant - anchor) / step)) + 1) * step,
    lastBetween: (since, instant) => {
      const passed = Math.floor((instant - anchor) / step);
      const last = anchor + passed * step;
      return passed >= 1 && last > since ? last : undefined;
    },
  };
};

const onceTimetable = (inner: string, zone: string): Timetable => {
  const once = new Cron(inner.trim(), { timezone: zone, paused: true });
  const at = once.nextRun(new Date(0))?.getTime() ?? parseInstant(inner);
  return {
    after: (instant) => (at !== undefined && at > instant ? at : undefined),
    lastBetween: (since, instant) => (at !== undefined && at > since && at <= instant ? at : undefined),
  };
};
