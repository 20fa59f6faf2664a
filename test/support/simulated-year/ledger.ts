import type { ActKind } from "./plan.ts";
import { arranged2026, type Arranged, type Day, plus, workedAfter, workedBetween } from "./working-days.ts";

/**
 * The independent computation: what was done in the year, as the test did it, and what must have been said about it and counted
 * of it. Plain loops over plain records; nothing of the product's is used.
 */

/** Lengths in working days: how long, how long before the end it warns, how long after it the office is told (A §3, §17, §19). */
const lengths = {
  disclosurePublication: [7, 2, 5],
  disclosureCollection: [5, 2, 5],
  listReport: [5, 2, 5],
  triggerAcknowledgement: [3, 1, 5],
  triggerFeedback: [10, 3, 5],
} as const satisfies Readonly<Record<string, readonly [number, number, number]>>;
export type DutyKind = keyof typeof lengths;

const levels = ["dueSoon", "overdue", "escalated"] as const;
export type Level = (typeof levels)[number];

/** One duty with a length. */
interface Duty {
  readonly about: string;
  readonly kind: DutyKind;
  readonly agency: string;
  startedOn: Day;
  /** The day on which each level is called for. */
  on: Record<Level, Day>;
  dueOn: Day;
  /** The day on which it was done, once the platform knows it. */
  metOn?: Day;
  /** How loud the platform has been: 0 said nothing. */
  said: number;
}

export interface ExpectedAlert {
  readonly about: string;
  readonly kind: DutyKind;
  readonly agency: string;
  readonly level: Level;
  readonly raisedOn: Day;
  readonly dueOn: Day;
  withdrawn: boolean;
}

const ofTriggers: ReadonlySet<string> = new Set([
  "triggerAcknowledgement",
  "triggerFeedback",
  "liftConfirmation",
  "restoreConfirmation",
]);

/** An act as it stands at last. */
export interface TakenAct {
  readonly id: string;
  readonly agency: string;
  decidedOn: Day;
  readonly takenOn: Day;
  publishedOn?: Day;
  readonly kind: ActKind;
}

export class Ledger {
  /** What is known of the working calendar. */
  arranged: Arranged = arranged2026;
  readonly alerts: ExpectedAlert[] = [];
  readonly acts = new Map<string, TakenAct>();
  /** Rows that were refused, by agency and the day on which they were sent. */
  readonly refusals: { readonly agency: string; readonly kind: ActKind; readonly on: Day }[] = [];
  readonly #duties = new Map<string, Duty>();

  #start(about: string, kind: DutyKind, agency: string, startedOn: Day): Duty {
    const duty: Duty = { about, kind, agency, said: 0, ...this.#daysOf(kind, startedOn) };
    this.#duties.set(`${about} ${kind}`, duty);
    return duty;
  }

