import fc from "fast-check";
import * as acts from "../../../shared/app/objection/contest-acts.ts";
import type { EntryCommand } from "../../../shared/domain/entry/command.ts";
import {
  change,
  type Contest,
  changedStandard,
  contest,
  endMeasures,
  filing,
  moveClocks,
  onOne,
  organisation,
  person,
  plain,
  repairing,
  retirement,
  slots,
  stay,
  submission,
  sweep,
} from "./steps.ts";

/**
 * Lives of one subject: commands on 5 entries of all three lists, each by one of two officers, days apart; some prepared so
 * that what comes after finds something.
 */

export const onward = (slot: number): EntryCommand[] => [
  { name: "report" },
  // The office publishes red entries, by another officer.
  ...(slots[slot] === "red" ? [] : [{ name: "publish", by: "policy" } as const]),
];
const step = fc.record({
  act: fc.oneof(
    { weight: 2, arbitrary: submission },
    { weight: 3, arbitrary: fc.record({ slot: fc.nat(slots.length - 1), command: plain }) },
    { weight: 3, arbitrary: fc.record({ slot: fc.nat(slots.length - 1), contest }) },
    { weight: 1, arbitrary: fc.record({ slot: fc.nat(slots.length - 1), sweep }) },
    { weight: 1, arbitrary: fc.record({ slot: fc.nat(slots.length - 1), retires: fc.nat(9) }) },
    { weight: 1, arbitrary: fc.record({ slot: fc.nat(slots.length - 1), change }) },
  ),
  wait: fc.oneof(
    { weight: 4, arbitrary: fc.nat(2) },
    { weight: 3, arbitrary: fc.integer({ min: 7, max: 12 }) },
    { weight: 2, arbitrary: fc.nat(300) },
  ),
  /** A determination goes on to its report and its publication at once. */
  through: fc.boolean(),
  officer: fc.constantFrom("周敏", "吴越"),
});
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const at = (slot: number, contest: Contest, wait = 0, officer: Step["officer"] = "周敏"): Step => ({
  act: { slot, contest },
  wait,
  through: false,
  officer,
});
/** Listings with all their papers, as far as they go by themselves, so that the steps after them find something. */
const prelude = submission.map((each): Step[] => [
  { act: { ...each, elsewhere: true, papers: true }, wait: 0, through: true, officer: "周敏" },
  {
    act: { slot: each.slot, command: () => ({ name: "publish", by: "office" }) },
    wait: 0,
    through: false,
    officer: "吴越",
  },
]);
/** A proposal that is taken through its notices as far as its determination, or as its time has come. */
const noticed = fc
  .record({
    each: submission,
    wait: fc.constantFrom(3, 12, 12, 12),
    says: fc.constantFrom("nothing", "answered", "unanswered"),
    told: fc.constantFrom(true, true, false),
    shown: fc.constantFrom(true, true, false),
    /** Somebody objects meanwhile: who was noticed can still be heard. */
    objects: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: filing }),
    ends: fc.constantFrom(undefined, undefined, undefined, "withdrawn", "annulled"),
  })
  .map(({ each, wait, says, told, shown, objects, ends }): Step[] => {
    const one = (command: (today: string) => EntryCommand, later = 0): Step => ({
      act: { slot: each.slot, command },
      wait: later,
      through: true,
      officer: "周敏",
    });
    return [
      {
        act: { ...each, lasts: each.lasts + 30, elsewhere: false, papers: false },
        wait: 0,
        through: false,
        officer: "周敏",
      },
      ...(told
        ? [
            one((today) => ({
              name: "servePriorNotice",
              servedOn: today,
              method: "direct",
              evidence: [{ title: "回证" }],
            })),
          ]
        : []),
      ...(shown ? [one(() => ({ name: "openPublicNotice" }))] : []),
      ...(says === "nothing" ? [] : [one((today) => ({ name: "recordStatement", receivedOn: today, text: "不服。" }))]),
      ...(says === "answered" ? [one(() => ({ name: "answerStatement", adopted: false, answer: "不予采纳。" }))] : []),
      ...(objects ? [at(each.slot, () => acts.fileObjection({ ...objects, text: "不实。" }))] : []),
      one(() => (ends ? { name: "withdraw", reason: ends } : { name: "determine" }), wait),
      // The same officer once more: where the office publishes, another has to.
      one(() => ({ name: "publish", by: "office" })),
    ];
  });
