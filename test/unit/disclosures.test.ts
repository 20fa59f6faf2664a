import fc from "fast-check";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { DisclosureEvent } from "../../events/disclosures.ts";
import { disclosureEvent } from "../../events/disclosures.ts";
import { alertsWithin } from "../../shared/domain/clock/alert.ts";
import { type Clock, clockStatus } from "../../shared/domain/clock/clock.ts";
import { type DisclosureHappening, report, reportPublication } from "../../shared/domain/disclosure/decide.ts";
import {
  clocksOn,
  type Disclosure,
  disclosureIdOf,
  isPublicOn,
  statusOn,
} from "../../shared/domain/disclosure/disclosure.ts";
import { evolve } from "../../shared/domain/disclosure/evolve.ts";
import { withdrawPublication } from "../../shared/domain/disclosure/withdraw-publication.ts";
import type { DisclosureContent, OwnPublication } from "../../events/disclosure-parts.ts";
import { createDisclosureBook } from "../../shared/policy/disclosure.ts";
import { type PolicyFile, readPolicyFile } from "../../shared/policy/schema.ts";
import { shippedDisclosureBook } from "../../shared/policy/shipped-rulebook.ts";
import { calendar, officer, usccNo } from "../support/house.ts";

const read = (name: string): PolicyFile => {
  const path = resolve(import.meta.dirname, `../../shared/policy/policies/${name}.json`);
  return readPolicyFile(name, JSON.parse(readFileSync(path, "utf8")));
};
const [joint, repair] = [read("joint-2017"), read("repair-2026")];
const shipped = shippedDisclosureBook();
const fromPublication = createDisclosureBook([
  joint,
  { ...repair, disclosure: { ...repair.disclosure, collectionFrom: { value: "publication", assumption: true } } },
]);

const disclosureId = "dis_00000000000000000000000001";
type Given = Omit<DisclosureContent, "publicityEndsOn"> & { publicityEndsOn?: string };
const given = (change: Partial<Given> = {}): Given => ({
  act: "penalty",
  decisionNo: "衡市监处罚〔2026〕1号",
  decidedOn: "2026-11-18",
  authority: { agencyId: officer.agencyId, name: officer.name },
  party: { kind: "organisation", name: "衡川市第1制造有限公司", uscc: usccNo(1) },
  items: { CF_NR: "罚款1.2万元", CF_NR_FK: "1.2" },
  publicityEndsOn: "2027-11-17",
  ...change,
});
const on = (today: string, { act, decidedOn }: Pick<Given, "act" | "decidedOn"> = given(), book = shipped) => ({
  today,
  rules: book({ act, decidedOn, on: today }),
  calendar,
});
const happen = (
  disclosure: Disclosure | undefined,
  decided: ReturnType<typeof report>,
): { readonly disclosure: Disclosure; readonly event?: DisclosureEvent } => {
  if (!decided.ok) throw new Error(JSON.stringify(decided.refusal));
  if (!decided.value) {
    if (!disclosure) throw new Error("nothing happened");
    return { disclosure };
  }
  const happening: DisclosureHappening = decided.value;
  const event: DisclosureEvent = disclosureEvent.parse({
    disclosureId,
    revision: (disclosure?.version ?? 0) + 1,
    at: "2026-11-23T09:00:00.000+08:00",
    by: officer,
    policyVersion: "repair-2026@1",
    correlationId: "test",
    ...happening,
  });
  return { disclosure: evolve(disclosure, event), event };
};
const address = "https://scjg.hengchuan.example/xzcf/618";
const recorded = (today: string, content = given(), book = shipped) =>
  happen(undefined, report(undefined, { disclosureId, content }, on(today, content, book))).disclosure;
const statuses = ({ clocks }: Disclosure, today: string) =>
  Object.fromEntries(clocks.map((clock) => [clock.kind, [clock.dueOn, clockStatus(clock, today)]]));

