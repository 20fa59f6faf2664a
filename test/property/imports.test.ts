import { deepStrictEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSubjectEvent, type ExternalEvent, type SubjectEvent } from "../../events/catalogue.ts";
import { takeDecision } from "../../shared/app/entry/take-decision.ts";
import { contradictionsOf } from "../../shared/domain/external/contradiction.ts";
import { importEntry, withExternal } from "../../shared/domain/external/external.ts";
import { referencesOf } from "../../shared/domain/external/reference.ts";
import { replaySubject } from "../../shared/domain/history/replay.ts";
import type { Standing } from "../../shared/domain/subject/standing.ts";
import { addDays } from "../../shared/kernel/local-date.ts";
import type { StoredEntry } from "../../shared/ports/entries.ts";
import { calendar, catalogue, listing, officer, rulesFor } from "../support/house.ts";

/** Lists kept elsewhere beside our own (A §3): 20 rows and listings of one subject, checked against a second account. */

const importer = { agencyId: "credit-office", name: "信用办", clientId: "credit-office-client" };
const authority = { agencyId: officer.agencyId, name: officer.name };
const organisation = {
  kind: "organisation",
  name: listing(1).subject.name,
  uscc: listing(1).subject.uscc ?? "",
} as const;
const begins = "2026-11-20";
const at = (today: string) => new Date(`${today}T09:00:00+08:00`);

const row = fc.record({
  kind: fc.constant("row" as const),
  list: fc.constantFrom("red" as const, "black" as const, "keyAttention" as const),
  document: fc.nat(1),
  /** How many days old the edition is that the row is of. */
  age: fc.nat(4),
  lasts: fc.integer({ min: 0, max: 40 }),
  ends: fc.boolean(),
});
const own = fc.record({
  kind: fc.constant("own" as const),
  list: fc.constantFrom("red" as const, "red" as const, "black" as const),
  lasts: fc.integer({ min: 0, max: 40 }),
});
const steps = fc.array(fc.record({ wait: fc.nat(6), act: fc.oneof(row, row, own) }), { minLength: 1, maxLength: 20 });

/** The second account of an imported entry. */
interface Known {
  edition: string;
  validTo: string;
  over: boolean;
  list: string;
}

