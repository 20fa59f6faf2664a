import fc from "fast-check";
import { expect, test } from "vitest";
import type { AlertRaised } from "../../events/alert-raised/v1.ts";
import type { AlertLevel } from "../../events/vocabulary.ts";
import { advanceDisclosure } from "../../shared/app/disclosure/advance-disclosure.ts";
import * as acts from "../../shared/app/disclosure/disclosure-acts.ts";
import { moveAct } from "../../shared/app/disclosure/move-acts.ts";
import { recordDisclosure } from "../../shared/app/disclosure/record-disclosure.ts";
import { reportPublication } from "../../shared/app/disclosure/report-publication.ts";
import { sweepDisclosures } from "../../shared/app/disclosure/sweep-disclosures.ts";
import { withdrawPublication } from "../../shared/app/disclosure/withdraw-publication.ts";
import { shippedArrangements } from "../../shared/calendar/arrangements.ts";
import { createWorkingCalendar } from "../../shared/calendar/working-calendar.ts";
import { saidWith } from "../../shared/domain/clock/alert.ts";
import { effective } from "../../shared/domain/clock/calendar-year.ts";
import { type Clock, isRunning } from "../../shared/domain/clock/clock.ts";
import { checkRow } from "../../shared/domain/disclosure/check.ts";
import type { Objection } from "../../shared/domain/objection/objection.ts";
import { addDays } from "../../shared/kernel/local-date.ts";
import {
  shippedClockLengths,
  shippedDisclosureBook,
  shippedPrivacyBook,
} from "../../shared/policy/shipped-rulebook.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import type { DisclosureDecision, DisclosureStore, StoredDisclosure } from "../../shared/ports/disclosures.ts";
import { agencyCode, penaltyRow } from "../support/disclosures.ts";
import { officer } from "../support/house.ts";

const authority: Caller = { ...officer, roles: ["authority"] };
const tax: Caller = { agencyId: "tax", name: "税务局", clientId: "tax-client", roles: ["implementing"] };
const office: Caller = { agencyId: "credit-office", name: "信用办", clientId: "office", roles: ["office"] };
const shipped = shippedDisclosureBook();
/** With no shortest period, so that rows may bring the last day forward as far as today (unit tests have the period). */
const rulesFor: typeof shipped = (about) => ({ ...shipped(about), earliestPublicityEnd: () => undefined });
const any = { expectedVersion: "any" } as const;
const firstDay = "2026-09-14";

/** Calendars of the year: as it ships, and with closing days of the city before and within the time that is tried. */
const calendars = [[], ["2026-09-16", "2026-09-17"], ["2026-09-24", "2026-10-14", "2026-10-15"]].map((closed) => {
  const shipped = shippedArrangements();
  const year = shipped["2026"] ?? { sources: [], off: [], work: [] };
  const closingDays = closed.map((on) => ({ on, reason: "本市闭馆" }));
  const { sources, off, work } = effective({ ...year, closingDays });
  return createWorkingCalendar({ ...shipped, "2026": { sources: [...sources], off: [...off], work: [...work] } });
});

