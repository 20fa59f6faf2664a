import { Readable } from "node:stream";
import { HttpResponse } from "@smithy/core/protocols";
import type { AwsCall } from "./aws-call.ts";
import type { Answer, Fault, PassOn } from "./wire.ts";

const respond = (statusCode: number, body: string, contentType = "application/x-amz-json-1.0"): Answer => ({
  response: new HttpResponse({
    statusCode,
    headers: { "content-type": contentType },
    body: Readable.from([Buffer.from(body)]),
  }),
});

/** An error as each service writes it. */
const refuse = ({ service }: AwsCall, code: string, more: object = {}): Answer => {
  if (service === "s3") return respond(503, `<Error><Code>SlowDown</Code></Error>`, "application/xml");
  if (service === "sns")
    return respond(400, `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>`, "text/xml");
  return respond(400, JSON.stringify({ __type: code, message: code, ...more }));
};

const timeOut = (): never => {
  throw Object.assign(new Error("socket timed out"), { name: "TimeoutError" });
};

const always = (): boolean => true;
const writes = ({ operation }: AwsCall): boolean => /^(Put|Update|Delete|TransactWrite)Item/.test(operation);
const transacts = ({ operation }: AwsCall): boolean => operation === "TransactWriteItems";

const throttled: Fault = {
  name: "throttled",
  inShort: ["reads, lasting", "writes, lasting"],
  fits: always,
  canLast: true,
  befall: async (call) =>
    refuse(call, call.service === "dynamodb" ? "ProvisionedThroughputExceededException" : "ThrottlingException"),
};

/** To a function it is the same as a call that was throttled for too long. */
const neverSent: Fault = {
  name: "timed out before it took effect",
  inShort: [],
  fits: always,
  canLast: true,
  befall: async () => timeOut(),
};

const answerLost: Fault = {
  name: "timed out after it took effect",
  inShort: ["writes", "writes, lasting"],
  fits: always,
  canLast: true,
  befall: async (_call, passOn) => {
    const { response } = await passOn();
    (response.body as Readable | undefined)?.resume();
    return timeOut();
  },
};

/** Another transaction is at work on one of the items. */
const conflict: Fault = {
  name: "conflict",
  inShort: ["writes", "writes, lasting"],
  fits: (call) => call.service === "dynamodb" && writes(call),
  canLast: true,
  befall: async (call) =>
    transacts(call) ? cancelled(call, "TransactionConflict") : refuse(call, "TransactionConflictException"),
};

const cancelledByThrottling: Fault = {
  name: "cancelled by throttling",
  inShort: ["writes, lasting"],
  fits: transacts,
  canLast: true,
  befall: async (call) => cancelled(call, "ThrottlingError"),
};

const cancelled = (call: AwsCall, code: string): Answer =>
  refuse(call, "TransactionCanceledException", {
    CancellationReasons: (call.input.TransactItems as unknown[]).map(() => ({ Code: code })),
  });

/** Only the first half of a batch is taken; of one, nothing. */
const partial: Fault = {
  name: "partial",
  inShort: ["reads", "writes", "writes, lasting"],
  fits: ({ operation, input }) =>
    ["SendMessageBatch", "PublishBatch", "BatchExecuteStatement", "BatchWriteItem"].includes(operation) ||
    (operation === "BatchGetItem" && keysOf(input).keys.length > 1),
  canLast: true,
  befall: async (call, passOn) => {
    switch (call.operation) {
      case "SendMessageBatch":
        return halfSent(call, passOn);
      case "PublishBatch":
        return halfPublished(call, passOn);
      case "BatchGetItem":
        return halfRead(call, passOn);
      case "BatchWriteItem":
        return halfWritten(call, passOn);
      default:
        return halfInserted(call, passOn);
    }
  },
};

const half = <T>(all: readonly T[]): readonly [readonly T[], readonly T[]] => {
  const middle = Math.floor(all.length / 2);
  return [all.slice(0, middle), all.slice(middle)];
};

const bodyOf = async ({ response }: Answer): Promise<Record<string, unknown>> => {
  const parts: Buffer[] = [];
  for await (const part of response.body as Readable) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>;
};

const halfSent = async ({ input }: AwsCall, passOn: PassOn): Promise<Answer> => {
  const [taken, left] = half(input.Entries as { Id: string }[]);
  const sent = taken.length > 0 ? await bodyOf(await passOn(JSON.stringify({ ...input, Entries: taken }))) : {};
  const Failed = left.map(({ Id }) => ({ Id, Code: "InternalError", SenderFault: false }));
  return respond(200, JSON.stringify({ Successful: [], ...sent, Failed }));
};

