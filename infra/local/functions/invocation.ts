/** How an invocation ended. */
export type Outcome =
  | { readonly ok: true; readonly payload: string }
  | {
      readonly ok: false;
      readonly kind: "error" | "timeout" | "crash";
      readonly errorType: string;
      readonly message: string;
    };

/** What a worker is started with. */
export interface WorkerStart {
  readonly file: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  readonly logFile: string;
  readonly compileCache: string;
  readonly clock: SharedArrayBuffer;
  readonly bell: SharedArrayBuffer;
  readonly sheet: SharedArrayBuffer;
  readonly tables: readonly string[];
  readonly operations: readonly string[];
  readonly tableEndpoint: string;
}

/** Host to worker. */
export interface InvokeMessage {
  readonly id: string;
  readonly event: string;
  readonly timeoutMs: number;
}

/** Worker to host; the first message has no id and says that the bundle is loaded. */
export type WorkerMessage =
  | { readonly ready: true }
  | { readonly id: string; readonly payload: string }
  | { readonly id: string; readonly errorType: string; readonly message: string };
