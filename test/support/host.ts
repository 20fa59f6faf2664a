import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface HostOptions {
  readonly samples?: boolean;
  readonly clock?: string;
  readonly data?: string;
  /** The functions' log level; WARN unless told otherwise. */
  readonly logLevel?: string;
  /** A DynamoDB engine to join instead of starting one. */
  readonly endpoint?: string;
}

export interface Host {
  readonly url: string;
  readonly data: string;
  /** Ends the host as an operator would; waits for it. */
  readonly stop: () => Promise<number | null>;
  /** Ends the host as a power cut would; waits for it. */
  readonly kill: () => Promise<void>;
  /** Removes its data. */
  readonly clean: () => void;
}

/** Monday, 23 November 2026, nine o'clock in Shanghai. */
export const monday = "2026-11-23T09:00:00+08:00";

/** Starts the local host as `npm start` does, on a free port, and waits until it says that it is ready. */
export const startHost = async ({
  samples = false,
  clock = monday,
  data,
  logLevel,
  endpoint,
}: HostOptions = {}): Promise<Host> => {
  const folder = data ?? mkdtempSync(join(tmpdir(), "xinheng-e2e-"));
  const args = [join(root, "infra/local/main.ts"), "--port", "0", "--data", folder, "--clock", clock];
  const child = spawn(process.execPath, samples ? args : [...args, "--no-samples"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      ...(logLevel === undefined ? {} : { XINHENG_LOG_LEVEL: logLevel }),
      ...(endpoint === undefined ? {} : { DYNAMODB_ENDPOINT: endpoint }),
    },
  });
  const url = await ready(child);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    url,
    data: folder,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    clean: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const ready = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = "";
    const listen = (part: Buffer): void => {
      said += part.toString();
      const url = /Xinheng is ready at (http:\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", (code) => {
      reject(new Error(`the host ended with ${String(code)} before it was ready:\n${said}`));
    });
  });

export interface DemoAgency {
  readonly agencyId: string;
  readonly uscc: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
}

/** The demo agencies and their clients. */
export const agencies = JSON.parse(readFileSync(join(root, "events/samples/agencies.json"), "utf8")) as DemoAgency[];

/** The demo subjects, whose tokens carry a verified identity. */
const subjects = JSON.parse(readFileSync(join(root, "events/samples/subjects.json"), "utf8")) as readonly {
  readonly who: string;
  readonly clientId: string;
  readonly clientSecret: string;
}[];

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  readonly body: any;
}

export interface Call {
  readonly as?: string;
  readonly scope?: string;
  readonly body?: unknown;
  readonly bytes?: Uint8Array;
  readonly contentType?: string;
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes a 429 for an answer instead of waiting a little, as a client should. */
  readonly once?: boolean;
}

let keys = 0;

/** An HTTP client that acts for an agency: fetches its token once and gives each POST a key of its own. */
export const client = (url: string) => {
  const tokens = new Map<string, Promise<string>>();
  const token = (agencyId: string, scope?: string): Promise<string> => {
    const name = `${agencyId} ${scope ?? ""}`;
    const known = tokens.get(name) ?? fetchToken(url, agencyId, scope);
    tokens.set(name, known);
    return known;
  };
  const call = async (method: string, path: string, options: Call = {}): Promise<Reply> => {
    const body = options.bytes ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    const key = options.key === undefined ? `test-${process.pid}-${Date.now()}-${keys++}` : options.key;
    const response = await fetch(url + path, {
      method,
      redirect: "manual",
      headers: {
        ...(options.as === undefined ? {} : { authorization: `Bearer ${await token(options.as, options.scope)}` }),
        ...(body === undefined ? {} : { "content-type": options.contentType ?? "application/json" }),
        ...(method === "POST" && key !== null && path.startsWith("/v1/") ? { "idempotency-key": key } : {}),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: body as string }),
    });
    if (response.status === 429 && !options.once) {
      await response.body?.cancel();
      await sleep(100);
      return call(method, path, { ...options, key });
    }
    const text = await response.text();
    const json = /json/.test(response.headers.get("content-type") ?? "") && text !== "";
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  };
  return {
    token,
    call,
    get: (path: string, options?: Call) => call("GET", path, options),
    post: (path: string, options?: Call) => call("POST", path, options),
    put: (path: string, options?: Call) => call("PUT", path, options),
    /** Answers when queues and streams are idle. */
    drain: () => call("POST", "/_local/drain"),
    advanceTo: async (instant: string) => {
      const moved = await call("POST", "/_local/clock", { body: { advanceTo: instant } });
      // A token lives for an hour of the host's time.
      tokens.clear();
      return moved;
    },
    /** Registers every demo agency, as the office. */
    registerAgencies: async () => {
      for (const { agencyId, uscc, name, roles, clientId } of agencies)
        await call("PUT", `/v1/agencies/${agencyId}`, {
          as: "credit-office",
          body: { uscc, name, roles, clientIds: [clientId] },
        });
    },
    /** Every page of a list. */
    all: async (path: string, options?: Call): Promise<Reply["body"][]> => {
      const items: unknown[] = [];
      for (let next: string | null = ""; next !== null;) {
        const page: Reply = await call(
          "GET",
          path + (next ? `${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(next)}` : ""),
          options,
        );
        if (page.status !== 200) throw new Error(`${path}: ${page.status} ${JSON.stringify(page.body)}`);
        items.push(...(page.body.items as unknown[]));
        next = page.body.next as string | null;
      }
      return items;
    },
  };
};
export type Client = ReturnType<typeof client>;

const fetchToken = async (url: string, agencyId: string, scope?: string): Promise<string> => {
  const agency = agencies.find((each) => each.agencyId === agencyId) ?? subjects.find(({ who }) => who === agencyId);
  if (!agency) throw new Error(`no demo client ${agencyId}`);
  const response = await fetch(`${url}/oauth2/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${agency.clientId}:${agency.clientSecret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ grant_type: "client_credentials", ...(scope === undefined ? {} : { scope }) }),
  });
  const answer = (await response.json()) as { access_token?: string };
  if (!answer.access_token) throw new Error(`no token for ${agencyId}: ${JSON.stringify(answer)}`);
  return answer.access_token;
};
