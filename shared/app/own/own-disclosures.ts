import { type Disclosure, isPublicOn } from "../../domain/disclosure/disclosure.ts";
import { filedRepairOf, repairableOf } from "../../domain/disclosure/repair.ts";
import type { DisclosureRulebook } from "../../domain/disclosure/rules.ts";
import { type Eligibility, eligibilityOf } from "../../domain/repair/eligibility.ts";
import { type FiledRepair, filedOn } from "../../domain/repair/repair-case.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { type Found, inTurn, type Page } from "../../kernel/in-turn.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { ActObjections, PublicDisclosures } from "../../ports/disclosures.ts";
import { notYours } from "./not-yours.ts";
import { isOwnParty, type Own } from "./own-standing.ts";
import { type ShownObjection, shownObjection } from "../objection/read-objections.ts";

export interface OwnDisclosuresDeps {
  readonly disclosures: PublicDisclosures;
  readonly actObjections: ActObjections;
  readonly actRulesFor: DisclosureRulebook;
  readonly now: () => Date;
}

/** What is public today about the subject: of one code after the other, those whose publicity ends first in front. */
export const ownDisclosures = (
  { disclosures, now }: Pick<OwnDisclosuresDeps, "disclosures" | "now">,
  own: Own,
  page: Page,
): Promise<Found<Disclosure>> => {
  const today = shanghaiDate(now());
  return inTurn(own.parties, page, async (party, within) => {
    const { items, next } = await disclosures.ofParty(party, today, within);
    return { items: items.filter((each) => isPublicOn(each, today) && isOwnParty(own, each.party)), next };
  });
};

/** One act with everything that was filed about it, and whether its publicity can end early, where it is a penalty. */
export interface OwnDisclosure {
  readonly disclosure: Disclosure;
  readonly objections: readonly ShownObjection[];
  readonly repair?: FiledRepair | undefined;
  readonly eligibility?: Eligibility;
}

/** One act of the subject's own, also after its publicity. Somebody else's and one that does not exist are refused alike. */
export const ownDisclosure = async (
  deps: OwnDisclosuresDeps,
  own: Own,
  disclosureId: string,
): Promise<Result<OwnDisclosure, Refusal>> => {
  const disclosure = (await deps.disclosures.find(disclosureId))?.disclosure;
  if (!disclosure || !isOwnParty(own, disclosure.party)) return refused(notYours.disclosure);
  const objections = await deps.actObjections(disclosureId);
  const { act, decidedOn } = disclosure;
  const today = shanghaiDate(deps.now());
  const rules = deps.actRulesFor({ act, decidedOn, on: today });
  const repair = filedRepairOf(disclosure, rules.severity);
  return accepted({
    disclosure,
    objections: objections.map((each) => shownObjection(each, disclosure)),
    repair: repair && filedOn(repair, today),
    ...(act === "penalty" ? { eligibility: eligibilityOf(repairableOf(disclosure, rules, today), today) } : {}),
  });
};
