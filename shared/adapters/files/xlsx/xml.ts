import { SaxesParser, type SaxesTagPlain } from "saxes";
import { UnreadableFile } from "../../../ports/rows.ts";
import { broken } from "./archive.ts";

/** What is looked at in a part, by local name: programs differ in their prefixes. */
export interface Watch {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

const mostDepth = 64;

/** The local part of a qualified name. */
export const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Parses a part as it comes, pausing after each piece. Refuses what no spreadsheet program writes: DTDs, endless depth. */
export async function* watched(bytes: AsyncIterable<Uint8Array>, watch: Watch): AsyncIterable<void> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let depth = 0;
  parser.on("doctype", () => {
    throw broken("含 DTD");
  });
  parser.on("error", () => {
    throw broken("XML 有误");
  });
  parser.on("opentag", ({ name, attributes }: SaxesTagPlain) => {
    if (++depth > mostDepth) throw broken("XML 嵌套过深");
    watch.open?.(local(name), attributes);
  });
  parser.on("closetag", ({ name }: SaxesTagPlain) => {
    depth--;
    watch.close?.(local(name));
  });
  parser.on("text", (text) => watch.text?.(text));
  parser.on("cdata", (text) => watch.text?.(text));
  try {
    for await (const piece of bytes) {
      parser.write(decoder.decode(piece, { stream: true }));
      yield;
    }
    parser.write(decoder.decode()).close();
    yield;
  } catch (error) {
    if (error instanceof TypeError && !(error instanceof UnreadableFile)) throw broken("XML 不是 UTF-8");
    throw error;
  }
}

/** Parses a small part to its end. */
export const watchAll = async (bytes: AsyncIterable<Uint8Array>, watch: Watch): Promise<void> => {
  for await (const _ of watched(bytes, watch));
};
