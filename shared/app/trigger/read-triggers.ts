import { type ListKind, triggerStatus, type TriggerKind, type TriggerStatus } from "../../../events/vocabulary.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { type Trigger, triggerIdOf, triggerOn } from "../../domain/trigger/trigger.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { TriggerPage, TriggerStore } from "../../ports/triggers.ts";

export interface ReadTriggersDeps {
  readonly triggers: Pick<TriggerStore, "find" | "inbox" | "ofEntry" | "answers">;
  readonly now: () => Date;
}

/** Who may read a trigger: the agency it is addressed to, the authority whose entry fired it, and the office. */
const mayRead = (trigger: Trigger, caller: Caller): boolean =>
  trigger.agencyId === caller.agencyId ||
  trigger.determiningAuthority.agencyId === caller.agencyId ||
  caller.roles.includes("office");

/** One trigger, with what the implementing agency said about it. */
export const readTrigger = async (
  deps: ReadTriggersDeps,
  id: Pick<Trigger, "entryId" | "triggerKey">,
  caller: Caller,
): Promise<Result<Trigger, Refusal>> => {
  const trigger = await deps.triggers.find(id.entryId, id.triggerKey);
  if (!trigger) return refused(refusal("trigger.unknown", "没有该触发 / no such trigger"));
  return mayRead(trigger, caller)
    ? accepted(triggerOn(trigger, shanghaiDate(deps.now())))
    : refused(refusal("trigger.notYours", "非本单位的触发 / it is addressed to another agency"));
};

/** Every answer to a trigger in order, corrected ones among them, for those who may read the trigger. */
export const listAnswers = async (
  deps: ReadTriggersDeps,
  id: Pick<Trigger, "entryId" | "triggerKey">,
  caller: Caller,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Result<Awaited<ReturnType<TriggerStore["answers"]>>, Refusal>> => {
  const trigger = await readTrigger(deps, id, caller);
  return trigger.ok ? accepted(await deps.triggers.answers(triggerIdOf(id), page)) : trigger;
};

export interface TriggerFilter {
  readonly status?: TriggerStatus | undefined;
  readonly kind?: TriggerKind | undefined;
  readonly list?: ListKind | undefined;
  readonly measure?: string | undefined;
  readonly entry?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * The caller's inbox, what waits first; or all triggers of one entry for its authority and the office. A filter by kind,
 * list or measure thins a page out; `next` says whether there is more.
 */
export const listTriggers = async (
  deps: ReadTriggersDeps,
  { status, kind, list, measure, entry, ...page }: TriggerFilter,
  caller: Caller,
): Promise<Result<TriggerPage, Refusal>> => {
  const found =
    entry === undefined
      ? await deps.triggers.inbox(caller.agencyId, status ? [status] : triggerStatus.options, page)
      : await deps.triggers.ofEntry(entry, page);
  if (found.items.some((trigger) => !mayRead(trigger, caller)))
    return refused(refusal("trigger.notYours", "仅认定单位和信用办可查阅 / for the entry's authority and the office"));
  const today = shanghaiDate(deps.now());
  return accepted({
    ...found,
    items: found.items
      .map((trigger) => triggerOn(trigger, today))
      .filter(
        (trigger) =>
          (kind === undefined || trigger.kind === kind) &&
          (status === undefined || trigger.status === status) &&
          (list === undefined || trigger.list === list) &&
          (measure === undefined || trigger.measure.measureId === measure),
      ),
  });
};
