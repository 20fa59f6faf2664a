import type { TriggerKind, TriggerStatus } from "../../../events/vocabulary.ts";
import type { PartnerFeedback } from "../../domain/feedback/partner.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { type Trigger, triggerOn } from "../../domain/trigger/trigger.ts";
import { InvalidCursor } from "../../kernel/cursor.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { PartnerReports } from "../../ports/feedback.ts";
import type { TriggerStore } from "../../ports/triggers.ts";
import { readEntry, type ReadEntryDeps } from "../entry/read-entries.ts";

export interface EntryFeedbackDeps extends ReadEntryDeps {
  readonly triggers: Pick<TriggerStore, "ofEntry" | "counted">;
  readonly partners: Pick<PartnerReports, "ofEntry">;
}

/** What was done about an entry, as its authority collects it (A §17: 由发起单位汇总). */
export interface EntryFeedback {
  /** How many triggers stand how, of every kind. */
  readonly counts: Partial<Record<TriggerKind, Partial<Record<TriggerStatus, number>>>>;
  /** Triggers that were answered. A page is thinned out; `next` says whether there is more. */
  readonly items: readonly Trigger[];
  /** What partners did of their own accord, counted with nothing. */
  readonly partners: readonly PartnerFeedback[];
  readonly next: string | null;
}

/** The feedback on an entry, for its authority, its provider and the office. */
export const readEntryFeedback = async (
  deps: EntryFeedbackDeps,
  entryId: string,
  caller: Caller,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Result<EntryFeedback, Refusal>> => {
  const entry = await readEntry(deps, entryId, caller);
  if (!entry.ok) return entry;
  const today = shanghaiDate(deps.now());
  const [fromAgencies, fromPartners] = placesOf(cursor);
  const over = { items: [], next: null };
  const [counted, agencies, partners] = await Promise.all([
    deps.triggers.counted(entryId),
    fromAgencies === null ? over : deps.triggers.ofEntry(entryId, { limit, cursor: fromAgencies }),
    fromPartners === null ? over : deps.partners.ofEntry(entryId, { limit, cursor: fromPartners }),
  ]);
  const counts: Record<string, Record<string, number>> = {};
  for (const trigger of counted) {
    const { kind, status } = triggerOn({ ...trigger, clocks: [] }, today);
    const ofKind = (counts[kind] ??= {});
    ofKind[status] = (ofKind[status] ?? 0) + 1;
  }
  return accepted({
    counts,
    items: agencies.items.filter(({ feedback }) => feedback !== undefined).map((trigger) => triggerOn(trigger, today)),
    partners: partners.items,
    next: agencies.next === null && partners.next === null ? null : `${agencies.next ?? ""}.${partners.next ?? ""}`,
  });
};

/** Where each of the two lists goes on; nothing at the beginning, null where one is at its end. */
const placesOf = (cursor: string | undefined): readonly [string | undefined | null, string | undefined | null] => {
  if (cursor === undefined) return [undefined, undefined];
  const [agencies, partners, ...rest] = cursor.split(".");
  if (agencies === undefined || partners === undefined || rest.length > 0) throw new InvalidCursor();
  return [agencies === "" ? null : agencies, partners === "" ? null : partners];
};
