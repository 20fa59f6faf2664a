import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameKeyOf } from "../../shared/domain/subject/standing.ts";
import { derivedKey } from "../../shared/kernel/ids.ts";
import {
  addDays,
  addMonths,
  parseDate,
  shanghaiDate,
  shanghaiInstant,
  weekday,
} from "../../shared/kernel/local-date.ts";

const dayMs = 86_400_000;
const day = fc
  .integer({ min: Date.UTC(1995, 0, 1) / dayMs, max: Date.UTC(2090, 11, 31) / dayMs })
  .map((number) => new Date(number * dayMs).toISOString().slice(0, 10));
const span = fc.integer({ min: -20_000, max: 20_000 });
const months = fc.integer({ min: -600, max: 600 });
const runs = { numRuns: 5_000 };
const monthIndex = (date: string): number => +date.slice(0, 4) * 12 + +date.slice(5, 7);

describe("days", () => {
  test("add up, go back, and order as text does", () => {
    fc.assert(
      fc.property(day, span, span, (date, one, other) => {
        expect(addDays(addDays(date, one), other)).toBe(addDays(date, one + other));
        expect(addDays(addDays(date, one), -one)).toBe(date);
        expect(addDays(date, one) > date).toBe(one > 0);
        expect(addDays(date, one) === date).toBe(one === 0);
      }),
      runs,
    );
  });

  test("have weekdays that go round in sevens", () => {
    fc.assert(
      fc.property(day, span, (date, days) => {
        expect((((weekday(addDays(date, days)) - weekday(date) - days) % 7) + 7) % 7).toBe(0);
      }),
      runs,
    );
  });
});

describe("months", () => {
  test("land in the month meant, on the same day or the month's last", () => {
    fc.assert(
      fc.property(day, months, (date, count) => {
        const to = addMonths(date, count);
        expect(monthIndex(to)).toBe(monthIndex(date) + count);
        const same = to.slice(8) === date.slice(8);
        const last = addDays(to, 1).slice(8) === "01";
        expect(same || (last && to.slice(8) < date.slice(8))).toBe(true);
      }),
      runs,
    );
  });

  test("never turn order round, and twelve are a year", () => {
    fc.assert(
      fc.property(day, day, months, (one, other, count) => {
        const [earlier = "", later = ""] = [one, other].sort();
        expect(addMonths(earlier, count) <= addMonths(later, count)).toBe(true);
        const year = addMonths(earlier, 12);
        expect(year.slice(0, 4)).toBe(String(+earlier.slice(0, 4) + 1));
      }),
      runs,
    );
  });

  test("add up where no month is too short", () => {
    fc.assert(
      fc.property(day, months, months, (date, one, other) => {
        fc.pre(+date.slice(8) <= 28);
        expect(addMonths(addMonths(date, one), other)).toBe(addMonths(date, one + other));
        expect(addMonths(addMonths(date, one), -one)).toBe(date);
      }),
      runs,
    );
  });
});

describe("a day written and read", () => {
  test("is the same in each form that offices use, padded or not", () => {
    fc.assert(
      fc.property(day, fc.boolean(), (date, padded) => {
        const [year = "", ...rest] = date.split("-");
        const [month = "", of = ""] = padded ? rest : rest.map(String).map((part) => String(+part));
        for (const text of [date, `${year}-${month}-${of}`, `${year}/${month}/${of}`, `${year}年${month}月${of}日`])
          expect(parseDate(text)).toBe(date);
      }),
      runs,
    );
  });

  test("is a day of the calendar or nothing", () => {
    const number = fc.integer({ min: 0, max: 40 }).map(String);
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 2999 }), number, number, (year, month, of) => {
        const read = parseDate(`${year}-${month}-${of}`);
        const real = new Date(Date.UTC(year, +month - 1, +of));
        const exists = real.getUTCMonth() === +month - 1 && real.getUTCDate() === +of && +month > 0;
        expect(read).toBe(exists ? real.toISOString().slice(0, 10) : undefined);
      }),
      runs,
    );
  });

  test("is never misread from any other text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const read = parseDate(text);
        expect(read === undefined || /^\d{4}-\d\d-\d\d$/.test(read)).toBe(true);
      }),
      runs,
    );
  });

  test("an instant in Shanghai has the day that its writing begins with", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1995-01-01"), max: new Date("2090-01-01"), noInvalidDate: true }),
        (instant) => {
          expect(shanghaiInstant(instant).slice(0, 10)).toBe(shanghaiDate(instant));
          expect(Date.parse(shanghaiInstant(instant))).toBe(instant.getTime());
        },
      ),
      runs,
    );
  });
});

describe("keys", () => {
  test("derived from 10,000 different parts never meet", () => {
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 5 }), (parts) => {
        const key = derivedKey(...parts);
        const written = JSON.stringify(parts);
        expect(key).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
        expect(seen.get(key) ?? written).toBe(written);
        seen.set(key, written);
      }),
      { numRuns: 10_000 },
    );
    const numbered = new Set(Array.from({ length: 10_000 }, (_, n) => derivedKey("entry", "market-regulation", n)));
    expect(numbered.size).toBe(10_000);
  });

  const wide = (text: string): string =>
    text.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));
  const name = fc
    .array(fc.constantFrom(..."衡川市信用鑫茂电线有限公司ABCxyz0189()&-."), { minLength: 1, maxLength: 30 })
    .map((characters) => characters.join(""));

  test("of names ignore width, case and blanks", () => {
    fc.assert(
      fc.property(name, fc.nat(), fc.constantFrom(" ", "\u3000", "\t", "\u00a0", "\n"), (text, at, blank) => {
        const place = at % (text.length + 1);
        const key = nameKeyOf(text);
        expect(nameKeyOf(wide(text))).toBe(key);
        expect(nameKeyOf(text.slice(0, place) + blank + text.slice(place))).toBe(key);
        expect(nameKeyOf(text.toLowerCase())).toBe(key);
        expect(nameKeyOf(key)).toBe(key);
      }),
      runs,
    );
  });
});
