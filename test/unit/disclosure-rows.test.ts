import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openArchive } from "../../shared/adapters/files/xlsx/archive.ts";
import { readRows } from "../../shared/adapters/files/read-rows.ts";
import { writeTemplate } from "../../shared/adapters/files/xlsx/write-template.ts";
import { readAmount } from "../../shared/domain/disclosure/amount.ts";
import { checkRow } from "../../shared/domain/disclosure/check.ts";
import { columnsOf, disclosureKinds, standards } from "../../shared/domain/disclosure/standard.ts";
import { templateOf } from "../../shared/domain/disclosure/template.ts";
import { penaltyKinds } from "../../shared/domain/disclosure/words.ts";
import { disclosedAct } from "../../events/vocabulary.ts";
import { planOf, rowInput } from "../../shared/domain/row/row.ts";
import { actRow, agencyCode, onPerson, penaltyRow, permitRow, type Row } from "../support/disclosures.ts";
import { usccNo } from "../support/house.ts";
import { identityNo } from "../support/persons.ts";

const context = { today: "2026-11-23", agencyCode };
const penalty = (change: Row = {}) => checkRow("penalties", penaltyRow(1, change), context);
const faults = (result: ReturnType<typeof checkRow>): readonly string[] =>
  result.ok ? [] : result.refusal.map(({ field, code }) => `${field} ${code}`);
const itemsOf = (result: ReturnType<typeof checkRow>): Readonly<Record<string, string>> => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value.items;
};

describe("SPEC dual-publicity items: a row that has everything", () => {
  test("is a penalty with its items in one form", () => {
    const checked = penalty({
      CF_XDR_SHXYM: usccNo(1).toLowerCase(),
      CF_CFLB: "没收违法所得;罚款\uff1b 其他\uff0d责令退还",
      CF_NR_FK: "12,345.600000",
      CF_NR_WFFF: "\uff10\uff0e\uff15",
      CF_JDRQ: "2026年11月18日",
      CF_YXQ: "2027/1/5 00:00:00",
      CF_BZ: " ",
    });
    expect(checked).toMatchObject({
      ok: true,
      value: {
        act: "penalty",
        party: { kind: "organisation", uscc: usccNo(1) },
        representative: { name: "陈建国" },
        decidedOn: "2026-11-18",
        publicityEndsOn: "2027-11-17",
      },
    });
    expect(itemsOf(checked)).toMatchObject({
      CF_CFLB: "没收违法所得、罚款、其他-责令退还",
      CF_NR_FK: "12345.6",
      CF_NR_WFFF: "0.5",
      CF_YXQ: "2027-01-05",
    });
    expect(itemsOf(checked)).not.toHaveProperty("CF_BZ");
  });

  test("is the same with times beside its days and with what no screen shows in its codes", () => {
    const unseen = (text: string) => `\u200b${text.slice(0, 3)}\u2060${text.slice(3)}\u200e`;
    const copied = penalty({
      CF_XDR_SHXYM: unseen(usccNo(1)),
      CF_JDRQ: "2026-11-18 14:30:00",
      CF_CFLB: "\u200b罚款",
      CF_NR_FK: unseen("12345.6"),
      CF_CFJGDM: unseen(agencyCode),
    });
    expect(copied).toEqual(penalty({ CF_JDRQ: "2026-11-18", CF_CFLB: "罚款", CF_NR_FK: "12345.6" }));
    expect(copied.ok).toBe(true);
    const person = checkRow(
      "penalties",
      penaltyRow(1, { ...onPerson(1), CF_XDR_ZJHM: unseen(identityNo(1)) }),
      context,
    );
    expect(person).toEqual(checkRow("penalties", penaltyRow(1, onPerson(1)), context));
    expect(person.ok).toBe(true);
    // In another zone it may be another day.
    expect(faults(penalty({ CF_JDRQ: "2026-11-17T23:00:00Z" }))).toEqual(["CF_JDRQ date.invalid"]);
  });

  test("is a permit, good for as long as it says", () => {
    expect(checkRow("permits", permitRow(1), context)).toMatchObject({
      ok: true,
      value: { act: "permit", permittedTo: "2031-11-17" },
    });
  });

  test("is one of the eight further kinds (C 六), each of which has its word", () => {
    const words = ["强制", "确认", "征收", "给付", "裁决", "补偿", "奖励", "监督检查"];
    const acts = words.map((word) => {
      const checked = checkRow("acts", actRow(1, { XW_XWLB: `行政${word}` }), context);
      return checked.ok ? checked.value.act : "";
    });
    expect(acts).toEqual(disclosedAct.options.filter((act) => act !== "penalty" && act !== "permit"));
  });

  test("keeps a person's number with the person alone, never with the items", () => {
    const checked = penalty(onPerson(1));
    if (!checked.ok) throw new Error(JSON.stringify(checked.refusal));
    expect(checked.value.party).toEqual({
      kind: "person",
      name: "张晓明",
      idType: "residentId",
      idNumber: identityNo(1),
    });
    expect(JSON.stringify(checked.value.items)).not.toContain(identityNo(1));
  });

  test("of a sole trader needs a code and no representative", () => {
    expect(penalty({ CF_XDR_LB: "个体工商户", CF_FRDB: undefined })).toMatchObject({
      ok: true,
      value: { party: { kind: "soleTrader" } },
    });
  });
});

