import type { DisclosureContent, OwnPublication, RowOrigin } from "../../../events/disclosure-parts.ts";
import type { DisclosureEvent } from "../../../events/disclosures.ts";
import type { Actor } from "../../../events/envelope.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { type Clock, clockStatus, type WorkingDays } from "../clock/clock.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { type ActDays, beginAsKnown, clocksOf, type ClockTerms, daysFrom } from "./clocks.ts";
import { clocksOn, type Disclosure, isOfDispute, kindOf } from "./disclosure.ts";
import { endFault, firstEndFault, type RowFault } from "./publicity.ts";
import type { DisclosureRules } from "./rules.ts";
import { standards } from "./standard.ts";
import { standsAgainst, stateOf } from "./transitions.ts";

/** What a decision rests on. */
export interface DisclosureContext {
  readonly today: LocalDate;
  readonly rules: DisclosureRules;
  readonly calendar: WorkingDays;
}

/** What a decision on a row rests on: also the rules of its duties where it corrects an act, those of the day it was reported first. */
export interface ReportContext extends DisclosureContext {
  readonly duties?: ClockTerms["rules"];
}

/** What a decision on an objection or a repair rests on: who acts, too. */
export interface DisputeContext extends DisclosureContext {
  readonly by: Actor;
}

type EventBody = {
  [K in DisclosureEvent["type"]]: Pick<Extract<DisclosureEvent, { type: K }>, "type" | "version" | "data">;
};
/** Something that happened, before it is given its place. */
export type DisclosureHappening = EventBody[DisclosureEvent["type"]];
export type Decided = Result<DisclosureHappening | undefined, Refusal>;

/** What an agency reports of one act; without an end of publicity, policy sets it. */
export interface Report {
  readonly disclosureId: string;
  readonly content: Omit<DisclosureContent, "publicityEndsOn"> & { readonly publicityEndsOn?: LocalDate };
  /** The last day for which a permit is good: as long as it is, it is public. */
  readonly permittedTo?: LocalDate | undefined;
  readonly origin?: RowOrigin | undefined;
}

/**
 * Takes an act as its agency reports it: new, as a correction of what was reported before, or as the same again, which
 * changes nothing. Late is accepted and recorded as late (A §19). Refuses a publicity longer than policy allows, so that
 * what is public says the same as the decision, one that is over already or cut short, anything new about an act that was
 * taken down, a correction that brings back what was public to its last day, and one that has it decided after it was
 * collected or published.
 */
export const report = (disclosure: Disclosure | undefined, given: Report, context: ReportContext): Decided => {
  const { act, decidedOn } = given.content;
  const { at } = standards[kindOf(act)];
  const latest = context.rules.latestPublicityEnd(act, decidedOn);
  const named = given.content.publicityEndsOn;
  if (named !== undefined && latest !== undefined && named > latest)
    return refused(
      fault(at.publicityEndsOn, "publicityEndsOn.beyondPolicy", `公示截止期最晚为 ${latest} / at the latest ${latest}`),
    );
  const policyEnd = given.permittedTo ?? context.rules.publicityEndsOn(act, decidedOn);
  const unnamed = latest !== undefined && policyEnd > latest ? latest : policyEnd;
  const ends = named ?? unnamed;
  const content: DisclosureContent = { ...given.content, publicityEndsOn: ends };
  if (disclosure && sameContent(disclosure, content)) return accepted(undefined);
  const against = standsAgainst(stateOf(disclosure), "report");
  if (against) return refused(against);
  const impossible = disclosure
    ? correctionFault(disclosure, content, context)
    : firstEndFault({ ends, unnamed, latest }, context.today);
  if (impossible) return refused(fault(at[impossible.place], impossible.code, impossible.detail));
  const origin = given.origin ? { origin: given.origin } : {};
  const collectedOn = disclosure?.collectedOn ?? context.today;
  const days = daysFrom(given.disclosureId, content, collectedOn, disclosure?.publications ?? []);
  const standing = standingOf(days, { ...context, rules: context.duties ?? context.rules }, disclosure);
  return accepted(
    disclosure
      ? {
          type: "disclosure-corrected",
          version: 1,
          data: { content, correctedOn: context.today, ...standing, ...origin },
        }
      : { type: "disclosure-recorded", version: 1, data: { content, collectedOn, ...standing, ...origin } },
  );
};

/** A refusal that names the field to mend. */
export const fault = (field: string, code: string, detail: string): Refusal =>
  refusal("input.invalid", "请按所列各项更正后重试 / mend the fields named and try again", [{ field, code, detail }]);

