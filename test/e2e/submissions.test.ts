import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import iconv from "iconv-lite";
import { client, type Client, type Host, type Call, startHost } from "../support/host.ts";
import { listing, usccNo } from "../support/house.ts";

const samples = resolve(import.meta.dirname, "../../events/samples");
let host: Host;
let xinheng: Client;
beforeAll(async () => {
  host = await startHost();
  xinheng = client(host.url);
  await xinheng.registerAgencies();
});
afterAll(async () => {
  await host.stop();
  host.clean();
});

const header =
  "主体名称,统一社会信用代码,主体类别,名单类型,领域,信息类型,文书类型,决定书文号,法律依据,决定日期,失信事实,严重程度,认定日期,有效期至,能否修复";
const codes =
  "subject.name,subject.uscc,subject.kind,list,domain,basis.kind,basis.documentKind,basis.documentNo,basis.legalArticles,basis.decidedOn,facts,severity,determinedOn,validTo,repair.allowed";
const row = (n: number) =>
  `衡川市第${n}商贸有限公司,${usccNo(n)},organisation,black,productQuality,administrative,penalty,衡市监处罚〔2026〕${n}号,《中华人民共和国产品质量法》第四十九条,2026-11-02,销售不合格产品,serious,2026-11-18,2028-11-17,true`;

const send = async (path: string, options: Call) => {
  const sent = await xinheng.post(path, { as: "market-regulation", ...options });
  if (sent.status !== 202) return { sent, status: undefined, results: [] };
  await xinheng.drain();
  const id = sent.body.submissionId as string;
  const { body: status } = await xinheng.get(`/v1/submissions/${id}`, { as: "market-regulation" });
  return { sent, status, results: await xinheng.all(`/v1/submissions/${id}/results`, { as: "market-regulation" }) };
};
const utf8 = (text: string) => new TextEncoder().encode(text);
const csv = "/v1/submissions?kind=listEntries";

test.each([
  ["UTF-8 with Chinese headers", csv, { bytes: utf8(`${header}\n${row(101)}\n`), contentType: "text/csv" }],
  [
    "UTF-8 with a BOM and CRLF",
    csv,
    { bytes: utf8(`\ufeff${header}\r\n${row(102)}\r\n`), contentType: "text/csv; charset=utf-8" },
  ],
  ["UTF-8 with field codes", csv, { bytes: utf8(`${codes}\n${row(103)}`), contentType: "text/csv" }],
  [
    "GB18030 as octet-stream",
    `${csv}&format=csv&charset=gb18030`,
    {
      bytes: new Uint8Array(iconv.encode(`${header}\r\n${row(104)}\r\n`, "gb18030")),
      contentType: "application/octet-stream",
    },
  ],
  ["JSON rows", csv, { body: { rows: [listing(105)] } }],
])("%s is taken", async (_, path, options) => {
  const { status, results } = await send(path, options);
  expect(status).toMatchObject({ status: "done", counts: { rows: 1, accepted: 1, rejected: 0 } });
  expect(results).toMatchObject([{ outcome: "accepted", errors: [] }]);
});

test.each([
  ["a header with an unknown column", `${header},体重\n${row(110)},1\n`, "file.header"],
  ["a header with a missing column", `${header.replace("严重程度,", "")}\n`, "file.header"],
  ["no rows", `${header}\n`, "file.empty"],
  ["a quote that is never closed", `${header}\n"${row(111)}\n${row(112)}\n`, "file.csv"],
  ["bytes that are not UTF-8", new Uint8Array(iconv.encode(`${header}\n${row(113)}\n`, "gb18030")), "file.encoding"],
])("a file with %s fails as a whole, says why, and has no effect", async (_, text, code) => {
  const bytes = typeof text === "string" ? utf8(text) : text;
  const { status } = await send(`${csv}&format=csv&charset=utf-8`, { bytes, contentType: "application/octet-stream" });
  expect(status).toMatchObject({ status: "failed", failure: { code }, counts: { accepted: 0 } });
  expect((await xinheng.get(`/public/v1/entries?uscc=${usccNo(113)}`)).body.items).toEqual([]);
});

test("GB18030 sent as text/csv, which the gateway reads as UTF-8, fails as a whole even where its header survives", async () => {
  const bytes = new Uint8Array(iconv.encode(`${codes}\n${row(114)}\n`, "gb18030"));
  const { status } = await send(csv, { bytes, contentType: "text/csv" });
  expect(status).toMatchObject({ status: "failed", failure: { code: "file.encoding" }, counts: { rejected: 0 } });
});