/** One act, with everything that was said about it, in memory. */
const world = () => {
  let stored: StoredDisclosure | undefined;
  let today = firstDay;
  let calendar = calendars[0];
  let cutOff = false;
  const alerts = new Map<string, AlertRaised & { withdrawn: boolean }>();
  const objections = new Map<string, Objection>();
  const now = () => new Date(`${today}T09:00:00+08:00`);
  const find = () => Promise.resolve(stored);
  const commit = (decision: DisclosureDecision) => {
    if (cutOff) return Promise.reject(new Error("cut off"));
    const { disclosure, alerted, alertedBefore = alerted, previousVersion } = decision;
    expect([previousVersion, alertedBefore]).toEqual([stored?.disclosure.version ?? 0, stored?.alerted ?? []]);
    const { objection } = decision.objection ?? {};
    if (objection) objections.set(objection.objectionId, objection);
    stored = { disclosure, alerted };
    return Promise.resolve("committed" as const);
  };
  const disclosures: DisclosureStore = {
    ...{ find, commit, hasRow: () => Promise.resolve(false) },
    ...{ heard: () => Promise.resolve(undefined), hear: () => Promise.resolve("kept") },
  };
  const alertStore = {
    withdraw: (ids: readonly string[]) => {
      for (const id of ids) {
        const alert = alerts.get(id);
        if (alert) alerts.set(id, { ...alert, withdrawn: true });
      }
      return Promise.resolve();
    },
  };
  const lateDisclosures = {
    shards: 1,
    due: async function* () {
      yield await Promise.resolve(stored ? [stored.disclosure.disclosureId] : []);
    },
    raise: (read: StoredDisclosure, alert: AlertRaised) => {
      if (read.disclosure.version !== stored?.disclosure.version) return Promise.resolve("outrun" as const);
      stored = { ...read, alerted: saidWith(read.alerted, alert) };
      if (alerts.get(alert.alertId)?.withdrawn === false) return Promise.resolve("stood" as const);
      alerts.set(alert.alertId, { ...alert, withdrawn: false });
      return Promise.resolve("raised" as const);
    },
  };
  const deciding = {
    disclosures,
    alertStore,
    rulesFor,
    now,
    calendar: () => Promise.resolve(calendar ?? never()),
    masksOn: (day: string) => shippedPrivacyBook()(day).masks,
    persons: { identify: () => never(), find: () => never(), reveal: () => never() } as never,
    standings: { many: () => Promise.resolve(new Map()) },
    requests: { record: () => Promise.resolve(true) } as never,
    actObjections: () => Promise.resolve([...objections.values()]),
  };
  let line = 0;
  const report = async (decidedOn: string, lastOn: string) => {
    const row = penaltyRow(1, { CF_JDRQ: decidedOn, CF_GSJZQ: lastOn });
    const checked = checkRow("penalties", row, { today, agencyCode });
    if (!checked.ok) throw new Error(JSON.stringify(checked.refusal));
    const origin = { submissionId: "sub_1", line: ++line };
    return recordDisclosure(deciding, { row: checked.value, by: officer, correlationId: "row", origin });
  };
  return {
    standing: () => [...alerts.values()].filter(({ withdrawn }) => !withdrawn),
    withdrawn: () => [...alerts.values()].filter(({ withdrawn }) => withdrawn).length,
    stored: () => stored ?? never(),
    today: () => today,
    wait: (days: number) => (today = addDays(today, days)),
    arranged: (n: number) => (calendar = calendars[n]),
    report,
    /** The worker is killed after it has withdrawn what is wrong, and the row comes again. */
    reportCutOff: async (decidedOn: string, lastOn: string) => {
      cutOff = true;
      await report(decidedOn, lastOn).catch(() => undefined);
      cutOff = false;
      return report(decidedOn, lastOn);
    },
    publish: (publishedOn: string) =>
      reportPublication(deciding, {
        disclosureId: stored?.disclosure.disclosureId ?? "",
        publication: { channel: "agencySite", publishedOn, address: "https://scjg.hengchuan.example/xzcf/1" },
        by: officer,
        correlationId: "publication",
        request: { clientId: "c", key: "k", digest: "d", answerWith: () => ({ status: 200, body: {} }) },
      }),
    /** The first of those that were reported. */
    takeBack: () =>
      withdrawPublication(deciding, {
        disclosureId: stored?.disclosure.disclosureId ?? "",
        which: { publishedOn: stored?.disclosure.publications[0]?.publishedOn ?? today },
        reason: "日期录入有误",
        caller: authority,
        by: { ...officer, officer: "周敏" },
        correlationId: "withdrawal",
        request: { clientId: "c", key: "k", digest: "d", answerWith: () => ({ status: 200, body: {} }) },
      }),
    claim: (act: acts.DisclosureAct, caller: Caller) =>
      advanceDisclosure(deciding, act, {
        disclosureId: stored?.disclosure.disclosureId ?? "",
        caller,
        by: { agencyId: caller.agencyId, name: caller.name, clientId: caller.clientId, officer: "周敏" },
        correlationId: "claim",
      }),
    move: () =>
      moveAct(
        {
          disclosures,
          alertStore,
          disclosureRules: rulesFor,
          lengthOf: shippedClockLengths(),
          calendar: calendar ?? never(),
          now,
        },
        stored?.disclosure.disclosureId ?? "",
        "2026-01-01",
        "move",
      ),
    sweep: () => sweepDisclosures({ disclosures, lateDisclosures }, new Date(`${today}T00:05:00+08:00`)),
    openObjection: () => stored?.disclosure.openObjections?.[0] ?? "",
    openRepair: () => stored?.disclosure.repairCase?.repairId ?? "",
  };
};
const never = (): never => {
  throw new Error("not asked for");
};