/** What of an act a row cannot make another: publicity that is over (A §19, Order 36), and days that lie after what followed. */
const correctionFault = (
  disclosure: Disclosure,
  content: DisclosureContent,
  context: DisclosureContext,
): RowFault | undefined => {
  const { publicityEndsOn, collectedOn, publications } = disclosure;
  // What was over before it came was never public: a typing error in it is mended.
  const wasPublic = collectedOn <= publicityEndsOn;
  if (wasPublic && context.today > publicityEndsOn && content.publicityEndsOn > publicityEndsOn)
    return {
      place: "publicityEndsOn",
      code: "disclosure.ended",
      detail: `公示期已于 ${publicityEndsOn} 届满,不再恢复公示:更正其他内容的,公示截止期填 ${publicityEndsOn};另有新决定的,以新文号报送 / its publicity ended on ${publicityEndsOn} and stays over: keep that day, report a new decision under its own number`,
    };
  const [first = collectedOn] = [collectedOn, ...publications.map(({ publishedOn }) => publishedOn)].sort();
  if (content.decidedOn > first)
    return {
      place: "decidedOn",
      code: "date.afterCollection",
      detail: `不得晚于该行首次归集或本单位公开之日 ${first} / not after ${first}, when it was first collected or published`,
    };
  return endFault(disclosure, { ends: content.publicityEndsOn, decidedOn: content.decidedOn }, context);
};

/** The national systems are known places; of every other one it is to be said where in it, or shown. */
const canBeSeen = ({ channel, address, evidence = [] }: OwnPublication): boolean =>
  channel === "creditChina" ||
  channel === "enterprisePublicity" ||
  address !== undefined ||
  evidence.some(({ attachmentId }) => attachmentId !== undefined);
const unproven =
  "请填写公开页面的网址 address,或在 evidence 中附公开页面的截图等文件(attachmentId)/ give the address of the page, or a file of evidence that shows it";

/** At most so many places at which one act is public. */
const mostPublications = 10;

/**
 * Takes the agency's word on where and when it made the act public itself. The same again changes nothing. Refuses a day
 * before the decision, in the future or after the last public day, and a place that nobody could look at: without the
 * address of a page, or a file that shows it (A §19).
 */
export const reportPublication = (
  disclosure: Disclosure,
  publication: OwnPublication,
  context: DisclosureContext,
): Decided => {
  const { publicityEndsOn } = disclosure;
  const wrong =
    publication.publishedOn > context.today
      ? { code: "publishedOn.future", detail: "日期不得晚于今天 / cannot lie in the future" }
      : publication.publishedOn < disclosure.decidedOn
        ? { code: "publishedOn.beforeDecision", detail: "不得早于决定日期 / cannot precede the decision" }
        : publication.publishedOn > publicityEndsOn
          ? {
              code: "publishedOn.afterEnd",
              detail: `公示期已于 ${publicityEndsOn} 届满,此后无需公开 / its publicity is over`,
            }
          : undefined;
  if (wrong) return refused(fault("publishedOn", wrong.code, wrong.detail));
  if (disclosure.publications.some((known) => sameFields(known, publication))) return accepted(undefined);
  const against = standsAgainst(stateOf(disclosure), "reportPublication");
  if (against) return refused(against);
  if (!canBeSeen(publication)) return refused(fault("address", "publication.unproven", unproven));
  if (disclosure.publications.length >= mostPublications)
    return refused(
      refusal("disclosure.tooManyPublications", `至多 ${mostPublications} 处 / at most ${mostPublications} places`),
    );
  const publications = [...disclosure.publications, publication];
  const days = daysFrom(disclosure.disclosureId, disclosure, disclosure.collectedOn, publications);
  const standing = standingOf(days, context, disclosure);
  return accepted({ type: "disclosure-publication-reported", version: 1, data: { publication, ...standing } });
};

/**
 * The clocks of an act and what follows from them. An act that need not be collected is on time as long as it could still
 * be made public in time. Whether it came late is judged once for the days from which its duties follow.
 */
export const standingOf = (
  days: ActDays,
  context: ClockTerms & Pick<DisclosureContext, "today">,
  disclosure: Disclosure | undefined,
): { readonly clocks: Clock[]; readonly late: boolean; readonly compliant: boolean } => {
  const known = disclosure ? clocksOn(disclosure, context.today).filter((clock) => !isOfDispute(clock)) : [];
  const clocks = clocksOf(days, context, known);
  if (disclosure && beginAsKnown(clocks, known))
    return { clocks, late: disclosure.late, compliant: disclosure.compliant };
  const [publication, collection] = clocks;
  const { collectedOn } = days;
  const late = collection
    ? clockStatus(collection, collectedOn) === "missed"
    : context.rules.collection === undefined && publication !== undefined && collectedOn > publication.dueOn;
  return { clocks, late, compliant: !late };
};

/** What must be the same; the number is, or it would be another disclosure. */
const contentKeys = ["act", "decidedOn", "authority", "party", "representative", "publicityEndsOn"] as const;

/** Whether a report says what is known; the name of the authority is the register's and may have changed. */
const sameContent = (known: Disclosure, content: DisclosureContent): boolean =>
  sameFields(known.items, content.items) &&
  contentKeys.every((key) =>
    key === "authority"
      ? known.authority.agencyId === content.authority.agencyId
      : JSON.stringify(sorted(known[key])) === JSON.stringify(sorted(content[key])),
  );

const sorted = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value;

const sameFields = (one: object, other: object): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