describe("A §19, C 六: the clocks of an act start with its decision", () => {
  test("collected in time, its publication still open, due seven working days after the decision", () => {
    const disclosure = recorded("2026-11-23");
    expect(statuses(disclosure, "2026-11-23")).toEqual({
      disclosurePublication: ["2026-11-27", "open"],
      disclosureCollection: ["2026-11-25", "met"],
    });
    expect(disclosure).toMatchObject({ late: false, compliant: true, collectedOn: "2026-11-23", version: 1 });
  });

  test("a late row is taken, recorded as late and not compliant", () => {
    expect(recorded("2026-11-25")).toMatchObject({ late: false, compliant: true });
    const late = recorded("2026-11-26");
    expect(late).toMatchObject({ late: true, compliant: false });
    expect(statuses(late, "2026-11-26")["disclosureCollection"]).toEqual(["2026-11-25", "missed"]);
  });

  test("the further acts need not be collected: they are on time while they can still be published in time", () => {
    const act = given({ act: "compulsion" });
    expect(Object.keys(statuses(recorded("2026-11-27", act), "2026-11-27"))).toEqual(["disclosurePublication"]);
    expect(recorded("2026-11-27", act)).toMatchObject({ late: false, compliant: true });
    expect(recorded("2026-11-30", act)).toMatchObject({ late: true, compliant: false });
  });

  test("an alert the day after, once, unless the agency has published; late it is missed", () => {
    const disclosure = recorded("2026-11-23");
    const alerts = (upTo: string, of = disclosure) =>
      alertsWithin(of.clocks, { disclosureId }, { upTo }, new Date("2026-11-28T00:05:00+08:00"));
    expect(alerts("2026-11-24")).toEqual([]);
    expect(alerts("2026-11-27")).toMatchObject([{ level: "dueSoon" }]);
    expect(alerts("2026-11-28")).toMatchObject([
      { level: "overdue", kind: "disclosurePublication", agencyId: "market-regulation" },
    ]);
    const publication = { channel: "agencySite", publishedOn: "2026-11-30", address } as const;
    const published = happen(disclosure, reportPublication(disclosure, publication, on("2026-11-30"))).disclosure;
    expect(alerts("2026-12-01", published)).toEqual([]);
    expect(statuses(published, "2026-11-30")["disclosurePublication"]).toEqual(["2026-11-27", "missed"]);
    expect(statusOn(published, "2026-11-30")).toBe("published");
  });

  test("where policy reads A §19 the other way, collection starts with the agency's own publication", () => {
    const disclosure = recorded("2026-11-30", given(), fromPublication);
    expect(Object.keys(statuses(disclosure, "2026-11-30"))).toEqual(["disclosurePublication"]);
    expect(disclosure.compliant).toBe(true);
    const publication = { channel: "creditChina", publishedOn: "2026-11-20" } as const;
    const context = on("2026-11-30", given(), fromPublication);
    const published = happen(disclosure, reportPublication(disclosure, publication, context)).disclosure;
    expect(statuses(published, "2026-11-30")).toEqual({
      disclosurePublication: ["2026-11-27", "met"],
      disclosureCollection: ["2026-11-27", "missed"],
    });
    expect(published).toMatchObject({ late: true, compliant: false });
  });
});