test("red is refused exactly while a black entry is in force, here or elsewhere; imports end nothing and are told of", () => {
  const seen = { refusedElsewhere: 0, told: 0, older: 0, back: 0 };
  fc.assert(
    fc.property(steps, (all) => {
      let today = begins;
      let standing: Standing = {
        identifier: "subject",
        subjectId: `sbj_${"b".repeat(26)}`,
        ...organisation,
        seq: 0,
        entries: [],
      };
      let stored: ReadonlyMap<string, StoredEntry> = new Map();
      const events: SubjectEvent[] = [];
      const account = new Map<string, Known>();
      const inForce = (list: string) =>
        [...account.values()].filter((each) => each.list === list && !each.over && each.validTo >= today);
      const active = (list: string) =>
        [...stored.values()].filter(
          ({ entry }) =>
            entry.list === list && !["exited", "abandoned"].includes(entry.state) && entry.validTo >= today,
        );

      all.forEach(({ wait, act }, index) => {
        today = addDays(today, wait);
        if (act.kind === "row") {
          const edition = addDays(today, -act.age);
          const validTo = addDays(today, act.lasts);
          const input = {
            list: act.list,
            subject: organisation,
            source: "全国信用信息共享平台",
            owner: "河东市税务局",
            documentNo: `${act.document}号`,
            edition,
            listedOn: addDays(edition, -1),
            validTo,
            ...(act.ends ? { endedOn: edition } : {}),
          };
          const key = `${act.list} ${act.document}`;
          const before = account.get(key);
          // What has run out is as good as forgotten.
          const known = before && before.validTo >= today ? before : undefined;
          const result = importEntry(standing, input, today);
          const changes = act.ends
            ? known !== undefined && !known.over && edition >= known.edition
            : known === undefined || (edition > known.edition && (known.over || known.validTo !== validTo));
          equal(result.ok && result.value.happening !== undefined, changes, JSON.stringify([input, known]));
          if (known && edition < known.edition) seen.older++;
          if (!result.ok || !result.value.happening) return;
          const event: ExternalEvent = {
            seq: standing.seq + 1,
            subjectId: standing.subjectId,
            entryId: result.value.externalId,
            at: `${today}T09:00:00+08:00`,
            by: importer,
            policyVersion: "repair-2026@1",
            correlationId: "imports",
            ...result.value.happening,
          };
          const told = contradictionsOf(standing, event, today);
          const fresh = !act.ends && (known === undefined || known.over);
          const against =
            act.list === "black" ? active("red") : act.list === "red" ? active("black") : ([] as readonly unknown[]);
          equal(told.length, fresh && against.length > 0 ? 1 : 0);
          deepStrictEqual(
            told.map(({ agencyId }) => agencyId),
            told.map(() => (act.list === "black" ? authority.agencyId : importer.agencyId)),
          );
          seen.told += told.length;
          if (fresh && known) seen.back++;
          if (act.ends && known) account.set(key, { ...known, edition, over: true });
          else account.set(key, { edition, validTo, over: false, list: act.list });
          const { entries } = standing;
          standing = withExternal(standing, event);
          deepStrictEqual(standing.entries, entries);
          events.push(event);
          // The same row once more changes nothing.
          const again = importEntry(standing, input, today);
          equal(again.ok && again.value.happening === undefined, true);
          return;
        }
        const { list } = act;
        const entryId = `ent_${String(index).padStart(26, "0")}`;
        const decided = takeDecision(
          { standing, entryId, others: stored },
          [
            {
              name: "submitDetermined",
              entryId,
              subject: organisation,
              authority,
              provider: authority,
              input: {
                ...listing(1),
                list,
                basis: { ...listing(1).basis, documentNo: `${index}号`, decidedOn: addDays(today, -40) },
                determinedOn: today,
                validTo: addDays(today, act.lasts),
                procedure: {
                  publicNotice: { opensOn: addDays(today, -30), endsOn: addDays(today, -15), channel: "门户网站" },
                },
              },
            },
          ],
          {
            today,
            rules: rulesFor({ determinedOn: today, severity: "serious", on: today }),
            calendar,
            catalogue,
          },
          { by: officer, at: at(today), correlationId: "imports" },
        );
        const elsewhere = inForce("black").length > 0;
        const barred = list === "red" && (elsewhere || active("black").length > 0);
        equal(decided.ok, !barred);
        if (!decided.ok) {
          equal(decided.refusal.code, "crossCheck.blackListed");
          if (elsewhere) seen.refusedElsewhere++;
          return;
        }
        const rewards = list === "black" ? inForce("red").length : 0;
        deepStrictEqual(
          (decided.value.contradictions ?? []).map(({ external, agencyId }) => [external.length, agencyId]),
          rewards > 0 ? [[rewards, importer.agencyId]] : [],
        );
        ({ standing } = decided.value);
        stored = new Map([
          ...stored,
          ...decided.value.entries.map((each) => [each.entry.entryId, { entry: each.entry, alerted: [] }] as const),
        ]);
        events.push(...decided.value.events);
      });

      equal(
        referencesOf(standing, today).length,
        [...account.values()].filter((each) => !each.over && each.validTo >= today).length,
      );
      const written = (JSON.parse(JSON.stringify(events)) as unknown[]).map(parseSubjectEvent);
      deepStrictEqual(
        JSON.parse(JSON.stringify(replaySubject(standing, written).standing)),
        JSON.parse(JSON.stringify(standing)) as unknown,
      );
    }),
    { numRuns: 3_000 },
  );
  for (const [what, count] of Object.entries(seen)) expect([what, count > 50]).toEqual([what, true]);
});
