import { repairableOf } from "../../domain/entry/repair.ts";
import { type Eligibility, eligibilityOf } from "../../domain/repair/eligibility.ts";
import { type FiledRepair, filedOn } from "../../domain/repair/repair-case.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { EntryReader } from "../../ports/entries.ts";
import type { RepairFilter, RepairReader } from "../../ports/repairs.ts";
import type { House } from "../house.ts";
import { publicOn } from "../query/query-public.ts";
import { type Reading, type RegisterReadDeps, registerReads } from "../person/register-read.ts";
import { hasPart } from "./repair-acts.ts";

export interface ReadRepairsDeps extends RegisterReadDeps {
  readonly reader: Pick<EntryReader, "entry">;
  readonly repairs: RepairReader;
  readonly rulesFor: House["rulesFor"];
}

/**
 * Whether an entry can be repaired today, from when, by which steps, and why not (A §21, C 十五): for every agency, whose
 * counter a subject may ask at, as long as the entry is public; for its authority, its provider and the office always.
 */
export const repairEligibility = async (
  deps: Pick<ReadRepairsDeps, "reader" | "rulesFor" | "now">,
  entryId: string,
  caller: Caller,
): Promise<Result<Eligibility, Refusal>> => {
  const stored = (await deps.reader.entry(entryId))?.entry;
  const today = shanghaiDate(deps.now());
  const seen = stored && hasPart(stored, caller) ? accepted(stored) : publicOn(stored, today);
  if (!seen.ok) return seen;
  const { determinedOn = today, severity } = seen.value;
  const rules = deps.rulesFor({ determinedOn, severity, on: today });
  return accepted(eligibilityOf(repairableOf(seen.value, rules, today), today));
};

/**
 * One application, for the authority that decides it, the office and the counter that filed it. A person's is read for a
 * purpose, which is registered (A §22).
 */
export const readRepair = async (
  deps: Pick<ReadRepairsDeps, "repairs"> & RegisterReadDeps,
  repairId: string,
  reading: Reading,
): Promise<Result<FiledRepair, Refusal>> => {
  const found = await deps.repairs.byId(repairId);
  if (!found) return refused(refusal("repair.unknown", "没有该修复申请 / there is no such application"));
  const { agencyId, roles } = reading.caller;
  if (!roles.includes("office") && ![found.authority.agencyId, found.filedBy.agencyId].includes(agencyId))
    return refused(
      refusal(
        "repair.notYours",
        "仅认定单位、信用办和受理窗口单位可查阅 / for its authority, the office and the counter that filed it",
      ),
    );
  const { subject, subjectId, about } = found;
  const without = await registerReads(
    deps,
    reading,
    subject.kind === "person" && subjectId !== undefined ? [{ what: about.kind, subjectId, of: about.id }] : [],
  );
  return without ? refused(without) : accepted(filedOn(found, shanghaiDate(deps.now())));
};

/** Applications that are open, or were closed in a month: an authority's own, the office's all or one authority's. */
export const listRepairs = async (
  deps: Pick<ReadRepairsDeps, "repairs" | "now">,
  filter: RepairFilter,
  caller: Caller,
): Promise<Result<{ readonly items: readonly FiledRepair[]; readonly next: string | null }, Refusal>> => {
  const office = caller.roles.includes("office");
  const authority = filter.authority ?? (office ? undefined : caller.agencyId);
  if (!office && authority !== caller.agencyId)
    return refused(refusal("repair.notYours", "只能查阅本单位的申请 / an authority lists its own"));
  const page = await deps.repairs.list({ ...filter, authority });
  const today = shanghaiDate(deps.now());
  return accepted({ ...page, items: page.items.map((each) => filedOn(each, today)) });
};