describe("SPEC dual-publicity items: what is wrong is named by item and code", () => {
  test.each<[string, Row, string[]]>([
    ["no name", { CF_XDR_MC: "" }, ["CF_XDR_MC missing"]],
    ["a name that is too long", { CF_XDR_MC: "长".repeat(201) }, ["CF_XDR_MC tooLong"]],
    ["a class of its own", { CF_XDR_LB: "企业法人" }, ["CF_XDR_LB value.unknown"]],
    ["an organisation without a code", { CF_XDR_SHXYM: undefined }, ["CF_XDR_SHXYM missing"]],
    ["an organisation without a representative", { CF_FRDB: undefined }, ["CF_FRDB missing"]],
    ["a code that does not check", { CF_XDR_SHXYM: "91419900MA0000001A" }, ["CF_XDR_SHXYM uscc.checkDigit"]],
    ["a placeholder for a code", { CF_XDR_SHXYM: "00000000000000000X" }, ["CF_XDR_SHXYM uscc.placeholder"]],
    [
      "a person without a document",
      { ...onPerson(1), CF_XDR_ZJLX: "", CF_XDR_ZJHM: "" },
      ["CF_XDR_ZJLX missing", "CF_XDR_ZJHM missing"],
    ],
    [
      "a person's number that does not check",
      { ...onPerson(1), CF_XDR_ZJHM: "419901198501120012" },
      ["CF_XDR_ZJHM idNumber.checkDigit"],
    ],
    ["a person with a code", { ...onPerson(1), CF_XDR_SHXYM: usccNo(1) }, ["CF_XDR_SHXYM uscc.notForPerson"]],
    [
      "an organisation with a person's document",
      { CF_XDR_ZJHM: identityNo(1) },
      ["CF_XDR_ZJHM idNumber.notForOrganisation"],
    ],
    ["an identity number in the facts", { CF_SY: `当事人${identityNo(1)}` }, ["CF_SY text.identityNumber"]],
    [
      "a passport's number in the facts",
      { ...onPerson(1), CF_XDR_ZJLX: "护照", CF_XDR_ZJHM: "E12345678", CF_SY: "持护照 e1234 5678 的当事人" },
      ["CF_SY text.identityNumber"],
    ],
    ["a kind of penalty that is none", { CF_CFLB: "罚款、批评" }, ["CF_CFLB value.unknown"]],
    ["a fine without its amount", { CF_NR_FK: undefined }, ["CF_NR_FK missing"]],
    ["a confiscation without its amount", { CF_NR_WFFF: undefined }, ["CF_NR_WFFF missing"]],
    ["a licence revoked and not named", { CF_CFLB: "吊销许可证" }, ["CF_NR_ZKDX missing"]],
    ["an amount with its unit", { CF_NR_FK: "1.2万元" }, ["CF_NR_FK amount.format"]],
    ["a negative amount", { CF_NR_FK: "-1" }, ["CF_NR_FK amount.format"]],
    ["seven decimals", { CF_NR_FK: "1.2345678" }, ["CF_NR_FK amount.decimals"]],
    ["a day that is none", { CF_JDRQ: "2026-02-30" }, ["CF_JDRQ date.invalid"]],
    ["a decision to come", { CF_JDRQ: "2026-11-24" }, ["CF_JDRQ date.future"]],
    ["a publicity that ends before it begins", { CF_GSJZQ: "2026-11-17" }, ["CF_GSJZQ date.order"]],
    ["a penalty that ends before it begins", { CF_YXQ: "2026-11-17" }, ["CF_YXQ date.order"]],
    ["another agency's decision", { CF_CFJGDM: usccNo(7, "11") }, ["CF_CFJGDM agency.notOwn"]],
    ["an item that the standard has not", { CF_ABC: "1" }, ["CF_ABC field.unknown"]],
    [
      "several things",
      { CF_WSH: "", CF_NR_FK: "x", CF_GSJZQ: "2026" },
      ["CF_NR_FK amount.format", "CF_GSJZQ date.invalid", "CF_WSH missing"],
    ],
  ])("%s", (_, change, expected) => {
    expect(faults(penalty(change))).toEqual(expected);
  });

  test("a permit that ends before it begins", () => {
    const change = { XK_YXQZ: "2027-01-01", XK_YXQZI: "2026-12-31" };
    expect(faults(checkRow("permits", permitRow(1, change), context))).toEqual(["XK_YXQZI date.order"]);
  });

  test("never by throwing, and never with the value itself", () => {
    const codes = standards.penalties.items.map(({ code }) => code);
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.anything(), (code, value) => {
        checkRow("penalties", { ...penaltyRow(1), [code]: value }, context);
        checkRow("acts", value, context);
      }),
    );
    const checked = penalty({ CF_XDR_MC: `张${identityNo(3)}`, CF_XDR_ZJHM: "419901198501120012" });
    expect(JSON.stringify(checked)).not.toMatch(/\d{15}/);
  });

  test("all fourteen kinds of penalty are known", () => {
    expect(new Set(Object.values(penaltyKinds)).size).toBe(14);
  });
});

