import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { client, startHost } from "../support/host.ts";
import { listing, usccNo } from "../support/house.ts";

const root = join(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "xinheng-start-"));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** Starts the host with arguments that it must refuse; gives its exit code and what it said. */
const refusedStart = (args: readonly string[], tree = root): Promise<{ code: number | null; said: string[] }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(tree, "infra/local/main.ts"), "--no-samples", ...args], {
      cwd: tree,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (part: Buffer) => (said += part.toString()));
    child.once("exit", (code) => {
      resolve({ code, said: said.trim().split("\n") });
    });
  });

test("a port in use is one clear line", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  const { port } = taken.address() as AddressInfo;
  const { code, said } = await refusedStart(["--port", String(port), "--data", join(scratch, "a")]);
  taken.close();
  expect([code, said.length]).toEqual([1, 1]);
  expect(said[0]).toContain(String(port));
});

test("an unwritable folder is one clear line", async () => {
  const { code, said } = await refusedStart(["--port", "0", "--data", "/proc/xinheng"]);
  expect([code, said.length]).toEqual([1, 1]);
  expect(said[0]).toContain("/proc/xinheng");
});

test("a damaged memory of the host's is one clear line that says what to do", async () => {
  const data = join(scratch, "damaged");
  mkdirSync(data);
  writeFileSync(join(data, "host.db"), "no database at all".repeat(500));
  const { code, said } = await refusedStart(["--port", "0", "--data", data]);
  expect([code, said.length]).toEqual([1, 1]);
  expect(said[0]).toMatch(/host\.db is damaged .*--fresh/);
});

test.each([["--nothing"], ["--port", "many"], ["--clock", "yesterday"]])(
  "%s is refused with the usage",
  async (...args) => {
    const { code, said } = await refusedStart(args);
    expect(code).toBe(2);
    expect(said.join("\n")).toContain("usage");
  },
);

test("a second host on the same data is one clear line, and does no harm to the first", async () => {
  const host = await startHost();
  const { code, said } = await refusedStart(["--port", "0", "--data", host.data]);
  expect([code, said.length]).toEqual([1, 1]);
  expect((await client(host.url).get("/health")).body).toEqual({ status: "ok" });
  expect(await host.stop()).toBe(0);
  host.clean();
});

test("a resource type that the host does not know, and a missing engine, are one clear line each", async () => {
  // A tree of its own: the checkout's sources, and its packages by link.
  const tree = join(scratch, "tree");
  for (const part of [
    "infra",
    "functions",
    "shared",
    "events",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "cdk.json",
  ])
    cpSync(join(root, part), join(tree, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  const app = join(tree, "infra/app.ts");
  const source = readFileSync(app, "utf8");
  writeFileSync(
    app,
    source.replace("import { App,", "import { App, CfnResource,") +
      '\nnew CfnResource(platform, "Bus", { type: "AWS::Events::EventBus", properties: { Name: "bus" } });\n',
  );
  const unknown = await refusedStart(["--port", "0", "--data", join(scratch, "b")], tree);
  expect([unknown.code, unknown.said.length]).toEqual([1, 1]);
  expect(unknown.said[0]).toContain("AWS::Events::EventBus");

  const engine = join(tree, "infra/local/engines/table-engine.ts");
  writeFileSync(engine, readFileSync(engine, "utf8").replaceAll("@dynoxide/", "@no-such-engine/"));
  const missing = await refusedStart(["--port", "0", "--data", join(scratch, "c")], tree);
  expect([missing.code, missing.said.length]).toEqual([1, 1]);
  expect(missing.said[0]).toContain("DYNAMODB_ENDPOINT");
});

test("data and clock survive a restart; an answered request is still answered the same", async () => {
  const first = await startHost();
  const before = client(first.url);
  await before.registerAgencies();
  const made = await before.post("/v1/entries", { as: "market-regulation", body: listing(1), key: "restart" });
  await before.advanceTo("2026-11-25T10:00:00+08:00");
  expect(await first.stop()).toBe(0);
  const second = await startHost({ data: first.data });
  const after = client(second.url);
  expect(Date.parse((await after.get("/_local/clock")).body.now as string)).toBeGreaterThanOrEqual(
    Date.parse("2026-11-25T10:00:00+08:00"),
  );
  expect((await after.get(`/public/v1/entries?uscc=${usccNo(1)}`)).body.items).toHaveLength(1);
  const again = await after.post("/v1/entries", { as: "market-regulation", body: listing(1), key: "restart" });
  expect([again.status, again.body]).toEqual([201, made.body]);
  await second.stop();
  second.clean();
});
