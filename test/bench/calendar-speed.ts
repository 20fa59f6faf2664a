import chineseDays from "chinese-days";
import { shippedCalendar } from "../../shared/calendar/shipped.ts";
import { addDays } from "../../shared/kernel/local-date.ts";
import { type Figure, median, short } from "./table.ts";

const leastRatio = 20;
const rounds = 5;
const secondsEach = 0.3;

/** Deadlines of the lengths that policies have, from every day of four years that both know, in turn. */
const asked = Array.from({ length: 1_461 }, (_, n) => ({ from: addDays("2022-01-01", n), days: 3 + (n % 13) }));

/** How many deadlines are computed in a second, against the npm package `chinese-days`; both must find the same days. */
export const measureCalendar = (): Figure => {
  const calendar = shippedCalendar();
  const own = ({ from, days }: (typeof asked)[number]): string => calendar.add(from, days).dueOn;
  const theirs = ({ from, days }: (typeof asked)[number]): string => chineseDays.findWorkday(days, from);
  const wrong = asked.find((each) => own(each) !== theirs(each));
  if (wrong) throw new Error(`${wrong.from} + ${wrong.days} is ${own(wrong)} here and ${theirs(wrong)} there`);
  const rates = { own: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    rates.own.push(perSecond(own));
    rates.theirs.push(perSecond(theirs));
  }
  const [rate, theirRate] = [median(rates.own), median(rates.theirs)];
  return {
    figure: "deadlines: due days computed, against the package chinese-days",
    value: `${Math.round(rate / 1000)} k/s, ${Math.round(theirRate / 1000)} k/s there: ${short(rate / theirRate)} ×`,
    budget: `≥ ${leastRatio} ×`,
    kept: rate >= leastRatio * theirRate,
  };
};

const perSecond = (compute: (ask: (typeof asked)[number]) => string): number => {
  const started = performance.now();
  let done = 0;
  let seconds = 0;
  do {
    for (const ask of asked) compute(ask);
    done += asked.length;
    seconds = (performance.now() - started) / 1000;
  } while (seconds < secondsEach);
  return done / seconds;
};
