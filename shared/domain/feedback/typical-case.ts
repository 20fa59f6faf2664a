import type { Actor } from "../../../events/envelope.ts";
import type { MeasureRef, Party, Subject } from "../../../events/parts.ts";
import type { Domain, FeedbackOutcome, ListKind } from "../../../events/vocabulary.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { derivedKey } from "../../kernel/ids.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { type Trigger, triggerIdOf } from "../trigger/trigger.ts";

export type CaseStatus = "proposed" | "published" | "withdrawn";

/** A case that an agency tells with its feedback, for the office to collect (典型案例, A §17, D 四(二)). */
export interface TypicalCase {
  readonly caseId: string;
  readonly triggerId: string;
  readonly entryId: string;
  readonly agency: Party;
  readonly authorityId: string;
  readonly list: ListKind;
  readonly domain: Domain;
  readonly measure: MeasureRef & { readonly title: string };
  readonly outcome: FeedbackOutcome;
  readonly on: LocalDate;
  readonly title: string;
  readonly text: string;
  /** Whether the agency agrees to its publication. */
  readonly public: boolean;
  readonly status: CaseStatus;
  readonly createdAt: string;
  readonly publishedOn?: LocalDate;
  /** Who at the office published it or took it back. */
  readonly decidedBy?: Actor;
  readonly version: number;
}

/** What an agency writes of a case. */
export interface CaseTold {
  readonly title: string;
  readonly text: string;
  readonly public: boolean;
}

/** The id follows from what is told and of what, so that telling it again finds the first. */
export const caseIdOf = (
  trigger: Trigger,
  { outcome, on }: { readonly outcome: FeedbackOutcome; readonly on: LocalDate },
  told: CaseTold,
): string => `cas_${derivedKey("case", triggerIdOf(trigger), outcome, on, told.title, told.text, String(told.public))}`;

/** The case of an answered trigger, as proposed to the office. */
export const caseOf = (trigger: Trigger, told: CaseTold, agency: Party): TypicalCase | undefined => {
  const { feedback } = trigger;
  if (feedback?.caseId === undefined) return undefined;
  const { measureId, version, title } = trigger.measure;
  return {
    caseId: feedback.caseId,
    triggerId: triggerIdOf(trigger),
    entryId: trigger.entryId,
    agency,
    authorityId: trigger.determiningAuthority.agencyId,
    list: trigger.list,
    domain: trigger.domain,
    measure: { measureId, version, title },
    outcome: feedback.outcome,
    on: feedback.on,
    ...told,
    status: "proposed",
    createdAt: feedback.at,
    version: trigger.version,
  };
};

const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\p{Z}\p{C}\p{DI}\p{P}]/gu, "");

/**
 * What keeps a case from being shown to everybody: it names the one it is about. A published case teaches what was done, not
 * to whom; the list itself says who is on it, and only for as long as it may (A §4, §19).
 */
export const namingFault = (told: CaseTold, subject: Subject): FieldError | undefined => {
  if (!told.public) return undefined;
  const named = (text: string): boolean =>
    [subject.name, subject.uscc].some((each) => each !== undefined && plain(text).includes(plain(each)));
  const field = named(told.title) ? "title" : named(told.text) ? "text" : undefined;
  return field === undefined
    ? undefined
    : {
        field: `typicalCase.${field}`,
        code: "case.namesSubject",
        detail: "拟公开的案例不得出现主体名称或代码,请以「某公司」代替 / a public case names nobody, write “a company”",
      };
};

type Command = "publish" | "withdraw";

/** From which status a command leads where. */
const transitions: Readonly<Record<Command, Partial<Record<CaseStatus, CaseStatus>>>> = {
  publish: { proposed: "published" },
  withdraw: { proposed: "withdrawn", published: "withdrawn" },
};

/** The case after the office's command. Refuses what its status does not allow, and showing what its agency keeps inside. */
export const steer = (
  found: TypicalCase,
  command: Command,
  { today, by }: { readonly today: LocalDate; readonly by: Actor },
): Result<TypicalCase, Refusal> => {
  const status = transitions[command][found.status];
  if (status === undefined)
    return refused(refusal("case.status", `案例当前为 ${found.status},不可执行 / not possible while ${found.status}`));
  if (command === "publish" && !found.public)
    return refused(
      refusal("case.notPublic", "报送单位未同意公开,请与其联系 / its agency has not agreed to publication, ask it"),
    );
  const { publishedOn, ...rest } = found;
  const shown = status === "published" ? today : publishedOn;
  return accepted({
    ...rest,
    status,
    decidedBy: by,
    ...(shown === undefined ? {} : { publishedOn: shown }),
    version: found.version + 1,
  });
};
