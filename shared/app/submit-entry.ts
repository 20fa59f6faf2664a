import type { Party } from "../../events/parts.ts";
import type { EntryCommand } from "../domain/entry/decide.ts";
import { type Entry, entryIdOf } from "../domain/entry/entry.ts";
import type { EntryInput } from "../domain/entry/input.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { type Standing, usccIdentifier } from "../domain/subject/standing.ts";
import { shanghaiDate } from "../kernel/local-date.ts";
import { accepted, refused, type Result } from "../kernel/result.ts";
import type { AgencyReader } from "../ports/agencies.ts";
import type { EntryStore } from "../ports/entries.ts";
import type { RecordedAnswer, RequestToken } from "../ports/requests.ts";
import { attempts, type House } from "./house.ts";
import { type Stamp, takeDecision } from "./take-decision.ts";

/** A standing is one item that every look-up reads whole; nobody has this many live entries by rights. */
const mostEntries = 100;

export interface SubmitEntryDeps extends House {
  readonly entries: EntryStore;
  readonly agencies: Pick<AgencyReader, "byId">;
  /** A new subject's id: random, so that it says nothing about the subject. */
  readonly newSubjectId: () => string;
}

export interface EntrySubmission extends Pick<Stamp, "by" | "correlationId"> {
  readonly input: EntryInput;
  /** False keeps the entry on the platform unreported; its report clock runs. */
  readonly report: boolean;
  readonly origin?: Entry["origin"];
  readonly request?: RequestToken & { readonly answerWith: (entry: Entry) => RecordedAnswer };
}

/** `created` is false when the same listing stood already: nothing was changed. */
export interface SubmittedEntry {
  readonly entry: Entry;
  readonly created: boolean;
}

/**
 * Takes an entry whose procedure was finished elsewhere: determined, reported, and published where policy publishes by
 * itself, in one decision. The caller's agency is the determining authority (谁认定谁负责, A §3). Late is accepted and
 * recorded as late. Refuses with the fields at fault; the same listing again changes nothing.
 */
export const submitEntry = async (
  deps: SubmitEntryDeps,
  submission: EntrySubmission,
): Promise<Result<SubmittedEntry, Refusal>> => {
  const { input, by } = submission;
  const authority: Party = { agencyId: by.agencyId, name: by.name };
  const provider = await findProvider(deps, input.informationProvider, authority);
  if (!provider.ok) return provider;

  for (let attempt = 0; attempt < attempts; attempt++) {
    const at = deps.now();
    const today = shanghaiDate(at);
    const standing = await standingOf(deps, input);
    const entryId = entryIdOf({
      authority: authority.agencyId,
      list: input.list,
      documentNo: input.basis.documentNo,
      subjectId: standing.subjectId,
    });
    if (standing.entries.some((entry) => entry.entryId === entryId)) return unchanged(deps, entryId, submission);
    if (standing.entries.length >= mostEntries)
      return refused(
        refusal(
          "subject.tooManyEntries",
          `同一主体的有效记录不得超过 ${mostEntries} 条,请联系信用办 / at most ${mostEntries} live entries of one subject`,
        ),
      );

    const rules = deps.rulesFor({ determinedOn: input.determinedOn, severity: input.severity, on: today });
    const begin = {
      name: "submitDetermined",
      entryId,
      input,
      authority,
      provider: provider.value,
      origin: submission.origin,
    };
    const decision = takeDecision(
      { standing, entryId },
      [begin, ...onward(submission.report, rules.publication(input.list, input.severity))] as EntryCommand[],
      { today, rules, calendar: deps.calendar, catalogue: await deps.catalogue() },
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
        return accepted({ entry, created: true });
      case "exists":
        return unchanged(deps, entryId, submission);
      case "requestSeen":
        return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
      case "conflict":
        continue;
    }
  }
  return refused(
    refusal("request.busy", "该主体正被其他请求更新,请稍后重试 / others are changing this subject, try again"),
  );
};

const onward = (report: boolean, publication: "automatic" | "office"): EntryCommand[] => {
  if (!report) return [];
  return publication === "automatic" ? [{ name: "report" }, { name: "publish", by: "policy" }] : [{ name: "report" }];
};

const standingOf = async (deps: SubmitEntryDeps, { subject }: EntryInput): Promise<Standing> => {
  const identifier = usccIdentifier(subject.uscc);
  const known = await deps.entries.standing(identifier);
  // The name of the latest determination is the one to look up; each entry keeps the name it was made under.
  if (known) return { ...known, name: subject.name };
  return { identifier, subjectId: deps.newSubjectId(), ...subject, seq: 0, entries: [] };
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
  return refused(
    refusal("input.invalid", "请按所列各项更正后重报 / mend the fields named and submit again", [
      { field: "informationProvider", code: "informationProvider.unknown", detail },
    ]),
  );
};

/**
 * The entry that stands already. When the row says something else than the entry was determined with, it is refused:
 * a determination is changed by a correction, never by sending the file again.
 */
const unchanged = async (
  deps: SubmitEntryDeps,
  entryId: string,
  { input }: EntrySubmission,
): Promise<Result<SubmittedEntry, Refusal>> => {
  const stored = await deps.entries.entry(entryId);
  if (!stored) throw new Error(`entry ${entryId} stands in a standing but not in the list`);
  const { entry } = stored;
  const differing = differences(entry, input);
  if (differing.length === 0) return accepted({ entry, created: false });
  const detail = `同文号记录 ${entryId} 已存在而本项内容不同,请核对或申请更正 / an entry of this document says something else here`;
  return refused(
    refusal(
      "entry.differs",
      detail,
      differing.map((field) => ({ field, code: "entry.differs", detail })),
    ),
  );
};

const differences = (entry: Entry, input: EntryInput): readonly string[] => {
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ["domain", entry.domain, input.domain],
    ["basis.decidedOn", entry.basis.decidedOn, input.basis.decidedOn],
    ["basis.documentKind", entry.basis.documentKind, input.basis.documentKind],
    ["facts", entry.facts, input.facts],
    ["severity", entry.severity, input.severity],
    ["determinedOn", entry.determinedOn, input.determinedOn],
    ["validTo", entry.validTo, input.validTo],
  ];
  return pairs.filter(([, stands, said]) => stands !== said).map(([field]) => field);
};
