import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { arrangementsFile } from "../../shared/calendar/arrangements.ts";
import { readCatalogue } from "../../shared/policy/measures/schema.ts";
import { readPolicyFile } from "../../shared/policy/schema.ts";

type Json = Record<string, unknown>;
const load = (path: string): unknown =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, "../../shared", path), "utf8"));

/** A copy of the data with one place changed; `undefined` takes the place away. */
const changed = (data: unknown, path: readonly (string | number)[], value: unknown): unknown => {
  const copy = structuredClone(data);
  let at = copy as Json;
  for (const key of path.slice(0, -1)) at = at[key] as Json;
  const last = path.at(-1) ?? "";
  if (value === undefined) Reflect.deleteProperty(at, last);
  else at[last] = value;
  return copy;
};

describe("SPEC Policy: a policy file is refused with the file and the path of each fault", () => {
  const policy = load("policy/policies/repair-2026.json");
  const refusalOf = (path: readonly (string | number)[], value: unknown): string => {
    try {
      readPolicyFile("repair-2026.json", changed(policy, path, value));
      return "accepted";
    } catch (error) {
      return error instanceof Error ? error.message : "something else";
    }
  };

  test("and is accepted as it ships", () => {
    expect(refusalOf(["title"], "信用修复管理办法")).toBe("accepted");
  });

  test.each([
    [
      "a missing value",
      ["clocks", "listReport", "workingDays", "value"],
      undefined,
      "clocks.listReport.workingDays.value",
    ],
    ["a number as text", ["clocks", "listReport", "workingDays", "value"], "5", "clocks.listReport.workingDays.value"],
    [
      "a negative length",
      ["clocks", "publicNotice", "warnBefore", "value"],
      -1,
      "clocks.publicNotice.warnBefore.value",
    ],
    ["a missing clock", ["clocks", "listReport"], undefined, "clocks.listReport"],
    ["a clock nobody knows", ["clocks", "coffeeBreak"], {}, "clocks"],
    ["a field nobody knows", ["colour"], "red", "(whole file)"],
    ["a severity left out", ["validity", "minor"], undefined, "validity.minor"],
    ["a day that does not exist", ["inForceFrom"], "2026-02-30", "inForceFrom"],
    ["an end before its beginning", ["inForceTo"], "2026-03-31", "inForceTo"],
    ["a repair without steps", ["repair", "serious", "steps", "value"], [], "repair.serious.steps.value"],
    ["an unknown step", ["repair", "serious", "steps", "value"], ["prayer"], "repair.serious.steps.value.0"],
    [
      "a warning longer than its clock",
      ["clocks", "listReport", "warnBefore", "value"],
      6,
      "clocks.listReport.warnBefore",
    ],
    [
      "a shortest period over the longest",
      ["validity", "general", "minMonths", "value"],
      13,
      "validity.general.minMonths",
    ],
    ["a value of no origin", ["followOn"], { value: true }, "followOn"],
    ["an assumption without a reason", ["followOn"], { value: true, assumption: true }, "followOn"],
    ["a place that its sources do not list", ["followOn", "source", "section"], "第九百条", "followOn.source"],
  ])("with %s", (_words, path, value, named) => {
    expect(refusalOf(path, value)).toMatch(
      new RegExp(`^repair-2026\\.json: ${named.replaceAll(".", "\\.").replace("(", "\\(").replace(")", "\\)")}: `, "m"),
    );
  });

  test("naming every fault, one a line", () => {
    const twice = changed(changed(policy, ["title"], ""), ["version"], 0);
    expect(() => readPolicyFile("p.json", twice)).toThrow(
      /^p\.json: version: .*$[^]*^p\.json: title: |^p\.json: title: .*$[^]*^p\.json: version: /m,
    );
  });

  test("even when it is no object at all", () => {
    for (const nothing of [null, [], "policy", 1])
      expect(() => readPolicyFile("p.json", nothing)).toThrow(/^p\.json: \(whole file\): /);
  });
});