describe("SPEC amounts of 10,000 yuan stay exact", () => {
  test("every amount with up to six decimals is read as it was written, to the fen", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (fen) => {
        const [whole, decimals] = [fen / 1_000_000n, String(fen % 1_000_000n).padStart(6, "0")];
        const read = readAmount(`${String(whole)}.${decimals}`);
        if (!("amount" in read)) throw new Error(read.fault);
        const [back = "", rest = ""] = read.amount.split(".");
        expect(BigInt(back) * 1_000_000n + BigInt(rest.padEnd(6, "0"))).toBe(fen);
      }),
    );
  });

  test.each<[string | number, object]>([
    ["0.1", { amount: "0.1" }],
    ["007.50", { amount: "7.5" }],
    ["1,234,567.000001", { amount: "1234567.000001" }],
    ["0", { amount: "0" }],
    [1.25, { amount: "1.25" }],
    [0.1 + 0.2, { fault: "amount.decimals" }],
    [9007199254740993, { fault: "amount.decimals" }],
    ["1,23", { fault: "amount.format" }],
    ["1e3", { fault: "amount.format" }],
    ["", { fault: "amount.format" }],
  ])("%s", (written, expected) => {
    expect(readAmount(written)).toEqual(expected);
  });
});

async function* bytesOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

