import { createHmac } from "node:crypto";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Context } from "aws-lambda";
import { createHandler as createDecideHandler } from "../../functions/decide-entries/handler.ts";
import { createHandler as createSettleHandler } from "../../functions/settle-claims/handler.ts";
import { createHandler as createSubmitHandler } from "../../functions/submit-entries/handler.ts";
import type { TableName } from "../../infra/stacks/tables.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { createComplaintStore } from "../../shared/adapters/dynamodb/entry/complaints.ts";
import { createDisclosureStore } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createEvidenceReader } from "../../shared/adapters/dynamodb/submission/evidence.ts";
import { readTogether } from "../../shared/adapters/dynamodb/db/read-item.ts";
import { createRepairReader } from "../../shared/adapters/dynamodb/entry/repairs.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import type { HttpEvent } from "../../shared/http/request.ts";
import { routes } from "../../shared/http/routes/index.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { shippedDisclosureBook } from "../../shared/policy/shipped-rulebook.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import { calendar, listing } from "../support/house.ts";
import { houseOn, honour, marketRegulation, office } from "../support/subjects.ts";
import type { Cost } from "./operation-cost.ts";

/** An entry that lives through commands, with the ids that were answered so far. */
interface Made {
  readonly n: number;
  /** Which of the subject's entries it is. */
  readonly which: number;
  readonly ids: Record<string, string>;
}

/** One request of a life. */
export interface Command {
  readonly name: string;
  readonly as: Caller;
  readonly day: string;
  readonly route: string;
  readonly body: object | ((made: Pick<Made, "n" | "which">) => object);
}

const first = "2026-11-23";
const later = "2026-12-08";
const on = (word: string) => `POST /v1/entries/{entryId}/${word}`;
const command = (name: string, day: string, route: string, body: Command["body"], as = marketRegulation): Command => ({
  name,
  as,
  day,
  route,
  body,
});

const document = (n: number, which: number) => ({
  ...listing(n).basis,
  documentNo: `衡市监处罚〔2026〕${n}-${which}号`,
  decidedOn: "2026-08-20",
});
const proposal = ({ n, which }: Pick<Made, "n" | "which">) => {
  const { determinedOn: _, ...rest } = listing(n, {
    basis: document(n, which),
    severity: "general",
    validTo: "2027-08-01",
  });
  return rest;
};

/** A listing from its proposal to its exit, with everybody's part in it. */
export const commandLife: readonly Command[] = [
  command("submission of a proposal", first, "POST /v1/entries", proposal),
  command("prior notice", first, on("prior-notice"), {
    servedOn: first,
    method: "direct",
    text: "拟将你单位列入黑名单,你单位可在五个工作日内陈述申辩。",
    evidence: [{ title: "送达回证", documentNo: "衡市监送〔2026〕31号" }],
  }),
  command("statement", first, on("statement"), { receivedOn: first, text: "货值金额计算有误,请予复核。" }),
  command("answer to it", first, on("statement"), { adopted: false, answer: "经复核,货值金额无误。" }),
  command("public notice", first, on("public-notice"), { channel: "信用衡川网站" }),
  command("determination, with report and publication", later, on("determination"), {}),
  command("objection", later, on("objections"), { origin: "subject", ground: "facts", text: "货值金额有误。" }),
  command("its verification", later, "POST /v1/objections/{objectionId}/verification", {
    finding: "confirmed",
    text: "经核实,信息无误。",
  }),
  command("its resolution", later, "POST /v1/objections/{objectionId}/resolution", {
    outcome: "rejected",
    reason: "经核实,信息无误。",
  }),
  command("exit", later, on("exit"), { reason: "standardChanged", why: "认定标准变更" }),
];

