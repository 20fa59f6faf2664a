import type { ClockKind } from "../../../events/vocabulary.ts";
import { clockStatus, runsOut, type WorkingDays } from "../../domain/clock/clock.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { triggerOn, unsettled } from "../../domain/trigger/trigger.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { AgencyDirectory, Caller } from "../../ports/agencies.ts";
import type { ClockReader } from "../../ports/clocks.ts";
import { agencyOf, unknownAgency } from "./list-clocks.ts";

export interface ForecastDeps {
  readonly clocks: ClockReader;
  readonly directory: Pick<AgencyDirectory, "list">;
  readonly calendar: WorkingDays;
  readonly now: () => Date;
}

export interface Forecast {
  readonly agencyId: string;
  /** Already late. */
  readonly overdue: number;
  /** The coming days on which something falls due, up to the last of the coming working days. */
  readonly days: readonly {
    readonly on: LocalDate;
    readonly due: number;
    readonly byKind: Readonly<Record<string, number>>;
  }[];
  /** Due after that. */
  readonly later: number;
  /** False when there is more than was counted. */
  readonly complete: boolean;
}

/** Working days that a forecast reaches, and triggers of one status that are counted at most. */
const workingDaysAhead = 10;
const most = 50_000;
const pageSize = 1_000;

/**
 * What falls due for one agency in the coming ten working days, counted when asked: duties about entries and acts from
 * indexes alone, those about triggers from its inbox. Refuses the office when it names no agency, or one that is not registered.
 */
export const forecastClocks = async (
  deps: ForecastDeps,
  query: { readonly agency?: string | undefined },
  caller: Caller,
): Promise<Result<Forecast, Refusal>> => {
  const whose = agencyOf(caller, query.agency);
  if (!whose.ok) return whose;
  const agencyId = whose.value;
  if (agencyId === undefined)
    return refused(
      refusal("input.invalid", "请指明单位 / name the agency", [
        { field: "agency", code: "agency.required", detail: "请指明单位 / name the agency" },
      ]),
    );
  const unknown = await unknownAgency(deps.directory, caller, agencyId);
  if (unknown) return refused(unknown);
  const today = shanghaiDate(deps.now());
  const last = deps.calendar.add(today, workingDaysAhead).dueOn;
  const days = new Map<LocalDate, Record<string, number>>();
  let [overdue, later, complete] = [0, 0, true];
  const count = (dueOn: LocalDate, kind: ClockKind): void => {
    if (dueOn < today) overdue += runsOut(kind) ? 0 : 1;
    else if (dueOn > last) later++;
    else {
      const day = days.get(dueOn) ?? {};
      day[kind] = (day[kind] ?? 0) + 1;
      days.set(dueOn, day);
    }
  };
  for await (const page of deps.clocks.dueDays(agencyId))
    for (const { dueOn, kind, lastOn } of page) if (lastOn === undefined || lastOn >= today) count(dueOn, kind);
  for (const status of unsettled) {
    let cursor: string | undefined;
    let seen = 0;
    do {
      const page = await deps.clocks.triggers(agencyId, status, undefined, { limit: pageSize, cursor });
      for (const clock of page.items.flatMap((trigger) => triggerOn(trigger, today).clocks))
        if (isOpen(clockStatus(clock, today))) count(clock.dueOn, clock.kind);
      seen += page.items.length;
      cursor = page.next ?? undefined;
      if (cursor !== undefined && seen >= most) {
        complete = false;
        cursor = undefined;
      }
    } while (cursor !== undefined);
  }
  return accepted({
    agencyId,
    overdue,
    days: [...days]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([on, byKind]) => ({ on, due: Object.values(byKind).reduce((sum, each) => sum + each, 0), byKind })),
    later,
    complete,
  });
};

const isOpen = (status: string): boolean => status === "open" || status === "dueSoon" || status === "overdue";