/** A public body's listing, and the letter to its superior unit; sent again it is refused. */
const written = prelude.map((listed): Step[] => {
  const letter: Step = {
    act: {
      slot: 0,
      command: (today) => ({ name: "notifySuperiorUnit", sentOn: today, documentNo: "衡信办函〔2026〕5号" }),
    },
    wait: 1,
    through: false,
    officer: "周敏",
  };
  return [
    ...listed.map((each) => ({
      ...each,
      act: { ...each.act, slot: 0, superior: "letter" as const, severity: "serious" as const },
    })),
    letter,
    letter,
  ];
});
/** A proposal that nobody takes further until it lapses. */
const forgotten = submission.map((each): Step[] => [
  { act: { ...each, elsewhere: false }, wait: 0, through: false, officer: "周敏" },
  { act: { slot: each.slot, command: () => ({ name: "lapse" }) }, wait: 120, through: false, officer: "周敏" },
]);
/** A listing and an application for its repair, as far as it goes. */
const repair = fc
  .record({
    listed: prelude,
    first: fc.constantFrom(0, 60, 90, 120),
    waits: fc.array(fc.nat(20), { minLength: 3, maxLength: 3 }),
    // Applied for once more instead, nobody has checked it when it is to be decided.
    then: fc.constantFrom(
      ...[repairing.pass, repairing.pass, repairing.pass, repairing.giveBack, repairing.takeBack, repairing.apply],
    ),
    end: fc.constantFrom(repairing.approve, repairing.approve, repairing.refuse, changedStandard, repairing.pass),
  })
  .map(({ listed, first, waits, then, end }): typeof listed => [
    ...listed.map((each) =>
      "lasts" in each.act ? { ...each, act: { ...each.act, lasts: (each.act.lasts % 100) + 150 } } : each,
    ),
    ...[repairing.apply, repairing.apply, "sweep" as const, then, end].map((command, index) => {
      const slot = listed[0]?.act.slot ?? 0;
      return {
        act: command === "sweep" ? { slot, sweep: moveClocks(2) } : { slot, command },
        // Long enough that its earliest day may have come.
        wait: [first, 0, 0, waits[1], waits[2]][index] ?? 0,
        through: false,
        officer: "周敏" as const,
      };
    }),
  ]);
/** A listing, one of whose measures is retired and ends, before it proves an error: at once, or after it has gone. */
const outdated = fc
  .record({ listed: prelude, retirement, wait: fc.nat(40), expired: fc.boolean() })
  .map(({ listed, retirement: { retires, swept }, wait, expired }): Step[] => {
    const slot = listed[0]?.act.slot ?? 0;
    const one = (act: Step["act"], later = 0, officer: Step["officer"] = "周敏"): Step => ({
      act,
      wait: later,
      through: false,
      officer,
    });
    return [
      ...listed,
      one({ slot, retires }, wait),
      ...(swept ? [one({ slot, sweep: endMeasures })] : []),
      ...(expired ? [one({ slot, command: () => ({ name: "exit", reason: "standardChanged" }) }, wait)] : []),
      one({
        slot,
        contest: () => acts.fileObjection({ origin: "discovery", ground: "facts", evidence: [], text: "有误。" }),
      }),
      // One agency files and decides here: an error takes another officer.
      one(
        { slot, contest: onOne(0, (each) => acts.resolveObjection(each, { outcome: "upheld", reason: "核实。" })) },
        0,
        "吴越",
      ),
    ];
  });
