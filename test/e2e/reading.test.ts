import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { penaltyRow } from "../support/disclosures.ts";
import { agencies, client, type Client, type Host, type Reply, startHost } from "../support/host.ts";
import { listing, usccNo } from "../support/house.ts";
import { personal } from "../support/subjects.ts";

/** Notices, exits as each party reads them, the past, and what becomes of subjects, over the interface as deployed. */

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

interface Listed {
  readonly entryId: string;
  readonly subject: { readonly subjectId: string; readonly name: string };
}
const enter = async (body: unknown): Promise<Listed & { readonly etag: string }> => {
  const reply = await xinheng.post("/v1/entries", { as: "market-regulation", body });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return { ...(reply.body as Listed), etag: reply.headers.get("etag") ?? "" };
};
const command = (entryId: string, word: string, etag: string, body: unknown): Promise<Reply> =>
  xinheng.post(`/v1/entries/${entryId}/${word}`, { as: "market-regulation", body, headers: { "if-match": etag } });
const change = (subjectId: string, body: object, as = "market-regulation"): Promise<Reply> =>
  xinheng.post(`/v1/subjects/${subjectId}/changes`, {
    as,
    body: { on: "2026-11-20", documentNo: "衡市监登字〔2026〕第9号", ...body },
  });
const ids = (reply: Reply): string[] => (reply.body.items as { entryId: string }[]).map(({ entryId }) => entryId);
const documentNo = (n: number, part: string) => ({ ...listing(n).basis, documentNo: `衡市监处罚〔2026〕${part}` });

let ending: Listed;
let noticed: Listed;

describe("while they stand", () => {
  test("A §3: a person's public notice masks the name and says nothing of the document; caches end with the day", async () => {
    const { determinedOn: _, procedure: __, ...proposed } = personal(1, "11010519491231002X");
    const entry = await enter(proposed);
    const served = await command(entry.entryId, "prior-notice", entry.etag, {
      servedOn: "2026-11-23",
      method: "direct",
      evidence: [{ title: "送达回证", documentNo: "衡市监送〔2026〕1号" }],
    });
    const opened = await command(entry.entryId, "public-notice", served.headers.get("etag") ?? "", {});
    expect(opened.body).toMatchObject({ state: "noticed" });
    noticed = entry;
    const list = await xinheng.get("/public/v1/notices?kind=publicNotice&list=black");
    expect(ids(list)).toEqual([entry.entryId]);
    expect(list.body.items[0]).toMatchObject({ subject: { kind: "person", name: "韩*群" } });
    const one = await xinheng.get(`/public/v1/notices/${entry.entryId}`);
    expect(one.body).toMatchObject({ entryId: entry.entryId, kind: "publicNotice" });
    for (const text of [JSON.stringify(list.body), JSON.stringify(one.body)])
      for (const kept of ["韩立群", "110105", listing(1).facts]) expect(text).not.toContain(kept);
    expect(list.headers.get("cache-control")).toBe("public, max-age=60");
    expect((await xinheng.get("/public/v1/notices", { headers: { "if-none-match": "*" } })).status).toBe(304);
    await xinheng.advanceTo("2026-11-23T23:59:30+08:00");
    const late = await xinheng.get("/public/v1/notices");
    const [, seconds = "61"] = /max-age=(\d+)/.exec(late.headers.get("cache-control") ?? "") ?? [];
    expect(Number(seconds)).toBeLessThanOrEqual(30);
  });

  test("SPEC: a partner reads of an entry what is public, and nothing of its authority's", async () => {
    ending = await enter({ ...listing(2), validTo: "2026-11-25" });
    const read = await xinheng.get(`/v1/entries/${ending.entryId}`, { as: "bank-hengchuan" });
    expect(read.status).toBe(200);
    expect(read.body).toMatchObject({ entryId: ending.entryId, facts: listing(2).facts });
    for (const field of ["clocks", "procedure", "policyVersion", "informationProvider"])
      expect(read.body).not.toHaveProperty(field);
  });
});

