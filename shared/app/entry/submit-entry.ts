import type { Party } from "../../../events/parts.ts";
import { numberFaults } from "../../domain/entry/check.ts";
import type { EntryCommand } from "../../domain/entry/command.ts";
import { type Entry, entryIdOf } from "../../domain/entry/entry.ts";
import type { EntryInput } from "../../domain/entry/input.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { responsibleFault } from "../../domain/entry/responsible.ts";
import { nameAfter } from "../../domain/subject/standing.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { AgencyReader } from "../../ports/agencies.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import { citedOften } from "../evidence/cite-evidence.ts";
import { type DecideEntryDeps, endOverridden, othersOf } from "./decide-entry.ts";
import { attempts } from "../house.ts";
import { identifySubject, type IdentifySubjectDeps } from "../person/identify-subject.ts";
import { leavesOver, type Stamp, takeDecision } from "./take-decision.ts";
import { unchanged } from "./same-listing.ts";

/** A standing is one item that every look-up reads whole; nobody has this many live entries by rights. */
const mostEntries = 100;

export interface SubmitEntryDeps extends DecideEntryDeps, IdentifySubjectDeps {
  readonly agencies: Pick<AgencyReader, "byId">;
}

export interface EntrySubmission extends Pick<Stamp, "by" | "correlationId"> {
  readonly input: EntryInput;
  /** False keeps a determined entry on the platform unreported; its report clock runs. */
  readonly report: boolean;
  /** The day on which its file came; today where it came by itself. */
  readonly receivedOn?: LocalDate | undefined;
  readonly origin?: Entry["origin"];
  readonly request?: RequestToken & { readonly answerWith: (entry: Entry) => RecordedAnswer };
}

/** `created` is false when the same listing stood already: nothing was changed. */
export interface SubmittedEntry {
  readonly entry: Entry;
  readonly created: boolean;
}

/**
 * Takes an entry: a proposal, or one determined elsewhere, which is reported and published in the same decision where
 * policy publishes by itself. The caller's agency is the determining authority (谁认定谁负责, A §3). Late is accepted and
 * recorded as late. Refuses with the fields at fault or the entries that stand against it; the same listing again changes
 * nothing.
 */
export const submitEntry = async (
  deps: SubmitEntryDeps,
  submission: EntrySubmission,
): Promise<Result<SubmittedEntry, Refusal>> => {
  const { input, by } = submission;
  const authority: Party = { agencyId: by.agencyId, name: by.name };
  const provider = await findProvider(deps, input.informationProvider, authority);
  if (!provider.ok) return provider;
  const superior = await superiorFault(deps, input);
  if (superior) return refused(invalid(superior));
  const numbers = numberFaults(input);
  if (numbers.length > 0) return refused(invalid(...numbers));
  const on = shanghaiDate(deps.now());
  const { masks } = deps.rulesFor({ determinedOn: input.determinedOn ?? on, severity: input.severity, on });
  const identified = await identifySubject(deps, input, masks);

  const parties = { ...identified, authority, provider: provider.value };
  for (let round = 1; ; round++) {
    const done = await submitRound(deps, submission, parties, round);
    if (done) return done;
  }
};

/** Who is listed, by whom, and who informed of it. */
interface Parties extends Awaited<ReturnType<typeof identifySubject>> {
  readonly authority: Party;
  readonly provider: Party;
}

