import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DisclosureContent } from "../../events/disclosure-parts.ts";
import { type DisclosureEvent, disclosureEvent } from "../../events/disclosures.ts";
import { isRunning } from "../../shared/domain/clock/clock.ts";
import { decideDispute, type DisputeCommand } from "../../shared/domain/disclosure/command.ts";
import { type Decided, report, reportPublication } from "../../shared/domain/disclosure/decide.ts";
import {
  alertsOf,
  type Disclosure,
  dueOn,
  isContested,
  isPublicOn,
} from "../../shared/domain/disclosure/disclosure.ts";
import { evolve } from "../../shared/domain/disclosure/evolve.ts";
import { isObjectionStep, objectionFactOf } from "../../shared/domain/disclosure/facts.ts";
import { filedRepairOf, repairableOf } from "../../shared/domain/disclosure/repair.ts";
import {
  type DisclosureCommandName,
  disclosureCommands,
  type DisclosureState,
  disclosureStates,
  disclosureTransitions,
  standsAgainst,
  stateOf,
} from "../../shared/domain/disclosure/transitions.ts";
import { withdrawPublication } from "../../shared/domain/disclosure/withdraw-publication.ts";
import { evolveObjection, type Objection } from "../../shared/domain/objection/objection.ts";
import { eligibilityOf } from "../../shared/domain/repair/eligibility.ts";
import { addDays } from "../../shared/kernel/local-date.ts";
import { shippedDisclosureBook } from "../../shared/policy/shipped-rulebook.ts";
import { calendar, officer, usccNo } from "../support/house.ts";

const book = shippedDisclosureBook();
const disclosureId = "dis_00000000000000000000000001";
const content: DisclosureContent = {
  act: "penalty",
  decisionNo: "衡市监处罚〔2026〕1号",
  decidedOn: "2026-07-20",
  authority: { agencyId: officer.agencyId, name: officer.name },
  party: { kind: "organisation", name: "衡川市第1制造有限公司", uscc: usccNo(1) },
  items: { CF_NR: "罚款1.2万元", CF_NR_FK: "1.2" },
  publicityEndsOn: "2027-07-19",
};
const today = "2026-11-23";
const by = { ...officer, officer: "周敏" };
const on = (day: string, { act, decidedOn } = content) => ({
  today: day,
  rules: book({ act, decidedOn, on: day }),
  calendar,
  by,
});

interface Life {
  readonly events: readonly DisclosureEvent[];
  readonly disclosure: Disclosure | undefined;
  readonly objections: ReadonlyMap<string, Objection>;
}
const empty: Life = { events: [], disclosure: undefined, objections: new Map() };

/** The life after a decision; a refusal or nothing new leaves it. */
const after = (life: Life, decided: Decided): Life => {
  if (!decided.ok || !decided.value) return life;
  const event = disclosureEvent.parse({
    disclosureId,
    revision: life.events.length + 1,
    at: "2026-11-23T09:00:00.000+08:00",
    by,
    policyVersion: "repair-2026@1",
    correlationId: "test",
    ...decided.value,
  });
  const objections = new Map(life.objections);
  if (isObjectionStep(event)) {
    const { objectionId } = event.data;
    objections.set(objectionId, evolveObjection(objections.get(objectionId), objectionFactOf(event)));
  }
  return { events: [...life.events, event], disclosure: evolve(life.disclosure, event), objections };
};
const sure = (decided: Decided): Decided => {
  if (!decided.ok) throw new Error(JSON.stringify(decided.refusal));
  return decided;
};

