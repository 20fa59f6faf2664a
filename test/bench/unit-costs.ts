import { client, type Call, type Client, type Reply } from "../support/host.ts";
import { listing } from "../support/house.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { type Cost, costFigure, costOf, less, shareOf } from "./operation-cost.ts";
import { onOwnEngine } from "./own-engine.ts";
import { sendFile } from "./throughput.ts";
import type { Figure } from "./table.ts";
import type { Bench } from "./tree.ts";
import { explainWrites } from "./write-breakdown.ts";

const fileRows = 500;
const authority = "market-regulation";
/** The listings of this section, by number: one to warm up with, one to measure, one that ends soon, and a file. */
const no = { warm: 9001, measured: 9002, ending: 9003, file: 1000 };
const lastDay = "2026-11-23";

/** Figures, and the text that argues them. */
export interface UnitCosts {
  readonly figures: readonly Figure[];
  readonly argument: string;
}

/** Requests and units of each operation, on a host whose functions have served the same operation once before. */
export const measureUnitCosts = (bench: Bench): Promise<UnitCosts> =>
  onOwnEngine(bench, "costs", async (host, engine) => {
    const xinheng = client(host.url);
    await xinheng.registerAgencies();
    const figures: Figure[] = [];
    const add: Add = (name, cost, most) => figures.push(costFigure(name, cost, most));

    await enter(xinheng, listing(no.warm));
    await xinheng.drain();
    const { cost, text } = await explainWrites(engine.db, () =>
      costOf(xinheng, () => enter(xinheng, listing(no.measured))),
    );
    const file = await costOf(xinheng, () => sendFile(xinheng, no.file, fileRows));
    await measureReads(xinheng, add);
    add("POST /v1/entries, published, with its triggers", cost);
    add(`a row of a file, published, with its triggers (mean of ${fileRows})`, shareOf(file, fileRows));
    await measureScreening(xinheng, add);
    await measureAnswers(xinheng, add);
    await measureTime(xinheng, add);
    return { figures, argument: text };
  });

type Add = (name: string, cost: Cost, most?: Pick<Cost, "requests" | "readUnits">) => unknown;

const enter = async (xinheng: Client, body: EntryInput): Promise<void> => {
  expectStatus(201, await xinheng.post("/v1/entries", { as: authority, body }));
};

const expectStatus = (status: number, reply: Reply): Reply => {
  if (reply.status === status) return reply;
  throw new Error(`answered ${reply.status} instead of ${status}: ${JSON.stringify(reply.body).slice(0, 300)}`);
};

/** The second of two equal requests: the first brings the function and what it keeps about its caller up. */
const second = async (xinheng: Client, method: string, path: string, options?: Call): Promise<Cost> => {
  const call = async () => expectStatus(200, await xinheng.call(method, path, options));
  await call();
  return costOf(xinheng, call);
};

const measureReads = async (xinheng: Client, add: Add): Promise<void> => {
  const { name, uscc } = listing(no.measured).subject;
  const found = expectStatus(200, await xinheng.get(`/public/v1/entries?uscc=${uscc}`));
  const [{ entryId }] = found.body.items as [{ entryId: string }];
  const get = (path: string, as?: string) => second(xinheng, "GET", path, as === undefined ? {} : { as });
  add("public query by USCC", await get(`/public/v1/entries?uscc=${uscc}`), { requests: 1, readUnits: 0.5 });
  add("public query by name", await get(`/public/v1/entries?name=${encodeURIComponent(name)}`));
  add("public page of an entry", await get(`/public/v1/entries/${entryId}`));
  add("GET an entry", await get(`/v1/entries/${entryId}`, authority));
  add("GET working days", await get("/v1/working-days?from=2026-11-23&days=5", authority));
};

const measureScreening = async (xinheng: Client, add: Add): Promise<void> => {
  for (const count of [1, 100, 500]) {
    const subjects = Array.from({ length: count }, (_, index) => ({ uscc: listing(no.file + index).subject.uscc }));
    const body = { matter: "governmentProcurement", subjects };
    add(`screening of ${count}, all listed`, await second(xinheng, "POST", "/v1/screenings", { as: "finance", body }));
  }
};

const measureAnswers = async (xinheng: Client, add: Add): Promise<void> => {
  const inbox = expectStatus(200, await xinheng.get("/v1/triggers?status=pending&limit=2", { as: "finance" }));
  const ids = (inbox.body.items as { triggerId: string }[]).map(({ triggerId }) => triggerId);
  const noted = (id = "") => answer(`/v1/triggers/${id}/acknowledgement`, { officer: "李会计" });
  const done = (id = "") =>
    answer(`/v1/triggers/${id}/feedback`, { outcome: "applied", on: lastDay, note: "已在政府采购资格审查中限制" });
  const answer = (path: string, body: object) => async () =>
    expectStatus(200, await xinheng.post(path, { as: "finance", body }));
  await noted(ids[0])();
  add("acknowledgement", await costOf(xinheng, noted(ids[1])));
  await done(ids[0])();
  add("feedback", await costOf(xinheng, done(ids[1])));
};

/** The sweep is called by the clock: five minutes past every hour. */
const measureTime = async (xinheng: Client, add: Add): Promise<void> => {
  const until = async (instant: string) => expectStatus(200, await xinheng.advanceTo(instant));
  await enter(xinheng, listing(no.ending, { validTo: lastDay }));
  await until(`${lastDay}T22:30:00+08:00`);
  const idle = await costOf(xinheng, () => until(`${lastDay}T23:30:00+08:00`));
  add("a sweep that finds nothing due", idle);
  const expiry = await costOf(xinheng, () => until("2026-11-24T00:30:00+08:00"));
  add("expiry of an entry with its lifts, less that sweep", less(expiry, idle));
};
