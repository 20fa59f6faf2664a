import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { listing } from "../support/house.ts";

/** The columns of the generated file, by field code. */
const columns: Readonly<Record<string, (row: EntryInput) => string>> = {
  "subject.name": (row) => row.subject.name,
  "subject.uscc": (row) => row.subject.uscc ?? "",
  "subject.kind": (row) => row.subject.kind,
  list: (row) => row.list,
  domain: (row) => row.domain,
  "basis.kind": (row) => row.basis.kind,
  "basis.documentKind": (row) => row.basis.documentKind,
  "basis.documentNo": (row) => row.basis.documentNo,
  "basis.legalArticles": (row) => row.basis.legalArticles,
  "basis.decidedOn": (row) => row.basis.decidedOn,
  facts: (row) => row.facts,
  severity: (row) => row.severity,
  determinedOn: (row) => row.determinedOn ?? "",
  validTo: (row) => row.validTo,
  "repair.allowed": (row) => String(row.repair.allowed),
};

/** A CSV file of serious product-quality listings, one subject each, numbered from `first`: the same at every call. */
export const csvFile = (first: number, count: number): Uint8Array<ArrayBuffer> => {
  const lines = Array.from({ length: count }, (_, index) => {
    const row = listing(first + index);
    return Object.values(columns)
      .map((cell) => `"${cell(row)}"`)
      .join(",");
  });
  return new TextEncoder().encode([Object.keys(columns).join(","), ...lines, ""].join("\r\n"));
};