test("bad rows never stop good ones, and each says line, field, code and what to do", async () => {
  const bytes = utf8(
    [
      header,
      row(120),
      row(121).replace(usccNo(121), "91419900MA00001211"),
      row(122).replace("2026-11-18", "2026-02-30"),
      row(123),
    ].join("\n"),
  );
  const { results } = await send(csv, { bytes, contentType: "text/csv" });
  expect(results).toMatchObject([
    { line: 2, outcome: "accepted" },
    { line: 3, outcome: "rejected", errors: [{ field: "subject.uscc", code: "uscc.checkDigit" }] },
    { line: 4, outcome: "rejected", errors: [{ field: "determinedOn", code: "date.invalid" }] },
    { line: 5, outcome: "accepted" },
  ]);
});

test("results can be downloaded as CSV, harmless in a spreadsheet", async () => {
  const file = [header, row(125), row(126).replace("2026-11-18", "2026-02-30").replace("serious", "=cmd()")].join("\n");
  const { sent } = await send(csv, { bytes: utf8(file), contentType: "text/csv" });
  const path = `/v1/submissions/${sent.body.submissionId as string}/results.csv`;
  const got = await xinheng.get(path, { as: "market-regulation" });
  expect([got.status, got.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
  const lines = (got.body as string).replace("\ufeff", "").split("\r\n");
  expect(lines[0]).toBe("行号,结果,编号,字段,错误代码,处理办法");
  expect(lines[1]).toMatch(/^2,受理,ent_\w+,,,$/);
  expect(lines.slice(2, -1).every((line) => /^3,退回,,\w+,[\w.]+,./.test(line))).toBe(true);
  expect(lines).toHaveLength(5);
  const failed = await send(csv, { bytes: utf8(`${header},=体重\n`), contentType: "text/csv" });
  const why = await xinheng.get(`/v1/submissions/${failed.sent.body.submissionId as string}/results.csv`, {
    as: "market-regulation",
  });
  expect(why.body).toContain("\r\n,失败,,,file.header,");
});

test.each([
  ["XML", csv, { bytes: utf8("<a/>"), contentType: "application/xml" }, 415, "submission.mediaType"],
  [
    "octet-stream without a format",
    csv,
    { bytes: utf8("x"), contentType: "application/octet-stream" },
    415,
    "submission.mediaType",
  ],
  [
    "text/csv in GB18030",
    csv,
    { bytes: utf8("x"), contentType: "text/csv; charset=gb18030" },
    415,
    "submission.mediaType",
  ],
  ["broken JSON", csv, { bytes: utf8('{"rows": ['), contentType: "application/json" }, 400, "submission.unparsable"],
  ["an unknown kind", "/v1/submissions?kind=nothing", { body: { rows: [] } }, 422, "input.invalid"],
  ["no key", csv, { body: { rows: [] }, key: null }, 400, "idempotencyKey.missing"],
  [
    "more than 4 MB",
    csv,
    { bytes: new Uint8Array(4 * 1024 * 1024 + 1).fill(32), contentType: "text/csv" },
    413,
    "submission.tooLarge",
  ],
] as const)("%s is refused with a problem", async (_, path, options, status, code) => {
  const reply = await xinheng.post(path, { as: "market-regulation", ...options });
  expect([reply.status, reply.body.type]).toEqual([status, `/problems/${code}`]);
  expect(reply.headers.get("content-type")).toContain("application/problem+json");
});

test("the same key and body answers the first answer; with another body it is refused", async () => {
  const body = listing(130);
  const first = await xinheng.post("/v1/entries", { as: "market-regulation", body, key: "same" });
  const again = await xinheng.post("/v1/entries", { as: "market-regulation", body, key: "same" });
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toEqual(first.body);
  const other = await xinheng.post("/v1/entries", { as: "market-regulation", body: listing(131), key: "same" });
  expect([other.status, other.body.type]).toEqual([409, "/problems/request.keyReused"]);
  // Another client's key of the same name is another key.
  const elsewhere = await xinheng.post("/v1/entries", { as: "tax", body: listing(132), key: "same" });
  expect(elsewhere.status).toBe(201);
});

test("twenty identical requests at the same instant are one", async () => {
  const body = listing(140);
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => xinheng.post("/v1/entries", { as: "market-regulation", body, key: "at-once" })),
  );
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
  const [id] = replies.map((reply) => reply.body.entryId as string);
  const { body: history } = await xinheng.get(`/v1/entries/${id}/history`, { as: "market-regulation" });
  expect((history.items as { type: string }[]).map(({ type }) => type)).toEqual([
    "entry-determined",
    "entry-reported",
    "entry-published",
  ]);
});

