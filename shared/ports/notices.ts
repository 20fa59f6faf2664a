import type { ListKind } from "../../events/vocabulary.ts";
import type { Notice } from "../domain/entry/notice.ts";
import type { LocalDate } from "../kernel/local-date.ts";

export interface NoticeFilter {
  readonly kind?: Notice["kind"] | undefined;
  readonly list?: ListKind | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The notices that are up on a day, those that end first in front. A filter thins a page out; `next` says if there is more. */
export interface NoticeReader {
  readonly up: (
    today: LocalDate,
    filter: NoticeFilter,
  ) => Promise<{ readonly items: readonly Notice[]; readonly next: string | null }>;
}