/** The listing as one of its rounds; nothing where that round was taken back or lapsed, and the next one may begin. */
const submitRound = async (
  deps: SubmitEntryDeps,
  submission: EntrySubmission,
  { newcomer, subject, responsiblePersons, authority, provider }: Parties,
  round: number,
): Promise<Result<SubmittedEntry, Refusal> | undefined> => {
  const { input, by } = submission;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const at = deps.now();
    const today = shanghaiDate(at);
    // The name of the latest determination is the one to look up; each entry keeps the name it was made under.
    const [known, catalogue] = await Promise.all([deps.entries.standing(newcomer.identifier), deps.catalogue()]);
    const standing = known ? { ...known, name: nameAfter(known, newcomer.name) } : newcomer;
    const entryId = entryIdOf(
      {
        authority: authority.agencyId,
        list: input.list,
        documentNo: input.basis.documentNo,
        subjectId: standing.subjectId,
      },
      round,
    );
    if (standing.entries.some((entry) => entry.entryId === entryId)) return unchanged(deps, entryId, submission);
    if (standing.entries.length >= mostEntries)
      return refused(
        refusal(
          "subject.tooManyEntries",
          `同一主体的有效记录不得超过 ${mostEntries} 条,请联系信用办 / at most ${mostEntries} live entries of one subject`,
        ),
      );

    const rules = deps.rulesFor({ determinedOn: input.determinedOn ?? today, severity: input.severity, on: today });
    const begin: EntryCommand = {
      name: input.determinedOn === undefined ? "submit" : "submitDetermined",
      entryId,
      input,
      subject,
      responsiblePersons,
      authority,
      provider,
      origin: submission.origin,
    };
    const commands =
      begin.name === "submit"
        ? [begin]
        : [begin, ...onward(submission.report, rules.publication(input.list, input.severity))];
    const { subjectId } = standing;
    const barred = await notResponsible(deps, { ...input, subjectId, authorityId: authority.agencyId });
    const decision = barred
      ? refused(barred)
      : takeDecision(
          { standing, entryId, others: await othersOf(deps, standing, input, commands, today) },
          commands,
          { today, receivedOn: submission.receivedOn, rules, calendar: deps.calendar, catalogue },
          { by, at, correlationId: submission.correlationId },
        );
    if (!decision.ok) {
      // It may have been taken before and have ended since: what was accepted once is not refused when it comes again.
      const before = await deps.entries.entry(entryId);
      return before ? unchanged(deps, entryId, submission) : decision;
    }
    const { entry } = decision.value;
    const request = submission.request && { ...submission.request, answer: submission.request.answerWith(entry), at };

    switch (await deps.entries.commit({ ...decision.value, request })) {
      case "committed":
        if (leavesOver(decision.value))
          await endOverridden(deps, standing.identifier, { by, at, correlationId: submission.correlationId });
        return accepted({ entry, created: true });
      case "exists":
        return unchanged(deps, entryId, submission);
      case "requestSeen":
        return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
      case "uncitable":
        return refused(citedOften());
      case "conflict":
      case "outdated":
        continue;
    }
  }
  return refused(
    refusal("request.busy", "该主体正被其他请求更新,请稍后重试 / others are changing this subject, try again"),
  );
};

/** What follows a determination on the platform: it is reported at once, and published where policy says so. */
export const onward = (report: boolean, publication: "automatic" | "office"): EntryCommand[] => {
  if (!report) return [];
  return publication === "automatic" ? [{ name: "report" }, { name: "publish", by: "policy" }] : [{ name: "report" }];
};

const findProvider = async (
  deps: SubmitEntryDeps,
  agencyId: string | undefined,
  authority: Party,
): Promise<Result<Party, Refusal>> => {
  if (!agencyId || agencyId === authority.agencyId) return accepted(authority);
  const provider = await deps.agencies.byId(agencyId);
  if (provider) return accepted({ agencyId, name: provider.name });
  const detail = "信息提供单位未登记,请填写登记的单位代码 / not in the agency register; give a registered agencyId";
  return refused(invalid({ field: "informationProvider", code: "informationProvider.unknown", detail }));
};

/** Why a person is not, or no longer, to be listed as answering for an organisation (C 十四); nothing where none is named. */
export const notResponsible = async (
  deps: Pick<DecideEntryDeps, "entries">,
  {
    responsibleFor,
    ...person
  }: { readonly responsibleFor?: string | undefined } & Parameters<typeof responsibleFault>[1],
): Promise<Refusal | undefined> => {
  if (responsibleFor === undefined) return undefined;
  const fault = responsibleFault((await deps.entries.entry(responsibleFor))?.entry, person);
  return fault && invalid(fault);
};

const invalid = (...faults: FieldError[]): Refusal =>
  refusal("input.invalid", "请按所列各项更正后重报 / mend the fields named and submit again", faults);

/** A superior unit that is to be told on the platform is one of its agencies (C 十四). */
const superiorFault = async (
  deps: SubmitEntryDeps,
  { subject: { publicBody } }: EntryInput,
): Promise<FieldError | undefined> => {
  const agencyId = publicBody?.superiorUnit.agencyId;
  if (agencyId === undefined || (await deps.agencies.byId(agencyId))) return undefined;
  return {
    field: "subject.publicBody.superiorUnit.agencyId",
    code: "superiorUnit.unknown",
    detail:
      "上级主管单位未登记,请只填名称并以函告知 / not in the agency register; give its name alone and write a letter",
  };
};
