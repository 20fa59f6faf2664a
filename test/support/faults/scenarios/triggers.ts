import type { WebhookDue } from "../../../../events/webhook-due/v1.ts";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { createWithdraw } from "../../../../shared/adapters/dynamodb/clock/alerts.ts";
import { createTriggerWatches } from "../../../../shared/adapters/dynamodb/trigger/trigger-watches.ts";
import { sweepTriggers } from "../../../../shared/app/trigger/sweep-triggers.ts";
import { nobody } from "../../../../shared/app/alert/sweep-observer.ts";
import { messagesFor } from "../../../../shared/app/webhook/webhook-messages.ts";
import { shanghaiInstant } from "../../../../shared/kernel/local-date.ts";
import * as webhooks from "../../../../shared/http/routes/webhooks.ts";
import {
  agenciesIn,
  catalogueOf,
  decisions,
  implementersIn,
  implementing,
  listed,
  otherName,
  swept,
  triggersMade,
} from "../given.ts";
import { subscribed, waitingEvents, wokenBySweep } from "../given-webhooks.ts";
import type { HttpCall, Scenario } from "../scenario.ts";
import type { World } from "../world.ts";
import { contested } from "./objections.ts";

const told = new Set<string>();
let refusals = 0;
let server: Server;
let url = "";

/** Starts the endpoint that is called, for the tests of a file. */
export const withEndpoint = (): void => {
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      const takes = refusals-- <= 0;
      if (takes) told.add(String(request.headers["webhook-id"]));
      response.writeHead(takes ? 204 : 503).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
};

/** Works on what the function has put back, as the queue would hand it out, until nothing is left. */
const untilNothingWaits: Scenario["afterwards"] = async (world, invoke) => {
  for (let round = 0; round < 30; round++) {
    const waiting = world.take("WebhookWork");
    if (waiting.length === 0) return;
    await invoke(waiting);
  }
  throw new Error("messages go round and round");
};

const delivering = (name: string, refused: number, events: number): Scenario => ({
  of: "deliver-webhooks",
  name,
  given: async (world) => {
    await subscribed(world, "finance", url);
    return { kind: "messages", bodies: messagesFor("finance", await waitingEvents(world, "finance", events), true) };
  },
  afterwards: untilNothingWaits,
  seen: () => [...told].sort(),
  forget: () => {
    told.clear();
    refusals = refused;
  },
  mayDiffer: [
    { what: /"attempts":\d+/g, because: "whoever was called and could not note it calls again, under the same id" },
  ],
});

/**
 * What is due is called out by the hourly sweep where no message says so: a client whose request was answered before does
 * not send the message again. What counts is which events are called for within the hour.
 */
const calledFor = new Set<string>();
const theSweepComes: Scenario["afterwards"] = async (world) => {
  await wokenBySweep(world);
  for (const text of world.take("WebhookWork"))
    for (const eventId of (JSON.parse(text) as WebhookDue).eventIds) calledFor.add(eventId);
};

/** An agency with a webhook, at its settings. */
const managing = (
  name: string,
  request: Omit<HttpCall, "as" | "params">,
  more: Pick<Scenario, "mayDiffer"> & { readonly before?: (world: World) => Promise<unknown> } = {},
): Scenario => ({
  of: "manage-webhooks",
  name,
  given: async (world) => {
    await agenciesIn(world);
    await (more.before ?? ((there: World) => subscribed(there, "finance")))(world);
    return { kind: "request", request: { ...request, as: implementing, params: { agencyId: "finance" } } };
  },
  afterwards: theSweepComes,
  seen: () => [...calledFor].sort(),
  forget: () => {
    calledFor.clear();
  },
  mayDiffer: more.mayDiffer ?? [],
});

/** Monday's triggers ought to be acknowledged by Thursday night. */
const clocksOver = new Date("2026-11-27T00:35:00+08:00");
const anHourBefore = new Date("2026-11-26T23:40:00+08:00");
const anywhere = "https://hooks.example.gov.cn/elsewhere";

