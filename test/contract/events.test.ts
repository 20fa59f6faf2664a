import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { isEntryEvent, parseSubjectEvent, subjectEvent, type SubjectEvent } from "../../events/catalogue.ts";
import { evolve } from "../../shared/domain/entry/evolve.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { withEntry } from "../../shared/domain/entry/summary.ts";
import { usccFault } from "../../shared/domain/subject/uscc.ts";

const root = resolve(import.meta.dirname, "../../events");
const folders = readdirSync(root, { withFileTypes: true })
  .filter((item) => item.isDirectory() && existsSync(join(root, item.name, "v1.ts")))
  .map(({ name }) => name)
  .sort();

const json = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(root, folder, file), "utf8"));
const object = z.record(z.string(), z.unknown());

/** The one schema that a folder's v1.ts exports. */
const contracts = new Map<string, z.ZodObject>();
for (const folder of folders) {
  const module = (await import(pathToFileURL(join(root, folder, "v1.ts")).href)) as Record<string, unknown>;
  const schemas = Object.values(module).filter((value) => value instanceof z.ZodObject);
  if (schemas.length !== 1 || !schemas[0]) throw new Error(`${folder}/v1.ts exports ${schemas.length} schemas`);
  contracts.set(folder, schemas[0]);
}
const contractOf = (folder: string): z.ZodObject => {
  const found = contracts.get(folder);
  if (!found) throw new Error(folder);
  return found;
};

/** Written by EventBridge Scheduler, not by us: it carries the instant and no name of ours. */
const notOurs = ["schedule-fired"];

test("every folder of events but the samples' has a contract, a sample and an invalid sample", () => {
  const all = readdirSync(root, { withFileTypes: true }).filter(
    (item) => item.isDirectory() && item.name !== "samples",
  );
  expect(folders).toEqual(all.map(({ name }) => name).sort());
  expect(folders.length).toBeGreaterThanOrEqual(9);
  const files = ["v1.sample.json", "v1.invalid.json"].flatMap((file) => folders.map((name) => join(root, name, file)));
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

describe.each(folders)("%s", (folder) => {
  test("carries its folder's name and version 1, unless somebody else writes it", () => {
    const head = z.object({ type: z.literal(folder), version: z.literal(1) });
    expect(head.safeParse(json(folder, "v1.sample.json")).success).toBe(!notOurs.includes(folder));
  });

  test("accepts its sample, which survives a JSON round trip unchanged", () => {
    const sample = json(folder, "v1.sample.json");
    const parsed = contractOf(folder).parse(sample);
    expect(JSON.parse(JSON.stringify(parsed))).toEqual(sample);
  });

  test("refuses its invalid sample for exactly one fault", () => {
    const parsed = contractOf(folder).safeParse(json(folder, "v1.invalid.json"));
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues).toHaveLength(1);
  });

  test("refuses its sample without any one of its required fields", () => {
    const sample = object.parse(json(folder, "v1.sample.json"));
    for (const [field, schema] of Object.entries(contractOf(folder).shape)) {
      if ((schema as z.ZodType).safeParse(undefined).success) continue;
      const { [field]: _left, ...rest } = sample;
      expect(contractOf(folder).safeParse(rest).success, field).toBe(false);
    }
  });

  test("names only codes whose check digit fits (GB 32100)", () => {
    const codes = [...JSON.stringify(json(folder, "v1.sample.json")).matchAll(/"uscc":"([^"]*)"/g)];
    expect(codes.map(([, code = ""]) => usccFault(code)).filter((fault) => fault !== undefined)).toEqual([]);
  });
});

describe("the catalogue of a subject's history", () => {
  const members = subjectEvent.options.map((option) => option.shape.type.value);

  test("names every type once", () => {
    expect(new Set(members).size).toBe(members.length);
  });

  test("has a folder for every member, and a member for every folder whose events take a place in the sequence", () => {
    const sequenced = folders.filter((folder) => "seq" in contractOf(folder).shape);
    expect([...members].sort()).toEqual(sequenced);
  });

  test.each(members)("reads the sample of %s as that type's own contract does", (type) => {
    const sample = json(type, "v1.sample.json");
    expect(parseSubjectEvent(sample)).toEqual(contractOf(type).parse(sample));
  });

  test.each(members)("throws on the invalid sample of %s", (type) => {
    expect(() => parseSubjectEvent(json(type, "v1.invalid.json"))).toThrow(z.ZodError);
  });

  test.each(members)("throws on %s in a version that nobody has written yet", (type) => {
    const sample = object.parse(json(type, "v1.sample.json"));
    for (const version of [0, 2, "1", undefined])
      expect(() => parseSubjectEvent({ ...sample, version })).toThrow(z.ZodError);
  });

  test("throws on an unknown type, passing nothing over in silence", () => {
    const sample = object.parse(json("entry-reported", "v1.sample.json"));
    for (const type of ["entry-forgotten", "alert-raised", "", null, undefined])
      expect(() => parseSubjectEvent({ ...sample, type })).toThrow(z.ZodError);
    expect(() => parseSubjectEvent(null)).toThrow(z.ZodError);
  });
});

describe("the decision sample", () => {
  const decision = z.object({ subjectId: z.string(), events: z.array(z.unknown()) });
  const { subjectId, events } = decision.parse(json("decision-recorded", "v1.sample.json"));
  const read: readonly SubjectEvent[] = events.map(parseSubjectEvent);

  test("holds one subject's events in one gapless sequence", () => {
    expect(new Set(read.map((event) => event.subjectId))).toEqual(new Set([subjectId]));
    expect(read.map(({ seq }) => seq)).toEqual(read.map((_, index) => index + 1));
  });

  test("replays to a published entry, reported one working day late (A §3)", () => {
    const entry = read.filter(isEntryEvent).reduce<Entry | undefined>(evolve, undefined);
    expect(entry).toMatchObject({ state: "published", version: read.length, publishedSeq: 3 });
    expect(read.find(({ type }) => type === "entry-reported")?.data).toMatchObject({ workingDaysLate: 1 });
  });

  test("and the samples of a dispute suspend it, whoever looks it up sees that, and take that back (A §22)", () => {
    const entry = read.filter(isEntryEvent).reduce<Entry | undefined>(evolve, undefined);
    const [suspended, resumed] = ["entry-suspended", "entry-resumed"]
      .map((name) => parseSubjectEvent(json(name, "v1.sample.json")))
      .filter(isEntryEvent);
    if (!entry || !suspended || !resumed) throw new Error("three samples");
    const standing = { identifier: "uscc:1", subjectId, kind: "organisation", name: "x", seq: 3, entries: [] } as const;
    const during = evolve(entry, suspended);
    expect(during).toEqual({ ...entry, suspended: true, version: entry.version + 1 });
    expect(withEntry(standing, during, 4).entries).toMatchObject([{ suspended: true, state: "published" }]);
    const after = evolve(during, resumed);
    expect(after).toEqual({ ...entry, suspended: false, version: entry.version + 2 });
    expect(withEntry(standing, after, 5).entries).toMatchObject([{ suspended: false }]);
  });

  test("and the exit sample ends the entry that it published (A §4)", () => {
    const exit = parseSubjectEvent(json("entry-exited", "v1.sample.json"));
    if (!isEntryEvent(exit)) throw new Error(exit.type);
    expect(exit.entryId).toBe(read[0]?.entryId);
    expect(evolve(read.filter(isEntryEvent).reduce<Entry | undefined>(evolve, undefined), exit)).toMatchObject({
      state: "exited",
      exitReason: "expired",
    });
  });
});
