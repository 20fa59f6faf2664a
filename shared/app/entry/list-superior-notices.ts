import { entryOn } from "../../domain/entry/entry.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { SuperiorNoticeReader } from "../../ports/entries.ts";

export interface SuperiorNoticesDeps {
  readonly superiorNotices: SuperiorNoticeReader;
  readonly now: () => Date;
}

/**
 * What an agency was told of as the superior unit of a black-listed public body or state enterprise (C 十四), with where
 * each entry stands today: no facts, and nobody who answers for it.
 */
export const listSuperiorNotices = async (
  { superiorNotices, now }: SuperiorNoticesDeps,
  caller: Caller,
  page: { readonly limit: number; readonly cursor?: string | undefined },
) => {
  const { items, next } = await superiorNotices.toUnit(caller.agencyId, page);
  const today = shanghaiDate(now());
  return {
    items: items.map(({ notifiedOn, entry }) => {
      const { entryId, subject, domain, severity, basis, determiningAuthority, state, validTo } = entryOn(entry, today);
      const { name, uscc } = subject;
      return {
        entryId,
        notifiedOn,
        subject: { name, uscc },
        domain,
        severity,
        documentNo: basis.documentNo,
        determiningAuthority,
        state,
        validTo,
      };
    }),
    next,
  };
};