test("a wrong field is answered with its pointer; commands need If-Match and refuse a stale one", async () => {
  const wrong = await xinheng.post("/v1/entries", {
    as: "market-regulation",
    body: { ...listing(150), subject: { ...listing(150).subject, uscc: "00000000000000000X" } },
  });
  expect(wrong.status).toBe(422);
  expect(wrong.body.errors).toMatchObject([{ pointer: "/subject/uscc", code: "uscc.placeholder" }]);
  const made = await xinheng.post("/v1/entries", { as: "market-regulation", body: { ...listing(151), report: false } });
  const path = `/v1/entries/${made.body.entryId}/report`;
  expect((await xinheng.post(path, { as: "market-regulation", body: {} })).status).toBe(428);
  const stale = await xinheng.post(path, { as: "market-regulation", body: {}, headers: { "if-match": '"9"' } });
  expect([stale.status, stale.body.type]).toEqual([412, "/problems/entry.stale"]);
  const etag = made.headers.get("etag") ?? "";
  const done = await xinheng.post(path, {
    as: "market-regulation",
    body: { officer: "王科长" },
    headers: { "if-match": etag },
  });
  expect([done.status, done.body.state]).toEqual([200, "published"]);
  expect(done.body.clocks).toMatchObject([
    { kind: "listReport", status: "met", dueOn: "2026-11-25", metOn: "2026-11-23" },
  ]);
});

test("If-Match: * is any version that stands, and none of an entry that is unknown (RFC 9110)", async () => {
  const made = await xinheng.post("/v1/entries", { as: "market-regulation", body: { ...listing(152), report: false } });
  const any = { as: "market-regulation", body: {}, headers: { "if-match": "*" } };
  const done = await xinheng.post(`/v1/entries/${made.body.entryId}/report`, any);
  expect([done.status, done.body.state]).toEqual([200, "published"]);
  expect((await xinheng.post(`/v1/entries/ent_${"0".repeat(26)}/report`, any)).status).toBe(404);
});

test("every queue that keeps what failed is marked as one, whoever sends to it", async () => {
  const queues = (await xinheng.get("/_local/queues")).body as unknown as { name: string; deadLetters?: true }[];
  const names = queues.map(({ name }) => name);
  const dead = queues.filter(({ deadLetters }) => deadLetters).map(({ name }) => name);
  expect(dead).toEqual(names.filter((name) => /(Dead|Failures)(\.fifo)?$/.test(name)));
  expect(dead).toEqual(expect.arrayContaining([expect.stringContaining("Sweep"), expect.stringContaining("Failures")]));
});

test("late is accepted and recorded as late (A §3: 5 working days)", async () => {
  const { body } = await xinheng.post("/v1/entries", {
    as: "market-regulation",
    body: listing(160, { determinedOn: "2026-11-10" }),
  });
  expect(body.clocks).toMatchObject([{ dueOn: "2026-11-17", status: "missed", metOn: "2026-11-23" }]);
  const { body: history } = await xinheng.get(`/v1/entries/${body.entryId}/history`, { as: "market-regulation" });
  expect((history.items as { data: object }[])[1]?.data).toMatchObject({ workingDaysLate: 4 });
});

test("a row made to break its chunk is answered like any other, and its neighbours are taken", async () => {
  const many = Array.from({ length: 20 }, (_, n) => `no-such-measure-${n}`);
  const rows = [
    listing(200),
    { ...listing(201), facts: "半个字符\ud800" },
    ...Array.from({ length: 40 }, (_, n) => ({ ...listing(210 + n), measures: many, measuresLeftOut: many })),
    null,
    "not a row",
    listing(203),
  ];
  const { status, results } = await send(csv, { body: { rows } });
  expect(status).toMatchObject({
    status: "done",
    counts: { rows: rows.length, accepted: 2, rejected: rows.length - 2 },
  });
  expect((results as { outcome: string }[]).filter(({ outcome }) => outcome === "accepted")).toHaveLength(2);
  expect(results[1]).toMatchObject({ errors: [{ field: "facts", code: "text.characters" }] });
});

