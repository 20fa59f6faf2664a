import type { ClockKind } from "../../../events/vocabulary.ts";
import { type Clock, clockStatus, type WorkingDays } from "../../domain/clock/clock.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { InvalidCursor, readPlace, writeCursor } from "../../kernel/cursor.ts";
import { fieldErrors } from "../../kernel/field-errors.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { policyFile } from "../../policy/schema.ts";
import type { AgencyDirectory, Caller } from "../../ports/agencies.ts";
import type { ClockReader } from "../../ports/clocks.ts";
import { type Compared, comparison, sourcesOf } from "./compare-clocks.ts";
import { unknownAgency } from "./list-clocks.ts";

export interface SimulateDeps {
  readonly clocks: ClockReader;
  readonly directory: AgencyDirectory;
  readonly calendar: WorkingDays;
  readonly now: () => Date;
  /** Pages of the index after which an answer ends with the agency that it is at; some hundreds unless said otherwise. */
  readonly enoughPages?: number;
}

export interface SimulationAsk {
  readonly caller: Caller;
  /** A candidate policy file, whole, as it would ship. */
  readonly policy: unknown;
  readonly kinds?: readonly ClockKind[] | undefined;
  readonly agency?: string | undefined;
  /** Duties that began on or after one day and on or before another. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly cursor?: string | undefined;
}

interface KindCount {
  readonly total: number;
  /** Late as it is, and as it would be. */
  readonly lateNow: number;
  readonly lateThen: number;
  /** How many would be due on which day. */
  readonly dueOn: Readonly<Record<LocalDate, number>>;
}

/** A duty that would be late and is not, or is late and would not be. */
export interface Concerned {
  readonly clockId: string;
  readonly kind: ClockKind;
  readonly agencyId: string;
  readonly entryId?: string;
  readonly triggerId?: string;
  readonly disclosureId?: string;
  /** Not there where the act has no such duty today; the other not where it would have none. */
  readonly dueOn?: LocalDate;
  readonly wouldBeDueOn?: LocalDate;
  readonly late: boolean;
  readonly wouldBeLate: boolean;
}

export interface Simulation {
  readonly kinds: Readonly<Partial<Record<ClockKind, KindCount>>>;
  readonly concerned: readonly Concerned[];
  /** False when more is concerned than is shown, or more of an agency stands than was looked at. */
  readonly complete: boolean;
  /** Where to go on with the next agencies, whose counts are added to these; none where all were looked at. */
  readonly next: string | null;
}

/** What one answer may cost and show, and how long a period may be. An agency is looked at whole, whatever it costs. */
const enoughPages = 300;
const mostPages = 900;
const mostShown = 500;
const mostMonths = 4;

/**
 * Tries a candidate policy on the duties that began in a period: what would be due when, and what would have been late
 * (SPEC "Policy": a new policy can be tried against recorded history). One agency after the other, as many as one answer may
 * cost. Nothing is written. Refuses who is not the office, a file that is no policy, a
 * period of more than four months, and an agency that is not registered.
 */
export const simulateDeadlines = async (
  deps: SimulateDeps,
  ask: SimulationAsk,
): Promise<Result<Simulation, Refusal>> => {
  if (!ask.caller.roles.includes("office"))
    return refused(refusal("agency.role", "仅信用办可试算 / only the credit office tries policies"));
  const parsed = policyFile.safeParse(ask.policy, { reportInput: true });
  if (!parsed.success) {
    const errors = fieldErrors(parsed.error).map((error) => ({ ...error, field: `policy.${error.field}` }));
    return refused(refusal("input.invalid", "政策文件有误 / the policy file is wrong", errors));
  }
  const months = monthsBetween(ask.from, ask.to);
  if (ask.from > ask.to)
    return refused(
      refusal("input.invalid", "期间有误 / the period is wrong", [
        { field: "to", code: "period.order", detail: "不得早于起始日 / no earlier than its first day" },
      ]),
    );
  if (months.length > mostMonths)
    return refused(
      refusal("input.invalid", "期间有误 / the period is wrong", [
        { field: "to", code: "period.tooLong", detail: `至多${mostMonths}个月 / ${mostMonths} months at most` },
      ]),
    );
  const unknown = ask.agency === undefined ? undefined : await unknownAgency(deps.directory, ask.caller, ask.agency);
  if (unknown) return refused(unknown);
  const today = shanghaiDate(deps.now());
  const kinds = new Map<
    ClockKind,
    { total: number; lateNow: number; lateThen: number; dueOn: Record<string, number> }
  >();
  const concerned: Concerned[] = [];
  let complete = true;
  const look = ({ now, then, of }: Compared): void => {
    const clock = now ?? then;
    if (!clock || clock.startedOn < ask.from || clock.startedOn > ask.to) return;
    if (ask.kinds && !ask.kinds.includes(clock.kind)) return;
    const [late, wouldBeLate] = [now, then].map((each) => each !== undefined && isLate(each, today)) as [
      boolean,
      boolean,
    ];
    const count = kinds.get(clock.kind) ?? { total: 0, lateNow: 0, lateThen: 0, dueOn: {} };
    kinds.set(clock.kind, count);
    count.total++;
    count.lateNow += late ? 1 : 0;
    count.lateThen += wouldBeLate ? 1 : 0;
    if (then) count.dueOn[then.dueOn] = (count.dueOn[then.dueOn] ?? 0) + 1;
    if (late === wouldBeLate) return;
    if (concerned.length >= mostShown) complete = false;
    else {
      const { clockId, kind, agencyId } = clock;
      const days = { ...(now ? { dueOn: now.dueOn } : {}), ...(then ? { wouldBeDueOn: then.dueOn } : {}) };
      concerned.push({ clockId, kind, agencyId, ...of, ...days, late, wouldBeLate });
    }
  };
  const agencies = ask.agency === undefined ? await deps.directory.list() : [ask.agency];
  const compare = comparison(parsed.data, deps.calendar);
  let at = agencies.indexOf(readPlace(ask.cursor)?.list ?? agencies[0] ?? "");
  if (at < 0 && ask.cursor !== undefined) throw new InvalidCursor();
  const enough = deps.enoughPages ?? enoughPages;
  for (let pages = 0; at >= 0 && at < agencies.length && pages < enough; at++) {
    const agency = agencies[at] ?? "";
    for (const source of sourcesOf(deps.clocks, compare, { ...ask, agency, months, today })) {
      let cursor: string | undefined;
      do {
        if (++pages > mostPages) {
          complete = false;
          break;
        }
        const page = await source(cursor);
        page.items.forEach(look);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
    }
  }
  const list = agencies[at];
  const next = list === undefined ? null : writeCursor({ list, part: 0 });
  return accepted({ kinds: Object.fromEntries(kinds), concerned, complete, next });
};

const isLate = (clock: Clock, today: LocalDate): boolean => {
  const status = clockStatus(clock, today);
  return status === "overdue" || status === "missed";
};

const monthsBetween = (from: LocalDate, to: LocalDate): string[] => {
  const months: string[] = [];
  const last = +to.slice(0, 4) * 12 + +to.slice(5, 7);
  for (let n = +from.slice(0, 4) * 12 + +from.slice(5, 7); n <= last && months.length <= mostMonths; n++)
    months.push(`${Math.floor((n - 1) / 12)}-${String(((n - 1) % 12) + 1).padStart(2, "0")}`);
  return months;
};