/** Raises what is called for and withdraws it; the watches stand on their days again, as the calendar leaves them. */
const takenBack = async (world: World, at: Date): Promise<void> => {
  const { db, table } = world.engine;
  const stores = createTriggerWatches(db, { triggers: table.Triggers, lists: table.Lists }, catalogueOf(world));
  const raised: string[] = [];
  const watches = { ...stores, next: () => Promise.resolve() };
  await sweepTriggers({ watches }, at, { ...nobody, raised: ({ alertId }) => raised.push(alertId) });
  await createWithdraw(db, table.Lists)(raised, shanghaiInstant(at));
};

/** What implementing agencies have to do, and how they hear of it. */
export const triggerPaths: readonly Scenario[] = [
  {
    of: "make-triggers",
    name: "a publication, told to two agencies by webhook",
    given: async (world) => {
      for (const agencyId of ["finance", "market-regulation"]) await subscribed(world, agencyId);
      await listed(world, 1);
      return { kind: "messages", bodies: await decisions(world) };
    },
  },
  {
    of: "make-triggers",
    name: "an exit, with lifts for what nobody answered",
    given: async (world) => {
      await subscribed(world, "finance");
      await listed(world, 1);
      await triggersMade(world);
      await swept(world, new Date("2028-11-18T00:05:00+08:00"));
      return { kind: "messages", bodies: (await decisions(world)).slice(1) };
    },
  },
  {
    of: "make-triggers",
    name: "an objection, told to the authority by webhook",
    given: async (world) => {
      await subscribed(world, "market-regulation");
      const entry = await listed(world, 1);
      await triggersMade(world);
      await contested(world, entry);
      return { kind: "messages", bodies: (await decisions(world)).slice(1) };
    },
  },
  {
    of: "make-triggers",
    name: "the second of two decisions, the first of which was never delivered",
    given: async (world) => {
      await listed(world, 1);
      await listed(world, 1, otherName);
      return { kind: "messages", bodies: (await decisions(world)).slice(1) };
    },
  },
  {
    of: "sweep-triggers",
    name: "clocks that ran out, and decisions that nobody worked on",
    at: clocksOver,
    given: async (world) => {
      await implementersIn(world);
      await listed(world, 1);
      await triggersMade(world);
      for (const n of [2, 3]) await listed(world, n, { at: anHourBefore });
      return { kind: "schedule" };
    },
  },
  {
    of: "sweep-triggers",
    name: "alerts that a change of the calendar took back, of clocks that are on their old days again",
    at: clocksOver,
    given: async (world) => {
      await implementersIn(world);
      await listed(world, 1);
      await triggersMade(world);
      await takenBack(world, clocksOver);
      return { kind: "schedule" };
    },
  },
  delivering("six events to an endpoint that answers", 0, 6),
  delivering("three events to an endpoint that fails twice", 2, 3),
  {
    of: "sweep-webhooks",
    name: "two agencies with events that wait",
    given: async (world) => {
      for (const agencyId of ["finance", "market-regulation"]) {
        await subscribed(world, agencyId);
        await waitingEvents(world, agencyId, 3);
      }
      return { kind: "schedule" };
    },
  },
  managing(
    "the first time",
    { route: webhooks.putWebhook, body: { url: anywhere } },
    {
      before: () => Promise.resolve(),
      mayDiffer: [
        {
          what: /,?"secret":"[^"]*"/g,
          because: "shown once; who never got the answer asks for another with rotateSecret",
        },
      ],
    },
  ),
  managing("a new secret", { route: webhooks.putWebhook, body: { url: anywhere, rotateSecret: true } }),
  managing("a pause", { route: webhooks.putWebhook, body: { url: anywhere, enabled: false } }),
  managing("read", { route: webhooks.getWebhook }),
  managing(
    "its log",
    { route: webhooks.listDeliveries },
    {
      before: async (world) => {
        await subscribed(world, "finance");
        await waitingEvents(world, "finance", 3);
      },
    },
  ),
  managing(
    "a replay of all",
    { route: webhooks.replayDeliveries, body: { from: "2026-11-23T00:00:00+08:00" } },
    {
      before: async (world) => {
        await subscribed(world, "finance");
        await waitingEvents(world, "finance", 3);
      },
    },
  ),
];
