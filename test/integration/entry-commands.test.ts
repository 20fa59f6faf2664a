import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { answerStatement, recordStatement } from "../../shared/app/entry/entry-acts.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { nameKeyOf } from "../../shared/domain/subject/standing.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { csvOf, listing, monday, officer, usccNo } from "../support/house.ts";
import { identityNo } from "../support/persons.ts";
import { throughPipe } from "../support/pipe.ts";
import { actingOn, honour, houseOn, marketRegulation } from "../support/subjects.ts";

/** Lists as files of proposals, and commands on many entries as files (ADR 29). */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  const register = createAgencyRegister(engine.db, engine.table.Register, () => monday);
  const agency = (agencyId: string, roles: readonly ("authority" | "office" | "partner")[], n: number) =>
    register.put({
      agencyId,
      name: agencyId,
      uscc: usccNo(n, "11"),
      roles: [...roles],
      clientIds: [`${agencyId}-client`],
    });
  await agency("market-regulation", ["authority"], 9_001);
  await agency("credit-office", ["office"], 9_002);
  await agency("tax", ["authority"], 9_003);
});
afterAll(() => {
  engine.stop();
});

const as = (agencyId: string) => ({ agencyId, name: agencyId, clientId: `${agencyId}-client` });
const later = new Date("2026-12-01T09:00:00+08:00");
const house = () => houseOn(engine);
const acting = () => actingOn(engine);
const entryOf = async (entryId = ""): Promise<Entry> => {
  const stored = await house().reader.entry(entryId);
  if (!stored) throw new Error(entryId);
  return stored.entry;
};
interface More {
  readonly by?: string;
  readonly now?: Date;
  readonly received?: Date;
  readonly killed?: boolean;
}
const commands = (text: string | readonly object[], { by = "market-regulation", ...more }: More = {}) =>
  throughPipe(engine, {
    by: as(by),
    kind: "entryCommands",
    text: typeof text === "string" ? text : JSON.stringify({ rows: text }),
    ...more,
  });
const outcomes = async (...args: Parameters<typeof commands>) =>
  (await commands(...args)).map(({ outcome, errors }) => [outcome, ...errors.map(({ code }) => code)].join(" "));