describe("the last public day", () => {
  test("is the agency's own, a permit's last day, or a year by policy", () => {
    expect(recorded("2026-11-23").publicityEndsOn).toBe("2027-11-17");
    const { publicityEndsOn: _, ...bare } = given();
    expect(recorded("2026-11-23", bare).publicityEndsOn).toBe("2027-11-18");
    const permit = { disclosureId, content: { ...bare, act: "permit" as const }, permittedTo: "2031-11-17" };
    expect(happen(undefined, report(undefined, permit, on("2026-11-23"))).disclosure.publicityEndsOn).toBe(
      "2031-11-17",
    );
  });

  test("is refused beyond what Order 36 allows, and was not before it", () => {
    const long = given({ publicityEndsOn: "2029-11-19" });
    expect(report(undefined, { disclosureId, content: long }, on("2026-11-23", long))).toMatchObject({
      ok: false,
      refusal: { errors: [{ field: "CF_GSJZQ", code: "publicityEndsOn.beyondPolicy" }] },
    });
    const old = given({ decidedOn: "2025-11-18", publicityEndsOn: "2030-11-18" });
    expect(report(undefined, { disclosureId, content: old }, on("2025-11-20", old)).ok).toBe(true);
    // The milder policy reaches back.
    expect(report(undefined, { disclosureId, content: old }, on("2026-11-23", old)).ok).toBe(false);
  });

  const refusedFor = (disclosure: Disclosure | undefined, content: Given, today: string, permittedTo?: string) => {
    const decided = report(disclosure, { disclosureId, content, permittedTo }, on(today, content));
    return decided.ok ? [] : (decided.refusal.errors ?? []).map(({ field, code }) => `${field} ${code}`);
  };
  const past = ["CF_GSJZQ publicityEndsOn.past"];
  const below = ["CF_GSJZQ publicityEndsOn.belowPolicy"];

  test("A §19: is not before the row came, or nobody would ever see the act; the way out that is named is taken", () => {
    const typed = given({ publicityEndsOn: "2026-11-20" });
    expect(refusedFor(undefined, typed, "2026-11-23")).toEqual(past);
    expect(refusedFor(undefined, typed, "2026-11-20")).toEqual([]);
    expect(refusedFor(undefined, given({ publicityEndsOn: "2026-11-23" }), "2026-11-23")).toEqual([]);
    // Collected when its publicity was long over: as policy says without a word, or where policy allows no later day.
    const { publicityEndsOn: _, ...silent } = given({ decidedOn: "2025-11-10" });
    const oldRow = (publicityEndsOn: string) => ({ ...silent, publicityEndsOn });
    expect(refusedFor(undefined, silent, "2026-11-23")).toEqual([]);
    expect(refusedFor(undefined, oldRow("2026-11-10"), "2026-11-23")).toEqual([]);
    expect(refusedFor(undefined, oldRow("2026-11-09"), "2026-11-23")).toEqual(past);
    const older = given({ decidedOn: "2022-11-10", publicityEndsOn: "2025-01-31" });
    expect(refusedFor(undefined, older, "2026-11-23")).toEqual([]);
    // A permit that was good for a few days.
    const permit = given({ act: "permit", publicityEndsOn: "2026-11-21" });
    expect(refusedFor(undefined, permit, "2026-11-23", "2026-11-21")).toEqual([]);
    expect(refusedFor(undefined, permit, "2026-11-23", "2027-11-21")).toEqual(["XK_GSJZQ publicityEndsOn.past"]);
  });

  test("is corrected, where it lay before the act came: nobody has seen it", () => {
    const { publicityEndsOn: _, ...silent } = given({ decidedOn: "2025-11-10" });
    const unseen = recorded("2026-11-23", silent);
    expect(unseen.publicityEndsOn).toBe("2026-11-10");
    expect(refusedFor(unseen, { ...silent, decidedOn: "2026-11-10" }, "2026-11-24")).toEqual([]);
    expect(refusedFor(unseen, { ...silent, publicityEndsOn: "2026-11-12" }, "2026-11-24")).toEqual(past);
    const content = { ...silent, publicityEndsOn: "2027-05-10" };
    const seen = happen(unseen, report(unseen, { disclosureId, content }, on("2026-11-24", content))).disclosure;
    expect([isPublicOn(unseen, "2026-11-24"), isPublicOn(seen, "2026-11-24")]).toEqual([false, true]);
    // Its agency owes its own publication again.
    const owed = (of: Disclosure) => clockStatus(clocksOn(of, "2026-11-24")[0] as Clock, "2026-11-24");
    expect([owed(unseen), owed(seen)]).toEqual(["missed", "overdue"]);
  });

  test("A §19: a correction does not end it at once and for good, whichever cell it is in", () => {
    const disclosure = recorded("2026-11-23");
    expect(refusedFor(disclosure, given({ publicityEndsOn: "2026-11-23" }), "2026-11-24")).toEqual(past);
    const { publicityEndsOn: _, ...silent } = given({ decidedOn: "2025-11-18" });
    expect(refusedFor(disclosure, silent, "2026-11-24")).toEqual(past);
    const contested = { ...disclosure, openObjections: ["obj_1"] };
    expect(refusedFor(contested, given({ publicityEndsOn: "2026-11-23" }), "2026-11-24")).toEqual(past);
    // What stood may stay after its last day, and nothing else.
    const items = { CF_NR: "罚款1.3万元", CF_NR_FK: "1.3" };
    expect(refusedFor(disclosure, given({ items }), "2027-11-20")).toEqual([]);
    expect(refusedFor(disclosure, given({ items, publicityEndsOn: "2027-11-16" }), "2027-11-20")).toEqual(past);
    expect(refusedFor(disclosure, given({ publicityEndsOn: "2027-11-18" }), "2027-11-20")).toEqual([
      "CF_GSJZQ disclosure.ended",
    ]);
  });

  test("Order 36: of a penalty it is not brought forward past its shortest period by a row, in however many steps", () => {
    const to = (publicityEndsOn: string, decidedOn = "2026-11-18") => given({ publicityEndsOn, decidedOn });
    const general = recorded("2026-11-23");
    expect(refusedFor(general, to("2027-02-17"), "2026-11-24")).toEqual(below);
    expect(refusedFor(general, to("2027-02-18"), "2026-11-24")).toEqual([]);
    // It is counted from the day of the decision as it is corrected.
    expect(refusedFor(general, to("2027-02-10", "2026-11-10"), "2026-11-24")).toEqual([]);
    expect(refusedFor(general, to("2027-02-09", "2026-11-10"), "2026-11-24")).toEqual(below);
    const short = happen(general, report(general, { disclosureId, content: to("2027-02-18") }, on("2026-11-24")));
    expect(refusedFor(short.disclosure, to("2026-12-01"), "2026-11-25")).toEqual(below);
    const serious = recorded("2026-11-23", to("2029-11-18"));
    expect(refusedFor(serious, to("2027-11-17"), "2026-11-24")).toEqual(below);
    expect(refusedFor(serious, to("2027-11-18"), "2026-11-24")).toEqual([]);
    // As it stood, or later; while an objection is verified; where no such period is known; what is no penalty.
    const minor = recorded("2026-11-23", to("2027-01-17"));
    expect(refusedFor(minor, { ...to("2027-01-17"), items: { CF_NR_FK: "1.3" } }, "2026-11-24")).toEqual([]);
    expect(refusedFor(minor, to("2027-01-20"), "2026-11-24")).toEqual([]);
    expect(refusedFor(minor, to("2027-01-16"), "2026-11-24")).toEqual(below);
    expect(refusedFor({ ...general, openObjections: ["obj_1"] }, to("2026-12-01"), "2026-11-24")).toEqual([]);
    const before = recorded("2026-11-23", to("2027-03-01", "2026-03-02"));
    expect(refusedFor(before, to("2026-12-01", "2026-03-02"), "2026-11-24")).toEqual([]);
    const act = given({ act: "compulsion" });
    expect(refusedFor(recorded("2026-11-23", act), { ...act, publicityEndsOn: "2026-12-01" }, "2026-11-24")).toEqual(
      [],
    );
  });

  test("is the last on which it is shown, whatever sweeps did", () => {
    const disclosure = recorded("2026-11-23");
    expect([isPublicOn(disclosure, "2027-11-17"), isPublicOn(disclosure, "2027-11-18")]).toEqual([true, false]);
    expect([statusOn(disclosure, "2027-11-17"), statusOn(disclosure, "2027-11-18")]).toEqual(["collected", "ended"]);
  });
});