const changed: DisclosureContent = { ...content, items: { CF_NR: "罚款1.1万元", CF_NR_FK: "1.1" } };
const application: DisputeCommand = {
  name: "applyForRepair",
  applicant: { name: "陈国栋", capacity: "legalRepresentative" },
  steps: [
    { step: "rectification", evidence: [{ title: "整改验收意见" }] },
    { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
  ],
  commitment: { by: "陈国栋", on: "2026-11-20" },
};
type Ground = "facts" | "basis" | "severity";
const filing = (ground: Ground) => ({ origin: "subject" as const, ground, text: "货值金额有误。", evidence: [] });

const page = "https://scjg.hengchuan.example/xzcf/1";

/** One command on a life; objections and applications are the last there are. */
const act = (life: Life, name: DisclosureCommandName, day = today, how: Partial<How> = {}): Decided => {
  const { ground = "facts", outcome = "rejected", text = "1.1" } = how;
  const { disclosure } = life;
  if (name === "report") {
    const items = { CF_NR: `罚款${text}万元`, CF_NR_FK: text };
    return report(disclosure, { disclosureId, content: { ...content, items } }, on(day));
  }
  if (!disclosure) throw new Error("an act begins with its row");
  const objection = [...life.objections.values()].findLast(
    ({ objectionId }) => disclosure.openObjections?.includes(objectionId) ?? false,
  );
  const any = objection ?? [...life.objections.values()].at(-1) ?? strange;
  const repairId = disclosure.repairCase?.repairId ?? "rep_none";
  const commands: Readonly<
    Record<Exclude<DisclosureCommandName, "report" | "reportPublication" | "withdrawPublication">, DisputeCommand>
  > = {
    fileObjection: { name: "fileObjection", filing: filing(ground), earlier: [...life.objections.values()] },
    verifyObjection: { name: "verifyObjection", objection: any, finding: "confirmed", text: "属实。", evidence: [] },
    closeObjection: { name: "closeObjection", objection: any, outcome, reason: "已核实。" },
    applyForRepair: application,
    checkRepair: { name: "checkRepair", repairId, missing: [] },
    approveRepair: { name: "approveRepair", repairId },
    refuseRepair: { name: "refuseRepair", repairId, reason: "未整改到位" },
    withdrawRepair: { name: "withdrawRepair", repairId },
  };
  const [channel, publishedOn] = [how.channel ?? "agencySite", "2026-07-22"] as const;
  if (name === "reportPublication")
    return reportPublication(disclosure, { channel, publishedOn, address: page }, on(day));
  return name === "withdrawPublication"
    ? withdrawPublication(disclosure, { which: { channel, publishedOn }, reason: "日期录入有误" }, on(day))
    : decideDispute(disclosure, commands[name], on(day));
};
interface How {
  readonly ground: Ground;
  readonly outcome: "rejected" | "upheld" | "corrected" | "withdrawn";
  readonly text: string;
  readonly channel: "agencySite" | "other";
}
const strange: Objection = {
  objectionId: `${disclosureId}.${"0".repeat(26)}`,
  about: { kind: "disclosure", id: disclosureId },
  origin: "subject",
  ground: "other",
  text: "x",
  evidence: [],
  filedBy: content.authority,
  filedOn: today,
  clock: {
    clockId: "x",
    kind: "objectionVerification",
    agencyId: officer.agencyId,
    startedOn: today,
    warnOn: today,
    dueOn: today,
    provisional: false,
  },
  version: 1,
};

const walk = (...steps: readonly (readonly [DisclosureCommandName, Partial<How>?])[]): Life =>
  steps.reduce((life, [name, how]) => after(life, sure(act(life, name, today, how))), empty);
const recorded = ["report", { text: "1.2" }] as const;
/** Every state; with an application that its authority has, wherever there may be one. */
const lives: Readonly<Record<DisclosureState, Life>> = {
  none: empty,
  public: walk(recorded),
  contested: walk(recorded, ["fileObjection"]),
  takenDown: walk(recorded, ["fileObjection"], ["applyForRepair"], ["checkRepair"], ["approveRepair"]),
};

/** Written beside the table, not from it. */
const allowed: Readonly<Record<DisclosureState, readonly DisclosureCommandName[]>> = {
  none: ["report"],
  public: [
    ...(["report", "reportPublication", "withdrawPublication", "fileObjection", "applyForRepair"] as const),
    ...(["checkRepair", "approveRepair", "refuseRepair", "withdrawRepair"] as const),
  ],
  contested: disclosureCommands,
  takenDown: ["fileObjection", "verifyObjection", "closeObjection"],
};

describe("the transition table of an act", () => {
  test("has every pair that is allowed, once", () => {
    const pairs = disclosureTransitions.map(({ from, command }) => `${from} ${command}`);
    expect([...pairs].sort()).toEqual(
      disclosureStates.flatMap((from) => allowed[from].map((command) => `${from} ${command}`)).sort(),
    );
  });

  test.each(disclosureStates.flatMap((from) => disclosureCommands.map((command) => [from, command] as const)))(
    "%s × %s is as the table says",
    (from, command) => {
      if (from === "none" && command !== "report") {
        expect(standsAgainst(from, command)?.code).toBe("disclosure.unknown");
        return;
      }
      const needsCase = ["checkRepair", "approveRepair", "refuseRepair", "withdrawRepair"].includes(command);
      const decides = command === "approveRepair" || command === "refuseRepair";
      let life = lives[from];
      expect(stateOf(life.disclosure)).toBe(from);
      if (needsCase && from !== "takenDown") {
        life = after(life, sure(act(life, "applyForRepair")));
        if (decides) life = after(life, sure(act(life, "checkRepair")));
      }
      if (command === "withdrawPublication" && from !== "takenDown")
        life = after(life, sure(act(life, "reportPublication")));
      // Whoever decides is its own provider, so that a rejection need not wait for a finding.
      const decided = act(life, command, today, { ground: from === "public" ? "facts" : "basis" });
      const row = disclosureTransitions.find((each) => each.from === from && each.command === command);
      if (!row) {
        if (decided.ok) throw new Error("it is not in the table");
        expect(decided.refusal.code).toMatch(/^(disclosure\.takenDown|objection\.closed|repair\.closed)$/);
        expect(decided.refusal.detail.length).toBeGreaterThan(5);
        return;
      }
      expect(row.to).toContain(stateOf(after(life, sure(decided)).disclosure));
    },
  );
});

describe("A §22: an act that is contested", () => {
  const contested = lives.contested;
  const state = (life: Life): Disclosure => {
    if (!life.disclosure) throw new Error("there is an act");
    return life.disclosure;
  };

  test("stays public and says so, its agency's clock runs; rejected, it is as it was", () => {
    const open = state(contested);
    expect([isPublicOn(open, today), isContested(open)]).toEqual([true, true]);
    expect(open.clocks.at(-1)).toMatchObject({
      kind: "objectionVerification",
      agencyId: officer.agencyId,
      dueOn: "2026-12-07",
    });
    const rejected = state(after(contested, sure(act(contested, "closeObjection"))));
    expect(rejected).toEqual({ ...state(lives.public), version: 3 });
  });

  test("is taken down for good when one of several is upheld, and nothing is left to decide", () => {
    const two = after(contested, sure(act(contested, "fileObjection", today, { ground: "basis" })));
    expect(state(two).openObjections).toHaveLength(2);
    const upheld = after(two, sure(act(two, "closeObjection", today, { outcome: "upheld" })));
    expect(state(upheld)).toMatchObject({ takenDown: { on: today, reason: "error" } });
    expect(isPublicOn(state(upheld), today)).toBe(false);
    expect(state(upheld).clocks.filter(isRunning)).toEqual([]);
    for (const name of ["verifyObjection", "closeObjection"] as const)
      expect(act(upheld, name)).toMatchObject({ refusal: { code: "objection.closed" } });
    expect(act(upheld, "fileObjection", today, { ground: "severity" })).toMatchObject({
      refusal: { code: "objection.settled" },
    });
    expect(act(upheld, "report", today, { text: "9" })).toMatchObject({ refusal: { code: "disclosure.takenDown" } });
    // The row that it stands in came again.
    expect(act(upheld, "report", today, { text: "1.2" })).toEqual({ ok: true, value: undefined });
  });

  test("is closed as corrected once its agency has reported the corrected row, not before", () => {
    const corrected = { outcome: "corrected" } as const;
    expect(act(contested, "closeObjection", today, corrected)).toMatchObject({
      refusal: { code: "objection.notCorrected" },
    });
    const mended = after(contested, sure(act(contested, "report", today, { text: "1.1" })));
    expect(state(mended)).toMatchObject({ items: changed.items, openObjections: [expect.anything()] });
    const closed = after(mended, sure(act(mended, "closeObjection", today, corrected)));
    expect(stateOf(closed.disclosure)).toBe("public");
    expect(state(closed).mended).toBeUndefined();
    expect(closed.events.map(({ type }) => type)).toEqual([
      "disclosure-recorded",
      "disclosure-objection-filed",
      "disclosure-corrected",
      "disclosure-objection-closed",
    ]);
  });

  test("again on the same ground is refused while it is open, and once decided without new evidence", () => {
    expect(act(contested, "fileObjection")).toMatchObject({ refusal: { code: "objection.open" } });
    const rejected = after(contested, sure(act(contested, "closeObjection")));
    expect(act(rejected, "fileObjection")).toMatchObject({ refusal: { code: "objection.decided" } });
  });
});

describe("Order 36: an early end of a penalty's publicity", () => {
  const eligible = (disclosure: Disclosure, day: string) => {
    const { act, decidedOn } = disclosure;
    return eligibilityOf(repairableOf(disclosure, book({ act, decidedOn, on: day }), day), day);
  };
  const penalty = (publicityEndsOn: string, day = today): Disclosure => {
    const decided = report(undefined, { disclosureId, content: { ...content, publicityEndsOn } }, on(day));
    const { disclosure } = after(empty, sure(decided));
    if (!disclosure) throw new Error("it was recorded");
    return disclosure;
  };

  test("is possible from when policy says for as grave a conduct as its publicity shows", () => {
    expect(eligible(penalty("2027-07-19"), "2026-10-19")).toMatchObject({
      eligible: false,
      earliestOn: "2026-10-20",
      reasons: [{ code: "repair.tooEarly" }],
    });
    expect(eligible(penalty("2027-07-19"), "2026-10-20")).toMatchObject({
      eligible: true,
      steps: ["rectification", "obligations", "commitment"],
    });
    // Longer than general conduct may be public: a year has to pass.
    expect(eligible(penalty("2029-07-19"), "2027-07-19")).toMatchObject({ eligible: false, earliestOn: "2027-07-20" });
    expect(eligible(penalty("2029-07-19"), "2027-07-20")).toMatchObject({ eligible: true });
    // As short as only minor conduct is: at once, once the obligations are met.
    expect(eligible(penalty("2026-12-20"), "2026-11-23")).toMatchObject({ earliestOn: "2026-10-20" });
    expect(eligible(penalty("2026-10-19", "2026-07-22"), "2026-09-01")).toMatchObject({
      eligible: true,
      earliestOn: "2026-07-20",
      steps: ["obligations"],
    });
  });

  test("is nothing for a permit, with a code and the way on", () => {
    const permit = { ...penalty("2027-07-19"), act: "permit" as const };
    expect(eligible(permit, today).reasons).toMatchObject([{ code: "repair.notPenalty" }]);
    expect(decideDispute(permit, application, on(today))).toMatchObject({ refusal: { code: "repair.notPenalty" } });
  });

  test("takes it down with the approval, and an objection survives that", () => {
    const down = lives.takenDown.disclosure;
    if (!down) throw new Error("there is an act");
    expect(down).toMatchObject({ takenDown: { on: today, reason: "repaired" }, repairCase: { status: "approved" } });
    expect(down.openObjections).toHaveLength(1);
    expect(down.clocks.filter(isRunning).map(({ kind }) => kind)).toEqual(["objectionVerification"]);
    const upheld = after(lives.takenDown, sure(act(lives.takenDown, "closeObjection", today, { outcome: "upheld" })));
    expect(upheld.disclosure?.takenDown).toEqual({ on: today, reason: "error" });
    expect(act(lives.takenDown, "closeObjection", today, { outcome: "corrected" })).toMatchObject({
      refusal: { code: "objection.notCorrectable" },
    });
  });

  test("leaves no clock behind when another is filed: one may apply without end, and an act is one item", () => {
    const again = walk(recorded, ["applyForRepair"], ["checkRepair"], ["refuseRepair"], ["applyForRepair"]);
    const { repairCase, clocks = [] } = again.disclosure ?? {};
    expect(clocks.filter(({ kind }) => kind.startsWith("repair")).map(({ clockId }) => clockId)).toEqual([
      `${repairCase?.repairId}.repairCheck`,
    ]);
  });

  test("is over with the publicity: no alert is raised for it after the last day", () => {
    const life = walk(recorded, ["applyForRepair"]);
    const disclosure = { ...(life.disclosure as Disclosure), publicityEndsOn: "2026-12-05" };
    const said = disclosure.clocks
      .filter(({ kind }) => kind === "disclosurePublication")
      .map(({ clockId }) => `${clockId}#escalated#alr_1`);
    const at = (day: string) =>
      alertsOf(disclosure, { upTo: day, said }, new Date("2026-12-20T00:05:00+08:00")).map(({ level }) => level);
    expect(dueOn(disclosure, said)).toBe("2026-12-02");
    expect([at("2026-12-02"), at("2026-12-20")]).toEqual([["dueSoon"], ["dueSoon"]]);
    expect(dueOn({ ...disclosure, publicityEndsOn: "2026-12-01" }, said)).toBeUndefined();
  });
});

test("A §22: taken back after its finding an objection was answered; taken back before, it was not", () => {
  const facts = { ground: "facts" } as const;
  const back = ["closeObjection", { outcome: "withdrawn" }] as const;
  const before = walk(recorded, ["fileObjection", facts], back);
  expect(act(before, "fileObjection", today, facts).ok).toBe(true);
  const found = walk(recorded, ["fileObjection", facts], ["verifyObjection"], back);
  expect(act(found, "fileObjection", today, facts)).toMatchObject({ refusal: { code: "objection.decided" } });
  expect(act(found, "fileObjection", today, { ground: "basis" }).ok).toBe(true);
});

describe("whatever is asked in whatever order", () => {
  const step = fc.record({
    name: fc.constantFrom(...disclosureCommands),
    days: fc.nat(40),
    ground: fc.constantFrom("facts", "basis", "severity"),
    outcome: fc.constantFrom("rejected", "upheld", "corrected", "withdrawn"),
    text: fc.constantFrom("1.1", "1.2", "1.3"),
    channel: fc.constantFrom("agencySite", "other"),
  } as const);

  test("state replayed is state stored, nothing is public after it was taken down, and no refusal is without a way on", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        let life = lives.public;
        let day = today;
        for (const { name, days, ...how } of steps) {
          day = addDays(day, days);
          const before = life.disclosure;
          const decided = act(life, name, day, how);
          if (!decided.ok) {
            expect(decided.refusal.code).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
            expect(decided.refusal.detail).toMatch(/ \/ |; /);
            continue;
          }
          life = after(life, decided);
          const now = life.disclosure as Disclosure;
          expect(life.events.reduce<Disclosure | undefined>(evolve, undefined)).toEqual(now);
          // For good: what was down stays down, whoever reports what.
          if (before?.takenDown) expect(now.takenDown).toBeDefined();
          if (now.takenDown) expect(isPublicOn(now, now.takenDown.on)).toBe(false);
          // Contested exactly while something is open, and every open one has its clock.
          const open = now.openObjections ?? [];
          const clocks = now.clocks.filter(({ kind }) => kind === "objectionVerification");
          expect(clocks.map(({ clockId }) => clockId.split(".").slice(0, 2).join("."))).toEqual(open);
          for (const objectionId of open) expect(life.objections.get(objectionId)?.closed).toBeUndefined();
          const filed = filedRepairOf(now, on(day).rules.severity);
          const running = now.clocks.filter((clock) => clock.kind.startsWith("repair") && isRunning(clock));
          expect(running.length).toBe(filed && ["applied", "accepted"].includes(filed.status) ? 1 : 0);
        }
      }),
      { numRuns: 400 },
    );
  });
});
