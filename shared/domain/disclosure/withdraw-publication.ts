import type { OwnPublication } from "../../../events/disclosure-parts.ts";
import { accepted, refused } from "../../kernel/result.ts";
import { daysFrom } from "./clocks.ts";
import { type Decided, type DisclosureContext, fault, standingOf } from "./decide.ts";
import type { Disclosure } from "./disclosure.ts";
import { standsAgainst, stateOf } from "./transitions.ts";

/** Which of the reported publications: those of a day, of one channel or one page alone where they are named. */
export interface WhichPublication extends Pick<OwnPublication, "publishedOn"> {
  readonly channel?: OwnPublication["channel"] | undefined;
  readonly address?: string | undefined;
}

/**
 * Takes back what was said of the agency's own publication. Clocks and lateness are as they would be had it never been said: a
 * duty that nothing else meets is open again, on the calendar of today. Refuses what was not reported, or was withdrawn.
 */
export const withdrawPublication = (
  disclosure: Disclosure,
  { which, reason }: { readonly which: WhichPublication; readonly reason: string },
  context: DisclosureContext,
): Decided => {
  const against = standsAgainst(stateOf(disclosure), "withdrawPublication");
  if (against) return refused(against);
  const meant = ({ publishedOn, channel, address }: OwnPublication): boolean =>
    publishedOn === which.publishedOn &&
    (which.channel === undefined || channel === which.channel) &&
    (which.address === undefined || address === which.address);
  const publications = disclosure.publications.filter(meant);
  if (publications.length === 0)
    return refused(
      fault(
        "publishedOn",
        "publication.unknown",
        "没有报告过该日在该处的公开 / nothing was reported of that day and place",
      ),
    );
  const left = disclosure.publications.filter((each) => !meant(each));
  const days = daysFrom(disclosure.disclosureId, disclosure, disclosure.collectedOn, left);
  return accepted({
    type: "disclosure-publication-withdrawn",
    version: 1,
    data: { publications, reason, ...standingOf(days, context, disclosure) },
  });
};
