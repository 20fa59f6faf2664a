import type { LookupAddress } from "node:dns";
import { Resolver } from "node:dns/promises";
import type { ClientRequest, IncomingMessage } from "node:http";
import { request as requestTls, type RequestOptions } from "node:https";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "../../domain/webhook/address.ts";
import type { CallFault, CallOutcome } from "../../domain/webhook/delivery.ts";
import { targetFault, type TargetRules } from "../../domain/webhook/target.ts";
import type { CallWebhook } from "../../ports/webhooks.ts";

/** How long a call may take to reach the endpoint, and altogether. */
export interface CallLimits {
  readonly connectMs: number;
  readonly totalMs: number;
}

export const usualLimits: CallLimits = { connectMs: 3_000, totalMs: 8_000 };

/** More than this of an answer's body is not waited for. */
const mostAnswerBytes = 16_384;

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>;

/**
 * Asks the name servers themselves. `dns.lookup` would wait in one of Node's four threads, and names that nobody answers
 * for would hold up everybody's.
 */
const systemResolve: Resolve = async (name) => {
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  return [
    ...(four.status === "fulfilled" ? four.value : []).map((address) => ({ address, family: 4 })),
    ...(six.status === "fulfilled" ? six.value : []).map((address) => ({ address, family: 6 })),
  ];
};

class AddressRefused extends Error {}
class NameUnknown extends Error {}

/**
 * Resolves a name for the connection that is about to be made, and gives nothing unless all its addresses are public:
 * what was looked at is what is connected to, whatever the name leads to a moment later.
 */
export const publicLookup =
  (resolveName: Resolve): LookupFunction =>
  (name, options, give) => {
    resolveName(name).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) give(new NameUnknown("no address"), "", 0);
        else if (!addresses.every(({ address }) => isPublicAddress(address)))
          give(new AddressRefused("refused"), "", 0);
        else if (options.all === true) give(null, [...addresses]);
        else give(null, first.address, first.family);
      },
      () => {
        give(new NameUnknown("no answer"), "", 0);
      },
    );
  };

/** A call to webhooks whose names are looked up, and looked at, on every connection. */
export const createCall = (
  rules: TargetRules,
  limits: CallLimits = usualLimits,
  resolveName: Resolve = systemResolve,
): CallWebhook => callThrough(rules, limits, publicLookup(resolveName));

/**
 * Calls a webhook: one POST, no redirect followed, no connection kept, bounded in time. An address in the URL is looked at
 * here, because nobody resolves it; a name is looked at where it is resolved.
 */
export const callThrough =
  (rules: TargetRules, limits: CallLimits, lookup: LookupFunction): CallWebhook =>
  async (url, headers, body) => {
    if (targetFault(url, rules)) return { fault: "address" };
    const plain = url.startsWith("http:");
    // Only to the machine itself is a call made without TLS. Importing node:http brings half of Node along with it.
    const request = plain ? (await import("node:http")).request : requestTls;
    return new Promise<CallOutcome>((settle) => {
      const options: RequestOptions = {
        method: "POST",
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
        agent: false,
        lookup,
      };
      const call = request(url, options);
      const give = (outcome: CallOutcome): void => {
        clearTimeout(connecting);
        settle(outcome);
      };
      const giveUp = (): void => {
        give({ fault: "timeout" });
        call.destroy();
      };
      const connecting = setTimeout(giveUp, limits.connectMs);
      const total = setTimeout(giveUp, limits.totalMs);
      call.once("socket", (socket) => {
        socket.once(plain ? "connect" : "secureConnect", () => {
          clearTimeout(connecting);
        });
      });
      call.once("close", () => {
        clearTimeout(total);
        give({ fault: "connection" });
      });
      call.on("error", (error) => {
        give({ fault: faultOf(error) });
      });
      call.once("response", (answer) => {
        give({ status: answer.statusCode ?? 0 });
        drain(answer, call);
      });
      call.end(body);
    });
  };

/** Lets a short answer end by itself, so that the endpoint sees no broken connection; cuts a long one off. */
const drain = (answer: IncomingMessage, call: ClientRequest): void => {
  let bytes = 0;
  answer.on("data", (part: Buffer) => {
    bytes += part.length;
    if (bytes > mostAnswerBytes) call.destroy();
  });
  answer.on("error", () => undefined);
};

const faultOf = (error: Error & { readonly code?: string }): CallFault => {
  if (error instanceof AddressRefused) return "address";
  return /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(error.code ?? "")
    ? "tls"
    : "connection";
};
