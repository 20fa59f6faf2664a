import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { HttpHandlerOptions } from "@smithy/types";
import { HttpRequest, type HttpResponse } from "@smithy/core/protocols";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { type AwsCall, readCall } from "./aws-call.ts";

export interface Answer {
  readonly response: HttpResponse;
}

/** Passes a call on to the engine, with another body where one is given. */
export type PassOn = (body?: string) => Promise<Answer>;

/** Something that can go wrong between a function and AWS. */
export interface Fault {
  readonly name: string;
  /** Whether it can befall this call. */
  readonly fits: (call: AwsCall) => boolean;
  /** Whether it makes sense for it to go on for as long as the function runs. */
  readonly canLast: boolean;
  /** In which calls, and how, it is made to happen in `npm test`; in the long run it is in all. */
  readonly inShort: readonly ("reads" | "writes" | "reads, lasting" | "writes, lasting")[];
  readonly befall: (call: AwsCall, passOn: PassOn, watch: Watch) => Promise<Answer>;
}

/** What is to go wrong: at which call of a kind, and whether all further calls of that kind fail as well. */
export interface Plan {
  readonly kind: string;
  /** The first is 0. Calls made side by side come in any order, those of a kind are alike. */
  readonly nth: number;
  readonly fault: Fault;
  readonly lasts: boolean;
}

/** One invocation of a function, watched: what it asks of AWS, and what goes wrong on the way. */
export class Watch {
  readonly calls: AwsCall[] = [];
  /** How often something was made to go wrong. */
  injected = 0;
  open = 0;
  /** Runs while the call that it is planned for is held back. */
  readonly meanwhile: () => Promise<void>;
  readonly #plan: Plan | undefined;
  readonly #known = new Map<string, number>();
  #over = false;

  constructor(plan?: Plan, meanwhile: () => Promise<void> = () => Promise.resolve()) {
    this.#plan = plan;
    this.meanwhile = meanwhile;
  }

  /** From here on nothing goes wrong any more. */
  end(): void {
    this.#over = true;
  }

  /** `id` is the same for every attempt at one call; the bucket's client gives none, and tries again only what went wrong. */
  async see(call: AwsCall, attempt: string | undefined, passOn: PassOn): Promise<Answer> {
    const id = attempt ?? `${call.operation} ${String(call.input.path)}`;
    const first = !this.#known.has(id);
    const nth = this.#known.get(id) ?? this.calls.filter(({ kind }) => kind === call.kind).length;
    if (first) this.calls.push(call);
    this.#known.set(id, nth);
    const plan = this.#plan;
    const meant =
      !this.#over &&
      plan?.kind === call.kind &&
      plan.fault.fits(call) &&
      (nth === plan.nth ? first || plan.lasts : plan.lasts && nth > plan.nth);
    this.open++;
    try {
      if (meant) this.injected++;
      const answer = await (meant ? plan.fault.befall(call, passOn, this) : passOn());
      if (attempt === undefined && answer.response.statusCode < 500) this.#known.delete(id);
      return answer;
    } finally {
      this.open--;
    }
  }

  /** Waits until nothing is under way: what a function that failed had begun goes on for a moment. */
  async quiet(): Promise<void> {
    for (let still = 0; still < 3; still = this.open === 0 ? still + 1 : 0) await sleep(2);
  }
}

const watched = new AsyncLocalStorage<Watch>();

/** Runs a function's invocation under watch. Calls made elsewhere pass untouched. */
export const under = <T>(watch: Watch, work: () => Promise<T>): Promise<T> => watched.run(watch, work);

/** Puts the watch between every client of the SDK and its engine. Gives what takes it away again. */
export const watchClients = (): (() => void) => {
  const { prototype } = NodeHttpHandler;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is put back, and called with its own `this`
  const real = prototype.handle;
  // One for all: a thousand clients that each kept connections open would have no ports left.
  const wire = new NodeHttpHandler();
  prototype.handle = async (request, options?: HttpHandlerOptions) => {
    const send = (changed: typeof request): Promise<Answer> => real.call(wire, changed, options);
    const watch = watched.getStore();
    if (!watch) return send(request);
    return watch.see(readCall(request), request.headers["amz-sdk-invocation-id"], (body) => {
      if (body === undefined) return send(request);
      const headers = { ...request.headers, "content-length": String(Buffer.byteLength(body)) };
      return send(new HttpRequest({ ...request, headers, body }));
    });
  };
  return () => {
    prototype.handle = real;
    wire.destroy();
  };
};
