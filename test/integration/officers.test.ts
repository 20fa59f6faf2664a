import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Route } from "../../shared/http/route.ts";
import { routes } from "../../shared/http/routes/index.ts";
import { eventOf, type Handler, type HttpCall, type Scenario, startOf } from "../support/faults/scenario.ts";
import { type Contents, startWorld, type World } from "../support/faults/world.ts";

/**
 * Named officers (SPEC "Also expected"): whatever an agency does, the officer whom it names stands in what is recorded of it.
 * Generated from the list of routes: a route that changes something and is neither tried here nor excused fails the first test.
 */

const folder = join(import.meta.dirname, "../support/faults/scenarios");
const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
const modules = (await Promise.all(files.map((name) => import(join(folder, name))))) as Record<string, Scenario[]>[];
const scenarios = modules.flatMap((each) => Object.values(each)).flat();

/** What changes nothing that happened to a subject, a measure or a case: settings, links, and questions asked by POST. */
const nobodys: ReadonlySet<string> = new Set([
  ...["offerUpload", "putAgency", "putWebhook", "replayDeliveries"],
  ...["screenSubjects", "resolveSubject", "simulateDeadlines"],
]);
/** A subject acts for itself; nobody stands behind it. */
const bySubjects = (scopes: Route["scopes"]): boolean => scopes?.includes("xinheng/me") === true;
const commands = routes.filter(
  ({ id, method, scopes }) => method !== "GET" && scopes !== null && !bySubjects(scopes) && !nobodys.has(id),
);

const named = "何静";
let world: World;
/** For each route a request to it, and what stands before it. */
const asked = new Map<string, { readonly scenario: Scenario; readonly call: HttpCall; readonly contents: Contents }>();

const empty = (of: Contents): Contents => ({
  ...of,
  items: Object.fromEntries(Object.keys(of.items).map((name) => [name, []])) as never,
  files: {},
});

beforeAll(async () => {
  world = await startWorld();
  vi.useFakeTimers({ toFake: ["Date"] });
  const bare = empty(await world.contents());
  for (const scenario of scenarios) {
    const wanted = commands.filter(({ id, servedBy }) => servedBy === scenario.of && !asked.has(id));
    if (wanted.length === 0) continue;
    vi.setSystemTime(startOf(scenario));
    await world.restore(bare);
    const by = await scenario.given(world);
    if (by.kind === "request" && !asked.has(by.request.route.id))
      asked.set(by.request.route.id, { scenario, call: by.request, contents: await world.contents() });
  }
}, 120_000);
afterAll(async () => {
  vi.useRealTimers();
  await world.stop();
});

/** The officers who are named, and the clients that acted without one, in whatever was written. */
const officersIn = (value: unknown): readonly (string | undefined)[] => {
  if (typeof value !== "object" || value === null) return [];
  const own =
    "officer" in value ? [String(value.officer)] : "acknowledgedBy" in value ? [String(value.acknowledgedBy)] : [];
  const nobody = own.length === 0 && "clientId" in value && "agencyId" in value ? [undefined] : [];
  return [...own, ...nobody, ...Object.values(value).flatMap(officersIn)];
};

let starts = 0;
const act = async (route: Route, headers: Readonly<Record<string, string>>) => {
  const found = asked.get(route.id);
  if (!found) throw new Error(`${route.id} is not tried in any scenario`);
  const { scenario, call, contents: before } = found;
  vi.setSystemTime(startOf(scenario));
  await world.restore(before);
  const index = `../../functions/${scenario.of}/index.ts?officers=${starts++}`;
  const { handler } = (await import(index)) as { handler: Handler };
  const answer = (await handler(eventOf({ ...call, headers: { ...call.headers, ...headers } }), {})) as {
    statusCode: number;
    body: string;
  };
  const after = await world.contents();
  const written = Object.entries(after.items).flatMap(([table, items]) =>
    items.filter((item) => !before.items[table as "Lists"].some((old) => isDeepStrictEqual(old, item))),
  );
  return { answer, written };
};
const officerOf = ({ body }: HttpCall): string | undefined => (body as { officer?: string } | undefined)?.officer;

test("every route that changes something is tried", () => {
  expect(commands.length).toBeGreaterThan(20);
  expect(commands.filter(({ id }) => !asked.has(id)).map(({ id }) => id)).toEqual([]);
  expect([...nobodys].filter((id) => !routes.some((route) => route.id === id))).toEqual([]);
});

describe.each(commands.map((route) => [route.id, route] as const))("%s", (_id, route) => {
  test("records the officer whom X-Officer names, in everything that it writes of who did it", async () => {
    const officer = officerOf(asked.get(route.id)?.call ?? { route }) ?? named;
    const { answer, written } = await act(route, { "x-officer": encodeURIComponent(officer) });
    expect([answer.statusCode, answer.body]).toEqual([expect.toSatisfy((status: number) => status < 300), answer.body]);
    // A record that is written anew still names who acted on it before.
    const earlier = new Set(officersIn(asked.get(route.id)?.contents.items));
    const officers = officersIn(written).filter((each) => each === officer || each === undefined || !earlier.has(each));
    expect(officers.length).toBeGreaterThan(0);
    expect(new Set(officers)).toEqual(new Set([officer]));
  });

  test("refuses a second officer beside the one in its body, and one that is no name", async () => {
    const own = officerOf(asked.get(route.id)?.call ?? { route });
    const wrong = own === undefined ? "11010519491231002X" : named;
    const { answer, written } = await act(route, { "x-officer": encodeURIComponent(wrong) });
    expect(answer.statusCode).toBe(422);
    expect(written).toEqual([]);
  });
});
