import { describe, expect, test } from "vitest";
import * as z from "zod";
import { officerOf } from "../../shared/http/officer.ts";
import { linkNext } from "../../shared/http/paging.ts";
import { problemOf } from "../../shared/http/problem.ts";
import {
  bytesOf,
  clientOf,
  correlationOf,
  type HttpEvent,
  mediaType,
  parseRequest,
  scopesOf,
  versionOf,
} from "../../shared/http/request.ts";
import { purposeOf } from "../../shared/http/purpose.ts";
import { createEntry, getEntry, listEntries } from "../../shared/http/routes/entries.ts";
import { queryPublicEntries } from "../../shared/http/routes/public.ts";
import { listing } from "../support/house.ts";

const event = (change: Record<string, unknown> = {}): HttpEvent =>
  ({
    rawPath: "/v1/entries",
    rawQueryString: "",
    headers: { "content-type": "application/json" },
    isBase64Encoded: false,
    requestContext: { requestId: "gateway-request-1" },
    ...change,
  }) as unknown as HttpEvent;
const withHeaders = (headers: Record<string, string>) => event({ headers });

/** What a route makes of a request: the status and field codes of the problem, or nothing. */
const problemIn = (route: Parameters<typeof parseRequest>[0], asked: HttpEvent) => {
  const parsed = parseRequest(route, asked);
  if (parsed.ok) return undefined;
  const { status, body } = problemOf(parsed.refusal, asked.rawPath);
  const errors = z
    .object({ errors: z.array(z.object({ pointer: z.string(), code: z.string() })).default([]) })
    .parse(body).errors;
  return [status, parsed.refusal.code, ...errors.map(({ pointer, code }) => `${pointer} ${code}`)];
};

describe("headers of any script", () => {
  const refusedFor = (read: ReturnType<typeof purposeOf | typeof officerOf>) =>
    read.ok ? read.value : read.refusal.errors?.map(({ field, code }) => `${field} ${code}`);
  const purpose = (sent: string) => refusedFor(purposeOf(withHeaders({ "x-purpose": sent })));
  const officer = (sent: string) => refusedFor(officerOf(withHeaders({ "x-officer": encodeURIComponent(sent) }), {}));

  test.each(["%E4%B8", "%", "%zz", "100%", "%FF%FE"])(
    "§22: %j cannot be read, and is no purpose that a register could keep",
    (sent) => {
      expect(purpose(sent)).toEqual(["x-purpose header.encoding"]);
    },
  );

  test("§22: a purpose is read as it was meant, and none is none", () => {
    expect(purpose(encodeURIComponent("核查§3"))).toEqual({ purpose: "核查§3" });
    expect(purpose("audit")).toEqual({ purpose: "audit" });
    expect(purpose("  ")).toEqual({});
  });

  test.each(["\u200b", "\u200b\u2060", "\u3164", "\u00ad\ufeff", "\u115f \u1160", "\ufe0f"])(
    "four eyes: a name of invisible characters names no officer (%#)",
    (sent) => {
      expect(officer(sent)).toEqual(["x-officer text.characters"]);
      expect(officer("周敏")).toBe("周敏");
    },
  );
});

describe("If-Match", () => {
  test.each([
    ['"3"', 3],
    ['W/"3"', 3],
    ["3", 3],
    [' "12" ', 12],
    ['"999999999"', 999_999_999],
    ["*", "any"],
    [" * ", "any"],
  ])("%s is version %i", (value, version) => {
    expect(versionOf(withHeaders({ "if-match": value }))).toBe(version);
  });

  test.each(["", "**", '"*"', '""', '"a"', '"-1"', '"1.5"', '"1", "2"', '"1e3"', '"1234567890"', "'1'"])(
    "%j is none of ours",
    (value) => {
      expect(versionOf(withHeaders({ "if-match": value }))).toBeUndefined();
    },
  );

  test("that is missing is no version", () => {
    expect(versionOf(event())).toBeUndefined();
  });
});

describe("the correlation id (SPEC: numbers never stand in a log)", () => {
  test.each(["b7c1d0a2-6f1e-4f59-9f35-2f6f0c7c9a11", "abcdefgh", "A_b-".repeat(16), "12345678", "x12345678901234x"])(
    "is the client's own when it says %s",
    (own) => {
      expect(correlationOf(withHeaders({ "x-correlation-id": own }))).toBe(own);
    },
  );

  test.each([
    ["15 digits, an old identity number", "110101900307003"],
    ["18 digits, an identity number", "110101199003070038"],
    ["an identity number that ends in X", "11010119900307003X"],
    ["15 digits among letters", "case-110101900307003-a"],
    ["7 characters", "abcdefg"],
    ["65 characters", "a".repeat(65)],
    ["a name", "衡川市张三的案件"],
    ["a line break", "abcdefgh\nforged"],
    ["a blank", "abcd efgh"],
    ["nothing", ""],
  ])("is the gateway's when the client sends %s", (_words, own) => {
    expect(correlationOf(withHeaders({ "x-correlation-id": own }))).toBe("gateway-request-1");
  });

  test("is the gateway's when the client sends none", () => {
    expect(correlationOf(event())).toBe("gateway-request-1");
  });
});

describe("the client", () => {
  const claimed = (claims: Record<string, unknown>) =>
    clientOf(event({ requestContext: { requestId: "r", authorizer: { jwt: { claims, scopes: [] } } } }));

  test("is the one that the authorizer verified: client_id, else sub", () => {
    expect(claimed({ client_id: "tax-client", sub: "other" })).toBe("tax-client");
    expect(claimed({ sub: "tax-client" })).toBe("tax-client");
  });

  test("is nobody without a verified claim, whatever headers say", () => {
    expect(claimed({})).toBeUndefined();
    expect(claimed({ client_id: 7 })).toBeUndefined();
    expect(clientOf(withHeaders({ authorization: "Bearer x", "x-client-id": "tax-client" }))).toBeUndefined();
  });
});

