import type { Procedure, Proposal } from "../../../events/parts.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { startClock } from "../clock/clock.ts";
import { measuresOf } from "../measure/measure.ts";
import { attachedTo } from "../evidence/evidence.ts";
import { refusal, type Refusal, toMend } from "../refusal.ts";
import { checkListing, escalationFaults, procedureFaults } from "./check.ts";
import type { Decided, DecisionContext, EntryCommand, Submission } from "./command.ts";
import { crossCheck } from "./cross-check.ts";
import type { Entry } from "./entry.ts";
import { unanswered, windowEnd } from "./notices.ts";
import { deemedServedOn } from "./proposal-clocks.ts";
import { proposalOf } from "./propose.ts";

/** Takes a determination made elsewhere, with its dates and documents; late is accepted and recorded as late (A §3). */
export const submitDetermined = (submission: Submission, context: DecisionContext): Decided => {
  const { input } = submission;
  const { determinedOn } = input;
  if (determinedOn === undefined) throw new Error("a determination has its day");
  const errors = [
    ...checkListing(input, context.rules, context.today, context.standing, context.receivedOn),
    ...procedureFaults(input, determinedOn, context),
  ];
  const procedure = errors.length > 0 ? undefined : procedureElsewhere(submission, context);
  return listed(
    { ...proposalOf(submission), repair: { allowed: input.repair.allowed, steps: [] } },
    {
      entryId: submission.entryId,
      determinedOn,
      named: { measures: input.measures, leftOut: input.measuresLeftOut },
      ...(procedure ? { procedure } : {}),
      ...(submission.origin ? { origin: submission.origin } : {}),
    },
    errors,
    context,
  );
};

/** What was done elsewhere, with the window for a statement that policy gave from the day of service. */
const procedureElsewhere = (
  { input, authority }: Submission,
  { rules, calendar }: DecisionContext,
): Procedure | undefined => {
  const { procedure } = input;
  if (!procedure) return undefined;
  const { priorNotice, publicNotice, ownProcedure } = procedure;
  const { workingDays } = rules.priorNoticeStatement;
  const deemed = priorNotice && deemedServedOn(priorNotice, rules);
  const window = priorNotice && calendar.add(deemed ?? priorNotice.servedOn, workingDays);
  return {
    statements: [],
    ...(window
      ? {
          priorNotice: {
            servedOn: priorNotice.servedOn,
            ...(deemed === undefined ? {} : { deemedServedOn: deemed }),
            method: priorNotice.method,
            endsOn: window.dueOn,
            provisional: window.provisional,
            workingDays,
            evidence: [
              { title: `${authority.name}送达凭证`, documentNo: priorNotice.proof, ...attachedTo(priorNotice) },
            ],
          },
        }
      : {}),
    ...(publicNotice ? { publicNotice: { ...publicNotice, provisional: false } } : {}),
    ...(ownProcedure ? { ownProcedure } : {}),
  };
};

/**
 * Determines a proposal on the platform: mandatory notices served and their windows over, every statement answered, what
 * was adopted acted on, no open objection, cross-check repeated (A §3). The day of the determination is today.
 */
export const determine = (
  entry: Entry,
  command: Extract<EntryCommand, { name: "determine" }>,
  context: DecisionContext,
): Decided => {
  const ready = noticesOver(entry, context);
  if (!ready.ok) return ready;
  const { adoption } = command;
  // What the subject said was right: whoever lists it all the same says what was changed for it (A §3).
  const heard = entry.procedure?.statements.some(({ adopted }) => adopted) ?? false;
  if (heard && adoption === undefined)
    return refused(
      refusal(
        "statement.adopted",
        "陈述申辩已被采纳:请撤回,或在 adoption 写明采纳后作何变更 / a statement was adopted: withdraw it, or say in adoption what was changed for it",
      ),
    );
  const { named = { measures: [], leftOut: [] } } = entry;
  const procedure = entry.procedure && { ...entry.procedure, ...(heard && adoption ? { adoption } : {}) };
  const { escalates, ...proposed } = proposalFrom(entry);
  // What it was to take the place of may have ended since, and then it stands by itself (A §3).
  const replaces = escalates !== undefined && escalationFaults(entry, context.standing, context.today).length === 0;
  const proposal = {
    ...proposed,
    ...(replaces ? { escalates } : {}),
    ...(command.validTo ? { validTo: command.validTo } : {}),
  };
  const errors = [
    ...checkListing({ ...proposal, determinedOn: context.today }, context.rules, context.today, context.standing),
    ...longerThanTold(entry, proposal.validTo),
  ];
  return listed(
    proposal,
    { entryId: entry.entryId, determinedOn: context.today, named, ...(procedure ? { procedure } : {}) },
    errors,
    context,
  );
};

