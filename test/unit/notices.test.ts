import { describe, expect, test } from "vitest";
import { entryState, exitReason } from "../../events/vocabulary.ts";
import { type Entry, hasEnded } from "../../shared/domain/entry/entry.ts";
import { isUp, noticeOf } from "../../shared/domain/entry/notice.ts";
import { noticeView } from "../../shared/http/views.ts";
import { shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";
import { entryIn } from "./entries-by-hand.ts";

const shown = { opensOn: "2026-11-10", endsOn: "2026-11-17", provisional: false };
const noticed = (state: Entry["state"]): Entry => ({
  ...entryIn.determined,
  state,
  ...(state === "contested" ? { contestedFrom: "noticed" } : {}),
  procedure: { statements: [], publicNotice: shown },
});
const exited = (reason: Entry["exitReason"]): Entry => ({
  ...entryIn.published,
  state: "exited",
  exitedOn: "2026-11-20",
  noticeUntil: "2026-12-20",
  ...(reason ? { exitReason: reason } : {}),
});

describe("A §3: a public notice", () => {
  test.each(entryState.options)("of an entry that is %s is up only while the listing is still preliminary", (state) => {
    const up = ["preliminary", "noticed", "contested"].includes(state);
    expect(noticeOf(noticed(state))?.kind).toBe(up ? "publicNotice" : undefined);
  });

  test("of an entry that is contested is up as it was before: not any more where that was determined", () => {
    expect(noticeOf({ ...noticed("contested"), contestedFrom: "reported" })).toBeUndefined();
  });

  test("is none where none was opened", () => {
    expect(noticeOf({ ...entryIn.determined, state: "noticed" })).toBeUndefined();
  });

  test.each([
    ["2026-11-09", false],
    ["2026-11-10", true],
    ["2026-11-17", true],
    ["2026-11-18", false],
  ])("on %s is up: %s", (day, up) => {
    expect(isUp(shown, day)).toBe(up);
  });
});

describe("A §4: an exit notice", () => {
  const factless = new Set(["error", "repaired"]);
  test.each(exitReason.options)(
    "for %s never carries facts, and after an error or a repair nothing of the matter",
    (reason) => {
      const entry = exited(reason);
      const notice = noticeOf(entry);
      expect(notice).toMatchObject({ kind: "exitNotice", reason, opensOn: "2026-11-20", endsOn: "2026-12-20" });
      const text = JSON.stringify(notice);
      expect(text).not.toContain(entry.facts);
      expect(text).not.toContain(entry.basis.legalArticles);
      for (const told of [entry.basis.documentNo, entry.domain])
        expect(text.includes(told)).toBe(!factless.has(reason));
    },
  );

  test("is none where policy gave it no days, and of an abandoned listing there is none", () => {
    const { noticeUntil: _, ...silent } = exited("expired");
    expect(noticeOf(silent)).toBeUndefined();
    expect(noticeOf({ ...entryIn.abandoned, noticeUntil: "2026-12-20" })).toBeUndefined();
    expect(hasEnded(entryIn.abandoned)).toBe(true);
  });
});

describe("A §19: a person in public", () => {
  const { masks } = shippedPrivacyBook()("2026-11-23");
  test.each([
    ["韩立群", "韩*群"],
    ["李娜", "李*"],
    ["欧", "*"],
    ["𠮷野", "𠮷*"],
  ])("%s is shown as %s in a notice, without document or kind of it", (name, masked) => {
    const subject = { kind: "person", name, idType: "residentId", idNumberMasked: "110105**********2X" } as const;
    const notice = noticeOf({ ...exited("error"), subject });
    expect(notice && noticeView(notice, masks).subject).toEqual({ kind: "person", name: masked });
  });

  test("an organisation is shown as it is", () => {
    const notice = noticeOf(exited("expired"));
    expect(notice && noticeView(notice, masks).subject).toEqual(entryIn.published.subject);
  });
});