describe("A §4: after the last day", () => {
  beforeAll(async () => {
    // Midnight, and no sweep has come.
    await xinheng.advanceTo("2026-11-26T00:01:00+08:00");
  });

  test.each([
    ["the public", undefined, `/public/v1/entries/`, 410],
    ["a partner", "bank-hengchuan", `/v1/entries/`, 410],
    ["another agency", "finance", `/v1/entries/`, 403],
    ["its authority", "market-regulation", `/v1/entries/`, 200],
    ["the office", "credit-office", `/v1/entries/`, 200],
  ] as const)("%s (%s) reads it on %s with %i", async (_who, as, path, status) => {
    const reply = await xinheng.get(path + ending.entryId, as === undefined ? {} : { as });
    expect(reply.status).toBe(status);
    if (status === 200) expect(reply.body).toMatchObject({ state: "exited", exitReason: "expired" });
    else expect(JSON.stringify(reply.body)).not.toContain(ending.subject.name);
    const history = await xinheng.get(`/v1/entries/${ending.entryId}/history`, { as: as ?? "tax" });
    expect(history.status).toBe(status === 200 ? 200 : 403);
  });

  test("its exit is announced, and the same entry can be read as of a day on which it stood", async () => {
    await xinheng.advanceTo("2026-11-26T00:10:00+08:00");
    const notice = await xinheng.get(`/public/v1/notices/${ending.entryId}`);
    expect(notice.body).toMatchObject({ kind: "exitNotice", reason: "expired", opensOn: "2026-11-26" });
    expect(ids(await xinheng.get("/public/v1/notices?kind=exitNotice"))).toEqual([ending.entryId]);
    // A plus sign as many clients leave it.
    const then = await xinheng.get(`/v1/entries/${ending.entryId}?asOf=2026-11-25T23:00:00+08:00`, {
      as: "credit-office",
    });
    expect(then.body).toMatchObject({ state: "published", asOf: "2026-11-25T23:00:00.000+08:00" });
    for (const [asOf, status] of [
      ["2026-11-01T00:00:00Z", 404],
      ["2027-01-01T00:00:00Z", 422],
      ["yesterday", 422],
    ] as const)
      expect((await xinheng.get(`/v1/entries/${ending.entryId}?asOf=${asOf}`, { as: "credit-office" })).status).toBe(
        status,
      );
  });

  test("the public notice that ran before is over the day after its window", async () => {
    await xinheng.advanceTo("2026-12-01T00:01:00+08:00");
    expect((await xinheng.get(`/public/v1/notices/${noticed.entryId}`)).status).toBe(410);
    expect(ids(await xinheng.get("/public/v1/notices?kind=publicNotice"))).toEqual([]);
  });
});