type World = ReturnType<typeof world>;
const levels: readonly AlertLevel[] = ["dueSoon", "overdue", "escalated"];
/** The day from which each level is called for, by the clock's days alone. */
const dayOf = ({ warnOn, dueOn, escalateOn = "9999-12-31" }: Clock, level: AlertLevel): string => {
  const late = addDays(dueOn, 1);
  return level === "dueSoon" ? warnOn : level === "overdue" ? late : escalateOn > late ? escalateOn : late;
};
const earliest = (...days: readonly (string | undefined)[]): string =>
  days.filter((day) => day !== undefined).sort()[0] ?? "9999-12-31";
const lastOf = (clock: Clock, lastOn: string): string | undefined =>
  clock.kind.startsWith("repair") || clock.kind === "disclosurePublication" ? lastOn : undefined;
const daysIn = ({ warnOn, dueOn, escalateOn }: Clock, lastOn: string | undefined): string =>
  JSON.stringify([warnOn, dueOn, escalateOn, lastOn]);

/** The recount: what must stand, from what happened and from the days of the clocks alone. */
const recount = () => {
  const standing = new Map<string, Set<AlertLevel>>();
  const of = (clockId: string) => standing.get(clockId) ?? standing.set(clockId, new Set()).get(clockId) ?? never();
  return {
    standing: () => [...standing].flatMap(([clockId, some]) => [...some].map((level) => `${clockId} ${level}`)).sort(),
    sweep: ({ disclosure }: StoredDisclosure, today: string) => {
      for (const clock of disclosure.clocks.filter(isRunning)) {
        const upTo = earliest(today, lastOf(clock, disclosure.publicityEndsOn));
        const loudest = levels.findLast((level) => dayOf(clock, level) <= upTo);
        const said = Math.max(-1, ...[...of(clock.clockId)].map((level) => levels.indexOf(level)));
        if (loudest !== undefined && levels.indexOf(loudest) > said) of(clock.clockId).add(loudest);
      }
    },
    change: (before: StoredDisclosure, after: StoredDisclosure, today: string) => {
      for (const clock of after.disclosure.clocks) {
        const lastOn = lastOf(clock, after.disclosure.publicityEndsOn);
        const was = before.disclosure.clocks.find(({ clockId }) => clockId === clock.clockId);
        if (!was || daysIn(was, lastOf(was, before.disclosure.publicityEndsOn)) === daysIn(clock, lastOn)) continue;
        const upTo = earliest(today, clock.metOn, clock.stoppedOn, lastOn);
        for (const level of of(clock.clockId)) if (dayOf(clock, level) > upTo) of(clock.clockId).delete(level);
      }
    },
  };
};

