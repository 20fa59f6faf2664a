import { randomUUID } from "node:crypto";
import { appendFile } from "node:fs";
import { Worker } from "node:worker_threads";
import type { FunctionSpec } from "../assembly/deployment.ts";
import type { Activity } from "./activity.ts";
import { type CapacityLedger, countedOperations } from "./capacity-ledger.ts";
import type { InvokeMessage, Outcome, WorkerMessage, WorkerStart } from "./invocation.ts";
import type { WriteBell } from "./write-bell.ts";

/** What all pools share. */
export interface PoolSurroundings {
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly compileCache: string;
  readonly clock: SharedArrayBuffer;
  readonly bell: WriteBell;
  readonly ledger: CapacityLedger;
  readonly activity: Activity;
  readonly tableEndpoint: string;
}

interface Invocation {
  readonly message: InvokeMessage;
  readonly settle: (outcome: Outcome) => void;
  timer?: NodeJS.Timeout;
}

interface Runtime {
  readonly worker: Worker;
  ready: boolean;
  current: Invocation | undefined;
  idle: NodeJS.Timeout | undefined;
}

const mostWorkers = 4;
const idleMs = 60_000;
/** Workers beyond a function's first are for bursts. */
const idleExtraMs = 10_000;
const slowestInitMs = 30_000;

/** One function's workers: started when there is work for them, stopped when there is none, ended at the time-out. */
export class FunctionPool {
  readonly spec: FunctionSpec;
  readonly #around: PoolSurroundings;
  readonly #runtimes = new Set<Runtime>();
  readonly #waiting: Invocation[] = [];
  #closed = false;

  constructor(spec: FunctionSpec, around: PoolSurroundings) {
    this.spec = spec;
    this.#around = around;
  }

  /** Invokes the function; every failure is an outcome, nothing is thrown. */
  invoke(event: string): Promise<Outcome> {
    return this.#around.activity.during(
      () =>
        new Promise<Outcome>((settle) => {
          const { timeoutMs } = this.spec;
          this.#waiting.push({ message: { id: randomUUID(), event, timeoutMs }, settle });
          this.#dispatch();
        }),
    );
  }

  /** Ends all workers; invocations under way fail. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) waiting.settle(failure("crash", "Host.Stopping", "the host stops"));
    await Promise.all([...this.#runtimes].map((runtime) => this.#end(runtime, "Host.Stopping", "the host stops")));
  }

  #dispatch(): void {
    for (const runtime of this.#runtimes) {
      if (this.#waiting.length === 0) return;
      if (runtime.ready && runtime.current === undefined) this.#begin(runtime, this.#waiting.shift());
    }
    const starting = [...this.#runtimes].filter((runtime) => !runtime.ready).length;
    const wanted = Math.min(this.#waiting.length, mostWorkers - this.#runtimes.size);
    // One start at a time: on few cores a second start only delays the first.
    if (wanted > 0 && starting === 0 && !this.#closed) this.#start();
  }

  #begin(runtime: Runtime, invocation: Invocation | undefined): void {
    if (invocation === undefined) return;
    clearTimeout(runtime.idle);
    runtime.current = invocation;
    const { timeoutMs } = invocation.message;
    invocation.timer = setTimeout(() => {
      const seconds = (timeoutMs / 1000).toFixed(2);
      void this.#end(runtime, "Sandbox.Timedout", `Task timed out after ${seconds} seconds`, "timeout");
    }, timeoutMs);
    runtime.worker.postMessage(invocation.message);
  }

  #start(): void {
    const { ledger, bell, ...around } = this.#around;
    const { sheet, close } = ledger.open();
    const { name, arn, file, exportName, memoryMb, environment } = this.spec;
    const workerData: WorkerStart = {
      file,
      exportName,
      functionName: name,
      functionArn: arn,
      memoryMb,
      logFile: around.logFile,
      compileCache: around.compileCache,
      clock: around.clock,
      bell: bell.shared,
      sheet,
      tables: ledger.tables,
      operations: countedOperations,
      tableEndpoint: around.tableEndpoint,
    };
    const worker = new Worker(new URL("./worker/entry.mjs", import.meta.url), {
      workerData,
      name,
      env: {
        ...environment,
        ...around.environment,
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
      },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 16 },
    });
    const runtime: Runtime = { worker, ready: false, current: undefined, idle: undefined };
    this.#runtimes.add(runtime);
    const init = setTimeout(
      () => void this.#end(runtime, "Init.Timedout", "the bundle took too long to load"),
      slowestInitMs,
    );
    worker.on("message", (message: WorkerMessage) => {
      if ("ready" in message) {
        clearTimeout(init);
        runtime.ready = true;
      } else this.#finish(runtime, message);
      this.#next(runtime);
    });
    worker.once("error", (problem: Error) => void this.#end(runtime, problem.name, problem.message));
    worker.once("exit", () => {
      clearTimeout(init);
      // Whatever the worker had written when it was ended is in the stream, heard or not.
      bell.ring();
      close();
      if (this.#runtimes.has(runtime)) void this.#end(runtime, "Runtime.ExitError", "the runtime exited");
    });
  }

  #finish(runtime: Runtime, message: Exclude<WorkerMessage, { ready: true }>): void {
    const { current } = runtime;
    if (current === undefined || current.message.id !== message.id) return;
    clearTimeout(current.timer);
    runtime.current = undefined;
    current.settle(
      "payload" in message
        ? { ok: true, payload: message.payload }
        : failure("error", message.errorType, message.message),
    );
  }

  #next(runtime: Runtime): void {
    const invocation = this.#waiting.shift();
    if (invocation !== undefined) {
      this.#begin(runtime, invocation);
      this.#dispatch();
      return;
    }
    clearTimeout(runtime.idle);
    const patience = this.#runtimes.size > 1 ? idleExtraMs : idleMs;
    runtime.idle = setTimeout(() => void this.#end(runtime, "Runtime.Idle", "idle"), patience);
    runtime.idle.unref();
  }

  async #end(runtime: Runtime, errorType: string, reason: string, kind: "crash" | "timeout" = "crash"): Promise<void> {
    if (!this.#runtimes.delete(runtime)) return;
    clearTimeout(runtime.idle);
    const { current } = runtime;
    runtime.current = undefined;
    const ended = runtime.worker.terminate();
    if (current !== undefined || !runtime.ready) {
      this.#log(errorType, reason);
      clearTimeout(current?.timer);
      // A bundle that does not load fails whoever waits for it; otherwise it would be started again for ever.
      const failed = current === undefined ? this.#waiting.splice(0) : [current];
      for (const { settle } of failed) settle(failure(kind, errorType, reason));
    }
    await ended;
    this.#dispatch();
  }

  #log(errorType: string, message: string): void {
    const line = { level: "ERROR", service: this.spec.name, errorType, message };
    appendFile(this.#around.logFile, `${JSON.stringify(line)}\n`, () => undefined);
  }
}

const failure = (kind: "error" | "timeout" | "crash", errorType: string, message: string): Outcome => ({
  ok: false,
  kind,
  errorType,
  message,
});
