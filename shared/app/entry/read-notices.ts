import { isUp, type Notice, noticeOf } from "../../domain/entry/notice.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { EntryReader } from "../../ports/entries.ts";
import type { NoticeFilter, NoticeReader } from "../../ports/notices.ts";

export interface ReadNoticesDeps {
  readonly notices: NoticeReader;
  readonly entries: Pick<EntryReader, "entry">;
  readonly now: () => Date;
}

/** The notices that are up today (公示 A §3, 退出公告 A §4). */
export const listNotices = async (
  deps: Pick<ReadNoticesDeps, "notices" | "now">,
  filter: NoticeFilter,
): Promise<{ readonly items: readonly Notice[]; readonly next: string | null }> => {
  const today = shanghaiDate(deps.now());
  const page = await deps.notices.up(today, filter);
  return { ...page, items: page.items.filter((notice) => isUp(notice, today)) };
};

/** The notice that one entry has up today. Refuses as over once its days have passed, and as unknown where it never had one. */
export const readNotice = async (
  deps: Pick<ReadNoticesDeps, "entries" | "now">,
  entryId: string,
): Promise<Result<Notice, Refusal>> => {
  const entry = (await deps.entries.entry(entryId))?.entry;
  const notice = entry && noticeOf(entry);
  if (notice && isUp(notice, shanghaiDate(deps.now()))) return accepted(notice);
  // It had its days: a public notice once the listing went on from it, an exit notice after its last day.
  return notice || entry?.procedure?.publicNotice || entry?.noticeUntil !== undefined
    ? refused(refusal("notice.over", "公告期已满 / the days of this notice are over"))
    : refused(refusal("notice.unknown", "没有该公告 / there is no notice of this entry"));
};