describe("a row that comes again", () => {
  test("and says the same changes nothing, and another number, kind or party is another disclosure", () => {
    const disclosure = recorded("2026-11-23");
    expect(report(disclosure, { disclosureId, content: given() }, on("2026-11-24"))).toEqual({
      ok: true,
      value: undefined,
    });
    const key = { authority: "a", act: "penalty", decisionNo: "1", party: usccNo(1) } as const;
    const ids = [key, { ...key, act: "permit" as const }, { ...key, decisionNo: "2" }, { ...key, party: usccNo(2) }];
    expect(new Set(ids.map(disclosureIdOf)).size).toBe(4);
    const typed = (decisionNo: string) => disclosureIdOf({ ...key, decisionNo });
    expect(typed("衡市监处罚[2026] 1号")).toBe(typed("衡市监处罚〔2026〕1号"));
    expect(disclosureIdOf({ ...key, act: "levy" })).toBe(disclosureIdOf({ ...key, act: "award" }));
  });

  test("and says something else takes its place; its first day on the platform stays", () => {
    const disclosure = recorded("2026-11-23");
    const content = given({ items: { CF_NR: "罚款1.3万元", CF_NR_FK: "1.3" }, decidedOn: "2026-11-10" });
    const after = happen(
      disclosure,
      report(disclosure, { disclosureId, content }, on("2026-11-24", content)),
    ).disclosure;
    expect(after).toMatchObject({ version: 2, collectedOn: "2026-11-23", correctedOn: "2026-11-24", late: true });
    expect(after.items).toEqual(content.items);
  });
});

