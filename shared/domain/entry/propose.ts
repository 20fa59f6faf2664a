import type { Proposal } from "../../../events/parts.ts";
import { accepted, refused } from "../../kernel/result.ts";
import { toMend } from "../refusal.ts";
import { checkListing } from "./check.ts";
import type { Decided, DecisionContext, Submission } from "./command.ts";
import { crossCheck } from "./cross-check.ts";
import { stepOf } from "./proposal-clocks.ts";

/** Puts a subject on a preliminary list. Refuses what could never be determined, so that nobody is told in vain. */
export const submit = (submission: Submission, context: DecisionContext): Decided => {
  const { input } = submission;
  const { today, rules, standing } = context;
  const errors = checkListing(input, rules, today, standing);
  if (errors.length > 0) return refused(toMend(errors));
  const crossed = crossCheck(input.list, standing, today);
  if (!crossed.ok) return crossed;
  return accepted([
    {
      type: "entry-proposed",
      version: 1,
      data: {
        ...proposalOf(submission),
        repair: { allowed: input.repair.allowed, steps: [] },
        proposedOn: today,
        named: { measures: input.measures, leftOut: input.measuresLeftOut },
        ...stepOf({ entryId: submission.entryId, determiningAuthority: submission.authority }, context),
        ...(submission.origin ? { origin: submission.origin } : {}),
      },
    },
  ]);
};

/** What a submission says, in the words of an entry; how it can be repaired is fixed with the determination. */
export const proposalOf = ({
  input,
  subject,
  responsiblePersons,
  authority,
  provider,
}: Submission): Omit<Proposal, "repair"> => ({
  list: input.list,
  subject,
  domain: input.domain,
  determiningAuthority: authority,
  informationProvider: provider,
  basis: input.basis,
  facts: input.facts,
  severity: input.severity,
  validTo: input.validTo,
  ...(input.followOn ? { followOn: input.followOn } : {}),
  ...(responsiblePersons ? { responsiblePersons: [...responsiblePersons] } : {}),
  ...(input.responsibleFor ? { responsibleFor: input.responsibleFor } : {}),
  ...(input.subject.publicBody ? { superiorUnit: input.subject.publicBody.superiorUnit } : {}),
  ...(input.conduct ? { conduct: input.conduct } : {}),
  ...(input.escalates ? { escalates: input.escalates } : {}),
});
