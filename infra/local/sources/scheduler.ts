import type { ScheduleSpec } from "../assembly/deployment.ts";
import type { Activity } from "../functions/activity.ts";
import type { StateStore } from "../place/state-store.ts";
import { StartRefused } from "../place/start-refused.ts";
import type { VirtualClock } from "../place/virtual-clock.ts";
import { callAsync, type CallTargets } from "./call-async.ts";
import { readSchedule, type Timetable } from "./schedule-expression.ts";

interface Line {
  readonly spec: ScheduleSpec;
  readonly timetable: Timetable;
  readonly key: string;
}

/** What the scheduler works with. */
export interface SchedulerSurroundings {
  readonly clock: VirtualClock;
  readonly state: StateStore;
  readonly targets: CallTargets;
  readonly activity: Activity;
  /** Resolves when everything that was set off is done, with false when it still is not after `mostMs`. */
  readonly settled: (mostMs: number) => Promise<boolean>;
}

const longestSleepMs = 30_000;
const patienceMs = 120_000;
/** After one wait in vain something is stuck, and waiting as long again at every firing would take for ever. */
const impatienceMs = 200;

/** Fires the schedules of the template by the virtual clock. */
export class Scheduler {
  readonly #lines: readonly Line[];
  readonly #around: SchedulerSurroundings;
  #timer: NodeJS.Timeout | undefined;
  #advancing: Promise<unknown> = Promise.resolve();
  #paused = false;
  #stopped = false;

  constructor(specs: readonly ScheduleSpec[], around: SchedulerSurroundings) {
    this.#around = around;
    const { state, clock } = around;
    this.#lines = specs.map((spec) => {
      const key = `schedule.${spec.id}`;
      const anchor = state.once(`${key}.anchor`, () => clock.now());
      state.once(key, () => clock.now());
      try {
        return { spec, key, timetable: readSchedule(spec.expression, spec.zone, anchor) };
      } catch (problem) {
        throw new StartRefused(`${spec.id}: ${(problem as Error).message}`);
      }
    });
  }

  /** Makes good the latest firing that was missed while no host ran, and goes on from there. */
  start(): void {
    this.#fireDue();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /**
   * Moves the clock forward and fires, in order, everything due on the way: each at its own instant, and the next only
   * when all it set off is done. Answers how many there were, and whether all is done.
   */
  advanceTo(target: number): Promise<{ fired: number; idle: boolean }> {
    const advance = this.#advancing.then(() => this.#advance(target));
    this.#advancing = advance.catch(() => undefined);
    return advance;
  }

  async #advance(target: number): Promise<{ fired: number; idle: boolean }> {
    this.#paused = true;
    clearTimeout(this.#timer);
    let fired = 0;
    let idle = true;
    const settle = async (): Promise<void> => {
      idle = await this.#around.settled(idle ? patienceMs : impatienceMs);
    };
    try {
      await settle();
      const heads = this.#lines.map((line) => ({ line, due: line.timetable.after(this.#lastFired(line)) }));
      while (!this.#stopped) {
        let next = heads[0];
        for (const head of heads) if ((head.due ?? Infinity) < (next?.due ?? Infinity)) next = head;
        if (next?.due === undefined || next.due > target) break;
        this.#around.clock.advanceTo(next.due);
        await this.#fire(next.line, next.due);
        await settle();
        fired++;
        next.due = next.line.timetable.after(next.due);
      }
      this.#around.clock.advanceTo(target);
      await settle();
    } finally {
      this.#paused = false;
      this.#sleep();
    }
    return { fired, idle };
  }

  #fireDue(): void {
    if (this.#stopped || this.#paused) return;
    const now = this.#around.clock.now();
    for (const line of this.#lines) {
      const due = line.timetable.lastBetween(this.#lastFired(line), now);
      if (due !== undefined) void this.#fire(line, due);
    }
    this.#sleep();
  }

  #sleep(): void {
    if (this.#stopped || this.#paused) return;
    const now = this.#around.clock.now();
    const waits = this.#lines.map((line) => (line.timetable.after(now) ?? Infinity) - now);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fireDue(), Math.min(longestSleepMs, ...waits) + 1);
  }

  /** Kept before the call is made good for a firing that must not be lost: a call that a kill cut short is repeated. */
  async #fire(line: Line, due: number): Promise<void> {
    this.#fired.set(line.key, due);
    const time = new Date(due).toISOString().replace(".000Z", "Z");
    const id = crypto.randomUUID();
    const input = (line.spec.input ?? "{}")
      .replaceAll("<aws.scheduler.scheduled-time>", time)
      .replaceAll("<aws.scheduler.schedule-arn>", line.spec.id)
      .replaceAll("<aws.scheduler.execution-id>", id)
      .replaceAll("<aws.scheduler.attempt-number>", "1");
    const outcome = await this.#around.activity.during(() =>
      callAsync(this.#around.targets, line.spec.targetArn, input),
    );
    if (outcome.ok || outcome.errorType !== "Host.Stopping") this.#around.state.set(line.key, due);
    if (!outcome.ok && outcome.errorType !== "Host.Stopping") {
      console.error(`The schedule ${line.spec.id} failed at ${time}: ${outcome.errorType} ${outcome.message}`);
    }
  }

  /** Firings of this run, of which some may not be done yet. */
  readonly #fired = new Map<string, number>();

  #lastFired({ key }: Line): number {
    return this.#fired.get(key) ?? this.#around.state.get<number>(key) ?? this.#around.clock.now();
  }
}