/** An objection from its filing to its end, and once more on the same ground; mostly to what is there. */
const quarrel = fc
  .record({
    slot: fc.nat(slots.length - 1),
    filing,
    wait: fc.oneof(fc.nat(20), fc.integer({ min: 30, max: 400 })),
    outcome: fc.constantFrom("upheld", "rejected", "corrected"),
    heard: fc.constantFrom("not", "found", "late"),
    // One agency files and decides here: an error takes another officer, which some forget.
    decider: fc.constantFrom("吴越", "吴越", "吴越", "周敏"),
  })
  .map(({ slot, filing: each, wait, outcome, heard, decider }): Step[] => {
    const file: Contest = () => acts.fileObjection({ ...each, text: "不实。" });
    const resolution = { outcome, reason: "核实。", changes: { facts: "更正。" } } as const;
    return [
      at(slot, file, wait),
      ...(heard === "found"
        ? [
            at(
              slot,
              onOne(0, (one) => acts.verifyObjection(one, { finding: "confirmed", text: "核实。", evidence: [] })),
            ),
          ]
        : []),
      at(
        slot,
        onOne(0, (one) => acts.resolveObjection(one, resolution)),
        heard === "late" ? 30 : 0,
        decider,
      ),
      at(slot, file),
    ];
  });
/** A listing that its authority itself finds wrong: one officer proposes the end, and another agrees, or the same once more. */
const mistaken = fc
  .record({ listed: prelude, wait: fc.nat(20), second: fc.constantFrom("吴越", "吴越", "周敏") })
  .map(({ listed, wait, second }): Step[] => [
    ...listed,
    ...(["周敏", second] as const).map((officer) => ({
      act: {
        slot: listed[0]?.act.slot ?? 0,
        command: (): EntryCommand => ({ name: "exit", reason: "error", why: "有误" }),
      },
      wait,
      through: false,
      officer,
    })),
  ]);
/** An entry, stayed by a court or not, a black one that ends it, and an objection to that. */
const ended = (slot: number, escalates: boolean) =>
  fc.tuple(prelude, prelude, quarrel, fc.boolean()).map(([first, black, third, stayed]): Step[] => [
    ...first.map((each) => ({ ...each, act: { ...each.act, slot } })),
    ...(stayed ? [at(slot, stay)] : []),
    ...black.map((each) => ({
      ...each,
      act: { ...each.act, slot: 0, ...(escalates ? { escalates, severity: "serious" as const } : {}) },
    })),
    ...third.map((each) => ({ ...each, act: { ...each.act, slot: 0 } })),
  ]);
/** A red entry, and a black one over it. */
const overturned = ended(2, false);
/** A key-attention entry, and a black one that takes its place. */
const replaced = ended(4, true);
export const life = fc.record({
  who: fc.constantFrom(organisation, person),
  /** The agency that answers for the information, where that is not the authority. */
  provider: fc.constantFrom("authority", "authority", "tax"),
  /** 2017's policy has a key-attention entry follow a black one; the one of 2026 has not. */
  begins: fc.constantFrom("2026-11-20", "2026-11-20", "2024-03-04"),
  steps: fc
    .tuple(
      fc.oneof(
        { weight: 6, arbitrary: fc.array(prelude, { maxLength: 3 }) },
        { weight: 2, arbitrary: fc.oneof(noticed, noticed, noticed, written).map((each) => [each]) },
        { weight: 1, arbitrary: fc.oneof(overturned, replaced).map((each) => [each]) },
      ),
      fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: repair }),
      fc.array(
        fc.oneof(
          { weight: 9, arbitrary: step.map((each) => [each]) },
          { weight: 1, arbitrary: quarrel },
          { weight: 1, arbitrary: forgotten },
          { weight: 1, arbitrary: fc.oneof(outdated, outdated, outdated, mistaken) },
        ),
        {
          minLength: 1,
          maxLength: 7,
        },
      ),
    )
    .map(([before, repairs, after]) => [...before.flat(), ...repairs, ...after.flat()]),
});
export type Life = typeof life extends fc.Arbitrary<infer L> ? L : never;