describe.each(disclosureKinds)("the template for %s", (kind) => {
  test("is read back by the platform's own reader: every item once, in the order of the standard", async () => {
    const bytes = await writeTemplate(templateOf(kind));
    const rows = [];
    for await (const row of readRows(bytesOf(bytes), { format: "xlsx", charset: "utf-8" })) rows.push(row);
    expect(rows).toHaveLength(1);
    const [header] = rows;
    if (!header || !("cells" in header)) throw new Error("no header");
    const planned = planOf(columnsOf(standards[kind]), header.cells);
    if (!("plan" in planned)) throw new Error(planned.faults.join());
    expect(planned.plan.map((column) => column?.path)).toEqual(standards[kind].items.map(({ code }) => code));
  });

  test("offers the standard's own words, each once; files are read with others that mean the same", () => {
    const offered = (name: string) => templateOf(kind).columns.find(({ header }) => header.startsWith(name))?.words;
    expect(offered("行政相对人类别")).toEqual(["法人及非法人组织", "自然人", "个体工商户"]);
    expect(offered("证件类型")?.filter((word) => word.endsWith("身份证"))).toEqual([
      "居民身份证",
      "外国人永久居留身份证",
    ]);
  });

  test("has cells that are text where codes and numbers go, so that no digit is lost", async () => {
    const archive = openArchive(Buffer.from(await writeTemplate(templateOf(kind))));
    const textOf = async (part: string): Promise<string> => {
      const parts: Uint8Array[] = [];
      for await (const bytes of archive.read(part, 10_000_000)) parts.push(bytes);
      return Buffer.concat(parts).toString("utf8");
    };
    const styles = await textOf("xl/styles.xml");
    const formats = [...styles.matchAll(/<xf numFmtId="(\d+)"[^>]*xfId/g)].map(([, id]) => id);
    const asText = /<numFmt numFmtId="(\d+)" formatCode="@"/.exec(styles)?.[1];
    expect(asText).toBeDefined();
    const sheet = await textOf("xl/worksheets/sheet1.xml");
    const code = standards[kind].items.findIndex(({ code }) => code === standards[kind].at.uscc);
    const column = String.fromCharCode(65 + code);
    for (const row of [2, 1000]) {
      const style = new RegExp(`<c r="${column}${row}" s="(\\d+)"/>`).exec(sheet)?.[1];
      expect(formats[Number(style)]).toBe(asText);
    }
  });

  test("offers the words of every coded item, few enough for Excel to keep", () => {
    const listed = templateOf(kind).columns.filter(({ words }) => words !== undefined);
    expect(listed.length).toBeGreaterThanOrEqual(3);
    for (const { words = [], note } of listed) {
      expect(words.join(",").length).toBeLessThanOrEqual(255);
      expect(note.length).toBeLessThanOrEqual(255);
    }
  });

  test("a file may have the codes, the Chinese names or both for headers", () => {
    const columns = columnsOf(standards[kind]);
    const { items } = standards[kind];
    for (const spell of [
      ({ code }: { code: string }) => code,
      ({ name }: { name: string }) => name,
      ({ name, code }: { name: string; code: string }) => `${name}\uff08${code}\uff09`,
    ])
      expect("plan" in planOf(columns, items.map(spell))).toBe(true);
    const short = planOf(columns, ["行政相对人名称"]);
    expect("faults" in short && short.faults.join()).toContain("行政相对人类别");
  });
});

test("a row of cells passes as its JSON does", () => {
  const row = penaltyRow(1);
  const planned = planOf(columnsOf(standards.penalties), Object.keys(row));
  if (!("plan" in planned)) throw new Error(planned.faults.join());
  const prepared = rowInput(
    planned.plan,
    Object.values(row).map((value) => String(value ?? "")),
  );
  if (!("input" in prepared)) throw new Error(prepared.fault.code);
  expect(checkRow("penalties", prepared.input, context)).toEqual(penalty());
});