describe("what becomes of a subject", () => {
  test("a new name and a new code: found under all of them, and the register is told once however often it asks", async () => {
    const entry = await enter(listing(10));
    const { subjectId } = entry.subject;
    const body = { kind: "renamed", name: "衡川市拾号制造有限公司" };
    expect((await change(subjectId, body)).body).toMatchObject({ subject: { formerNames: [entry.subject.name] } });
    expect((await change(subjectId, body)).status).toBe(200);
    expect((await change(subjectId, { kind: "newUscc", uscc: usccNo(1010) })).status).toBe(200);
    for (const query of [
      `uscc=${usccNo(10)}`,
      `uscc=${usccNo(1010)}`,
      `name=${encodeURIComponent(entry.subject.name)}`,
      `name=${encodeURIComponent(body.name)}`,
    ]) {
      const found = await xinheng.get(`/public/v1/entries?${query}`);
      expect(found.body.items, query).toMatchObject([
        { entryId: entry.entryId, subject: { uscc: usccNo(1010), currentName: body.name } },
      ]);
    }
    const screened = await xinheng.post("/v1/screenings", {
      as: "bank-hengchuan",
      body: { matter: "financing", subjects: [{ uscc: usccNo(10) }, { uscc: usccNo(1010) }] },
    });
    expect((screened.body.results as { standing: string }[]).map(({ standing }) => standing)).toEqual([
      "listed",
      "listed",
    ]);
    const history = await xinheng.get(`/v1/subjects/${subjectId}/history`, { as: "credit-office" });
    const kinds = (history.body.items as { type: string }[]).map(({ type }) => type);
    expect(kinds.filter((type) => type === "subject-changed")).toHaveLength(2);
    const mine = await xinheng.get(`/v1/subjects/${subjectId}?asOf=2026-12-01T00:00:00%2B08:00`, {
      as: "credit-office",
    });
    expect(mine.status).toBe(404);
  });

  test("A §3: a merger carries a black entry to the successor, in the public's eyes and the counter's", async () => {
    const black = await enter(listing(20));
    const other = await enter({ ...listing(21), basis: documentNo(21, "21号") });
    const bureau = agencies.find(({ agencyId }) => agencyId === "market-regulation")?.uscc;
    const penalised = await xinheng.post("/v1/submissions?kind=penalties", {
      as: "market-regulation",
      body: { rows: [penaltyRow(20, { CF_CFJGDM: bureau, CF_SJLYDM: bureau })] },
    });
    expect(penalised.status).toBe(202);
    await xinheng.drain();
    const merged = await change(black.subject.subjectId, { kind: "merged", into: other.subject.subjectId });
    expect(merged.body).toMatchObject({ subject: { successor: { uscc: usccNo(21) } } });
    const found = await xinheng.get(`/public/v1/entries?uscc=${usccNo(21)}`);
    expect(found.body.items).toMatchObject([
      { entryId: other.entryId },
      {
        entryId: black.entryId,
        subject: { name: black.subject.name, uscc: usccNo(20), successor: { uscc: usccNo(21) } },
      },
    ]);
    const acts = await xinheng.get(`/public/v1/disclosures?uscc=${usccNo(21)}`);
    expect(acts.body.items).toMatchObject([
      { act: "penalty", party: { name: black.subject.name, uscc: usccNo(20), successor: { uscc: usccNo(21) } } },
    ]);
    const screened = await xinheng.post("/v1/screenings", {
      as: "finance",
      body: { matter: "fiscalFunds", subjects: [{ uscc: usccNo(21) }] },
    });
    const [result] = screened.body.results as { restrictions: { entryId: string; inheritedFrom?: string }[] }[];
    expect(result?.restrictions).toContainEqual(
      expect.objectContaining({ entryId: black.entryId, inheritedFrom: black.subject.name }),
    );
  });

  test("a death ends everything: measures are lifted, nothing is announced, nothing is public", async () => {
    const entry = await enter(personal(30, "110105194912310038"));
    await xinheng.drain();
    const fired = () => xinheng.all(`/v1/triggers?entry=${entry.entryId}&limit=200`, { as: "market-regulation" });
    const applied = (await fired()).length;
    expect(applied).toBeGreaterThan(0);
    expect((await change(entry.subject.subjectId, { kind: "died" })).status).toBe(403);
    const died = await change(entry.subject.subjectId, { kind: "died" }, "credit-office");
    expect(died.body).toMatchObject({ subject: { status: { kind: "died" } } });
    await xinheng.drain();
    const kinds = ((await fired()) as { kind: string }[]).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "lift")).toHaveLength(applied);
    expect((await xinheng.get(`/public/v1/entries/${entry.entryId}`)).status).toBe(410);
    expect((await xinheng.get(`/public/v1/notices/${entry.entryId}`)).status).toBe(404);
    expect((await xinheng.get(`/v1/subjects/${entry.subject.subjectId}`, { as: "market-regulation" })).status).toBe(
      403,
    );
    const headers = { "x-purpose": encodeURIComponent("核实死亡登记") };
    const office = await xinheng.get(`/v1/entries/${entry.entryId}`, { as: "credit-office", headers });
    expect(office.body).toMatchObject({ state: "exited", exitReason: "subjectGone" });
  });
});