/** Commands that such a life has no room for, on entries of their own. */
export const furtherCommands: readonly Command[] = [
  command("submission of a determined entry, published", later, "POST /v1/entries", ({ n, which }) => ({
    ...proposal({ n, which: which + 1 }),
    determinedOn: later,
  })),
  command("correction", later, on("correction"), {
    changes: { facts: "生产不合格产品,货值金额较大。" },
    reason: "货值金额笔误",
  }),
  command("stay", later, on("stay"), { documentNo: "(2026)豫01行初1号", orderedBy: "court", orderedOn: later }),
  command("end of a stay", later, on("stay"), { documentNo: "(2026)豫01行初1号", endedBy: "(2026)豫01行初1号之二" }),
  command("repair, application", later, on("repairs"), {
    applicant: { name: "陈国栋", capacity: "legalRepresentative" },
    steps: [
      { step: "rectification", evidence: [{ title: "整改验收意见", documentNo: "衡市监验〔2026〕18号" }] },
      { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
    ],
    commitment: { by: "陈国栋", on: later },
  }),
  command("repair, check", later, "POST /v1/repairs/{repairId}/check", { outcome: "accepted" }, office),
  command("repair, consent and exit", later, "POST /v1/repairs/{repairId}/decision", {
    outcome: "approved",
    reason: "已纠正",
  }),
  command("submission of a red entry", later, "POST /v1/entries", ({ n, which }) =>
    honour(n, { basis: document(n, which) }),
  ),
  command("publication by the office", later, on("publication"), {}, office),
  command("black entry that ends a red one", later, "POST /v1/entries", ({ n, which }) => ({
    ...proposal({ n, which: which + 2 }),
    determinedOn: later,
  })),
  command("submission of another proposal", later, "POST /v1/entries", ({ n, which }) =>
    proposal({ n, which: which + 3 }),
  ),
  command("withdrawal", later, on("withdrawal"), { why: "重新核实" }),
];

/** Lives of entries through the handlers of `submit-entries`, `decide-entries` and `settle-claims`, as the gateway would call them. */
export const livesOn = (engine: {
  readonly db: DynamoDBDocumentClient;
  readonly table: Readonly<Record<TableName, string>>;
}) => {
  const handlers = new Map([first, later].map((day) => [day, handlersOn(engine, day)]));
  let keys = 0;

  const run = async (made: Made, { name, as, day, route, body }: Command): Promise<void> => {
    const [method = "", path = ""] = route.split(" ");
    const params = Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, id = ""]) => [id, made.ids[id] ?? ""]));
    const event = {
      routeKey: route,
      rawPath: path.replaceAll(/\{(\w+)\}/g, (_, id: string) => params[id] ?? ""),
      rawQueryString: "",
      headers: {
        "content-type": "application/json",
        "idempotency-key": `bench-${keys++}`,
        "if-match": "*",
        "x-officer": encodeURIComponent(as === office ? "吴越" : "周敏"),
      },
      pathParameters: params,
      body: JSON.stringify(typeof body === "function" ? body(made) : body),
      isBase64Encoded: false,
      requestContext: {
        requestId: `bench-${keys}`,
        http: { method },
        authorizer: { jwt: { claims: { client_id: as.clientId } } },
      },
    } as unknown as HttpEvent;
    const handle = handlers.get(day)?.[servedBy(route)];
    const answer = await handle?.(event, {} as Context);
    if (answer?.statusCode !== 200 && answer?.statusCode !== 201)
      throw new Error(`${name} was answered ${String(answer?.statusCode)}: ${String(answer?.body)}`);
    const said = JSON.parse(answer.body ?? "{}") as Readonly<Record<string, unknown>>;
    const id = ["objectionId", "repairId", "entryId"].find((each) => typeof said[each] === "string");
    if (id !== undefined) made.ids[id] = String(said[id]);
  };

  return {
    /** Has an entry of the nth subject live through commands, one after another. */
    live: async (n: number, which: number, commands: readonly Command[]): Promise<void> => {
      const made: Made = { n, which, ids: {} };
      for (const each of commands) await run(made, each);
    },
    /** The same, with what each command costs. */
    costs: async (n: number, commands: readonly Command[], costOf: CostOf): Promise<ReadonlyMap<string, Cost>> => {
      const made: Made = { n, which: 0, ids: {} };
      const costs = new Map<string, Cost>();
      for (const each of commands) costs.set(each.name, await costOf(() => run(made, each)));
      return costs;
    },
  };
};

/** The function that the route's contract names. */
const servedBy = (key: string): "submit-entries" | "decide-entries" | "settle-claims" => {
  const found = routes.find(({ method, path }) => `${method} ${path}` === key)?.servedBy;
  if (found === "submit-entries" || found === "decide-entries" || found === "settle-claims") return found;
  throw new Error(`${key} is served by ${String(found)}`);
};

type CostOf = (work: () => Promise<unknown>) => Promise<Cost>;

const handlersOn = ({ db, table }: Parameters<typeof livesOn>[0], day: string) => {
  const callers = new Map([marketRegulation, office].map((caller) => [caller.clientId, caller]));
  const read = readTogether(db);
  const deps = {
    ...houseOn({ db, table, endpoint: "", stop: () => undefined }, new Date(`${day}T10:00:00+08:00`)),
    catalogue: createCatalogueReader(db, table.Catalogue, shippedCatalogue(), read).current,
    entries: createEntryStore(db, { subjects: table.Subjects, lists: table.Lists, intake: table.Intake }, read),
    repairs: createRepairReader(db, table.Lists),
    evidence: createEvidenceReader(db, table.Lists),
    complaints: createComplaintStore(db, { lists: table.Lists, intake: table.Intake }),
    requests: createRequestLog(db, table.Intake),
    digest: (input: string | Uint8Array) =>
      Promise.resolve(`1.${createHmac("sha256", "bench").update(input).digest("base64url")}`),
    recognise: (clientId: string) => Promise.resolve(callers.get(clientId)),
    telemetry: silent,
    // No command of an entry's life asks for an act.
    acts: {
      disclosures: createDisclosureStore(db, { disclosures: table.Disclosures, lists: table.Lists }),
      actObjections: () => Promise.resolve([]),
      rulesFor: shippedDisclosureBook(),
      calendar: () => Promise.resolve(calendar),
      now: () => new Date(`${day}T10:00:00+08:00`),
    },
  };
  return {
    "submit-entries": createSubmitHandler(deps),
    "decide-entries": createDecideHandler(deps),
    "settle-claims": createSettleHandler(deps),
  };
};

/** Nothing is told but what broke. */
const silent: Telemetry = {
  request: () => undefined,
  work: () => undefined,
  count: () => undefined,
  tellCounts: () => undefined,
  broken: (_where, error) => {
    process.stderr.write(`${error instanceof Error ? String(error.stack) : String(error)}\n`);
  },
};
