import { readFileSync } from "node:fs";
import type { LookupAddress } from "node:dns";
import { createServer, type Server } from "node:https";
import type { AddressInfo, LookupFunction } from "node:net";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callThrough, createCall, publicLookup } from "../../shared/adapters/webhook/call.ts";

const file = (name: string): string => readFileSync(join("test/support/certificates", name), "utf8");

interface Seen {
  readonly servername: string | false;
  readonly host: string | undefined;
  readonly body: string;
  readonly signature: string | undefined;
}

const limits = { connectMs: 2_000, totalMs: 4_000 };
const host = "hooks.example.gov.cn";
const publicAddress = "8.8.8.8";
const servers: Server[] = [];
const seen: Seen[] = [];
const looked: string[] = [];
let before: string[] = [];

/** An endpoint behind TLS with one of the certificates. */
const endpoint = async (certificate: string): Promise<number> => {
  const server = createServer({ cert: file(certificate), key: file("server.key") }, (request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const { servername } = request.socket as TLSSocket & { servername: string | false };
      seen.push({
        servername,
        host: request.headers.host,
        body,
        signature: String(request.headers["webhook-signature"]),
      });
      response.writeHead(204).end();
    });
  });
  server.on("tlsClientError", () => undefined);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
};

/**
 * The real look-up and its check, with the internet put behind it: packets to the address that passed reach this machine. No
 * rule is loosened; an address that is not public never comes this far.
 */
const internet =
  (...addresses: readonly string[]): LookupFunction =>
  (name, options, give) => {
    const checked = publicLookup(() =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }))),
    );
    checked(name, { ...options, all: true }, (error, found) => {
      if (error) {
        give(error, "", 0);
        return;
      }
      looked.push(...(found as LookupAddress[]).map(({ address }) => address));
      const here = { address: "127.0.0.1", family: 4 };
      if (options.all === true) give(null, [here]);
      else give(null, here.address, here.family);
    });
  };

const call = (port: number, lookup = internet(publicAddress), name = host) =>
  callThrough({ loopback: false }, limits, lookup)(
    `https://${name}:${port}/hook`,
    { "webhook-signature": "v1,x" },
    "{}",
  );

beforeAll(() => {
  before = getCACertificates("default");
  setDefaultCACertificates([...before, file("ca.pem")]);
});
afterAll(() => {
  setDefaultCACertificates(before);
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

describe("a webhook behind TLS", () => {
  test("is called when its certificate is of its name and of a trusted authority; the name goes along, the address was checked", async () => {
    const port = await endpoint("good.pem");
    expect(await call(port)).toEqual({ status: 204 });
    expect(looked).toEqual([publicAddress]);
    expect(seen).toEqual([{ servername: host, host: `${host}:${port}`, body: "{}", signature: "v1,x" }]);
  });

  test.each([
    ["of another name", "other.pem"],
    ["that has run out", "expired.pem"],
    ["that it signed itself", "self-signed.pem"],
  ])("is not told anything when it shows a certificate %s", async (_words, certificate) => {
    const port = await endpoint(certificate);
    seen.length = 0;
    expect(await call(port)).toEqual({ fault: "tls" });
    expect(seen).toEqual([]);
  });

  test("is not told anything when nobody trusts its authority", async () => {
    const port = await endpoint("good.pem");
    seen.length = 0;
    setDefaultCACertificates(before);
    try {
      expect(await call(port)).toEqual({ fault: "tls" });
    } finally {
      setDefaultCACertificates([...before, file("ca.pem")]);
    }
    expect(seen).toEqual([]);
  });

  test("is not reached under another name than its certificate's, though the address is the same", async () => {
    const port = await endpoint("good.pem");
    seen.length = 0;
    expect(await call(port, internet(publicAddress), "other.example.gov.cn")).toEqual({ fault: "tls" });
    expect(seen).toEqual([]);
  });

  test.each([[["127.0.0.1"]], [[publicAddress, "10.0.0.1"]]])(
    "is never connected to, however good its certificate, when its name leads to %s",
    async (addresses) => {
      const port = await endpoint("good.pem");
      seen.length = 0;
      looked.length = 0;
      expect(await call(port, internet(...addresses))).toEqual({ fault: "address" });
      expect([seen, looked]).toEqual([[], []]);
    },
  );

  test("nor through a loopback address written in its URL, on the local host either", async () => {
    const port = await endpoint("good.pem");
    seen.length = 0;
    for (const loopback of [false, true])
      expect(await createCall({ loopback }, limits)(`https://127.0.0.1:${port}/hook`, {}, "{}")).toEqual({
        fault: "address",
      });
    expect(seen).toEqual([]);
  });

  test("that speaks plain HTTP on its port is a TLS fault, not an answer", async () => {
    const { createServer: plain } = await import("node:http");
    const server = plain((_request, response) => response.end("hello"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const outcome = await call((server.address() as AddressInfo).port);
    server.close();
    expect(outcome).toMatchObject({ fault: expect.stringMatching(/tls|connection/) as string });
  });
});