test("a subject's entries are bounded; what is over is refused row by row, and the rest stands", async () => {
  const rows = Array.from({ length: 120 }, (_, n) => {
    const one = listing(300);
    return { ...one, basis: { ...one.basis, documentNo: `衡市监处罚〔2026〕300-${n}号` } };
  });
  const { status, results } = await send(csv, { body: { rows: [...rows, listing(301)] } });
  expect(status).toMatchObject({ status: "done", counts: { accepted: 101, rejected: 20 } });
  const codes = (results as { errors: { code: string }[] }[]).flatMap(({ errors }) => errors.map(({ code }) => code));
  expect(new Set(codes)).toEqual(new Set(["subject.tooManyEntries"]));
});

test("the same document typed another way is the same entry; with other content it is refused", async () => {
  const first = await xinheng.post("/v1/entries", { as: "market-regulation", body: listing(320) });
  expect(first.status).toBe(201);
  const typed = { ...listing(320), basis: { ...listing(320).basis, documentNo: "衡市监处罚 [2026] 320号" } };
  const again = await xinheng.post("/v1/entries", { as: "market-regulation", body: typed });
  expect([again.status, again.body.entryId]).toEqual([200, first.body.entryId]);
  const other = await xinheng.post("/v1/entries", {
    as: "market-regulation",
    body: { ...typed, validTo: "2028-01-01" },
  });
  expect([other.status, other.body.type]).toEqual([409, "/problems/entry.differs"]);
});

test.each([
  ["/v1/alerts?cursor=eyJhIjoxfQ", "market-regulation"],
  ["/v1/triggers?cursor=eyJhIjoxfQ", "finance"],
  ["/v1/entries?cursor=garbage", "market-regulation"],
  ["/v1/entries?subject=sbj_1", "market-regulation"],
  ["/v1/entries?limit=0x10", "market-regulation"],
  ["/v1/working-days?from=2026-11-23&days=", "market-regulation"],
])("%s is the client's mistake and says so", async (path, as) => {
  const reply = await xinheng.get(path, { as });
  expect(reply.status).toBe(422);
});

test("a counter that types a code carelessly is understood, and a wrong code is never answered as clean", async () => {
  await xinheng.post("/v1/entries", { as: "market-regulation", body: listing(330) });
  const screen = (code: string) =>
    xinheng.post("/v1/screenings", {
      as: "finance",
      body: { matter: "governmentProcurement", subjects: [{ uscc: code }] },
    });
  expect((await screen(` ${usccNo(330).toLowerCase()}`)).body.results[0].standing).toBe("listed");
  const wrong = await screen(usccNo(330).slice(0, 17));
  expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, "/subjects/0/uscc"]);
});