  #daysOf(kind: DutyKind, startedOn: Day): Pick<Duty, "startedOn" | "on" | "dueOn"> {
    const [length, before, after] = lengths[kind];
    const dueOn = workedAfter(startedOn, length, this.arranged);
    const dueSoon = workedAfter(startedOn, length - before, this.arranged);
    return {
      startedOn,
      dueOn,
      on: { dueSoon, overdue: plus(dueOn, 1), escalated: workedAfter(dueOn, after, this.arranged) },
    };
  }

  /** An act was taken; its publication is waited for, its collection is done. */
  took(act: TakenAct): void {
    this.acts.set(act.id, act);
    this.#start(act.id, "disclosurePublication", act.agency, act.decidedOn);
    // Permits and penalties have to be collected; the further acts have not (A §19).
    if (act.kind !== "acts") this.#start(act.id, "disclosureCollection", act.agency, act.decidedOn).metOn = act.takenOn;
  }

  /**
   * The act was said anew: its duties begin on the day that is said now. What was said before and is not called for yet by
   * the new days, or only after the duty was done, is taken back, and said again on its day.
   */
  corrected(id: string, decidedOn: Day, today: Day): void {
    const act = this.acts.get(id);
    if (!act) throw new Error(`${id} was never taken`);
    act.decidedOn = decidedOn;
    const before = new Map([...this.#duties.values()].map((duty) => [duty, duty.on]));
    this.#again(act);
    for (const kind of ["disclosurePublication", "disclosureCollection"] as const) {
      const duty = this.#duties.get(`${id} ${kind}`);
      const on = duty && before.get(duty);
      if (duty && on && levels.some((level) => on[level] !== duty.on[level])) this.#takeBack(duty, today);
    }
  }

  /** Takes back what the days of a duty do not call for by a day, nor by the day on which it was done. */
  #takeBack(duty: Duty, today: Day): void {
    const last = duty.metOn !== undefined && duty.metOn < today ? duty.metOn : today;
    duty.said = 0;
    for (const [place, level] of levels.entries())
      for (const alert of this.alerts) {
        if (alert.about !== duty.about || alert.kind !== duty.kind || alert.level !== level || alert.withdrawn)
          continue;
        if (duty.on[level] > last) alert.withdrawn = true;
        else duty.said = place + 1;
      }
  }

  published(id: string, publishedOn: Day): void {
    const act = this.acts.get(id);
    if (!act) throw new Error(`${id} was never taken`);
    act.publishedOn = publishedOn;
    this.#met(id, "disclosurePublication", publishedOn);
  }

  /** The duties of an act from another day on, by all that is known now. From the same day what is done keeps its days. */
  #again({ id, decidedOn }: TakenAct): void {
    for (const kind of ["disclosurePublication", "disclosureCollection"] as const) {
      const duty = this.#duties.get(`${id} ${kind}`);
      if (!duty || (duty.metOn !== undefined && duty.startedOn === decidedOn)) continue;
      Object.assign(duty, this.#daysOf(kind, decidedOn));
    }
  }

  /** An entry was determined on a day and waits to be reported. */
  determined(id: string, agency: string, determinedOn: Day): void {
    this.#start(id, "listReport", agency, determinedOn);
  }

  reported(id: string, on: Day): void {
    this.#met(id, "listReport", on);
  }

  /** An implementing agency was asked to apply a measure. */
  asked(id: string, agency: string, on: Day): void {
    this.#start(id, "triggerAcknowledgement", agency, on);
    this.#start(id, "triggerFeedback", agency, on);
  }

  acknowledged(id: string, on: Day): void {
    this.#met(id, "triggerAcknowledgement", on);
  }

  /** Whoever reports back has taken note. */
  answered(id: string, on: Day): void {
    this.#met(id, "triggerAcknowledgement", on);
    this.#met(id, "triggerFeedback", on);
  }

  #met(id: string, kind: DutyKind, on: Day): void {
    const duty = this.#duties.get(`${id} ${kind}`);
    if (!duty) throw new Error(`${id} has no ${kind}`);
    duty.metOn ??= on;
  }

  /**
   * The clock moved from a day, its work done, to another, its work not yet begun: on each day between, both included, the
   * loudest level that was reached and not said yet is said of each duty that is still open.
   */
  passed(from: Day, to: Day): void {
    for (let day = from; day <= to; day = plus(day, 1))
      for (const duty of this.#duties.values()) {
        if (duty.metOn !== undefined || duty.said === 3) continue;
        let loudest = 0;
        for (const [place, level] of levels.entries()) if (duty.on[level] <= day) loudest = place + 1;
        if (loudest <= duty.said) continue;
        duty.said = loudest;
        const { about, kind, agency, dueOn } = duty;
        const level = levels[loudest - 1] as Level;
        // Of a trigger one alert stands for each level, in the place of the one that was taken back (ADR 32).
        const takenBack = ofTriggers.has(kind)
          ? this.alerts.findIndex((alert) => alert.about === about && alert.kind === kind && alert.level === level)
          : -1;
        if (takenBack >= 0) this.alerts.splice(takenBack, 1);
        this.alerts.push({
          about,
          kind,
          agency,
          level,
          raisedOn: day,
          dueOn,
          withdrawn: false,
        });
      }
  }

  /**
   * The calendar turned out to be another. What is done keeps its days; what is open has those that it should have had, and
   * where something was said that should not have been yet, it is taken back, and said again on its day.
   */
  rearranged(arranged: Arranged, today: Day): void {
    this.arranged = arranged;
    for (const duty of this.#duties.values()) {
      if (duty.metOn !== undefined) continue;
      const before = duty.on;
      Object.assign(duty, this.#daysOf(duty.kind, duty.startedOn));
      let stands = 0;
      for (const [place, level] of levels.entries()) {
        if (duty.on[level] <= today && place < duty.said) stands = place + 1;
        if (before[level] > today || duty.on[level] <= today) continue;
        for (const alert of this.alerts)
          if (alert.about === duty.about && alert.kind === duty.kind && alert.level === level) alert.withdrawn = true;
      }
      duty.said = stands;
    }
  }

  /** The last public day of an act: a permit for the five years that it is valid, all others for a year. */
  #publicUntil(about: string): Day {
    const { decidedOn = "9", kind } = this.acts.get(about) ?? {};
    const year = Number(decidedOn.slice(0, 4)) + (kind === "permits" ? 5 : 1);
    return `${year}${decidedOn.slice(4)}`;
  }

  /** Every duty as it stands on a day: what is open, and in what month it began what is over. */
  duties(today: Day) {
    return [...this.#duties.values()].map(({ about, kind, agency, startedOn, on, dueOn, metOn: done }) => {
      // Nobody has to publish any more what is public no more: it was missed where it was late by then.
      const ended = kind === "disclosurePublication" && done === undefined && today > this.#publicUntil(about);
      const metOn = ended ? plus(this.#publicUntil(about), 1) : done;
      const open = today > dueOn ? "overdue" : today >= on.dueSoon ? "dueSoon" : "open";
      const status = metOn === undefined ? open : metOn <= dueOn ? "met" : "missed";
      return { about, kind, agency, startedOn, dueOn, metOn, status, neverDone: ended } as const;
    });
  }

  /** Whether an act reached the platform late: collected late, or where it need not be, taken when it was late for the public. */
  isLate({ decidedOn, takenOn, kind }: TakenAct): boolean {
    return workedBetween(decidedOn, takenOn, this.arranged) > (kind === "acts" ? 7 : 5);
  }

  /** Working days from the decision to the platform. */
  waited({ decidedOn, takenOn }: TakenAct): number {
    return workedBetween(decidedOn, takenOn, this.arranged);
  }
}
