import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const folders = ["shared", "functions", "infra", "events"];

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

/** Runs dependency-cruiser as `npm run boundaries` does, in a folder with a tree like ours. */
const cruise = (cwd: string): Promise<Cruise> =>
  new Promise((done, fail) => {
    const bin = resolve("node_modules/.bin/depcruise");
    const args = [bin, "--config", resolve(".dependency-cruiser.mjs"), "--output-type", "json", ...folders];
    execFile(process.execPath, args, { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (stdout === "") fail(new Error(stderr, { cause: error }));
      else done(JSON.parse(stdout) as Cruise);
    });
  });

const sources = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((item) => item.isFile() && item.name.endsWith(".ts"))
    .map((item) => join(item.parentPath, item.name));

describe("this tree", () => {
  test("keeps its boundaries, and every source was looked at", async () => {
    const { modules, summary } = await cruise(process.cwd());
    const seen = new Set(modules.map(({ source }) => source));
    const all = folders.flatMap(sources);
    expect(all.length).toBeGreaterThan(80);
    expect(all.filter((path) => !seen.has(path))).toEqual([]);
    expect(summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`)).toEqual([]);
  });

  test("has no file or folder that is named after nothing", () => {
    const vague = /(^|[/.-])(utils?|common|helpers?|managers?|services?|misc)([/.-]|$)/;
    const own = ["shared", "functions", "infra", "events", "test"].flatMap(sources);
    expect(own.filter((path) => vague.test(path) && !path.startsWith("shared/http/routes/describe.ts"))).toEqual([]);
  });
});

/** One import for every rule that must not be; the rule's name first. */
const forbidden: readonly (readonly [rule: string, from: string, to: string])[] = [
  ["events", "events/broken.ts", "../shared/kernel/ground.ts"],
  ["events", "events/core.ts", "node:fs"],
  ["kernel", "shared/kernel/broken.ts", "../domain/rule.ts"],
  ["kernel", "shared/kernel/core.ts", "node:fs"],
  ["domain", "shared/domain/broken.ts", "../adapters/store.ts"],
  ["domain", "shared/domain/core.ts", "node:crypto"],
  ["domain", "shared/domain/late.ts", "../policy/data.ts"],
  ["calendar", "shared/calendar/broken.ts", "../domain/rule.ts"],
  ["policy", "shared/policy/broken.ts", "../app/use-case.ts"],
  ["ports", "shared/ports/broken.ts", "@aws-sdk/client-dynamodb"],
  ["app", "shared/app/broken.ts", "../adapters/store.ts"],
  ["app", "shared/app/web.ts", "../http/answer.ts"],
  ["app", "shared/app/core.ts", "node:fs"],
  ["adapters", "shared/adapters/broken.ts", "../app/use-case.ts"],
  ["adapters", "shared/adapters/web.ts", "@middy/core"],
  ["http", "shared/http/broken.ts", "../adapters/store.ts"],
  ["http", "shared/http/store.ts", "@aws-sdk/client-s3"],
  ["ports-as-types", "shared/http/port.ts", "../ports/need.ts"],
  ["ports-as-types", "functions/read-that/port.ts", "../../shared/ports/need.ts"],
  ["domain-as-types", "functions/read-that/rule.ts", "../../shared/domain/rule.ts"],
  ["function-env", "functions/read-this/env.ts", "../../shared/kernel/ground.ts"],
  ["function-handler", "functions/read-this/handler.ts", "../../shared/adapters/store.ts"],
  ["function-handler", "functions/read-that/rules.ts", "../../shared/policy/data.ts"],
  ["function-handler", "functions/read-that/env-thief.ts", "./env.ts"],
  ["function-index", "functions/read-this/index.ts", "../read-that/handler.ts"],
  ["infra", "infra/stacks/broken.ts", "../../shared/adapters/store.ts"],
  ["infra", "infra/stacks/code.ts", "../../functions/read-that/handler.ts"],
  ["infra", "infra/stacks/policy.ts", "../../shared/policy/data.ts"],
  ["infra-commands", "infra/commands/broken.ts", "../../shared/http/answer.ts"],
  ["infra-commands", "infra/commands/stack.ts", "../stacks/fine.ts"],
  ["infra-local", "infra/local/broken.ts", "../../shared/kernel/ground.ts"],
  ["infra-local", "infra/local/stack.ts", "../stacks/fine.ts"],
  ["resolvable", "shared/kernel/nowhere.ts", "./not-there.ts"],
  ["known-layer", "shared/stray/file.ts", "../kernel/ground.ts"],
];

/** What is imported above, without an import of its own; one cycle, and two rooms that stand on each other. */
const innocent = {
  "shared/kernel/ground.ts": "export const x = 1;",
  "shared/domain/rule.ts": 'import { x } from "../kernel/ground.ts";\nexport { x };',
  "shared/policy/data.ts": 'import { x } from "../domain/rule.ts";\nexport { x };',
  "shared/app/use-case.ts": 'import { x } from "../policy/data.ts";\nexport { x };',
  "shared/ports/need.ts": "export const x = 1;",
  "shared/http/need.ts": 'import type { x } from "../ports/need.ts";\nexport type X = typeof x;',
  "shared/adapters/store.ts": "export const x = 1;",
  "shared/http/answer.ts": "export const x = 1;",
  "functions/read-that/names.ts": 'import type { x } from "../../shared/domain/rule.ts";\nexport type X = typeof x;',
  "functions/read-that/env.ts": 'import * as x from "zod";\nexport { x };',
  "functions/read-that/handler.ts": 'import { x } from "../../shared/app/use-case.ts";\nexport { x };',
  "infra/stacks/fine.ts": 'import { x } from "../../functions/read-that/env.ts";\nexport { x };',
  "shared/kernel/round.ts": 'import { y } from "./about.ts";\nexport const x = y;',
  "shared/kernel/about.ts": 'import { x } from "./round.ts";\nexport const y = x;',
  "shared/app/kitchen/stove.ts": 'import { x } from "../cellar/wood.ts";\nexport { x };',
  "shared/app/kitchen/salt.ts": "export const x = 1;",
  "shared/app/cellar/wood.ts": "export const x = 1;",
  "shared/app/cellar/ham.ts": 'import { x } from "../kitchen/salt.ts";\nexport { x };',
};

describe("a tree that breaks them", () => {
  const tree = mkdtempSync(join(tmpdir(), "xinheng-boundaries-"));
  let violations: readonly string[] = [];

  beforeAll(async () => {
    const put = (path: string, content: string) => {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), content);
    };
    for (const [rule, from, to] of forbidden) {
      put(from, `// ${rule}\nimport * as x from "${to}";\nexport { x };`);
    }
    for (const [path, content] of Object.entries(innocent)) put(path, content);
    cpSync("tsconfig.json", join(tree, "tsconfig.json"));
    symlinkSync(resolve("node_modules"), join(tree, "node_modules"));
    violations = (await cruise(tree)).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
  });
  afterAll(() => {
    rmSync(tree, { recursive: true, force: true });
  });

  test.each(forbidden)("%s: %s may not import %s", (rule, from) => {
    expect(violations).toContain(`${rule}: ${from}`);
  });

  test("no-cycles: two modules may not import each other", () => {
    expect(violations).toContainEqual(expect.stringMatching(/^no-cycles: shared\/kernel\/(round|about)\.ts$/));
  });

  test("no-cycles-of-folders: two rooms may not stand on each other, whatever files they do it with", () => {
    expect(violations).toContain("no-cycles-of-folders: shared/app/kitchen");
  });

  test("what is allowed is not found fault with", () => {
    const cycle = ["shared/kernel/round.ts", "shared/kernel/about.ts"];
    const paths = Object.keys(innocent).filter((path) => !cycle.includes(path));
    expect(violations.filter((violation) => paths.some((path) => violation.endsWith(`: ${path}`)))).toEqual([]);
  });
});
