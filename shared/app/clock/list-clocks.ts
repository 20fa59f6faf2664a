import { type ClockKind, triggerStatus, type TriggerStatus } from "../../../events/vocabulary.ts";
import { type ClockStatus, clockStatus, endedBy } from "../../domain/clock/clock.ts";
import { type ActOutline, daysUnder } from "../../domain/disclosure/clocks.ts";
import { lastDayOf } from "../../domain/disclosure/disclosure.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { triggerOn, unsettled } from "../../domain/trigger/trigger.ts";
import { readPlace, writeCursor } from "../../kernel/cursor.ts";
import type { Found, Page } from "../../kernel/in-turn.ts";
import { addDays, type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { AgencyDirectory, Caller } from "../../ports/agencies.ts";
import type { ClockReader, FiledClock, ListedClock } from "../../ports/clocks.ts";

export interface ListClocksDeps {
  readonly clocks: ClockReader;
  readonly directory: AgencyDirectory;
  readonly now: () => Date;
}

/** What can be asked for; without a status every duty that is still open. */
export type ListedStatus = Exclude<ClockStatus, "stopped">;

export interface ClockQuery {
  readonly status?: ListedStatus | undefined;
  readonly agency?: string | undefined;
  readonly kind?: ClockKind | undefined;
  /** Of what is over: the month in which it began; this one when not given. */
  readonly month?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Looks at the tables that one answer may cost; then the page ends, however few it found. */
const mostLooks = 40;

/** Whose clocks the caller may see: its own; the office those of one agency or of all. Refuses another agency's. */
export const agencyOf = (caller: Caller, agency: string | undefined): Result<string | undefined, Refusal> => {
  if (caller.roles.includes("office")) return accepted(agency);
  return agency === undefined || agency === caller.agencyId
    ? accepted(caller.agencyId)
    : refused(refusal("clocks.notYours", "仅可查看本单位的期限 / an agency sees its own clocks"));
};

/** Why what is computed of one agency cannot be: nobody is registered under its code. Its caller is known. */
export const unknownAgency = async (
  directory: Pick<AgencyDirectory, "list">,
  caller: Caller,
  agency: string,
): Promise<Refusal | undefined> =>
  agency === caller.agencyId || (await directory.list()).includes(agency)
    ? undefined
    : refusal("input.invalid", "请按所列各项更正后重试 / mend the fields named and try again", [
        { field: "agency", code: "agency.unknown", detail: "没有该单位 / no such agency" },
      ]);

/**
 * Clocks by status, agency and kind, a page at a time: of each agency first the duties about entries, and about objections and
 * repairs of acts, by due day, then those about acts likewise, then those about triggers, oldest first. The status is that of today, whatever a sweep has come to. A page may be short.
 */
export const listClocks = async (
  deps: ListClocksDeps,
  query: ClockQuery,
  caller: Caller,
): Promise<Result<{ readonly items: readonly ListedClock[]; readonly next: string | null }, Refusal>> => {
  const whose = agencyOf(caller, query.agency);
  if (!whose.ok) return whose;
  const today = shanghaiDate(deps.now());
  const agencies = whose.value === undefined ? await deps.directory.list() : [whose.value];
  const sources = sourcesFor(query.status).filter((source) => mayHold(source, query.kind));
  const start = readPlace(query.cursor) ?? { list: agencies[0] ?? "", part: 0 };
  let { list, part, after } = start;
  let place = agencies.indexOf(list);
  const items: ListedClock[] = [];
  for (let looks = 0; place >= 0 && items.length < query.limit && looks < mostLooks; looks++) {
    const at = { agency: list, source: sources[part] ?? "entries", after };
    const page = await look(deps, at, query, query.limit - items.length, today);
    items.push(...page.items);
    after = page.next ?? undefined;
    if (after !== undefined || ++part < sources.length) continue;
    list = agencies[++place] ?? "";
    part = 0;
    if (list === "") place = -1;
  }
  return accepted({ items, next: place < 0 ? null : writeCursor({ list, part, after }) });
};

type Source = "entries" | "ended" | "acts" | "openActs" | TriggerStatus;
const isOver = (status: ListedStatus | undefined): boolean => status === "met" || status === "missed";
/**
 * Triggers that nobody has settled have the duties that are open; what was done is found among all of them. Of an act that
 * its agency has not published the collection is over. The publicity of an act ends by itself, and with it the duty to
 * publish it and the clocks of its repair: those that were late by then are found where they stood open.
 */
const sourcesFor = (status: ListedStatus | undefined): readonly Source[] =>
  isOver(status)
    ? ["entries", ...(status === "missed" ? (["ended"] as const) : []), "acts", "openActs", ...triggerStatus.options]
    : ["entries", "acts", ...unsettled];

/** Kinds that only triggers have, and only acts; all others are filed by themselves. */
export const ofTriggers: readonly ClockKind[] = [
  "triggerAcknowledgement",
  "triggerFeedback",
  "liftConfirmation",
  "restoreConfirmation",
];
export const ofActs: readonly ClockKind[] = ["disclosurePublication", "disclosureCollection"];

/** Whether a duty of a kind can stand somewhere: nobody looks for it where it cannot. */
const mayHold = (source: Source, kind: ClockKind | undefined): boolean => {
  if (kind === undefined) return true;
  if (source === "acts" || source === "openActs") return ofActs.includes(kind);
  if (source === "entries") return !ofActs.includes(kind) && !ofTriggers.includes(kind);
  return source === "ended" ? !ofTriggers.includes(kind) : ofTriggers.includes(kind);
};

/** A duty that is filed is due, and one of an act over, within so many days of its beginning; or it is open and late. */
export const longestAct = 120;

/** Before a place in a list: the first clock of what stands there was on the page before. */
const secondOf = "second.";

/** The clocks of an act, each as it is listed. */
const clocksOfAct = (act: ActOutline): FiledClock[] =>
  act.clocks.map((clock) => ({ clock, disclosureId: act.disclosureId, lastOn: lastDayOf(clock, act) }));

const look = async (
  { clocks }: ListClocksDeps,
  at: { readonly agency: string; readonly source: Source; readonly after: string | undefined },
  query: ClockQuery,
  limit: number,
  today: LocalDate,
): Promise<Found<ListedClock>> => {
  const { source } = at;
  const { status, kind } = query;
  const over = isOver(status);
  const month = query.month ?? today.slice(0, 7);
  const wanted = (filed: FiledClock): ListedClock[] => {
    const { lastOn, ...rest } = filed;
    const clock = endedBy(filed.clock, lastOn, today);
    const is = clockStatus(clock, today);
    const fits = status === undefined ? is === "open" || is === "dueSoon" || is === "overdue" : is === status;
    return fits && (kind === undefined || clock.kind === kind) ? [{ ...rest, clock, status: is }] : [];
  };
  const due = { ...(status === "overdue" ? { before: today } : status === undefined ? {} : { from: today }) };
  const began = { from: `${month}-01`, before: addDays(`${month}-28`, longestAct) };
  if (source === "acts" || source === "openActs") {
    // An act has two clocks of its own, of which one is open at most: it is collected by what opens the other.
    const read = async (page: Page) => {
      const { items, next } = await (source === "openActs"
        ? clocks.acts.open(at.agency, began, page)
        : over
          ? clocks.acts.done(at.agency, month, page)
          : clocks.acts.open(at.agency, due, page));
      const acts = items.filter((act) => !over || daysUnder(act)?.decidedOn.startsWith(month) === true);
      return { items: acts.flatMap(clocksOfAct).flatMap(wanted), next };
    };
    return over ? inPairs(at.after, limit, read) : read({ limit, cursor: at.after });
  }
  if (source === "entries") {
    const paging = { limit, cursor: at.after };
    const page = over ? await clocks.done(at.agency, month, paging) : await clocks.open(at.agency, due, paging);
    return { items: page.items.flatMap(wanted), next: page.next };
  }
  if (source === "ended") {
    const page = await clocks.open(at.agency, began, { limit, cursor: at.after });
    const ofMonth = page.items.filter(({ clock }) => clock.startedOn.startsWith(month));
    return { items: ofMonth.flatMap(wanted), next: page.next };
  }
  return inPairs(at.after, limit, async (page) => {
    const { items, next } = await clocks.triggers(at.agency, source, over ? month : undefined, page);
    const filed = items
      .map((trigger) => triggerOn(trigger, today))
      .flatMap(({ entryId, triggerId, clocks: own }) => own.map((clock) => ({ clock, entryId, triggerId })));
    return { items: filed.flatMap(wanted), next };
  });
};

/** A page of what has two clocks at most. Where there is room for one alone, the other comes on the next page. */
const inPairs = async (
  after: string | undefined,
  limit: number,
  read: (page: Page) => Promise<Found<ListedClock>>,
): Promise<Found<ListedClock>> => {
  const second = after?.startsWith(secondOf) === true;
  const cursor = second ? after.slice(secondOf.length) || undefined : after;
  const { items, next } = await read({ limit: second ? 1 : Math.max(1, Math.floor(limit / 2)), cursor });
  if (second) return { items: items.slice(1), next };
  return items.length > limit ? { items: items.slice(0, limit), next: `${secondOf}${cursor ?? ""}` } : { items, next };
};
