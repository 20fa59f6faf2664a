import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parseInstant } from "../../../infra/local/place/instant.ts";
import { readOptions } from "../../../infra/local/place/options.ts";
import { StartRefused } from "../../../infra/local/place/start-refused.ts";

describe("readOptions", () => {
  it("has defaults", () => {
    expect(readOptions([])).toEqual({
      port: 8080,
      dataFolder: resolve(".data"),
      fresh: false,
      clock: undefined,
      samples: true,
    });
  });

  it("reads all of them", () => {
    const given = ["--port=0", "--data", "/tmp/x", "--fresh", "--no-samples", "--clock", "2026-07-01T08:00:00+08:00"];
    expect(readOptions(given)).toEqual({
      port: 0,
      dataFolder: "/tmp/x",
      fresh: true,
      clock: Date.parse("2026-07-01T00:00:00Z"),
      samples: false,
    });
  });

  it.each([
    [["--prot", "1"]],
    [["--port"]],
    [["--port", "x"]],
    [["--port", "65536"]],
    [["--clock", "soon"]],
    [["here"]],
  ])("refuses %j with exit code 2", (given) => {
    const refused = (): unknown => {
      try {
        return readOptions(given);
      } catch (problem) {
        return problem;
      }
    };
    expect(refused()).toBeInstanceOf(StartRefused);
    expect(refused()).toMatchObject({ exitCode: 2 });
  });
});

describe("parseInstant", () => {
  it.each([
    ["2026-07-01", "2026-06-30T16:00:00.000Z"],
    ["2026-07-01T00:00:00Z", "2026-07-01T00:00:00.000Z"],
    ["2026-07-01T08:30:00.250+08:00", "2026-07-01T00:30:00.250Z"],
  ])("%s", (given, expected) => expect(new Date(parseInstant(given) ?? 0).toISOString()).toBe(expected));

  it.each(["2026-02-30", "2026-13-01", "2026-07-01T00:00:00", "tomorrow", "", 5, undefined])("%s is none", (given) => {
    expect(parseInstant(given)).toBeUndefined();
  });
});
