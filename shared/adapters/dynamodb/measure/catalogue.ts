import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { actor } from "../../../../events/envelope.ts";
import { domain, listKind, localDateString, matter, severity } from "../../../../events/vocabulary.ts";
import type { Catalogue, Measure } from "../../../domain/measure/measure.ts";
import { versionName } from "../../../domain/measure/ended.ts";
import { type CalendarYear, effective, type YearArrangement } from "../../../domain/clock/calendar-year.ts";
import type { Mou } from "../../../domain/mou/mou.ts";
import type { CalendarState, KnownYears } from "../../../ports/calendar.ts";
import type { CatalogueReader, CatalogueState } from "../../../ports/catalogue.ts";
import { readAlone, type ReadItem } from "../db/read-item.ts";

/** Everything that a decision needs of the catalogue lies in one partition: its head and what overlays the shipped file. */
export const partition = "catalogue";
export const headKey = { pk: partition, sk: "head" };
const numbered = (version: number): string => String(version).padStart(5, "0");
export const measureKey = ({ measureId, version }: Measure) => ({
  pk: partition,
  sk: `measure#${measureId}#${numbered(version)}`,
});
export const mouKey = ({ mouId, version }: Mou) => ({ pk: partition, sk: `mou#${mouId}#${numbered(version)}` });

export const yearKey = ({ year, revision }: Pick<CalendarYear, "year" | "revision">) => ({
  pk: partition,
  sk: `year#${year}#${String(revision).padStart(8, "0")}`,
});

const read = z.object({ pk: z.string(), sk: z.string(), revision: z.int() });

type Loaded = CatalogueState & CalendarState;

/** Made when the first overlay is read: most functions that come up never see one. */
const items = () => {
  const validity = { validFrom: localDateString, validTo: localDateString.exactOptional() };
  return {
    measure: z.object({
      measureId: z.string(),
      version: z.int(),
      status: z.enum(["draft", "published", "retired"]),
      kind: z.enum(["incentive", "punishment"]),
      strength: z.enum(["mandatory", "recommended"]),
      nature: z.enum(["administrative", "market", "industry", "social"]),
      title: z.string(),
      description: z.string(),
      lists: z.array(listKind),
      domains: z.array(domain),
      severities: z.array(severity),
      matters: z.array(matter),
      agencies: z.array(z.string()),
      legalBasis: z.object({
        paper: z.string().exactOptional(),
        section: z.string(),
        title: z.string(),
        quote: z.string(),
      }),
      mouId: z.string().exactOptional(),
      publishedOn: localDateString.exactOptional(),
      ...validity,
      retirement: z.object({ on: localDateString, reason: z.string(), at: z.string() }).exactOptional(),
      revision: z.int(),
    }),
    year: z.object({
      year: z.string(),
      sources: z.array(z.string()),
      off: z.array(localDateString),
      work: z.array(localDateString),
      closingDays: z.array(z.object({ on: localDateString, reason: z.string() })),
      revision: z.int(),
      at: z.string(),
      by: actor,
    }),
    mou: z.object({
      mouId: z.string(),
      version: z.int(),
      title: z.string(),
      documentNo: z.string(),
      parties: z.array(z.object({ name: z.string(), agencyId: z.string().exactOptional() })),
      lists: z.array(listKind),
      domains: z.array(domain),
      signedOn: localDateString,
      ...validity,
      revision: z.int(),
    }),
  };
};
let made: ReturnType<typeof items> | undefined;

/**
 * The catalogue: the shipped measures, overlaid version by version by what the office has done. What a warm function read
 * stays with it; each call asks the head, strongly, whether it is still so.
 */
export const createCatalogueReader = (
  db: DynamoDBDocumentClient,
  table: string,
  shipped: Catalogue,
  readItem: ReadItem = readAlone(db),
): CatalogueReader & {
  readonly current: () => Promise<Catalogue>;
  /** The calendar as it stands: it lies beside the catalogue and is read with it. */
  readonly calendar: () => Promise<CalendarState>;
  /** The years that the office has touched, as the last read knows them. */
  readonly knownYears: KnownYears;
} => {
  let known: Loaded | undefined;
  let years: Readonly<Record<string, YearArrangement>> = {};
  const state = async (): Promise<Loaded> => {
    if (known) {
      const head = await readItem(table, headKey);
      if ((head ? read.parse(head).revision : 0) === known.revision) return known;
    }
    known = await load(db, table, shipped);
    years = Object.fromEntries([...known.years].map(([year, each]) => [year, effective(each)]));
    return known;
  };
  return { state, current: async () => (await state()).measures, calendar: state, knownYears: () => years };
};

/** Reads head and overlay. The head comes first, so that what is read behind it is at least as new. */
const load = async (db: DynamoDBDocumentClient, table: string, shipped: Catalogue): Promise<Loaded> => {
  const measures = new Map(shipped.map((measure) => [versionName(measure), measure]));
  const mous: Mou[] = [];
  const years = new Map<string, CalendarYear>();
  let revision = 0;
  let after: Record<string, unknown> | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": partition },
        ConsistentRead: true,
        ExclusiveStartKey: after,
      }),
    );
    for (const item of page.Items ?? []) {
      made ??= items();
      const { sk } = read.parse(item);
      if (sk.startsWith("mou#")) mous.push(made.mou.parse(item));
      else if (sk.startsWith("year#")) {
        // The newest version comes last.
        const year = made.year.parse(item);
        years.set(year.year, year);
      } else if (sk.startsWith("measure#")) {
        const measure = made.measure.parse(item);
        measures.set(versionName(measure), measure);
      } else revision = read.parse(item).revision;
    }
    after = page.LastEvaluatedKey;
  } while (after);
  return { revision, measures: [...measures.values()], mous, years };
};