describe("A §16, B 四(三): the measures catalogue is refused with the path of each fault", () => {
  const catalogue = load("policy/measures/catalogue.json") as Json[];
  const at = (measureId: string, version = 1): number =>
    catalogue.findIndex((item) => item["measureId"] === measureId && item["version"] === version);
  const refusalOf = (path: readonly (string | number)[], value: unknown): string => {
    try {
      readCatalogue("catalogue.json", changed(catalogue, path, value));
      return "accepted";
    } catch (error) {
      return error instanceof Error ? error.message : "something else";
    }
  };
  const exit = at("restrict-exit");
  const draft = at("restrict-legal-representative-office");
  const renewed = at("restrict-fiscal-subsidies", 2);

  test("and is accepted as it ships", () => {
    expect(refusalOf([exit, "title"], "限制出境")).toBe("accepted");
  });

  test.each([
    ["a published measure without a legal basis", [exit, "legalBasis"], undefined, `${exit}.legalBasis`],
    ["a basis without the paper's words", [exit, "legalBasis", "quote"], "", `${exit}.legalBasis.quote`],
    ["a paper that nobody knows", [exit, "legalBasis", "paper"], "F", `${exit}.legalBasis.paper`],
    ["a published measure that nobody implements (A §17)", [exit, "agencies"], [], `${exit}.agencies`],
    ["a published measure without its day of publication", [exit, "publishedOn"], undefined, `${exit}.publishedOn`],
    ["a draft with a day of publication", [draft, "publishedOn"], "2026-01-01", `${draft}.publishedOn`],
    [
      "a publication after the day from which it is applied",
      [exit, "publishedOn"],
      "2026-12-01",
      `${exit}.publishedOn`,
    ],
    ["a measure over before it begins", [exit, "validTo"], "2018-12-31", `${exit}.validTo`],
    ["a retired measure without a last day", [exit, "status"], "retired", `${exit}.validTo`],
    ["a punishment for the red list", [exit, "lists"], ["red"], `${exit}.lists`],
    ["the same domain twice", [exit, "domains"], ["wages", "wages"], `${exit}.domains`],
    ["no severity at all", [exit, "severities"], [], `${exit}.severities`],
    ["two versions in force on one day", [renewed, "validFrom"], "2019-08-04", `${renewed}.validFrom`],
    ["the same version twice", [renewed, "version"], 1, `${renewed}.version`],
    ["a field nobody knows", [exit, "colour"], "red", `${exit}`],
  ])("with %s", (_words, path, value, named) => {
    expect(refusalOf(path, value)).toMatch(new RegExp(`^catalogue\\.json: ${named.replaceAll(".", "\\.")}: `, "m"));
  });

  test("with nothing in it", () => {
    expect(() => readCatalogue("catalogue.json", [])).toThrow(/^catalogue\.json: /);
  });
});

describe("SPEC Working days: an arrangement is refused with the path of its fault", () => {
  const file = load("calendar/working-days.json");
  const pathsOf = (path: readonly (string | number)[], value: unknown): string[] => {
    const parsed = arrangementsFile.safeParse(changed(file, path, value));
    return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.map(String).join("."));
  };

  test.each([
    ["no such day", ["years", "2026", "off", 0], "2026-02-30", "years.2026.off.0"],
    ["no list of days worked", ["years", "2026", "work"], undefined, "years.2026.work"],
    ["a source that is no address", ["years", "2026", "sources", 0], "国务院办公厅", "years.2026.sources.0"],
    ["a year of five digits", ["years", "20266"], { sources: [], off: [], work: [] }, "years.20266"],
  ])("with %s", (_words, path, value, named) => {
    expect(pathsOf(path, value)).toEqual([named]);
  });
});

test("the files that ship are what their schemas say, to the letter: functions take them as they are", () => {
  const catalogue = load("policy/measures/catalogue.json");
  expect(readCatalogue("catalogue.json", catalogue)).toEqual(catalogue);
  for (const name of ["joint-2017.json", "repair-2026.json"]) {
    const policy = load(`policy/policies/${name}`);
    expect(readPolicyFile(name, policy)).toEqual(policy);
  }
  const arrangements = load("calendar/working-days.json");
  expect(arrangementsFile.parse(arrangements)).toEqual(arrangements);
});