describe("the agency's own publication", () => {
  const disclosure = recorded("2026-11-23");
  test.each([
    ["on a day to come", "2026-11-24", "publishedOn.future"],
    ["before the decision", "2026-11-17", "publishedOn.beforeDecision"],
  ])("%s is refused", (_, publishedOn, code) => {
    expect(reportPublication(disclosure, { channel: "other", publishedOn }, on("2026-11-23"))).toMatchObject({
      ok: false,
      refusal: { code: "input.invalid", errors: [{ field: "publishedOn", code }] },
    });
  });

  test("says where (A §19 通过部门政府网站公开): a page or a file that shows it, unless the channel is a national system", () => {
    const said = (publication: Omit<OwnPublication, "publishedOn">) =>
      reportPublication(disclosure, { ...publication, publishedOn: "2026-11-20" }, on("2026-11-23"));
    const attachmentId = `evd_${"0".repeat(26)}`;
    for (const channel of ["agencySite", "governmentSite", "other"] as const) {
      for (const bare of [{}, { note: "见本局网站" }, { evidence: [{ title: "截图" }] }])
        expect(said({ channel, ...bare })).toMatchObject({
          refusal: { code: "input.invalid", errors: [{ field: "address", code: "publication.unproven" }] },
        });
      expect(said({ channel, address }).ok).toBe(true);
      expect(said({ channel, evidence: [{ title: "截图", attachmentId }] }).ok).toBe(true);
    }
    for (const channel of ["creditChina", "enterprisePublicity"] as const) expect(said({ channel }).ok).toBe(true);
    // What was taken before this was asked for may be said again.
    const publication = { channel: "agencySite", publishedOn: "2026-11-20" } as const;
    const old: Disclosure = { ...disclosure, publications: [publication] };
    expect(reportPublication(old, publication, on("2026-11-23"))).toEqual({ ok: true, value: undefined });
  });

  test("once withdrawn leaves the act as if it had never been said (A §19), whatever else was said of it", () => {
    const channels = ["agencySite", "creditChina"] as const;
    const day = fc.constantFrom("2026-11-18", "2026-11-20", "2026-11-27", "2026-11-30");
    const step = fc.record({ withdraw: fc.boolean(), channel: fc.constantFrom(...channels), publishedOn: day });
    const books = [shipped, fromPublication];
    const seen = { withdrawn: 0, unknown: 0, open: 0, late: 0 };
    fc.assert(
      fc.property(
        fc.constantFrom(...books),
        fc.array(step, { minLength: 3, maxLength: 12, size: "max" }),
        (book, steps) => {
          const today = on("2026-12-01", given(), book);
          const first = recorded("2026-11-30", given(), book);
          const events: DisclosureEvent[] = [];
          let state = first;
          for (const { withdraw, channel, publishedOn } of steps) {
            const decided = withdraw
              ? withdrawPublication(state, { which: { channel, publishedOn }, reason: "录入有误" }, today)
              : reportPublication(state, { channel, publishedOn, address }, today);
            if (!decided.ok) {
              expect(decided.refusal.errors).toMatchObject([{ field: "publishedOn", code: "publication.unknown" }]);
              seen.unknown++;
              continue;
            }
            const next = happen(state, decided);
            if (next.event) events.push(next.event);
            state = next.disclosure;
            if (!withdraw) continue;
            seen.withdrawn++;
            // The recount: an act of which nothing but what is left was ever said.
            const kept = state.publications.reduce(
              (act, each) => happen(act, reportPublication(act, each, today)).disclosure,
              first,
            );
            expect({ ...state, version: 0 }).toEqual({ ...kept, version: 0 });
            if (state.publications.length === 0) seen.open++;
            if (state.late) seen.late++;
          }
          expect(events.reduce<Disclosure>(evolve, first)).toEqual(state);
        },
      ),
      { numRuns: 300 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
  });

  test("however many places are named, in whatever order, the first day counts and the history says the same", () => {
    const places = fc.record({
      channel: fc.constantFrom("agencySite", "governmentSite", "creditChina", "enterprisePublicity", "other"),
      publishedOn: fc.constantFrom("2026-11-18", "2026-11-20", "2026-11-27", "2026-11-30"),
      address: fc.constant(address),
    } as const);
    fc.assert(
      fc.property(fc.array(places, { maxLength: 14 }), (publications) => {
        const events: DisclosureEvent[] = [];
        let state = recorded("2026-11-23");
        for (const publication of publications) {
          const decided = reportPublication(state, publication, on("2026-12-01"));
          if (!decided.ok) {
            expect(decided.refusal.code).toBe("disclosure.tooManyPublications");
            expect(state.publications).toHaveLength(10);
            continue;
          }
          const next = happen(state, decided);
          if (next.event) events.push(next.event);
          state = next.disclosure;
        }
        expect(events.reduce<Disclosure>(evolve, recorded("2026-11-23"))).toEqual(state);
        const [first] = state.publications.map(({ publishedOn }) => publishedOn).sort();
        expect(state.clocks[0]?.metOn).toBe(first);
        expect(new Set(state.publications.map((each) => JSON.stringify(each))).size).toBe(state.publications.length);
      }),
    );
  });
});