const application: Parameters<typeof acts.applyForActRepair>[0] = {
  applicant: { name: "陈国栋", capacity: "legalRepresentative" },
  steps: [
    { step: "rectification", evidence: [{ title: "整改验收意见" }] },
    { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
  ],
  commitment: { by: "陈国栋", on: firstDay },
};
const claims: readonly ((of: World) => Promise<unknown>)[] = [
  (of) => of.claim(acts.fileActObjection({ origin: "subject", ground: "facts", text: "有误。", evidence: [] }), tax),
  (of) =>
    of.claim(
      acts.verifyActObjection(
        { objectionId: of.openObjection(), ...any },
        { finding: "confirmed", text: "无误。", evidence: [] },
      ),
      authority,
    ),
  (of) =>
    of.claim(
      acts.resolveActObjection({ objectionId: of.openObjection(), ...any }, { outcome: "rejected", reason: "属实" }),
      authority,
    ),
  (of) => of.claim(acts.applyForActRepair(application), tax),
  (of) => of.claim(acts.onActRepair({ name: "checkRepair", repairId: of.openRepair(), missing: [] }), office),
  (of) => of.claim(acts.onActRepair({ name: "withdrawRepair", repairId: of.openRepair() }), tax),
  (of) => of.claim(acts.onActRepair({ name: "approveRepair", repairId: of.openRepair() }), authority),
];

const before = fc.integer({ min: 0, max: 12 }).map((n) => -n);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant("sweep" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constantFrom("report", "reportCutOff"),
      decided: before,
      lasts: fc.integer({ min: 2, max: 60 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("publish" as const), on: before }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("takeBack" as const) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("move" as const), calendar: fc.nat(2) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant("claim" as const), claim: fc.nat(claims.length - 1) }) },
);

test("A §19, §22: whatever happens to an act, its alerts that stand are those that its history calls for, one for each clock and level", async () => {
  const seen = { takenBack: 0, withdrawn: 0, raised: new Set<string>() };
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.nat(5)), { minLength: 4, maxLength: 30 }), async (steps) => {
      const of = world();
      const model = recount();
      await of.report(addDays(firstDay, -3), addDays(firstDay, 40));
      for (const [what, days] of steps) {
        of.wait(days);
        const was = of.stored();
        const today = of.today();
        if (what.what === "sweep") {
          model.sweep(was, today);
          await of.sweep();
        } else if (what.what === "publish") {
          await of.publish(addDays(today, what.on));
        } else if (what.what === "takeBack") {
          if ((await of.takeBack()).ok) seen.takenBack++;
          model.change(was, of.stored(), today);
        } else if (what.what === "claim") {
          await claims[what.claim]?.(of);
        } else if (what.what === "move") {
          of.arranged(what.calendar);
          await of.move();
          model.change(was, of.stored(), today);
        } else if ("decided" in what) {
          // Not after it was collected or published; what has ended stays so, and nothing ends before its row comes.
          const { publications, collectedOn, publicityEndsOn } = was.disclosure;
          const first = earliest(collectedOn, ...publications.map(({ publishedOn }) => publishedOn));
          const decidedOn = addDays(first, what.decided);
          const ends = addDays(earliest(today, addDays(first, 12)), what.decided + what.lasts);
          await of[what.what as "report"](
            decidedOn,
            today > publicityEndsOn ? publicityEndsOn : ends < today ? today : ends,
          );
          model.change(was, of.stored(), today);
        }
        for (const { kind, level } of of.standing()) seen.raised.add(`${kind} ${level}`);
        seen.withdrawn += of.withdrawn();
        const standing = of.standing().map(({ clockId, level }) => `${clockId} ${level}`);
        expect(standing.sort()).toEqual(model.standing());
        const { disclosure, alerted } = of.stored();
        const kept = of
          .standing()
          .filter(({ clockId }) => disclosure.clocks.some((clock) => clock.clockId === clockId));
        expect([...alerted].sort()).toEqual(
          kept.map(({ clockId, level, alertId }) => `${clockId}#${level}#${alertId}`).sort(),
        );
      }
    }),
    { numRuns: 300 },
  );
  expect(seen.takenBack).toBeGreaterThan(20);
  expect(seen.withdrawn).toBeGreaterThan(100);
  expect(seen.raised.size).toBeGreaterThanOrEqual(9);
});
