import { Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { UnreadableFile } from "../../../ports/rows.ts";

/** The parts of a ZIP archive that lies in memory, each inflated as it is read. */
export interface Archive {
  readonly has: (name: string) => boolean;
  /** A part's bytes. Throws `file.tooLarge` once it gives more than `most`, or far more than it was packed from. */
  readonly read: (name: string, most: number) => AsyncIterable<Uint8Array>;
}

interface Part {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly at: number;
}

/** Sheets of repeated rows are packed to a fiftieth; a thousandth is what a bomb is made of. */
const mostRatio = 200;
/** Small parts may be packed however well. */
const ratioFrom = 1024 * 1024;
const mostParts = 4096;
const large = 0xffffffff;

export const broken = (why: string): UnreadableFile =>
  new UnreadableFile(
    "file.xlsx",
    `不是可读取的 XLSX 工作簿(${why}),未处理任何行;请用 Excel 或 WPS 另存为未加密的 .xlsx / ` +
      "not a readable XLSX workbook, nothing was taken; save it as .xlsx without a password",
  );

const tooLarge = (): UnreadableFile =>
  new UnreadableFile(
    "file.tooLarge",
    "工作簿解压后过大,未处理任何行,请拆分或改用 CSV / unpacked it is too large, nothing was taken; split it or send CSV",
  );

/** Reads an archive's directory, which alone counts: what local headers say of names and lengths is passed over. */
export const openArchive = (bytes: Buffer): Archive => {
  const parts = withinBytes(() => directory(bytes));
  return {
    has: (name) => parts.has(name),
    read: (name, most) => {
      const part = parts.get(name);
      if (!part) throw broken(`缺少部件 ${name.slice(0, 60)}`);
      return inflated(
        withinBytes(() => packedBytes(bytes, part)),
        part,
        most,
      );
    },
  };
};

/** Offsets that lead out of the file make a broken file, not a broken program. */
const withinBytes = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw broken("目录有误");
    throw error;
  }
};

const directory = (bytes: Buffer): ReadonlyMap<string, Part> => {
  const end = bytes.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
  if (end < 0) throw broken("不是 ZIP,或已加密");
  const count = bytes.readUInt16LE(end + 10);
  if (count > mostParts) throw broken("部件过多");
  const parts = new Map<string, Part>();
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw broken("目录有误");
    if (bytes.readUInt16LE(at + 8) & 1) throw broken("已加密");
    const extraAt = at + 46 + bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, extraAt);
    const next = extraAt + bytes.readUInt16LE(at + 30);
    // Of a part that stands twice, readers disagree which one counts.
    if (parts.has(name)) throw broken("部件重复");
    parts.set(name, {
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      ...wide(
        bytes.subarray(extraAt, next),
        [24, 20, 42].map((field) => bytes.readUInt32LE(at + field)),
      ),
    });
    at = next + bytes.readUInt16LE(at + 32);
  }
  return parts;
};

/** Size, packed size and place: some programs write them in 64 bits, however small they are. */
const wide = (extra: Buffer, narrow: readonly number[]): { readonly packed: number; readonly at: number } => {
  let values = narrow;
  for (let from = 0; from + 4 <= extra.length; from += 4 + extra.readUInt16LE(from + 2)) {
    if (extra.readUInt16LE(from) !== 1) continue;
    let next = from + 4;
    values = values.map((value) => (value === large ? Number(extra.readBigUInt64LE((next += 8) - 8)) : value));
  }
  const [, packed = 0, at = 0] = values;
  return { packed, at };
};

const packedBytes = (bytes: Buffer, { at, packed }: Part): Buffer => {
  if (bytes.readUInt32LE(at) !== 0x04034b50) throw broken("部件不在其处");
  const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  return bytes.subarray(from, from + packed);
};

async function* inflated(packed: Buffer, { method, crc }: Part, most: number): AsyncIterable<Uint8Array> {
  if (method !== 0 && method !== 8) throw broken("压缩方法不支持");
  const stored = Readable.from(pieces(packed));
  const source: AsyncIterable<Buffer> = method === 0 ? stored : stored.pipe(createInflateRaw({ chunkSize: 65_536 }));
  let [seen, sum] = [0, 0];
  try {
    for await (const piece of source) {
      seen += piece.length;
      if (seen > most || (seen > ratioFrom && seen > packed.length * mostRatio)) throw tooLarge();
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (typeof code === "string" && code.startsWith("Z_")) throw broken("压缩数据有误");
    throw error;
  }
  if (sum !== crc) throw broken("校验和不符");
}

function* pieces(bytes: Buffer): Iterable<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
