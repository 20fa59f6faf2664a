import { UnreadableFile } from "../../ports/rows.ts";

/** Text of bytes, as they come. The decoder drops a leading BOM and refuses bytes that are not of the charset. */
export async function* decode(bytes: AsyncIterable<Uint8Array>, charset: string): AsyncIterable<string> {
  const decoder = new TextDecoder(charset, { fatal: true });
  try {
    for await (const part of bytes) yield decoder.decode(part, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UnreadableFile(
      "file.encoding",
      `文件不是 ${charset} 编码;GBK/GB18030 文件请以 application/octet-stream 并注明 charset=gb18030 提交 / ` +
        `the file is not ${charset}; send GB18030 as application/octet-stream with charset=gb18030`,
    );
  }
}
