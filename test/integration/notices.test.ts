import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { determineEntry, exitEntry, openPublicNotice, withdrawEntry } from "../../shared/app/entry/entry-acts.ts";
import { readHistory } from "../../shared/app/entry/read-entries.ts";
import { listNotices, readNotice } from "../../shared/app/entry/read-notices.ts";
import { showEntry } from "../../shared/app/entry/show-entry.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import type { NoticeFilter } from "../../shared/ports/notices.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing } from "../support/house.ts";
import { actingOn, bank, finance, houseOn, honour, marketRegulation, office, tax } from "../support/subjects.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const on = (day: string, time = "10:00:00") => new Date(`${day}T${time}+08:00`);
const upOn = async (day: string, filter: Partial<NoticeFilter> = {}, time?: string) =>
  (await listNotices(houseOn(engine, on(day, time)), { limit: 200, ...filter })).items.filter(
    ({ domain }) => domain !== "other",
  );
const idsOn = async (...args: Parameters<typeof upOn>) => (await upOn(...args)).map(({ entryId }) => entryId);
const noticeOn = async (entry: Entry, day: string, time?: string) => {
  const read = await readNotice(houseOn(engine, on(day, time)), entry.entryId);
  return read.ok ? read.value : read.refusal.code;
};
const proposal = (n: number) => {
  const { determinedOn: _, procedure: __, ...rest } = honour(n);
  return { ...rest, validTo: "2027-11-17" };
};

describe("A §3: a preliminary listing is shown to the public for objections", () => {
  test("from the day it opens to its last day, and gone the day after", async () => {
    const acting = actingOn(engine);
    const entry = await acting.act(await acting.submit(proposal(1)), openPublicNotice({}), marketRegulation);
    expect(entry.procedure?.publicNotice).toMatchObject({ opensOn: "2026-11-23", endsOn: "2026-11-30" });
    expect(await upOn("2026-11-23", { kind: "publicNotice" })).toEqual([
      {
        entryId: entry.entryId,
        kind: "publicNotice",
        list: "red",
        subject: { kind: "organisation", name: listing(1).subject.name, uscc: listing(1).subject.uscc },
        determiningAuthority: entry.determiningAuthority,
        opensOn: "2026-11-23",
        endsOn: "2026-11-30",
        domain: entry.domain,
        documentNo: entry.basis.documentNo,
      },
    ]);
    expect(await idsOn("2026-11-23", { kind: "exitNotice" })).toEqual([]);
    expect(await idsOn("2026-11-30", {}, "23:59:59")).toEqual([entry.entryId]);
    expect(await noticeOn(entry, "2026-11-30", "23:59:59")).toMatchObject({ kind: "publicNotice" });
    // No sweep has come.
    expect(await idsOn("2026-12-01", {}, "00:00:00")).toEqual([]);
    expect(await noticeOn(entry, "2026-12-01", "00:00:00")).toBe("notice.over");

    const later = actingOn(engine, on("2026-12-01"));
    const determined = await later.act(entry, determineEntry({}), marketRegulation);
    expect(await noticeOn(determined, "2026-12-01")).toBe("notice.over");
  });

  test("one that is taken back is down the same moment", async () => {
    const acting = actingOn(engine);
    const entry = await acting.act(await acting.submit(proposal(2)), openPublicNotice({}), marketRegulation);
    expect(await idsOn("2026-11-23")).toContain(entry.entryId);
    await acting.act(entry, withdrawEntry({ reason: "withdrawn", why: "重新核实" }), marketRegulation);
    expect(await idsOn("2026-11-23")).not.toContain(entry.entryId);
    expect(await noticeOn(entry, "2026-11-23")).toBe("notice.over");
  });

  test("an entry that had no notice has none to be gone", async () => {
    const entry = await actingOn(engine).submit(listing(3));
    expect(await noticeOn(entry, "2026-11-23")).toBe("notice.unknown");
  });
});

