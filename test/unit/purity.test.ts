import { ESLint } from "eslint";
import { expect, test } from "vitest";
import tseslint from "typescript-eslint";

/** The house's ESLint configuration without the rules that need types, so that code can be judged that is in no file. */
const eslint = new ESLint({ overrideConfig: [{ files: ["**/*.ts"], ...tseslint.configs.disableTypeChecked }] });

const faults = async (filePath: string, code: string): Promise<readonly string[]> => {
  const [result] = await eslint.lintText(`${code}\nexport {};\n`, { filePath });
  return (result?.messages ?? [])
    .map(({ ruleId }) => ruleId ?? "fatal")
    .filter((id) => id.startsWith("no-restricted") || id === "fatal");
};

/** What reaches outside of a function's arguments. */
const impure = [
  "export const now = new Date();",
  "export const now = Date.now();",
  "export const now = Date();",
  "export const now = performance.now();",
  "export const id = crypto.randomUUID();",
  "export const number = Math.random();",
  'import { randomBytes } from "node:crypto";\nexport const bytes = randomBytes(1);',
  "export const table = process.env.TABLE;",
  'import process from "node:process";\nexport const table = process.env;',
  "export const wait = setTimeout(String, 1);",
];

test.each(["kernel", "domain", "app", "policy", "calendar"])(
  "shared/%s takes clock, chance and environment as arguments",
  async (layer) => {
    for (const code of impure) expect(await faults(`shared/${layer}/sample.ts`, code), code).not.toEqual([]);
  },
);

test.each([
  "shared/adapters/sample.ts",
  "shared/http/sample.ts",
  "shared/ports/sample.ts",
  "events/sample.ts",
  "functions/read-this/handler.ts",
])("%s does not read the environment", async (path) => {
  expect(await faults(path, "export const table = process.env.TABLE;")).not.toEqual([]);
  expect(await faults(path, 'import { env } from "node:process";\nexport { env };')).not.toEqual([]);
});

test("a function's index reads the environment, and pure code may use a date that it was given", async () => {
  expect(await faults("functions/read-this/index.ts", "export const table = process.env.TABLE;")).toEqual([]);
  expect(await faults("shared/domain/sample.ts", 'export const day = new Date("2026-01-01");')).toEqual([]);
});