test("A §3: rows without a day of determination start a procedure, those with one are determined; sent again nothing changes", async () => {
  const text = csvOf(3, 200)
    .split("\n")
    .map((line, index) => (index === 1 ? line.replace("2026-11-18", "") : line))
    .join("\n");
  const send = () => throughPipe(engine, { by: officer, kind: "listEntries", text });
  const first = await send();
  expect(first.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted", "accepted"]);
  const entries = await Promise.all(first.map(({ id }) => entryOf(id)));
  expect(entries.map(({ state }) => state)).toEqual(["preliminary", "published", "published"]);
  expect(entries[0]).toMatchObject({ proposedOn: "2026-11-23", version: 1 });
  expect((await send()).map(({ outcome }) => outcome)).toEqual(["duplicate", "duplicate", "duplicate"]);
  expect(await entryOf(first[0]?.id)).toEqual(entries[0]);
});

test("a file without the column is one of proposals; a row with a finished procedure has lost its day", async () => {
  const without = csvOf(2, 210).replace("determinedOn,", "").replaceAll("2026-11-18,", "");
  const proposed = await throughPipe(engine, { by: officer, kind: "listEntries", text: without });
  expect(await Promise.all(proposed.map(async ({ id }) => (await entryOf(id)).state))).toEqual([
    "preliminary",
    "preliminary",
  ]);
  const { determinedOn: _, ...lost } = honour(212);
  const [result] = await throughPipe(engine, {
    by: officer,
    kind: "listEntries",
    text: JSON.stringify({ rows: [lost] }),
  });
  expect(result).toMatchObject({ outcome: "rejected", errors: [{ field: "determinedOn", code: "missing" }] });
});

test("A §3: rows were reported on the day on which their file came, though they are worked on after midnight", async () => {
  // Decided five working days before: the last day.
  const received = new Date("2026-11-25T23:59:56+08:00");
  const now = new Date("2026-11-26T00:20:00+08:00");
  const rows = [listing(220), { ...listing(221), determinedOn: "2026-11-26" }];
  const [first, second] = await throughPipe(engine, {
    by: officer,
    kind: "listEntries",
    text: JSON.stringify({ rows }),
    ...{ now, received },
  });
  expect(await entryOf(first?.id)).toMatchObject({ reportedOn: "2026-11-25", publishedOn: "2026-11-26" });
  expect(second).toMatchObject({ outcome: "rejected", errors: [{ code: "determinedOn.future" }] });

  const waiting = await acting().submit(listing(222), false);
  expect(await outcomes([{ entryId: waiting.entryId, command: "report" }], { now, received })).toEqual(["accepted"]);
  const reported = await entryOf(waiting.entryId);
  expect(reported.clocks[0]).toMatchObject({ dueOn: "2026-11-25", metOn: "2026-11-25" });

  // Determined by the row before it, which takes effect on the day on which it is worked on.
  const { determinedOn: _, ...proposal } = listing(223);
  const { entryId } = await acting().submit(proposal, false);
  expect(await outcomes([{ entryId, command: "determination" }], { now, received })).toEqual(["accepted"]);
  expect(await entryOf(entryId)).toMatchObject({ determinedOn: "2026-11-26", reportedOn: "2026-11-26" });
});

/** A person's proposal. */
const proposed = async (n: number): Promise<string> => {
  const { determinedOn: _, ...base } = listing(n);
  const subject = { kind: "person", name: "韩立群", idType: "residentId", idNumber: identityNo(n) } as const;
  return (await acting().submit({ ...base, subject })).entryId;
};

test("A §3: a person's entry goes from proposal to publication by files, each step as over HTTP", async () => {
  const [a, b] = [await proposed(1), await proposed(2)];
  const notice = { command: "prior-notice", servedOn: "2026-11-23", method: "direct", proof: "衡市监告〔2026〕31号" };
  expect(await outcomes([{ ...notice, entryId: a, officer: "周敏" }])).toEqual(["accepted"]);
  expect(await outcomes([a, b].map((entryId) => ({ entryId, command: "determination" })))).toEqual([
    "rejected priorNotice.running",
    "rejected priorNotice.missing",
  ]);
  const noticed = await entryOf(a);
  expect(noticed).toMatchObject({
    state: "noticed",
    lastOfficer: "周敏",
    procedure: { priorNotice: { evidence: [{ documentNo: "衡市监告〔2026〕31号" }] } },
  });
  const determination = { entryId: a, command: "determination" };
  expect(await outcomes([{ ...determination, version: 1 }], { now: later })).toEqual(["rejected entry.stale"]);
  expect(await outcomes([{ ...determination, version: noticed.version }], { now: later })).toEqual(["accepted"]);
  expect(await entryOf(a)).toMatchObject({ state: "published", determinedOn: "2026-12-01" });
});

test("A §3: a listing whose statement was adopted is determined by a row that says what was changed for it", async () => {
  const id = await proposed(6);
  const notice = { command: "prior-notice", servedOn: "2026-11-23", method: "direct", proof: "衡市监告〔2026〕36号" };
  expect(await outcomes([{ ...notice, entryId: id }])).toEqual(["accepted"]);
  const said = { receivedOn: "2026-11-23", text: "货值有误。" };
  const heard = await acting().act(await entryOf(id), recordStatement(said), marketRegulation);
  await acting().act(heard, answerStatement({ adopted: true, answer: "采纳。" }), marketRegulation);
  const text = (adoption: string) => `记录编号,操作,采纳情况\n${id},认定,${adoption}\n`;
  expect(await outcomes(text(""), { now: later })).toEqual(["rejected statement.adopted"]);
  expect(await outcomes(text("已核减货值。"), { now: later })).toEqual(["accepted"]);
  expect(await entryOf(id)).toMatchObject({ state: "published", procedure: { adoption: "已核减货值。" } });
});

test("commands as an office exports them: Chinese words, dates as people write them; blank cells are nothing", async () => {
  const person = await proposed(3);
  const { determinedOn: _, ...base } = listing(4);
  const company = (await acting().submit(base)).entryId;
  const withdrawn = (await acting().submit({ ...base, ...documented(4) })).entryId;
  const published = (await acting().submit(listing(5))).entryId;
  const text = [
    "序号,记录编号,操作,经办人,送达日期,送达方式,送达凭证,公示渠道,原因,说明",
    `1,${person},告知送达,周敏,2026年11月23日,直接送达,衡市监告〔2026〕3号,,,`,
    `2,${company},公示,周敏,,,,门户网站,,`,
    `3,${withdrawn},撤回,周敏,,,,,自行撤回,当事人已整改`,
    `4,${published},退出,周敏,,,,,标准变更,新办法不再列入`,
    `5,${published},退出,周敏,,,,,标准变更,`,
    `6,ent_nothing,认定,周敏,,,,,,`,
    `7,${company},公示,周敏,2026-11-23,,,,,`,
    "",
  ].join("\n");
  expect(await outcomes(text)).toEqual([
    "accepted",
    "accepted",
    "accepted",
    "accepted",
    "rejected missing",
    "rejected format",
    "rejected field.unknown",
  ]);
  const states = await Promise.all(
    [person, company, withdrawn, published].map(async (id) => (await entryOf(id)).state),
  );
  expect(states).toEqual(["noticed", "noticed", "abandoned", "exited"]);
});

const documented = (n: number) => ({
  basis: { ...listing(n).basis, documentNo: `衡市监处罚〔2026〕${n}-2号` },
});

test("rows whose worker was killed before it answered are carried out once and answered as taken", async () => {
  const red = await acting().submit(honour(6));
  const black = await acting().submit(listing(7));
  const exit = { entryId: black.entryId, command: "exit", reason: "error", why: "主体有误" };
  expect(
    await outcomes(
      [
        { ...exit, officer: "周敏" },
        { ...exit, officer: "吴越" },
      ],
      { killed: true },
    ),
  ).toEqual(["accepted", "accepted"]);
  expect(await entryOf(black.entryId)).toMatchObject({ state: "exited", exitReason: "error" });
  const publication = [{ entryId: red.entryId, command: "publication", officer: "吴越" }];
  expect(await outcomes(publication, { by: "credit-office", killed: true })).toEqual(["accepted"]);
  const history = await house().subjects.history(red.subjectId);
  expect(history.map(({ type }) => type)).toEqual(["entry-determined", "entry-reported", "entry-published"]);
  expect(history.at(-1)?.by).toMatchObject({ agencyId: "credit-office", officer: "吴越" });
  // The same file once more is another file: nothing happens twice, and it says why.
  expect(await outcomes(publication, { by: "credit-office" })).toEqual(["rejected transition.publish.published"]);
});

test("谁认定谁负责: nobody commands another's entry, an authority does not publish, four eyes hold", async () => {
  const red = await acting().submit(honour(8));
  const of = (command: string, more: object = {}) => [{ entryId: red.entryId, command, ...more }];
  expect(await outcomes(of("withdrawal", { why: "误报" }), { by: "tax" })).toEqual(["rejected entry.notYours"]);
  expect(await outcomes(of("publication", { officer: "吴越" }))).toEqual(["rejected entry.notYours"]);
  expect(await outcomes(of("publication", { officer: "周敏" }), { by: "credit-office" })).toEqual([
    "rejected officer.second",
  ]);
  expect(await outcomes(of("withdrawal", { why: "误报" }), { by: "customs" })).toEqual([
    "rejected agency.notRegistered",
  ]);
  expect((await entryOf(red.entryId)).state).toBe("reported");
});

test("a row with an unknown command is told the commands, in both languages", async () => {
  const [row] = await commands([{ entryId: `ent_${"a".repeat(26)}`, command: "delete" }]);
  expect(row?.errors).toEqual([
    {
      field: "command",
      code: "invalid",
      detail: expect.stringMatching(/\p{Script=Han}.* \/ .*determination.*exit/u) as string,
    },
  ]);
});

test("rows on one entry go in the order of the file", async () => {
  const { determinedOn: _, ...base } = listing(9);
  const { entryId } = await acting().submit({ ...base, subject: { ...base.subject, name: nameKeyOf("衡川九号") } });
  expect(
    await outcomes([
      { entryId, command: "public-notice" },
      { entryId, command: "withdrawal", why: "撤回" },
      { entryId, command: "determination" },
    ]),
  ).toEqual(["accepted", "accepted", "rejected transition.determine.abandoned"]);
});

test("the sample file is read whole; its entries are invented", async () => {
  const sample = readFileSync(resolve(import.meta.dirname, "../../events/samples/entry-commands.csv"), "utf8");
  expect(await outcomes(sample)).toEqual(Array.from({ length: 5 }, () => "rejected entry.unknown"));
});