describe("the scopes of a token", () => {
  test.each([
    [{ scope: "xinheng/submit xinheng/read" }, ["xinheng/submit", "xinheng/read"]],
    [{ scp: "[xinheng/submit xinheng/read]" }, ["xinheng/submit", "xinheng/read"]],
    [{ scope: "xinheng/respond" }, ["xinheng/respond"]],
    [{}, []],
  ])("are those that the issuer wrote: %j", (claims, scopes) => {
    const authorizer = { jwt: { claims, scopes: null } };
    expect(scopesOf(event({ requestContext: { requestId: "r", authorizer } }))).toEqual(scopes);
  });
});

describe("a body", () => {
  const body = { ...listing(1) };
  const json = JSON.stringify(body);

  test("is read by the route's contract, plain or as base64", () => {
    const plain = parseRequest(createEntry, event({ body: json }));
    expect(plain).toMatchObject({ ok: true, value: { body: { ...body, report: true } } });
    const base64 = event({ body: Buffer.from(json).toString("base64"), isBase64Encoded: true });
    expect(parseRequest(createEntry, base64)).toEqual(plain);
    expect(bytesOf(base64).toString()).toBe(json);
  });

  test.each([
    ["is cut off", { body: json.slice(0, -1) }],
    ["is empty", { body: "" }],
    ["is missing", {}],
    ["is no JSON", { body: "list=black" }],
    ["is no UTF-8", { body: Buffer.from([0x7b, 0xff, 0x7d]).toString("base64"), isBase64Encoded: true }],
  ])("that %s is 400, without a word of it in the answer", (_words, change) => {
    expect(problemIn(createEntry, event(change))).toEqual([400, "body.unparsable"]);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"])(
    "sent as %j is 415",
    (type) => {
      expect(problemIn(createEntry, event({ body: json, headers: { "content-type": type } }))).toEqual([
        415,
        "mediaType.unsupported",
      ]);
    },
  );

  test("may name its charset", () => {
    const asked = event({ body: json, headers: { "content-type": "Application/JSON; charset=utf-8" } });
    expect(mediaType(asked)).toBe("application/json");
    expect(problemIn(createEntry, asked)).toBeUndefined();
  });

  test.each([
    ["[]", " type"],
    ["null", " missing"],
    ["3", " type"],
  ])("%s instead of an object is 422 at its root", (text, at) => {
    expect(problemIn(createEntry, event({ body: text }))).toEqual([422, "input.invalid", at]);
  });

  test("with wrong fields is 422 with a pointer to each", () => {
    const wrong = {
      ...body,
      list: "grey",
      subject: { ...body.subject, uscc: "91419902MA4K7T296X" },
      validTo: "2026-02-30",
    };
    expect(problemIn(createEntry, event({ body: JSON.stringify(wrong) }))).toEqual([
      422,
      "input.invalid",
      "/list value.unknown",
      "/subject/uscc uscc.checkDigit",
      "/validTo date.invalid",
    ]);
  });
});

describe("path and query", () => {
  test("a path that fits no id is unknown, not wrong", () => {
    for (const entryId of ["1", "ent_x", `ENT_${"a".repeat(26)}`, "../../etc/passwd"])
      expect(problemIn(getEntry, event({ pathParameters: { entryId } }))).toEqual([404, "resource.unknown"]);
    expect(problemIn(getEntry, event({ pathParameters: { entryId: `ent_${"a".repeat(26)}` } }))).toBeUndefined();
    expect(problemIn(getEntry, event())).toEqual([404, "resource.unknown"]);
  });

  test("limits are between 1 and 200, and 50 when nothing is said", () => {
    expect(parseRequest(listEntries, event())).toMatchObject({ value: { query: { limit: 50 } } });
    for (const limit of ["0", "201", "-1", "1.5", "many", ""])
      expect(problemIn(listEntries, event({ queryStringParameters: { limit } })), limit).toMatchObject({ 0: 422 });
    expect(problemIn(listEntries, event({ queryStringParameters: { limit: "200" } }))).toBeUndefined();
  });

  test("months are months", () => {
    expect(problemIn(listEntries, event({ queryStringParameters: { month: "2026-11" } }))).toBeUndefined();
    expect(problemIn(listEntries, event({ queryStringParameters: { month: "2026-13" } }))).toEqual([
      422,
      "input.invalid",
      "/month format",
    ]);
  });

  test("the public query takes a code or a name, exactly one", () => {
    for (const query of [{}, { uscc: "x", name: "y" }])
      expect(problemIn(queryPublicEntries, event({ queryStringParameters: query }))).toEqual([
        422,
        "input.invalid",
        " query.oneOf",
      ]);
    expect(
      problemIn(queryPublicEntries, event({ queryStringParameters: { name: "衡川市信衡有限公司" } })),
    ).toBeUndefined();
  });

  test("a page links to the next with everything else kept, and the last page does not", () => {
    const asked = event({ queryStringParameters: { limit: "2", cursor: "old" } });
    expect(linkNext(asked, "a+b/c=")).toEqual({ link: '</v1/entries?limit=2&cursor=a%2Bb%2Fc%3D>; rel="next"' });
    expect(linkNext(asked, null)).toEqual({});
    expect(linkNext(event(), "n")).toEqual({ link: '</v1/entries?cursor=n>; rel="next"' });
  });
});
