import type { Listing, Party } from "../../../events/parts.ts";
import { addDays, type LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { startClock, type WorkingDays } from "../clock/clock.ts";
import { type Catalogue, measuresOf, stillInForce } from "../measure/measure.ts";
import type { Ending } from "../measure/ended.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { shownOn, type Standing } from "../subject/standing.ts";
import { checkListing } from "./check.ts";
import { endMeasures } from "./end-measures.ts";
import type { Entry, Happening } from "./entry.ts";
import type { EntryInput } from "./input.ts";
import type { EntryRules } from "./rules.ts";
import { findTransition } from "./transitions.ts";

export type EntryCommand =
  | {
      readonly name: "submitDetermined";
      readonly entryId: string;
      readonly input: EntryInput;
      readonly authority: Party;
      readonly provider: Party;
      readonly origin?: Entry["origin"];
    }
  | { readonly name: "report" }
  | { readonly name: "publish"; readonly by: "policy" | "office" }
  | { readonly name: "lapse" }
  | { readonly name: "endMeasures"; readonly ending: Ending }
  | { readonly name: "exit"; readonly reason: "expired" };

/** Everything a decision rests on beside the entry itself. */
export interface DecisionContext {
  readonly today: LocalDate;
  readonly rules: EntryRules;
  readonly calendar: WorkingDays;
  readonly catalogue: Catalogue;
  /** The subject's standing: a lift names its other entries that still require a measure. */
  readonly standing?: Standing | undefined;
}

/**
 * Decides one command on an entry in its present state. Pure: gives what happened, or a refusal with a code. A pair of
 * state and command that the table does not hold is refused by the table.
 */
export const decide = (
  entry: Entry | undefined,
  command: EntryCommand,
  context: DecisionContext,
): Result<Happening, Refusal> => {
  const from = entry?.state ?? "none";
  if (!findTransition(from, command.name))
    return refused(
      refusal(
        `transition.${command.name}.${from}`,
        `当前状态不可执行该操作 / ${command.name} is not possible from ${from}`,
      ),
    );
  if (command.name === "submitDetermined") return submitDetermined(command, context);
  if (!entry) throw new Error("the table lets only submission begin from nothing");
  switch (command.name) {
    case "report":
      return accepted(report(entry, context));
    case "publish":
      return publish(entry, command.by, context);
    case "lapse":
      return context.today > entry.validTo
        ? accepted({ type: "entry-abandoned", version: 1, data: { abandonedOn: context.today, reason: "lapsed" } })
        : refused(refusal("lapse.stillValid", "尚在有效期内 / its validity is not over"));
    case "endMeasures":
      return endMeasures(entry, command.ending, context);
    case "exit":
      return context.today > entry.validTo
        ? accepted(exit(entry, command.reason, context))
        : refused(refusal("exit.notYetExpired", "尚在有效期内 / its validity is not over"));
  }
};

const submitDetermined = (
  command: Extract<EntryCommand, { name: "submitDetermined" }>,
  { today, rules, calendar, catalogue }: DecisionContext,
): Result<Happening, Refusal> => {
  const { input, entryId } = command;
  const measures = measuresOf(catalogue, input, today);
  const errors = [...checkListing(input, rules, today), ...(measures.ok ? [] : measures.refusal)];
  if (errors.length > 0 || !measures.ok)
    return refused(refusal("input.invalid", "请按所列各项更正后重报 / mend the fields named and submit again", errors));
  const listing: Listing = {
    list: input.list,
    subject: input.subject,
    domain: input.domain,
    determiningAuthority: command.authority,
    informationProvider: command.provider,
    basis: input.basis,
    facts: input.facts,
    severity: input.severity,
    determinedOn: input.determinedOn,
    validFrom: input.determinedOn,
    validTo: input.validTo,
    repair: rules.repair(
      input.severity,
      { document: input.basis.decidedOn, determination: input.determinedOn },
      input.repair.allowed,
    ),
    measures: measures.value,
  };
  const reportClock = startClock(
    {
      subjectOf: entryId,
      kind: "listReport",
      agencyId: command.authority.agencyId,
      startedOn: input.determinedOn,
    },
    rules.listReport,
    calendar,
  );
  return accepted({
    type: "entry-determined",
    version: 1,
    data: { ...listing, clocks: [reportClock], ...(command.origin ? { origin: command.origin } : {}) },
  });
};

const report = (entry: Entry, { today, calendar }: DecisionContext): Happening => {
  const clock = entry.clocks.find((candidate) => candidate.kind === "listReport");
  const workingDaysLate = clock ? calendar.between(clock.dueOn, today) : 0;
  return { type: "entry-reported", version: 1, data: { reportedOn: today, workingDaysLate } };
};

const publish = (
  entry: Entry,
  by: "policy" | "office",
  { today, rules, catalogue }: DecisionContext,
): Result<Happening, Refusal> => {
  if (by === "policy" && rules.publication(entry.list, entry.severity) !== "automatic")
    return refused(refusal("publication.byOffice", "须由信用办发布 / policy leaves publication to the office"));
  // Its validity is over: publishing it now would show what has already ended.
  if (today > entry.validTo) return refused(refusal("entry.ended", "有效期已届满 / its validity is over"));
  return accepted({
    type: "entry-published",
    version: 1,
    data: { ...outline(entry), publishedOn: today, measures: stillInForce(entry.measures, catalogue, today) },
  });
};

const exit = (entry: Entry, reason: "expired", { today, standing }: DecisionContext): Happening => {
  const others = (standing?.entries ?? []).filter(
    (other) => other.entryId !== entry.entryId && !other.suspended && shownOn(other, today),
  );
  const measures = entry.measures.map((measure) => ({
    ...measure,
    alsoRequiredBy: others
      .filter((other) => other.measures.some((theirs) => theirs.measureId === measure.measureId))
      .map((other) => other.entryId),
  }));
  if (entry.publishedSeq === undefined) throw new Error(`published entry ${entry.entryId} has no publication`);
  return {
    type: "entry-exited",
    version: 1,
    // An expiry takes effect the day after the last valid day, however late the sweep came.
    data: {
      ...outline(entry),
      exitedOn: addDays(entry.validTo, 1),
      reason,
      publishedSeq: entry.publishedSeq,
      measures,
    },
  };
};

const outline = (entry: Entry) => ({
  list: entry.list,
  subject: entry.subject,
  domain: entry.domain,
  determiningAuthority: entry.determiningAuthority,
  severity: entry.severity,
  validTo: entry.validTo,
  documentNo: entry.basis.documentNo,
});