describe("A §4: exits are announced for as long as policy says", () => {
  test("an expiry with what it was about, through its last day", async () => {
    const entry = await actingOn(engine).submit({ ...listing(10), validTo: "2026-11-25" });
    await actingOn(engine, on("2026-11-26", "00:05:00")).sweep();
    const exited = (await houseOn(engine).reader.entry(entry.entryId))?.entry;
    const until = exited?.noticeUntil ?? "";
    expect(await noticeOn(entry, "2026-11-26")).toEqual({
      entryId: entry.entryId,
      kind: "exitNotice",
      list: "black",
      subject: { kind: "organisation", name: entry.subject.name, uscc: entry.subject.uscc },
      determiningAuthority: entry.determiningAuthority,
      opensOn: "2026-11-26",
      endsOn: until,
      domain: entry.domain,
      documentNo: entry.basis.documentNo,
      reason: "expired",
    });
    expect(await idsOn(until, {}, "23:59:59")).toContain(entry.entryId);
    const [year = "", month = "", day = ""] = until.split("-");
    const after = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day) + 1)).toISOString().slice(0, 10);
    expect(await idsOn(after)).not.toContain(entry.entryId);
    expect(await noticeOn(entry, after)).toBe("notice.over");
  });

  test("及时删除: of an error nothing is said but that it was one", async () => {
    const acting = actingOn(engine);
    let entry = await acting.submit(listing(11));
    for (const officer of ["吴越", "周敏"])
      entry = await acting.act(entry, exitEntry({ reason: "error", why: "文书送达有误" }), marketRegulation, officer);
    const notice = await noticeOn(entry, "2026-11-23");
    expect(notice).toMatchObject({ kind: "exitNotice", reason: "error" });
    const text = JSON.stringify(notice);
    for (const kept of [entry.facts, entry.basis.documentNo, entry.domain, "文书送达有误"])
      expect(text).not.toContain(kept);
  });

  test("DESIGN 1: as many honours as one decision can end are announced in it, and the others with the next", async () => {
    const acting = actingOn(engine);
    const reds: string[] = [];
    for (let n = 0; n < 44; n++) {
      const red = await acting.honour(12, {
        domain: "other",
        // Each name is one more copy to write with every decision, so the eight of them come last.
        subject: { ...listing(12).subject, name: `衡川市第十二制造有限公司${Math.max(0, n - 36)}` },
        basis: { ...listing(12).basis, documentNo: `衡市监表彰〔2026〕12-${n}号` },
      });
      reds.push(red.entryId);
    }
    await acting.submit(listing(12));
    const { items } = await listNotices(houseOn(engine), { kind: "exitNotice", list: "red", limit: 200 });
    expect(items.map(({ entryId }) => entryId).sort()).toEqual(reds.sort());
    expect(items.every(({ reason }) => reason === "blackListed")).toBe(true);
    const standing = await houseOn(engine).standings.byUscc(listing(12).subject.uscc ?? "");
    expect(standing?.entries.map(({ list }) => list)).toEqual(["black"]);
  });

  test("many of them come in pages, each once, those that end first in front", async () => {
    const acting = actingOn(engine);
    for (let n = 100; n < 130; n++)
      await acting.submit({ ...listing(n), domain: "other", validTo: n < 115 ? "2026-12-02" : "2026-12-01" });
    const late = on("2026-12-03", "00:05:00");
    await actingOn(engine, late).sweep();
    const house = houseOn(engine, late);
    const seen: { entryId: string; endsOn: string }[] = [];
    let pages = 0;
    for (let cursor: string | undefined, more = true; more; pages++) {
      const page = await listNotices(house, { kind: "exitNotice", list: "black", limit: 7, cursor });
      expect(page.items.length).toBeLessThanOrEqual(7);
      seen.push(...page.items);
      cursor = page.next ?? undefined;
      more = cursor !== undefined;
    }
    expect(pages).toBeLessThan(20);
    expect(new Set(seen.map(({ entryId }) => entryId)).size).toBe(seen.length);
    expect(seen.map(({ endsOn }) => endsOn)).toEqual(seen.map(({ endsOn }) => endsOn).sort());
    const all = await listNotices(house, { list: "black", limit: 200 });
    expect(new Set(all.items.map(({ entryId }) => entryId))).toEqual(new Set(seen.map(({ entryId }) => entryId)));
    expect(seen.length).toBeGreaterThanOrEqual(30);
    expect((await listNotices(house, { list: "keyAttention", limit: 7 })).items).toEqual([]);
  });
});

describe("SPEC: who reads what of an entry, before and after its end", () => {
  const read = async (entry: Entry, caller: typeof office, day: string, asOf?: Date) => {
    const seen = await showEntry(houseOn(engine, on(day, "12:00:00")), entry.entryId, caller, asOf);
    return seen.ok ? [seen.value.as, seen.value.entry.state] : seen.refusal.code;
  };
  test("the office, its authority and nobody else read it whole after its end; it is gone for partners", async () => {
    const entry = await actingOn(engine).submit({ ...listing(20), validTo: "2026-11-25" });
    for (const [caller, during, after] of [
      [office, ["own", "published"], ["own", "exited"]],
      [marketRegulation, ["own", "published"], ["own", "exited"]],
      [tax, "entry.notYours", "entry.notYours"],
      [finance, "entry.notYours", "entry.notYours"],
      [bank, ["public", "published"], "entry.ended"],
    ] as const) {
      expect(await read(entry, caller, "2026-11-25"), caller.agencyId).toEqual(during);
      // Without any sweep.
      expect(await read(entry, caller, "2026-11-26"), caller.agencyId).toEqual(after);
    }
    expect(await read(entry, bank, "2026-11-26", on("2026-11-24"))).toBe("entry.ended");
    expect(await readHistory(houseOn(engine), entry.entryId, bank)).toMatchObject({
      ok: false,
      refusal: { code: "entry.notYours" },
    });
  });

  test("SPEC capability 23: as of an instant it is what the platform showed then", async () => {
    const proposed = await actingOn(engine, on("2026-11-23", "10:00:00")).submit(proposal(21));
    const noticed = await actingOn(engine, on("2026-11-23", "11:00:00")).act(
      proposed,
      openPublicNotice({}),
      marketRegulation,
    );
    const later = on("2026-12-01", "12:00:00");
    await actingOn(engine, later).act(noticed, determineEntry({}), marketRegulation);
    const then = (at: Date, caller = office) => read(proposed, caller, "2026-12-02", at);
    expect(await then(on("2026-11-23", "09:59:59"))).toBe("entry.unknown");
    expect(await then(on("2026-11-23", "10:00:00"))).toEqual(["own", "preliminary"]);
    expect(await then(on("2026-11-24"))).toEqual(["own", "noticed"]);
    expect(await then(later)).toEqual(["own", "reported"]);
    expect(await then(on("2026-12-03"))).toBe("input.invalid");
    // It was never published: a partner is told nothing of it, then or now.
    expect(await then(on("2026-11-24"), bank)).toBe("entry.unknown");

    const short = await actingOn(engine).submit({ ...listing(22), validTo: "2026-11-25" });
    await actingOn(engine, on("2026-11-27")).sweep();
    // The sweep was late; what was shown on the 26th was an entry that had ended.
    expect(await read(short, office, "2026-12-02", on("2026-11-25", "23:59:59"))).toEqual(["own", "published"]);
    expect(await read(short, office, "2026-12-02", on("2026-11-26", "00:00:00"))).toEqual(["own", "exited"]);
  });
});
