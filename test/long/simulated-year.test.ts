import { afterAll, beforeAll, expect, test } from "vitest";
import { client, type Client, type Host, startHost } from "../support/host.ts";
import { figuresOf } from "../support/simulated-year/figures.ts";
import type { ExpectedAlert } from "../support/simulated-year/ledger.ts";
import { planYear, type YearSize } from "../support/simulated-year/plan.ts";
import { YearPlay } from "../support/simulated-year/play.ts";
import { plus } from "../support/simulated-year/working-days.ts";

/**
 * A year of the platform: every working day agencies send files, report where they published, answer triggers, early, late or
 * never. In the end alerts and figures are those of a ledger that was kept beside, in plain loops. `SIMULATED_YEAR=spring` or
 * `turn` plays two months of it.
 */

const full: YearSize = { agencies: 20, decisions: 5_000, from: "2026-01-05", until: "2027-01-15" };
/** Two months of it: over Spring Festival, or over the year's end. */
const parts: Readonly<Record<string, YearSize>> = {
  spring: { agencies: 3, decisions: 200, from: "2026-01-26", until: "2026-03-20" },
  turn: { agencies: 3, decisions: 200, from: "2026-12-01", until: "2027-01-22" },
};
const size = parts[process.env["SIMULATED_YEAR"] ?? ""] ?? full;
const plan = planYear(size);
const today = plus(plan.days.at(-1) ?? "", 1);
const months = [...new Set(plan.days.map((day) => day.slice(0, 7)))];

let host: Host;
let xinheng: Client;
let play: YearPlay;
let played = false;
beforeAll(async () => {
  host = await startHost({ clock: `${size.from}T08:00:00+08:00` });
  xinheng = client(host.url);
  await xinheng.registerAgencies();
  play = new YearPlay(plan, xinheng);
}, 300_000);
afterAll(async () => {
  await host.stop();
  host.clean();
});

const office = { as: "credit-office" };

test(`${size.agencies} agencies, ${size.decisions} decisions, from ${size.from} to ${size.until}: every row, report and answer is taken as it must be`, async () => {
  const began = performance.now();
  await play.run((line) => {
    console.log(`${line} (${Math.round((performance.now() - began) / 1000)} s)`);
  });
  played = true;
  const queues = (await xinheng.get("/_local/queues")).body as { deadLetters?: boolean; visible: number }[];
  expect(queues.filter(({ deadLetters, visible }) => deadLetters && visible > 0)).toEqual([]);
});

interface RaisedAlert {
  readonly alertId: string;
  readonly level: string;
  readonly kind: string;
  readonly agencyId: string;
  readonly disclosureId?: string;
  readonly triggerId?: string;
  readonly entryId?: string;
  readonly raisedAt: string;
  readonly dueOn: string;
  readonly withdrawnAt?: string;
}

test("one alert for each clock and level, on its day, and no other", async () => {
  expect(played).toBe(true);
  const raised: string[] = [];
  const ids = new Set<string>();
  for (const month of months)
    for (const alert of (await xinheng.all(`/v1/alerts?month=${month}&limit=200`, office)) as RaisedAlert[]) {
      const about = alert.disclosureId ?? alert.triggerId ?? alert.entryId ?? "";
      raised.push(
        [
          alert.raisedAt.slice(0, 10),
          alert.level,
          alert.kind,
          alert.agencyId,
          alert.dueOn,
          about,
          alert.withdrawnAt !== undefined,
        ].join(" "),
      );
      ids.add(alert.alertId);
    }
  const line = ({ raisedOn, level, kind, agency, dueOn, about, withdrawn }: ExpectedAlert): string =>
    [raisedOn, level, kind, agency, dueOn, about, withdrawn].join(" ");
  const expected = play.ledger.alerts.map(line).sort();
  console.log(`${expected.length} alerts`, counted(play.ledger.alerts.map(({ kind, level }) => `${kind} ${level}`)));
  const [known, wanted] = [new Set(raised), new Set(expected)];
  expect({
    missing: expected.filter((each) => !known.has(each)).slice(0, 20),
    tooMany: raised.filter((each) => !wanted.has(each)).slice(0, 20),
  }).toEqual({ missing: [], tooMany: [] });
  expect(raised.toSorted()).toEqual(expected);
  expect(ids.size).toBe(raised.length);
});

const counted = (words: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const word of words.toSorted()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
};

interface ListedClock {
  readonly kind: string;
  readonly agencyId: string;
  readonly status: string;
  readonly dueOn: string;
  readonly entryId?: string;
  readonly triggerId?: string;
  readonly disclosureId?: string;
}

const lineOf = ({ kind, agencyId, status, dueOn, disclosureId, triggerId, entryId }: ListedClock): string =>
  [kind, agencyId, status, dueOn, disclosureId ?? triggerId ?? entryId].join(" ");

