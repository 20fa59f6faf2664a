import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { consume, onSchedule } from "../../shared/http/consumer.ts";
import { serve, publicEndpoint } from "../../shared/http/endpoint.ts";
import { queryPublicEntries } from "../../shared/http/routes/public.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";

/** What an error's message may quote: a name, a code, an identity number. None of it may reach a line (SPEC "Persons"). */
const secret = "张三110101199003070038";

let written = "";
beforeEach(() => {
  written = "";
  const take = (chunk: unknown): boolean => {
    written += String(chunk);
    return true;
  };
  vi.stubEnv("POWERTOOLS_SERVICE_NAME", "unit");
  vi.stubEnv("POWERTOOLS_METRICS_NAMESPACE", "Xinheng");
  vi.stubEnv("POWERTOOLS_DEV", "false");
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, "write").mockImplementation(take);
  for (const level of ["debug", "info", "warn", "error", "log"] as const)
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => void take(`${parts.map(String).join(" ")}\n`));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

class EngineError extends Error {
  override readonly name = "ValidationException";
}

describe("A §19, SPEC Persons and their data: what is broken is logged", () => {
  const errors: readonly (readonly [string, () => unknown])[] = [
    ["an error", () => new Error(secret)],
    ["an engine's error", () => new EngineError(`The item {"name":{"S":"${secret}"}} is too large`)],
    ["an error with a cause", () => new Error("outer", { cause: new Error(secret) })],
    ["several errors at once", () => new AggregateError([new Error(secret)], secret)],
    ["an error whose message has many lines", () => new Error(`first\n${secret}\nlast`)],
    [
      "an error whose message has a line that looks like a stack frame",
      () => new Error(`first\n    at ${secret}\nlast`),
    ],
    ["what a parser says about a body", () => parseFailure(`{"name": "${secret}"`)],
    ["text thrown", () => secret],
    ["an object thrown", () => ({ message: secret })],
    ["nothing thrown", () => undefined],
  ];

  test.each(errors)("without the message: %s", (_words, make) => {
    createTelemetry().broken("GET /v1/entries", make(), "correlation-1");
    expect(written).toContain("GET /v1/entries");
    expect(written).toContain("correlation-1");
    expect(written).not.toContain("110101199003070038");
    expect(written).not.toContain("张三");
  });

  test("with the kind of error and where it happened", () => {
    createTelemetry().broken("GET /v1/entries", new EngineError(secret));
    const line = JSON.parse(written.trim()) as Record<string, unknown>;
    expect(line).toMatchObject({ level: "ERROR", where: "GET /v1/entries", error: "ValidationException" });
    expect(line["frames"]).toEqual(expect.arrayContaining([expect.stringContaining("telemetry.test.ts")]));
  });
});

describe("a request that breaks", () => {
  test("is answered 500 and logged, both without the error's message", async () => {
    const handler = serve(createTelemetry(), [
      publicEndpoint(queryPublicEntries, () => Promise.reject(new Error(secret))),
    ]);
    const event = {
      routeKey: "GET /public/v1/entries",
      rawPath: "/public/v1/entries",
      rawQueryString: "",
      headers: {},
      queryStringParameters: { name: secret },
      isBase64Encoded: false,
      requestContext: { requestId: "gateway-request-1" },
    };
    const answer: unknown = await handler(event as never, {} as never);
    expect(answer).toMatchObject({ statusCode: 500, headers: { "x-correlation-id": "gateway-request-1" } });
    const lines = written.trim().split("\n");
    expect(lines).toHaveLength(2);
    for (const text of [written, JSON.stringify(answer)]) expect(text).not.toContain("110101199003070038");
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({
      route: "GET /public/v1/entries",
      status: 500,
      code: "internal",
    });
  });
});

describe("counts", () => {
  test("are one line of EMF with their names, and none for nothing", () => {
    const telemetry = createTelemetry();
    telemetry.count("RowsAccepted", 0);
    telemetry.tellCounts();
    expect(written).toBe("");
    telemetry.count("RowsAccepted", 17);
    telemetry.count("RowsRejected", 1);
    expect(written).toBe("");
    telemetry.tellCounts();
    telemetry.tellCounts();
    expect(JSON.parse(written.trim())).toMatchObject({ RowsAccepted: 17, RowsRejected: 1, service: "unit" });
  });

  test("of a batch's messages are told once for the invocation, also when one of them fails", async () => {
    const telemetry = createTelemetry();
    const handler = consume(telemetry, z.object({ rows: z.int() }), ({ rows }) => {
      telemetry.count("RowsReceived", rows);
      return rows > 0 ? Promise.resolve({ name: "done", facts: {} }) : Promise.reject(new Error(secret));
    });
    const record = (rows: number) => ({
      messageId: `m${rows}`,
      body: JSON.stringify({ rows }),
      eventSource: "aws:sqs",
    });
    const event = { Records: [record(3), record(0), record(4)] };
    expect(await handler(event as never, {} as never)).toEqual({ batchItemFailures: [{ itemIdentifier: "m0" }] });
    const told = written.split("\n").filter((line) => line.includes("RowsReceived"));
    expect(told).toHaveLength(1);
    expect(JSON.parse(told[0] ?? "")).toMatchObject({ RowsReceived: [3, 4] });
  });

  test("of a schedule's run are told also when it fails", async () => {
    const telemetry = createTelemetry();
    const handler = onSchedule(telemetry, (at) => {
      telemetry.count("EntriesExpired", at.getUTCFullYear());
      return Promise.reject(new Error("two are left"));
    });
    const event = { scheduledTime: "2026-11-23T01:00:00Z" };
    await expect(handler(event, { awsRequestId: "r1", getRemainingTimeInMillis: () => 1000 })).rejects.toThrow(
      "two are left",
    );
    expect(JSON.parse(written.trim())).toMatchObject({ EntriesExpired: 2026 });
  });
});

const parseFailure = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
};