const halfPublished = async ({ input }: AwsCall, passOn: PassOn): Promise<Answer> => {
  const form = new URLSearchParams(input as URLSearchParams);
  const ids = [...form].filter(([name]) => name.endsWith(".Id"));
  const [taken, left] = half(ids);
  for (const [name] of left) for (const part of ["Id", "Message"]) form.delete(name.replace(/Id$/, part));
  if (taken.length > 0) ((await passOn(form.toString())).response.body as Readable).resume();
  const member = (inner: string): string => `<member>${inner}</member>`;
  const ok = taken.map(([, id]) => member(`<Id>${id}</Id><MessageId>m</MessageId>`)).join("");
  const failed = left
    .map(([, id]) => member(`<Id>${id}</Id><Code>InternalError</Code><SenderFault>false</SenderFault>`))
    .join("");
  const result = `<PublishBatchResult><Successful>${ok}</Successful><Failed>${failed}</Failed></PublishBatchResult>`;
  return respond(200, `<PublishBatchResponse>${result}</PublishBatchResponse>`, "text/xml");
};

const keysOf = (
  input: AwsCall["input"],
): { readonly table: string; readonly keys: readonly unknown[]; readonly rest: object } => {
  const [[table, { Keys, ...rest }]] = Object.entries(input.RequestItems) as [[string, { Keys: unknown[] }]];
  return { table, keys: Keys, rest };
};

const halfRead = async ({ input }: AwsCall, passOn: PassOn): Promise<Answer> => {
  const { table, keys, rest } = keysOf(input);
  const [taken, left] = half(keys);
  const read = await bodyOf(
    await passOn(JSON.stringify({ ...input, RequestItems: { [table]: { Keys: taken, ...rest } } })),
  );
  return respond(200, JSON.stringify({ ...read, UnprocessedKeys: { [table]: { Keys: left, ...rest } } }));
};

const halfWritten = async ({ input }: AwsCall, passOn: PassOn): Promise<Answer> => {
  const [[table, requests]] = Object.entries(input.RequestItems) as [[string, unknown[]]];
  const [taken, left] = half(requests);
  const asked = JSON.stringify({ ...input, RequestItems: { [table]: taken } });
  const done = taken.length > 0 ? await bodyOf(await passOn(asked)) : {};
  return respond(200, JSON.stringify({ ...done, UnprocessedItems: { [table]: left } }));
};

const halfInserted = async ({ input }: AwsCall, passOn: PassOn): Promise<Answer> => {
  const [taken, left] = half(input.Statements as object[]);
  const done = taken.length > 0 ? await bodyOf(await passOn(JSON.stringify({ ...input, Statements: taken }))) : {};
  const refused = left.map((_, n) => ({ Error: { Code: n % 2 === 0 ? "ThrottlingError" : "TransactionConflict" } }));
  return respond(
    200,
    JSON.stringify({ ...done, Responses: [...((done["Responses"] as object[] | undefined) ?? []), ...refused] }),
  );
};

/** A file breaks off halfway. */
const cut: Fault = {
  name: "cut off",
  inShort: ["reads"],
  fits: ({ operation }) => operation === "GetObject",
  canLast: false,
  befall: async (_call, passOn) => {
    const { response } = await passOn();
    // Where there is no file there is nothing to break off.
    if (response.statusCode !== 200) return { response };
    const parts: Buffer[] = [];
    for await (const part of response.body as Readable) parts.push(part as Buffer);
    const whole = Buffer.concat(parts);
    const broken = async function* () {
      yield whole.subarray(0, whole.length >> 1);
      throw Object.assign(new Error("aborted"), { code: "ECONNRESET" });
    };
    return { response: new HttpResponse({ ...response, body: Readable.from(broken()) }) };
  },
};

/** The same work is done by another, from beginning to end, while this call is on its way: every condition is really raced. */
const raced: Fault = {
  name: "raced by the same",
  inShort: ["reads", "writes"],
  fits: always,
  canLast: false,
  befall: async (_call, passOn, watch) => {
    await watch.meanwhile();
    return passOn();
  },
};

/** Everything that is made to go wrong. */
export const faults: readonly Fault[] = [
  throttled,
  neverSent,
  answerLost,
  conflict,
  cancelledByThrottling,
  partial,
  cut,
  raced,
];
