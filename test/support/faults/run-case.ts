import { dirname } from "node:path";
import type { SQSBatchResponse } from "aws-lambda";
import { expect, vi } from "vitest";
import { type CalledBy, eventOf, type Handler, type Scenario, startOf } from "./scenario.ts";
import { type Plan, under, Watch } from "./wire.ts";
import type { Contents, World } from "./world.ts";

/** How a case ended: what stands, what was sent, what was answered, with nothing in it that is new on every run. */
export interface End {
  readonly state: unknown;
  readonly answer: unknown;
  readonly seen: unknown;
  /** How many different ids of each sort stand: two where one belongs would be masked otherwise. */
  readonly ids: Readonly<Record<string, number>>;
}

export interface CaseRun {
  readonly end: End;
  readonly watch: Watch;
  /** Every call, those of repeats as well. */
  readonly uses: ReadonlySet<string>;
}

const root = dirname(dirname(dirname(import.meta.dirname)));
let fresh = 0;
/** The scheduler calls again for the instant that it called for. */
let scheduledTime = "";

/** A function as it starts cold: its index is run anew, and with it every client and everything it keeps. */
const start = async (name: string): Promise<Handler> => {
  const index = `${root}/functions/${name}/index.ts?start=${fresh++}`;
  const { handler } = (await import(index)) as { handler: Handler };
  return handler;
};

const minute = 60_000;
/** A fault is over with the invocation that it befell: the second delivery must do. */
const deliveries = 3;

/**
 * Runs a scenario from its beginning, lets a planned fault befall its first invocation, has its caller call again as such a
 * caller does, and gives what there is in the end.
 */
export const runCase = async (
  world: World,
  scenario: Scenario,
  given: { readonly contents: Contents; readonly by: CalledBy },
  { plan, twice = false }: { readonly plan?: Plan; readonly twice?: boolean } = {},
): Promise<CaseRun> => {
  await world.restore(given.contents);
  scenario.forget?.();
  vi.setSystemTime(startOf(scenario));
  scheduledTime = startOf(scenario).toISOString();
  const uses = new Set<string>();
  const repeats: Watch[] = [];
  const repeated = (): Watch => {
    const watch = new Watch();
    repeats.push(watch);
    return watch;
  };
  const handler = await start(scenario.of);
  const rival = async (): Promise<void> => {
    const other = await start(scenario.of);
    await under(repeated(), () => call(other, given.by)).catch(() => undefined);
  };
  const watch = new Watch(plan, rival);
  let answer = await settle(watch, repeated, handler, given.by);
  if (twice) answer = await settle(repeated(), repeated, handler, given.by);
  await scenario.afterwards?.(world, async (bodies) => {
    vi.setSystemTime(Date.now() + minute);
    await settle(repeated(), repeated, handler, {
      kind: "messages",
      bodies: bodies.map((body) => JSON.parse(body) as unknown),
    });
  });
  for (const each of [watch, ...repeats])
    for (const { uses: used } of each.calls) for (const use of used) uses.add(use);
  // What comes afterwards may reach for anything.
  const since = scenario.afterwards === undefined ? uses : undefined;
  return { end: await endOf(world, scenario, answer, since), watch, uses };
};

/** Calls until the caller is content, and no more often than it would. */
const settle = async (first: Watch, repeated: () => Watch, handler: Handler, by: CalledBy): Promise<unknown> => {
  let left = by;
  for (let delivery = 0; delivery < deliveries; delivery++) {
    const watch = delivery === 0 ? first : repeated();
    const outcome = await under(watch, () => call(handler, left)).catch((error: unknown) => {
      if (left.kind === "request") throw new Error("a request was not answered", { cause: error });
      return broken;
    });
    watch.end();
    const rest = restOf(left, outcome);
    if (rest === undefined) return outcome;
    await watch.quiet();
    left = rest;
    vi.setSystemTime(Date.now() + minute);
  }
  throw new Error(`not done after ${deliveries} deliveries: it would lie among the dead letters`);
};

const broken = Symbol("broken");

const call = async (handler: Handler, by: CalledBy): Promise<unknown> => {
  const context = { awsRequestId: "run", getRemainingTimeInMillis: () => 60_000 };
  switch (by.kind) {
    case "request":
      return handler(eventOf(by.request), context);
    case "messages":
      return handler(
        { Records: by.bodies.map((body, n) => ({ messageId: `m${n}`, body: JSON.stringify(body), attributes: {} })) },
        context,
      );
    case "records":
      return handler(
        {
          Records: by.images.map((dynamodb, n) => ({
            eventID: `e${n}`,
            dynamodb: { ...dynamodb, SequenceNumber: `${n}` },
          })),
        },
        context,
      );
    case "schedule":
      return handler({ scheduledTime }, context);
  }
};

interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What has to be called for once more; nothing when the caller is content. */
const restOf = (by: CalledBy, outcome: unknown): CalledBy | undefined => {
  switch (by.kind) {
    case "request":
      return mayTryAgain(outcome as HttpAnswer) ? by : undefined;
    case "messages": {
      if (outcome === broken) return by;
      const failed = new Set(
        (outcome as SQSBatchResponse).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
      );
      return failed.size === 0 ? undefined : { ...by, bodies: by.bodies.filter((_, n) => failed.has(`m${n}`)) };
    }
    case "records": {
      if (outcome === broken) return by;
      const [first] = (outcome as SQSBatchResponse).batchItemFailures;
      return first === undefined ? undefined : { ...by, images: by.images.slice(Number(first.itemIdentifier)) };
    }
    case "schedule":
      return outcome === broken ? by : undefined;
  }
};

/** A clean answer ends it; a problem that says "later" is tried again with the same key. Anything else is neither. */
const mayTryAgain = ({ statusCode, headers, body }: HttpAnswer): boolean => {
  if (statusCode < 400) return false;
  expect(headers["content-type"]).toContain("application/problem+json");
  const { type } = JSON.parse(body) as { type: string };
  return statusCode >= 500 || type.endsWith("/request.busy");
};

/** What is new on every run, by nature. */
const masks: readonly (readonly [RegExp, string])[] = [
  [/\b(sbj|sub|upl|ent|ext|alr|ann|pfb|evd|prd|dis)_[0-9a-z]+/g, "$1_*"],
  // Shards follow from an entry's id, which follows from its subject's.
  [/"(due#|entries#[^"]*#|decisions#[^"]*#|disclosures#[^"]*#)\d+"/g, '"$1*"'],
  [/"pepperShard":"(\d+)#\d+"/g, '"pepperShard":"$1#*"'],
  [/(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, "$1T*"],
  [/whsec_[A-Za-z0-9+/=]+/g, "whsec_*"],
  [/"(ciphertext|sealed)":"[^"]+"/g, '"$1":"*"'],
  [/X-Amz-[A-Za-z-]+=[^&"\\]+/g, "X-Amz-*"],
  [/"expiresAt":\d+/g, '"expiresAt":0'],
  // A lease that has run out is as good as none.
  [/,?"lease(Id|Until)":"[^"]*"/g, ""],
  // A sweep that does not know what it raised itself lets the next ones look back: they tell what is new, or nothing.
  [/,"untold":\[[^\]]*\]/g, ""],
];

const masked = (text: string, scenario: Scenario): string =>
  [...masks, ...(scenario.mayDiffer ?? []).map(({ what }) => [what, ""] as const)].reduce(
    (before, [what, mask]) => before.replace(what, mask),
    text,
  );

/** Attributes in one order, whoever wrote them. */
const ordered = (value: unknown): unknown =>
  value instanceof Set
    ? [...value].sort()
    : Array.isArray(value)
      ? value.map(ordered)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, inner]) => [key, ordered(inner)]),
          )
        : value;

const endOf = async (
  world: World,
  scenario: Scenario,
  answer: unknown,
  since: ReadonlySet<string> | undefined,
): Promise<End> => {
  const { items, files, secret } = await world.contents(since);
  const sent = world.sent();
  const text = JSON.stringify([items, sent]);
  const mask = (value: unknown): string => masked(JSON.stringify(ordered(value)), scenario);
  const state = {
    items: Object.fromEntries(
      Object.entries(items).map(([name, held]) => {
        const masks = held.map(mask).sort();
        // Whoever asks again reads again, and each of their reads is registered.
        return [name, name === "PersonalReads" ? [...new Set(masks)] : masks];
      }),
    ),
    // A queue may deliver a message twice anyhow, so it may be sent twice.
    sent: Object.fromEntries(
      Object.entries(sent).map(([queue, bodies]) => [
        queue,
        [...new Set(bodies.map((body) => mask(JSON.parse(body))))].sort(),
      ]),
    ),
    // A file that nothing names is never read; the bucket drops it within the day.
    files: Object.entries(files)
      .filter(([key]) => !key.startsWith("uploads/") || text.includes(key))
      .map((file) => mask(file))
      .sort(),
    pepper: mask(secret["secret.Pepper"] ?? null),
  };
  const ids = ["sbj", "sub", "upl", "ent", "alr", "evt", "cas", "pfb", "evd", "dis"].map((sort) => [
    sort,
    new Set(JSON.stringify(items).match(new RegExp(`\\b${sort}_[0-9a-z]+`, "g"))).size,
  ]);
  return { state, answer: mask(plain(answer)), seen: scenario.seen?.(), ids: Object.fromEntries(ids) as End["ids"] };
};

/** The part of an answer that its caller goes by. */
const plain = (answer: unknown): unknown => {
  if (typeof answer !== "object" || answer === null || !("statusCode" in answer)) return null;
  const { statusCode, body } = answer as HttpAnswer;
  return { statusCode, body: body.startsWith("{") ? (JSON.parse(body) as unknown) : body };
};
