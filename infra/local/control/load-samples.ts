import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Step {
  readonly as: string;
  readonly scope?: string;
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly body?: unknown;
  readonly file?: string;
  readonly idempotencyKey?: string;
}

interface SampleClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** Sends the steps of `load.json` over the host's own interface; what is refused is said, and the next step follows. */
export const loadSamples = async (
  address: string,
  folder: string,
  settled: () => Promise<unknown>,
): Promise<number> => {
  const script = join(folder, "load.json");
  if (!existsSync(script)) return 0;
  const steps = JSON.parse(readFileSync(script, "utf8")) as Step[];
  const clients = JSON.parse(readFileSync(join(folder, "agencies.json"), "utf8")) as SampleClient[];
  const tokens = new Map<string, string>();
  let sent = 0;
  for (const [index, step] of steps.entries()) {
    try {
      const kind = `${step.as} ${step.scope ?? ""}`;
      const token = tokens.get(kind) ?? (await fetchToken(address, clients, step));
      tokens.set(kind, token);
      const { status, text } = await send(address, folder, token, step, index);
      if (status >= 400)
        console.error(
          `Sample ${index + 1}, ${step.method} ${step.path}, was answered ${status}: ${text.slice(0, 300)}`,
        );
      else sent++;
    } catch (problem) {
      console.error(
        `Sample ${index + 1}, ${step.method} ${step.path}, could not be sent: ${(problem as Error).message}`,
      );
    }
    // A step may build on what the one before set off.
    await settled();
  }
  return sent;
};

const fetchToken = async (address: string, clients: readonly SampleClient[], step: Step): Promise<string> => {
  const client = clients.find(({ clientId }) => clientId === step.as);
  if (client === undefined) throw new Error(`agencies.json knows no client ${step.as}`);
  const response = await fetch(`${address}/oauth2/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64")}` },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      ...(step.scope === undefined ? {} : { scope: step.scope }),
    }),
  });
  const answer = (await response.json()) as { access_token?: string; error?: string };
  if (answer.access_token === undefined) throw new Error(`no token for ${step.as}: ${answer.error ?? response.status}`);
  return answer.access_token;
};

const send = async (
  address: string,
  folder: string,
  token: string,
  step: Step,
  index: number,
): Promise<{ status: number; text: string }> => {
  const url = new URL(step.path, address);
  for (const [name, value] of Object.entries(step.query ?? {})) url.searchParams.set(name, value);
  const file = step.file ?? (isFileBody(step.body) ? step.body.file : undefined);
  const body =
    file === undefined
      ? step.body === undefined
        ? undefined
        : JSON.stringify(step.body)
      : readFileSync(join(folder, file));
  for (let attempt = 0; ; attempt++) {
    const response = await fetch(url, {
      method: step.method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": step.contentType ?? "application/json" }),
        ...(step.method === "POST" ? { "idempotency-key": step.idempotencyKey ?? `sample-${index + 1}` } : {}),
        ...step.headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (response.status !== 429 || attempt === 20) return { status: response.status, text };
    await pause(250);
  }
};

const isFileBody = (body: unknown): body is { readonly file: string } =>
  typeof body === "object" &&
  body !== null &&
  Object.keys(body).length === 1 &&
  typeof (body as { file?: unknown }).file === "string";
