import { agencies } from "../host.ts";
import { type Day, workedAfter, workedDays } from "./working-days.ts";

/** How large a year is played. */
export interface YearSize {
  readonly agencies: number;
  readonly decisions: number;
  readonly from: Day;
  readonly until: Day;
}

export type ActKind = "penalties" | "permits" | "acts";
export const faults = ["code", "empty", "day", "notOwn"] as const;
export type Fault = (typeof faults)[number];
export type PartyKind = "organisation" | "soleTrader" | "person";

/** A permit, penalty or other act: when it was decided, when and how its agency speaks of it. */
export interface Decision {
  readonly n: number;
  readonly agency: string;
  readonly kind: ActKind;
  readonly party: PartyKind;
  readonly decidedOn: Day;
  readonly sentOn: Day;
  /** What is wrong with the row when it is first sent, and the day on which it is sent again, mended. */
  readonly refused?: { readonly fault: Fault; readonly mendedOn?: Day };
  /** Sent once more: the same, with other words, or with another day of decision. */
  readonly again?: { readonly on: Day; readonly how: "same" | "words" | "day"; readonly decidedOn: Day };
  readonly publication?: { readonly publishedOn: Day; readonly reportedOn: Day };
}

/** A listing; unreported it waits on the platform until it is reported, if ever. */
export interface Listing {
  readonly n: number;
  readonly agency: string;
  readonly determinedOn: Day;
  readonly sentOn: Day;
  readonly by: "file" | "unreported";
  readonly reportedOn?: Day;
}

export interface YearPlan extends YearSize {
  /** The working days of the year: something may happen on each. */
  readonly days: readonly Day[];
  readonly authorities: readonly { readonly agencyId: string; readonly name: string; readonly uscc: string }[];
  readonly acts: readonly Decision[];
  readonly listings: readonly Listing[];
}

/** Chance with a seed: mulberry32. */
export const chanceFrom = (seed: number) => {
  let state = seed;
  const chance = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low: number, high: number): number => low + Math.floor(chance() * (high - low + 1));
  return { chance, between, pick: <T>(items: readonly T[]): T => items[between(0, items.length - 1)] as T };
};
export type Chance = ReturnType<typeof chanceFrom>;

/** The agencies that decide, in the order of the samples. */
const deciding = agencies.filter(({ roles }) => roles.includes("authority"));

/** What everybody will do in a year. Most do it in time; always the same for the same size. */
export const planYear = (size: YearSize, seed = 20_260_105): YearPlan => {
  const luck = chanceFrom(seed);
  const { chance, between, pick } = luck;
  const days = workedDays(size.from, size.until);
  const last = days.at(-1) ?? size.until;
  const firstFrom = (day: Day): Day | undefined => days.find((each) => each >= day);
  const later = (day: Day, low: number, high: number): Day => workedAfter(day, between(low, high));
  const authorities = deciding.slice(0, size.agencies);
  /** Each agency sends its files once a week or so. */
  const visits = new Map(
    authorities.map(({ agencyId }) => {
      const mine: Day[] = [];
      for (let at = between(0, 4); at < days.length; at += between(5, 7)) mine.push(days[at] as Day);
      return [agencyId, mine] as const;
    }),
  );
  const visit = (agency: string, day: Day): Day | undefined => visits.get(agency)?.find((each) => each >= day);
  const decidedDays = workedDays(size.from > "2026-01-05" ? size.from : "2026-01-04", days.at(-12) ?? last);

  const decide = (n: number): Decision | undefined => {
    const place = between(0, authorities.length - 1);
    const agency = authorities[place]?.agencyId ?? "";
    // Few offices do everything: most of what one decides is of one kind.
    const kind = (["penalties", "permits", "acts"] as const)[chance() < 0.7 ? place % 2 : between(0, 2)] ?? "acts";
    const party = pick<PartyKind>(["organisation", "organisation", "organisation", "soleTrader", "organisation"]);
    const decidedOn = pick(decidedDays);
    const sentOn = visit(agency, chance() < 0.82 ? later(decidedOn, 0, 2) : later(decidedOn, 6, 25));
    if (sentOn === undefined) return undefined;
    const base = { n, agency, kind, party: chance() < 0.08 ? ("person" as const) : party, decidedOn, sentOn };

    let taken: Day | undefined = sentOn;
    let refused: Decision["refused"];
    if (chance() < 0.05) {
      taken = chance() < 0.7 ? visit(agency, later(sentOn, 1, 6)) : undefined;
      refused = { fault: pick(faults), ...(taken === undefined ? {} : { mendedOn: taken }) };
    }
    if (taken === undefined) return { ...base, ...(refused ? { refused } : {}) };

    let again: Decision["again"];
    if (chance() < 0.06) {
      const on = visit(agency, later(taken, 1, 12));
      const how = pick(["same", "words", "day", "day"] as const);
      // A day later than was said first, or earlier; never later than the day on which it was sent first.
      const moved =
        chance() < 0.5 ? later(decidedOn, 1, 3) : (decidedDays[decidedDays.indexOf(decidedOn) - 3] ?? decidedOn);
      if (on !== undefined) again = { on, how, decidedOn: how === "day" && moved <= sentOn ? moved : decidedOn };
    }
    const word = chance();
    const publishedOn = word < 0.75 ? later(decidedOn, 0, 7) : word < 0.9 ? later(decidedOn, 8, 22) : undefined;
    const known = publishedOn === undefined ? undefined : publishedOn > taken ? publishedOn : taken;
    const reportedOn = known === undefined ? undefined : firstFrom(later(known, 0, chance() < 0.9 ? 1 : 16));
    const notBefore = again && again.decidedOn > decidedOn ? again.decidedOn : decidedOn;
    const publication =
      publishedOn !== undefined && reportedOn !== undefined && publishedOn >= notBefore
        ? { publishedOn, reportedOn }
        : undefined;
    return {
      ...base,
      ...(refused ? { refused } : {}),
      ...(again ? { again } : {}),
      ...(publication ? { publication } : {}),
    };
  };

  const listings: Listing[] = [];
  const most = Math.round(size.decisions * 0.025);
  const decisions: Decision[] = [];
  for (let n = 1; decisions.length < size.decisions - most; n++) {
    const decision = decide(n);
    if (decision) decisions.push(decision);
  }
  for (let n = 1; n <= most; n++) {
    const { agencyId: agency } = pick(authorities);
    const determinedOn = pick(decidedDays);
    const by = chance() < 0.5 ? ("file" as const) : ("unreported" as const);
    const sentOn = firstFrom(later(determinedOn, 0, chance() < 0.8 ? 3 : 9)) ?? last;
    const reportedOn = by === "file" ? sentOn : chance() < 0.85 ? firstFrom(later(sentOn, 0, 14)) : undefined;
    listings.push({ n, agency, determinedOn, sentOn, by, ...(reportedOn === undefined ? {} : { reportedOn }) });
  }
  return { ...size, days, authorities, acts: decisions, listings };
};
