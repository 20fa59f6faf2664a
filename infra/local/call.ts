/**
 * `npm run call`: asks the local host something as a demo agency, with nothing but Node.
 *
 *   npm run call -- finance GET "/v1/triggers?status=pending&limit=1"
 *   npm run call -- taijie GET /v1/me
 *   npm run call -- public GET "/public/v1/entries?uscc=…"
 *   npm run call -- market-regulation POST /v1/entries '{"list": …}'
 *   npm run call -- tax POST "/v1/submissions?kind=listEntries&format=csv&charset=gb18030" @file.csv
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const samples = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "events/samples");

/** An agency, or a subject that the issuer knows. */
interface DemoClient {
  readonly agencyId?: string;
  readonly who?: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const usage = 'usage: npm run call -- <agencyId, subject or "public"> <GET|POST|PUT> <path> [JSON or @file] [--port N]';

const tokenFor = async (host: string, name: string): Promise<string> => {
  const clients = ["agencies.json", "subjects.json"].flatMap(
    (file) => JSON.parse(readFileSync(join(samples, file), "utf8")) as DemoClient[],
  );
  const nameOf = ({ agencyId, who }: DemoClient): string => agencyId ?? who ?? "";
  const agency = clients.find((each) => nameOf(each) === name);
  if (!agency) throw new Error(`no demo client ${name}; there are: ${clients.map(nameOf).join(", ")}`);
  const answer = await fetch(`${host}/oauth2/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${agency.clientId}:${agency.clientSecret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: "string", default: "8080" }, "if-match": { type: "string" } },
  });
  const [who, method, path, body] = positionals;
  if (!who || !method || !path) throw new Error(usage);
  const host = `http://127.0.0.1:${values.port}`;
  const file = body?.startsWith("@") ? readFileSync(body.slice(1)) : undefined;
  const answer = await fetch(host + path, {
    method,
    headers: {
      ...(who === "public" ? {} : { authorization: `Bearer ${await tokenFor(host, who)}` }),
      ...(body === undefined ? {} : { "content-type": file ? "application/octet-stream" : "application/json" }),
      ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
      ...(values["if-match"] === undefined ? {} : { "if-match": values["if-match"] }),
    },
    ...(body === undefined ? {} : { body: file ?? body }),
  });
  const text = await answer.text();
  console.log(`${answer.status} ${answer.statusText}`);
  if (text !== "")
    console.log(text.startsWith("{") || text.startsWith("[") ? JSON.stringify(JSON.parse(text), undefined, 2) : text);
};

await main().catch((error: unknown) => {
  console.error(
    error instanceof Error
      ? `${error.message}${error.cause instanceof Error ? ` (${error.cause.message})` : ""}`
      : error,
  );
  process.exitCode = 1;
});