test("the office's list of clocks has what is open, as it stands", async () => {
  expect(played).toBe(true);
  const listed = (await xinheng.all("/v1/clocks?limit=200", office)) as ListedClock[];
  const line = listed.map(lineOf);
  const expected = play.ledger
    .duties(today)
    .filter(({ metOn }) => metOn === undefined)
    .map(({ kind, agency, status, dueOn, about }) => [kind, agency, status, dueOn, about].join(" "));
  expect(line.toSorted()).toEqual(expected.toSorted());
});

test("what is over is found by the month in which it began", async () => {
  expect(played).toBe(true);
  const reportedAtOnce = new Set(play.reportedAtOnce);
  const over = play.ledger
    .duties(today)
    .filter(({ metOn, about, status }) => metOn !== undefined && !(status === "met" && reportedAtOnce.has(about)));
  for (const month of [...new Set(over.map(({ startedOn }) => startedOn.slice(0, 7)))])
    for (const status of ["met", "missed"]) {
      const listed = (await xinheng.all(
        `/v1/clocks?status=${status}&month=${month}&limit=200`,
        office,
      )) as ListedClock[];
      const wanted = over.filter((duty) => duty.status === status && duty.startedOn.startsWith(month));
      expect(listed.map(lineOf).toSorted(), `${status} ${month}`).toEqual(
        wanted
          .map(({ kind, agency, status, dueOn, about }) => [kind, agency, status, dueOn, about].join(" "))
          .toSorted(),
      );
    }
});

interface ListedAct {
  readonly disclosureId: string;
  readonly late: boolean;
  readonly compliant: boolean;
  readonly clocks: readonly { readonly kind: string; readonly dueOn: string; readonly status: string }[];
}

test("every act stands in the list of its agency and month, in time or late, each clock as it must be", async () => {
  expect(played).toBe(true);
  const expected = new Map<string, string[]>();
  for (const { about, kind, dueOn, status } of play.ledger.duties(today))
    if (play.ledger.acts.has(about))
      expected.set(about, [...(expected.get(about) ?? []), [kind, dueOn, status].join(" ")]);
  for (const { agencyId } of plan.authorities)
    for (const month of months) {
      const path = `/v1/disclosures?agency=${agencyId}&month=${month}&limit=200`;
      const acts = ((await xinheng.all(path, office)) as ListedAct[]).map(({ disclosureId, late, compliant, clocks }) =>
        [
          disclosureId,
          late,
          compliant,
          ...clocks.map(({ kind, dueOn, status }) => [kind, dueOn, status].join(" ")),
        ].join(" "),
      );
      const wanted = [...play.ledger.acts.values()]
        .filter((act) => act.agency === agencyId && act.takenOn.startsWith(month))
        .map((act) => {
          const late = play.ledger.isLate(act);
          return [act.id, late, !late, ...(expected.get(act.id) ?? [])].join(" ");
        });
      expect(acts.toSorted(), `${agencyId} ${month}`).toEqual(wanted.toSorted());
    }
});

test("the figures of every agency and month are those counted anew", async () => {
  expect(played).toBe(true);
  const { ledger } = play;
  const agencies = [...new Set(ledger.duties(today).map(({ agency }) => agency))].sort();
  for (const month of months) {
    const told = (await xinheng.all(`/v1/compliance?month=${month}&limit=200`, office)) as { agencyId: string }[];
    const known = new Map(told.map((figures) => [figures.agencyId, figures]));
    for (const agency of agencies) {
      const wanted = figuresOf(ledger, agency, month, today);
      // An agency of which nothing was ever counted is not in the list; asked for by itself it has figures of nought.
      const figures = known.get(agency) ?? (await xinheng.get(`/v1/compliance/${agency}?month=${month}`, office)).body;
      expect(figures, `${agency} ${month}`).toMatchObject(wanted);
    }
  }
});

test("the city's indicators are those of everything together (E 二(三))", async () => {
  expect(played).toBe(true);
  const { ledger } = play;
  for (const month of months) {
    const taken = [...ledger.acts.values()].filter(({ takenOn }) => takenOn.startsWith(month));
    const rows = taken.length + ledger.refusals.filter(({ on }) => on.startsWith(month)).length;
    const inTime = taken.filter((act) => !ledger.isLate(act)).length;
    const reports = ledger.duties(today).filter(({ kind, metOn }) => kind === "listReport" && metOn !== undefined);
    const { body } = await xinheng.get(`/v1/indicators?month=${month}`, office);
    const told = new Map(
      (body.indicators as { number: number; value: number | null }[]).map((each) => [each.number, each.value]),
    );
    expect([told.get(2), told.get(4)], month).toEqual([
      ledger.acts.size + reports.length,
      rows === 0 ? null : expect.closeTo(inTime / rows, 4),
    ]);
  }
});
