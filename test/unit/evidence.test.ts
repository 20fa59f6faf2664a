import { describe, expect, test } from "vitest";
import { citeEvidence } from "../../shared/app/evidence/cite-evidence.ts";
import { attachmentsOf, evidenceTypeOf, type KeptEvidence } from "../../shared/domain/evidence/evidence.ts";
import { zip } from "../support/workbook.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("what a file is, its bytes say (ADR 30)", () => {
  test.each([
    ["a PDF", bytes("%PDF-1.7\n…"), "application/pdf"],
    ["a JPEG", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16), "image/jpeg"],
    ["a PNG", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0), "image/png"],
    ["an OFD", zip({ "OFD.xml": "<OFD/>" }), "application/ofd"],
    ["another archive", zip({ "word/document.xml": "<w/>" }), undefined],
    ["a page", bytes("<!doctype html><script>alert(1)</script>"), undefined],
    ["a PDF behind something else", bytes("GIF89a%PDF-1.7"), undefined],
    ["a program", Uint8Array.of(0x7f, 0x45, 0x4c, 0x46), undefined],
    ["the beginning of a signature", Uint8Array.of(0x89, 0x50, 0x4e), undefined],
    ["nothing", new Uint8Array(), undefined],
  ])("%s", (_words, file, type) => {
    expect(evidenceTypeOf(file)).toBe(type);
  });
});

const kept = (change: Partial<KeptEvidence> = {}): KeptEvidence => ({
  evidenceId: "evd_1",
  agencyId: "market-regulation",
  sha256: "a".repeat(64),
  mediaType: "application/pdf",
  bytes: 3,
  keptAt: "2026-11-23T09:00:00.000+08:00",
  citedBy: [],
  ...change,
});
const citing = (found: KeptEvidence | undefined, sent: object) =>
  citeEvidence({ evidence: { find: () => Promise.resolve(found) } }, sent, "market-regulation");

describe("what an act cites", () => {
  const sent = {
    reason: "笔误",
    evidence: [
      { title: "原件", documentNo: "1号" },
      { title: "回证", attachmentId: "evd_1" },
    ],
  };

  test("gets hash, type and size from what was kept, and nothing that its sender says of them", async () => {
    const forged = { evidence: [{ title: "回证", attachmentId: "evd_1", sha256: "f".repeat(64) }] };
    expect(await citing(kept(), forged)).toMatchObject({ ok: true, value: { evidence: [{ sha256: "a".repeat(64) }] } });
    expect(await citing(kept(), sent)).toEqual({
      ok: true,
      value: {
        reason: "笔误",
        evidence: [
          { title: "原件", documentNo: "1号" },
          { title: "回证", attachmentId: "evd_1", sha256: "a".repeat(64), mediaType: "application/pdf", bytes: 3 },
        ],
      },
    });
  });

  test.each([
    ["unknown or unconfirmed", undefined, "evidence.unknown"],
    ["another agency's", kept({ agencyId: "tax" }), "evidence.notYours"],
    ["dropped", kept({ removedAt: "2026-11-24T08:40:00.000+08:00" }), "evidence.unknown"],
  ])("is refused with its field when it is %s", async (_words, found, code) => {
    expect(await citing(found, sent)).toMatchObject({
      ok: false,
      refusal: { code: "input.invalid", errors: [{ field: "evidence.1.attachmentId", code }] },
    });
  });

  test("is filled in, and its faults named, wherever it stands in what was sent", async () => {
    const steps = [{ step: "rectification", evidence: [{ title: "整改报告", attachmentId: "evd_1" }] }];
    expect(await citing(kept(), { steps })).toMatchObject({
      ok: true,
      value: { steps: [{ step: "rectification", evidence: [{ title: "整改报告", bytes: 3 }] }] },
    });
    expect(await citing(undefined, { steps })).toMatchObject({
      refusal: { errors: [{ field: "steps.0.evidence.0.attachmentId" }] },
    });
  });

  test("is found in an event wherever it stands", () => {
    const data = {
      notice: { evidence: [{ attachmentId: "evd_1" }, {}] },
      procedure: { x: [{ attachmentId: "evd_2" }] },
    };
    expect(attachmentsOf(data)).toEqual(["evd_1", "evd_2"]);
    expect(attachmentsOf({ title: "attachmentId", nothing: null })).toEqual([]);
  });
});