/** Whoever was told of a listing was told how long it lasts: a longer one needs a notice of its own (A §3, ADR 25). */
const longerThanTold = ({ procedure, validTo }: Entry, asked: LocalDate): FieldError[] =>
  asked > validTo && (procedure?.priorNotice ?? procedure?.publicNotice)
    ? [
        {
          field: "validTo",
          code: "determination.longer",
          detail: `告知或公示后有效期不得超过 ${validTo};确需延长的,撤回后重新提出并告知 / longer than its notice said: withdraw it, propose it and give notice anew`,
        },
      ]
    : [];

const noticesOver = (entry: Entry, { today, rules, calendar }: DecisionContext): Result<undefined, Refusal> => {
  const { priorNotice, publicNotice, ownProcedure } = entry.procedure ?? {};
  if (rules.priorNoticeMandatory(entry.list, entry.subject.kind) && !priorNotice && !ownProcedure)
    return refused(
      refusal(
        "priorNotice.missing",
        "自然人列入前须事前告知(§3)/ a person is told before being listed: serve the notice",
      ),
    );
  const heardFrom = priorNotice && (priorNotice.deemedServedOn ?? priorNotice.servedOn);
  const heardUntil = heardFrom && windowEnd(heardFrom, priorNotice, rules.priorNoticeStatement, calendar);
  if (heardUntil !== undefined && today <= heardUntil)
    return refused(refusal("priorNotice.running", `陈述申辩期至 ${heardUntil} / its window runs to ${heardUntil}`));
  if (rules.publicNoticeMandatory(entry.list) && !publicNotice)
    return refused(
      refusal("publicNotice.missing", "认定前须公示(§3)/ it is shown to the public first: open the notice"),
    );
  const shownUntil = publicNotice && windowEnd(publicNotice.opensOn, publicNotice, rules.publicNotice, calendar);
  if (shownUntil !== undefined && today <= shownUntil)
    return refused(refusal("publicNotice.running", `公示期至 ${shownUntil} / its notice runs to ${shownUntil}`));
  if (unanswered(entry))
    return refused(refusal("statement.unanswered", "陈述申辩尚未答复 / a statement has not been answered yet"));
  return accepted(undefined);
};

/** The part of an entry that was proposed. */
const proposalFrom = (entry: Entry): Proposal => ({
  list: entry.list,
  subject: entry.subject,
  domain: entry.domain,
  determiningAuthority: entry.determiningAuthority,
  informationProvider: entry.informationProvider,
  basis: entry.basis,
  facts: entry.facts,
  severity: entry.severity,
  validTo: entry.validTo,
  repair: entry.repair,
  ...(entry.followOn ? { followOn: entry.followOn } : {}),
  ...(entry.responsiblePersons ? { responsiblePersons: entry.responsiblePersons } : {}),
  ...(entry.conduct ? { conduct: entry.conduct } : {}),
  ...(entry.responsibleFor ? { responsibleFor: entry.responsibleFor } : {}),
  ...(entry.superiorUnit ? { superiorUnit: entry.superiorUnit } : {}),
  ...(entry.escalates ? { escalates: entry.escalates } : {}),
});

interface Act {
  readonly entryId: string;
  readonly determinedOn: LocalDate;
  readonly named: { readonly measures: readonly string[]; readonly leftOut: readonly string[] };
  readonly procedure?: Procedure;
  readonly origin?: Entry["origin"];
}

/** The determination as it is recorded: measures and repair fixed, the report clock started (A §3, §16, §21). */
const listed = (
  proposal: Proposal,
  { entryId, determinedOn, named, procedure, origin }: Act,
  faults: ReturnType<typeof checkListing>,
  { today, rules, calendar, catalogue, standing }: DecisionContext,
): Decided => {
  const measures = measuresOf(
    catalogue,
    { ...proposal, measures: named.measures, measuresLeftOut: named.leftOut },
    today,
  );
  const errors = [...faults, ...(measures.ok ? [] : measures.refusal)];
  if (errors.length > 0 || !measures.ok) return refused(toMend(errors));
  const crossed = crossCheck(proposal.list, standing, today);
  if (!crossed.ok) return crossed;
  const { agencyId } = proposal.determiningAuthority;
  const clock = startClock(
    { subjectOf: entryId, kind: "listReport", agencyId, startedOn: determinedOn },
    rules.listReport,
    calendar,
  );
  const { severity, basis, repair } = proposal;
  return accepted([
    {
      type: "entry-determined",
      version: 1,
      data: {
        ...proposal,
        determinedOn,
        validFrom: determinedOn,
        repair:
          proposal.list === "red"
            ? { allowed: false, steps: [] }
            : rules.repair(severity, { document: basis.decidedOn, determination: determinedOn }, repair.allowed),
        measures: measures.value,
        ...(procedure ? { procedure } : {}),
        clocks: [clock],
        ...(origin ? { origin } : {}),
      },
    },
  ]);
};
