import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPolicies } from "../../infra/build.ts";
import { readJson } from "../../shared/policy/json-lines.ts";
import { readPolicyText } from "../../shared/policy/schema.ts";

const shipped = readFileSync("shared/policy/policies/repair-2026.json", "utf8");
const lines = shipped.split("\n");
/** The line, from 1, on which a text first stands after another. */
const lineOf = (text: string, after = ""): number =>
  lines.findIndex(
    (line, at) =>
      line.includes(text) &&
      lines
        .slice(0, at + 1)
        .join("\n")
        .includes(after),
  ) + 1;

/** The shipped file with one place of its text changed, and what is said of it. */
const faultsOf = (old: string, fresh: string): readonly string[] => {
  if (!shipped.includes(old)) throw new Error(`nothing like that stands there: ${old}`);
  const read = readPolicyText("p.json", shipped.replace(old, fresh));
  return read.ok ? [] : read.refusal;
};

describe("a policy text is refused with the line of each fault", () => {
  test("and taken as it ships", () => {
    expect(readPolicyText("p.json", shipped)).toMatchObject({ ok: true, value: { policyId: "repair-2026" } });
  });

  test.each([
    [
      "a number as text",
      '"workingDays": { "value": 5,',
      '"workingDays": { "value": "5",',
      /: clocks\.listReport\.workingDays\.value: /,
    ],
    ["a field nobody knows", '"followOn": {', '"colour": "red", "followOn": {', /: \(whole file\): .*colour/],
    ["a field that is missing", '"inForceFrom": "2026-04-01",', "", /: inForceFrom: /],
    [
      "a name that stands twice",
      '"followOn": {',
      '"version": 1, "followOn": {',
      /: "version" stands here a second time/,
    ],
    [
      "a comma too many",
      '"inForceFrom": "2026-04-01",',
      '"inForceFrom": "2026-04-01",,',
      /: the name of a field is expected/,
    ],
  ])("%s", (_words, old, fresh, said) => {
    const [first = "", ...rest] = faultsOf(old, fresh);
    expect(rest).toEqual([]);
    const line = first === "" ? 0 : Number(/^p\.json:(\d+):/.exec(first)?.[1]);
    expect(first).toMatch(said);
    expect(line).toBe(old.startsWith('"inForceFrom"') && fresh === "" ? 1 : lineOf(old));
  });

  test("an end that is missing is a fault on the last line", () => {
    const read = readPolicyText("p.json", shipped.trimEnd().slice(0, -1));
    expect(read).toEqual({
      ok: false,
      refusal: [expect.stringMatching(new RegExp(`^p\\.json:${lines.length - 1}: `))],
    });
  });
});

describe("the reader with lines", () => {
  test("reads what JSON.parse reads, and finds each part where it stands", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const read = readJson(text);
        expect(read).toMatchObject({ ok: true, value: { value: JSON.parse(text) as unknown } });
        if (read.ok && indent > 0 && Array.isArray(value))
          for (const [index, part] of value.entries())
            expect(text.split("\n")[read.value.lineOf([index]) - 1]?.trim()).toMatch(
              typeof part === "object" && part !== null
                ? /^[[{]/
                : JSON.stringify(part)[0] === '"'
                  ? /^"/
                  : /^[\dtfn-]/,
            );
      }),
    );
  });

  test("refuses whatever JSON.parse refuses", () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom(...'{}[],:"x1\u0001 '),
        (value, at, char) => {
          const text = JSON.stringify(value);
          const place = at % (text.length + 1);
          const broken = text.slice(0, place) + char + text.slice(place);
          let parses = true;
          try {
            JSON.parse(broken);
          } catch {
            parses = false;
          }
          // A name that stands twice is refused here alone.
          const read = readJson(broken);
          expect(read.ok || !parses || (!read.ok && /second time/.test(read.refusal.message))).toBe(true);
          if (!parses) expect(read.ok).toBe(false);
        },
      ),
    );
  });
});

test("the build stops at a bad policy that would ship, and names file, line and fault", async () => {
  await expect(checkPolicies()).resolves.toBeUndefined();
  const folder = mkdtempSync(join(tmpdir(), "xinheng-policies-"));
  try {
    writeFileSync(join(folder, "good.json"), shipped);
    await expect(checkPolicies(folder)).resolves.toBeUndefined();
    writeFileSync(join(folder, "bad.json"), shipped.replace('"version": 1', '"version": "one"'));
    await expect(checkPolicies(folder)).rejects.toThrow(
      new RegExp(`bad\\.json:${lineOf('"version": 1')}: version: Invalid input: expected number`),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
