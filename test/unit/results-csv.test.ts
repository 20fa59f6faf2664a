import { expect, test } from "vitest";
import { resultsCsv } from "../../shared/app/submission/results-csv.ts";
import { chunkSize, type RowResult, type Submission } from "../../shared/ports/submissions.ts";

const caller = { agencyId: "tax", name: "税务局", roles: ["authority"], clientId: "tax-client" } as const;

/** A submission of so many rows, each answered by `answer`. */
const world = (rows: number, answer: (index: number) => RowResult, change: Partial<Submission> = {}) => {
  const chunks = Math.ceil(rows / chunkSize);
  const submission: Submission = {
    submissionId: "sub_1",
    kind: "listEntries",
    agencyId: "tax",
    receivedAt: "2026-11-23T09:00:00+08:00",
    rows,
    chunks,
    doneChunks: chunks,
    counts: { accepted: 0, duplicate: 0, rejected: rows },
    ...change,
  };
  const all = Array.from({ length: rows }, (_, index) => answer(index));
  return {
    submissions: {
      find: () => Promise.resolve(submission),
      results: (_: string, from: number, to: number) =>
        Promise.resolve(
          Array.from({ length: to - from + 1 }, (_each, index) => ({
            chunk: from + index,
            results: all.slice((from + index) * chunkSize, (from + index + 1) * chunkSize),
          })),
        ),
    },
  };
};
const rejected = (line: number, detail: string): RowResult => ({
  line,
  outcome: "rejected",
  errors: [{ field: "facts", code: "too.long", detail }],
});
const partsOf = async (deps: ReturnType<typeof world>): Promise<string[]> => {
  const parts: string[] = [];
  for (let from: number | null = 0; from !== null;) {
    const part = await resultsCsv(deps, "sub_1", caller, from);
    if (!part.ok) throw new Error(part.refusal.code);
    parts.push(part.value.text);
    from = part.value.next;
  }
  return parts;
};

test("a long one comes in parts that a function may answer, and that make the whole", async () => {
  const parts = await partsOf(world(20_000, (index) => rejected(index + 2, `第"${index}"行,${"长".repeat(200)}`)));
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(5.5 * 1024 * 1024);
  const lines = parts.join("").split("\r\n");
  expect(lines).toHaveLength(20_002);
  expect(lines[0]).toBe("\ufeff行号,结果,编号,字段,错误代码,处理办法");
  expect(lines.slice(1, -1).map((line) => Number(line.split(",")[0]))).toEqual(
    Array.from({ length: 20_000 }, (_, index) => index + 2),
  );
});

test.each([
  ["=1+1", "'=1+1"],
  ["+86", "'+86"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  [" =1", "' =1"],
  ["\t=1", "'\t=1"],
  ["＝1", "'＝1"],
  ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ["一\n二", '"一\n二"'],
  ["平常 = 无害", "平常 = 无害"],
])("%j is written as %j", async (detail, written) => {
  const [text = ""] = await partsOf(world(1, () => rejected(2, detail)));
  expect(text.split("\r\n").slice(1).join("\r\n")).toBe(`2,退回,,facts,too.long,${written}\r\n`);
});

test("one that is being worked on is refused: half of the answers would look like all of them", async () => {
  const part = await resultsCsv(
    world(100, (index) => rejected(index, "x"), { doneChunks: 1 }),
    "sub_1",
    caller,
    0,
  );
  expect(part).toMatchObject({ ok: false, refusal: { code: "submission.notDone" } });
});