test("A §19: a week's penalties as a bureau saves them are answered row by row, public at once, and published by the bureau", async () => {
  const { status, results } = await send("/v1/submissions?kind=penalties&format=csv&charset=gb18030", {
    bytes: new Uint8Array(readFileSync(resolve(samples, "penalties.gb18030.csv"))),
    contentType: "application/octet-stream",
  });
  const { errors, ...counts } = JSON.parse(readFileSync(resolve(samples, "penalties.expected.json"), "utf8")) as {
    errors: unknown[];
  };
  expect(status).toMatchObject({ status: "done", counts });
  const wrong = results.flatMap(({ line, errors: some }) =>
    (some as { field: string; code: string }[]).map(({ field, code }) => ({ line: line as number, field, code })),
  );
  expect(wrong).toEqual(errors);

  const disclosureId = results[0]?.id as string;
  const about = await xinheng.get(`/public/v1/disclosures/${disclosureId}`);
  const { uscc } = about.body.party as { uscc: string };
  const found = await xinheng.get(`/public/v1/disclosures?uscc=${uscc.toLowerCase()}`);
  expect(found.body.items).toMatchObject([
    { disclosureId, act: "penalty", authority: { agencyId: "market-regulation" } },
  ]);
  expect(found.headers.get("cache-control")).toMatch(/^public, max-age=\d+$/);
  const etag = found.headers.get("etag") ?? "";
  const again = await xinheng.get(`/public/v1/disclosures?uscc=${uscc}`, { headers: { "if-none-match": etag } });
  expect(again.status).toBe(304);

  const body = { publishedOn: "2026-11-20", channel: "agencySite", address: "https://scjg.hengchuan.example/xzcf/800" };
  const said = await xinheng.post(`/v1/disclosures/${disclosureId}/publication`, { as: "market-regulation", body });
  expect([said.status, said.body.status, said.headers.get("etag")]).toEqual([200, "published", '"2"']);
  const script = { ...body, address: "javascript:alert(1)" };
  const refused = await xinheng.post(`/v1/disclosures/${disclosureId}/publication`, {
    as: "market-regulation",
    body: script,
  });
  expect(refused.status).toBe(422);
  const nowhere = await xinheng.post(`/v1/disclosures/${disclosureId}/publication`, {
    as: "market-regulation",
    body: { publishedOn: "2026-11-20" },
  });
  expect([nowhere.status, nowhere.body.errors]).toMatchObject([
    422,
    [{ pointer: "/address", code: "publication.unproven" }],
  ]);
  // A mistake is taken back, and said as it was.
  const mistake = {
    as: "credit-office",
    key: `mistake-${disclosureId}`,
    body: { publishedOn: "2026-11-20", reason: "日期录入有误", officer: "王芳" },
  };
  for (const replayed of [null, "true"]) {
    const back = await xinheng.post(`/v1/disclosures/${disclosureId}/publication/withdrawal`, mistake);
    expect([back.status, back.body.status, back.headers.get("etag")]).toEqual([200, "collected", '"3"']);
    expect([back.body.publications, back.headers.get("idempotency-replayed")]).toEqual([[], replayed]);
  }
  expect(
    (await xinheng.post(`/v1/disclosures/${disclosureId}/publication`, { as: "market-regulation", body })).status,
  ).toBe(200);
  const history = await xinheng.get(`/v1/disclosures/${disclosureId}/history`, { as: "credit-office" });
  expect((history.body.items as { type: string }[]).map(({ type }) => type)).toEqual([
    "disclosure-recorded",
    "disclosure-publication-reported",
    "disclosure-publication-withdrawn",
    "disclosure-publication-reported",
  ]);

  // SPEC capability 19: it is in the bureau's figures of the month, refused rows among what was reported.
  await xinheng.drain();
  const month = (status?.receivedAt as string).slice(0, 7);
  const figures = await xinheng.get(`/v1/compliance/market-regulation?month=${month}`, { as: "market-regulation" });
  const taken = new Set(results.map((each) => each.id as string | undefined).filter((id) => id !== undefined)).size;
  const rejected = results.filter(({ outcome }) => outcome === "rejected").length;
  expect(figures.body.dualPublicity).toMatchObject({ taken, refused: rejected, reported: taken + rejected });
  const { publishedOnTime, publishedLate } = figures.body.dualPublicity as Record<string, number>;
  expect((publishedOnTime ?? 0) + (publishedLate ?? 0)).toBe(1);
  const table = await fetch(`${host.url}/v1/compliance?month=${month}&format=csv`, {
    headers: { authorization: `Bearer ${await xinheng.token("credit-office")}` },
  });
  expect(table.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const bytes = new Uint8Array(await table.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toContain(
    `market-regulation,衡川市市场监督管理局,${month},${taken + rejected},`,
  );
});

test("what a spreadsheet saved of the workbook is taken to the day and the fen, and saved as CSV says the same once more", async () => {
  const file = (name: string) => new Uint8Array(readFileSync(resolve(samples, "office", name)));
  const saved = await send("/v1/submissions?kind=penalties", {
    bytes: file("penalties.xlsx"),
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  });
  expect(saved.status).toMatchObject({ counts: { rows: 10, accepted: 10, duplicate: 0, rejected: 0 } });
  const again = await send("/v1/submissions?kind=penalties&format=csv&charset=gb18030", {
    bytes: file("penalties.gb18030.csv"),
    contentType: "application/octet-stream",
  });
  expect(again.status).toMatchObject({ counts: { rows: 10, accepted: 0, duplicate: 10, rejected: 0 } });
  const { body } = await xinheng.get(`/v1/disclosures/${saved.results[1]?.id as string}`, { as: "market-regulation" });
  expect(body).toMatchObject({
    decidedOn: "2026-11-12",
    publicityEndsOn: "2027-11-11",
    items: { CF_NR_FK: "1234.5", CF_NR_WFFF: "1234567.891234" },
  });
});

test("a workbook to fill in is handed out whole, and taken back empty as a file without rows", async () => {
  const response = await fetch(`${host.url}/v1/templates/permits.xlsx`);
  const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  expect([response.status, response.headers.get("content-type")]).toEqual([200, xlsx]);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { status } = await send("/v1/submissions?kind=permits", { bytes, contentType: xlsx });
  expect(status).toMatchObject({ status: "failed", failure: { code: "file.empty" } });
  expect((await xinheng.get("/v1/templates/entries.xlsx")).status).toBe(404);
});
