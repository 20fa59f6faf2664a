import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { FigureTold } from "../../events/figure-told/v1.ts";
import { createFigureStore } from "../../shared/adapters/dynamodb/compliance/figures.ts";
import { readRecord } from "../../shared/adapters/dynamodb/items/records.ts";
import { countFigures } from "../../shared/app/compliance/count-figures.ts";
import { tellFigures } from "../../shared/app/compliance/tell-figures.ts";
import type { Clock } from "../../shared/domain/clock/clock.ts";
import { readDisclosure } from "../../shared/adapters/dynamodb/items/disclosure-items.ts";
import type { Disclosure } from "../../shared/domain/disclosure/disclosure.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { tables, type TableName } from "../../infra/stacks/tables.ts";
import type { TestEngine } from "./engine.ts";
import { calendar } from "./house.ts";

const outbox = ["decision", "feedback", "clockAlert", "figure"];

const everything = async ({ db, table }: TestEngine, name: TableName): Promise<Record<string, unknown>[]> => {
  const found: Record<string, unknown>[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await db.send(new ScanCommand({ TableName: table[name], ExclusiveStartKey: after }));
    found.push(...(page.Items ?? []));
    after = page.LastEvaluatedKey;
  } while (after);
  return found;
};

/** Everything that the streams of the tables ever had to tell of figures. */
export const toldOn = async (engine: TestEngine): Promise<FigureTold[]> => {
  const told: FigureTold[] = [];
  const tell = tellFigures((some) => {
    told.push(...some);
    return Promise.resolve([]);
  });
  for (const name of Object.keys(tables) as TableName[]) {
    const records = (await everything(engine, name)).filter(({ record }) => outbox.includes(String(record)));
    await tell(records.map((item) => readRecord(marshall(item, { removeUndefinedValues: true }))));
  }
  return told;
};

/** Counts what was told, some of it twice, out of order, by several workers at once; what fails comes again. */
export const countedOn = async (
  { db, table }: TestEngine,
  told: readonly FigureTold[],
  seed: number,
): Promise<void> => {
  const deps = { figures: createFigureStore(db, table.Figures), calendar: () => Promise.resolve(calendar) };
  const order = (n: number): number => (Math.imul(n + 1, 2_654_435_761) ^ Math.imul(seed, 40_503)) >>> 0;
  const shuffled = [...told, ...told.filter((_, n) => order(n) % 3 === 0)]
    .map((message, n) => ({ message, at: order(n) }))
    .sort((a, b) => a.at - b.at)
    .map(({ message }) => message);
  const work = async (batch: readonly FigureTold[], tries = 5): Promise<void> => {
    try {
      await countFigures(deps, batch);
    } catch (error) {
      if (tries === 0) throw error;
      await work(batch, tries - 1);
    }
  };
  const batches = Array.from({ length: Math.ceil(shuffled.length / 10) }, (_, n) =>
    shuffled.slice(n * 10, n * 10 + 10),
  );
  const lane = async (): Promise<void> => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) await work(batch);
  };
  await Promise.all([lane(), lane(), lane()]);
};

const reportingBack = ["triggerFeedback", "liftConfirmation", "restoreConfirmation"];

/** The figures of an agency counted again, by reading every record there is and by nothing that counts them else. */
export const recountOn = async (engine: TestEngine, agencyId: string, month: string, today: string) => {
  const disclosures = (await everything(engine, "Disclosures"))
    .flatMap((item) => (item["disclosure"] === undefined ? [] : [readDisclosure(item).disclosure]))
    .filter(({ authority }) => authority.agencyId === agencyId);
  const submissions = await everything(engine, "Intake");
  const kinds = new Map(submissions.filter(({ kind }) => kind !== undefined).map((item) => [item["pk"], item]));
  const refused = submissions
    .filter(({ pk, results }) => Array.isArray(results) && kinds.get(pk)?.["agencyId"] === agencyId)
    .filter(({ pk }) => ["penalties", "permits", "acts"].includes(String(kinds.get(pk)?.["kind"])))
    .filter(({ pk }) => String(kinds.get(pk)?.["receivedAt"]).startsWith(month))
    .flatMap(({ results }) => results as { outcome: string }[])
    .filter(({ outcome }) => outcome === "rejected").length;
  const reports = (await everything(engine, "Lists"))
    .flatMap(({ entry }) => (entry === undefined ? [] : [entry as Entry]))
    .flatMap(({ clocks, state, exitedOn = "" }) =>
      clocks
        .filter((clock) => clock.kind === "listReport" && clock.agencyId === agencyId)
        .map((clock) => ({ clock, gone: state === "abandoned", exitedOn })),
    );
  const feedback = (await everything(engine, "Triggers"))
    .filter((item) => item["agencyId"] === agencyId)
    .flatMap(({ clocks }) => (clocks ?? []) as Clock[])
    .filter(({ kind, dueOn }) => reportingBack.includes(kind) && dueOn.startsWith(month))
    .filter(({ metOn, stoppedOn, dueOn }) => metOn !== undefined || (stoppedOn ?? today) > dueOn);
  const inMonth = disclosures.filter(({ collectedOn }) => collectedOn.startsWith(month));
  const publication = (disclosure: Disclosure) =>
    disclosure.clocks.find(({ kind }) => kind === "disclosurePublication") as Clock;
  const published = inMonth.map(publication).filter(({ metOn }) => metOn !== undefined);
  const made = reports.filter(({ clock }) => clock.metOn?.startsWith(month) === true);
  const days = inMonth
    .map(({ decidedOn, collectedOn }) => calendar.between(decidedOn, collectedOn))
    .sort((a, b) => a - b);
  const middle = [days[Math.floor((days.length - 1) / 2)], days[Math.floor(days.length / 2)]];
  return {
    dualPublicity: {
      reported: inMonth.length + refused,
      refused,
      late: inMonth.filter(({ late }) => late).length,
      compliant: inMonth.filter(({ compliant }) => compliant).length,
      medianDays: days.length === 0 ? null : ((middle[0] ?? 0) + (middle[1] ?? 0)) / 2,
      publishedOnTime: published.filter(({ metOn = "", dueOn }) => metOn <= dueOn).length,
      publishedLate: published.filter(({ metOn = "", dueOn }) => metOn > dueOn).length,
      overdueNow: disclosures
        .filter(({ takenDown, publicityEndsOn }) => takenDown === undefined && publicityEndsOn >= today)
        .map(publication)
        .filter(({ metOn, dueOn }) => metOn === undefined && dueOn < today).length,
    },
    listReports: {
      reported: made.length,
      late: made.filter(({ clock: { metOn = "", dueOn } }) => metOn > dueOn).length,
      never: reports.filter(
        ({ clock, gone, exitedOn }) =>
          gone && clock.metOn === undefined && exitedOn > clock.dueOn && exitedOn.startsWith(month),
      ).length,
      overdueNow: reports.filter(({ clock, gone }) => !gone && clock.metOn === undefined && clock.dueOn < today).length,
    },
    feedback: {
      due: feedback.length,
      given: feedback.filter(({ metOn }) => metOn !== undefined).length,
      inTime: feedback.filter(({ metOn, dueOn }) => metOn !== undefined && metOn <= dueOn).length,
    },
  };
};
