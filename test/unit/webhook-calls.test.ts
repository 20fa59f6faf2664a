import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCall, type Resolve } from "../../shared/adapters/webhook/call.ts";

const limits = { connectMs: 300, totalMs: 600 };
let server: Server;
let port = 0;
let calls = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    calls++;
    request.resume();
    if (request.url === "/never") return;
    if (request.url === "/trickle") {
      response.writeHead(200);
      response.write("x");
      return;
    }
    if (request.url === "/flood") {
      response.writeHead(200);
      const flood = setInterval(() => response.write("x".repeat(65_536)), 1);
      response.on("close", () => {
        clearInterval(flood);
      });
      return;
    }
    if (request.url === "/moved") response.writeHead(307, { location: `http://127.0.0.1:${port}/elsewhere` }).end();
    else response.writeHead(Number(request.url?.slice(1))).end("body");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const at = (path: string): string => `http://127.0.0.1:${port}${path}`;
const leadsTo =
  (...addresses: readonly string[]): Resolve =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })));

describe("a name that leads to an address that is not public is never connected to", () => {
  test.each([
    ["this machine", ["127.0.0.1"]],
    ["this machine in IPv6", ["::1"]],
    ["this machine in IPv4 mapped", ["::ffff:127.0.0.1"]],
    ["a private network", ["10.0.0.8"]],
    ["a cloud's metadata", ["169.254.169.254"]],
    ["another cloud's metadata", ["100.100.100.200"]],
    ["a unique local address", ["fd00:ec2::254"]],
    ["nothing", ["0.0.0.0"]],
    ["a public address and a private one", ["8.8.8.8", "127.0.0.1"]],
    ["what is no address", ["localhost"]],
  ])("%s", async (_words, addresses) => {
    const before = calls;
    const call = createCall({ loopback: false }, limits, leadsTo(...addresses));
    expect(await call(`https://hooks.example.gov.cn:${port}/200`, {}, "{}")).toEqual({ fault: "address" });
    const lenient = createCall({ loopback: true }, limits, leadsTo(...addresses));
    expect(await lenient(`https://hooks.example.gov.cn:${port}/200`, {}, "{}")).toEqual({ fault: "address" });
    expect(calls).toBe(before);
  });

  test("a name that changes between two calls (DNS rebinding) is looked at on each", async () => {
    let asked = 0;
    const call = createCall({ loopback: false }, limits, () =>
      Promise.resolve([{ address: asked++ === 0 ? "192.0.0.0" : "127.0.0.1", family: 4 }]),
    );
    for (let time = 0; time < 2; time++)
      expect(await call(`https://hooks.example.gov.cn:${port}/200`, {}, "{}")).toEqual({ fault: "address" });
    expect(asked).toBe(2);
  });
});

test.each(["http://127.0.0.1", "https://127.0.0.1", "https://[::1]", "https://169.254.169.254"])(
  "an address in the URL is looked at as well: %s",
  async (origin) => {
    const before = calls;
    expect(await createCall({ loopback: false }, limits)(`${origin}:${port}/200`, {}, "{}")).toEqual({
      fault: "address",
    });
    expect(calls).toBe(before);
  },
);

test("a name that nobody knows is a failed connection", async () => {
  const call = createCall({ loopback: false }, limits, () => Promise.resolve([]));
  expect(await call("https://hooks.example.gov.cn/", {}, "{}")).toEqual({ fault: "connection" });
});

test("a name that is never resolved is given up when a connection should stand", async () => {
  const started = performance.now();
  const call = createCall({ loopback: false }, limits, () => new Promise(() => undefined));
  expect(await call("https://hooks.example.gov.cn/", {}, "{}")).toEqual({ fault: "timeout" });
  expect(performance.now() - started).toBeLessThan(limits.totalMs);
});

describe("a call", () => {
  const call = createCall({ loopback: true }, limits);

  test.each([200, 204, 404, 410, 500, 503])("answered %s says so", async (status) => {
    expect(await call(at(`/${status}`), {}, "{}")).toEqual({ status });
  });

  test("follows no redirect", async () => {
    const before = calls;
    expect(await call(at("/moved"), {}, "{}")).toEqual({ status: 307 });
    expect(calls).toBe(before + 1);
  });

  test("that is not answered ends", async () => {
    expect(await call(at("/never"), {}, "{}")).toEqual({ fault: "timeout" });
  });

  test.each(["/trickle", "/flood"])("whose answer does not end is not waited for: %s", async (path) => {
    const started = performance.now();
    expect(await call(at(path), {}, "{}")).toEqual({ status: 200 });
    expect(performance.now() - started).toBeLessThan(limits.totalMs);
  });

  test("to a closed port is a failed connection", async () => {
    expect(await call("http://127.0.0.1:9/", {}, "{}")).toEqual({ fault: "connection" });
  });
});
