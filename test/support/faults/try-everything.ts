import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { functions, type FunctionName, type FunctionSpec } from "../../../infra/stacks/functions.ts";
import { tables } from "../../../infra/stacks/tables.ts";
import { allCases, shortCases } from "./cases.ts";
import { type End, runCase } from "./run-case.ts";
import { type Scenario, startOf } from "./scenario.ts";
import { watchClients } from "./wire.ts";
import { type Contents, startWorld, type World } from "./world.ts";

/**
 * For each scenario: runs it once cleanly to see every call that it makes to AWS, then again for each of these calls and
 * each thing that can befall it; or for those that are worth their time in `npm test`, unless it is to be every one. In the
 * end everything must stand as after the clean run: nothing lost, nothing doubled.
 */
export const tryEverything = (scenarios: readonly Scenario[], { everyCall }: { readonly everyCall: boolean }): void => {
  let world: World;
  let unwatch: () => void;
  const used = new Map<FunctionName, Set<string>>();
  const tried = new Map<FunctionName, Set<string>>();
  const triedOn = (name: FunctionName): Set<string> => {
    const known = tried.get(name) ?? new Set();
    tried.set(name, known);
    return known;
  };

  beforeAll(async () => {
    world = await startWorld();
    unwatch = watchClients();
    vi.useFakeTimers({ toFake: ["Date"] });
    // The SDK waits between attempts for as long as chance says.
    vi.spyOn(Math, "random").mockReturnValue(0);
  });
  afterAll(async () => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    unwatch();
    await world.stop();
  });

  test.each(scenarios.map((scenario) => [`${scenario.of}: ${scenario.name}`, scenario] as const))(
    "%s",
    async (_name, scenario) => {
      vi.setSystemTime(startOf(scenario));
      await world.restore(nothing);
      const by = await scenario.given(world);
      const given = { by, contents: await world.contents() };
      const mine = used.get(scenario.of) ?? new Set<string>();
      used.set(scenario.of, mine);
      const run = async (how: Parameters<typeof runCase>[3], words: string) => {
        try {
          const done = await runCase(world, scenario, given, how);
          for (const use of done.uses) mine.add(use);
          return done;
        } catch (error) {
          throw new Error(words, { cause: error });
        }
      };

      const clean = await run({}, "clean");
      expect(clean.watch.calls.length).toBeGreaterThan(0);
      for (const right of scenario.lends ?? []) mine.add(right);
      expect(clean.end.answer).not.toMatch(/"statusCode":[45]/);
      const wrong: string[] = [];
      const compare = (end: End, words: string): void => {
        if (isDeepStrictEqual(end, clean.end)) return;
        wrong.push(words);
        // The first difference is shown in full.
        if (wrong.length === 1) expect.soft(end, words).toEqual(clean.end);
      };

      compare((await run({ twice: true }, "delivered twice")).end, "delivered twice");
      const { calls } = clean.watch;
      const cases = everyCall ? allCases(calls) : shortCases(calls, triedOn(scenario.of));
      for (const { words, certain, ...plan } of cases) {
        const { end, watch } = await run({ plan }, words);
        if (watch.injected === 0 && certain) wrong.push(`${words}: was never made to happen`);
        compare(end, words);
      }
      expect(wrong).toEqual([]);
    },
  );

  describe("rights", () => {
    test.each([...new Set(scenarios.map(({ of }) => of))])("%s uses every right that it has, and no other", (name) => {
      expect([...(used.get(name) ?? [])].sort()).toEqual(rightsOf(functions[name]));
    });
  });
};

const nothing: Contents = {
  items: Object.fromEntries(Object.keys(tables).map((name) => [name, []])) as never,
  files: {},
  secret: {},
};

/** A function's rights in the words in which its calls are told. */
const rightsOf = ({ may }: FunctionSpec): readonly string[] =>
  [
    ...Object.entries(may.tables ?? {}).flatMap(([table, actions]) => actions.map((action) => `${table}:${action}`)),
    ...Object.entries(may.indexes ?? {}).flatMap(([table, names]) => names.map((name) => `${table}/${name}:Query`)),
    ...Object.entries(may.files ?? {}).flatMap(([prefix, actions]) => actions.map((action) => `${prefix}:${action}`)),
    ...(may.listsFiles ? ["files:ListBucket"] : []),
    ...(may.sendsTo ?? []).map((queue) => `${queue}:SendMessage`),
    ...(may.publishesAlerts ? ["Alerts:Publish"] : []),
    ...(may.readsPepper ? ["Pepper:GetSecretValue"] : []),
    ...(may.writesPepper ? ["Pepper:PutSecretValue"] : []),
    ...(may.webhookKey ? [`WebhookKey:${may.webhookKey}`] : []),
    ...(may.personKey ? [`PersonKey:${may.personKey}`] : []),
  ].sort();
