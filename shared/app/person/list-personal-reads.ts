import { refusal, type Refusal } from "../../domain/refusal.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { PersonalReadLog, PersonalReadPage } from "../../ports/personal-reads.ts";

export interface ListPersonalReadsDeps {
  readonly log: PersonalReadLog;
  readonly now: () => Date;
}

export interface PersonalReadFilter {
  readonly agency?: string | undefined;
  readonly month?: string | undefined;
  readonly subject?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * The register of purposes (A §22): an agency sees what it read itself in a month, the office sees any agency's, and
 * everything that was read of one person.
 */
export const listPersonalReads = async (
  { log, now }: ListPersonalReadsDeps,
  { agency, month, subject, ...page }: PersonalReadFilter,
  caller: Caller,
): Promise<Result<PersonalReadPage, Refusal>> => {
  const office = caller.roles.includes("office");
  if (subject !== undefined)
    return office
      ? accepted(await log.ofSubject(subject, page))
      : refused(refusal("agency.role", "仅信用办可按主体查阅 / only the office reads the register by subject"));
  const agencyId = agency ?? caller.agencyId;
  if (agencyId !== caller.agencyId && !office)
    return refused(refusal("agency.role", "只能查阅本单位的登记 / an agency reads its own register"));
  return accepted(await log.ofAgency(agencyId, month ?? shanghaiDate(now()).slice(0, 7), page));
};
