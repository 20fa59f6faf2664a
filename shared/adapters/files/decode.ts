import { UnreadableFile } from "../../ports/rows.ts";

/** What stands for bytes that were not of the charset, where somebody decoded them before. */
const replaced = "\ufffd";

/**
 * Text of bytes, as they come. The decoder drops a leading BOM and refuses bytes that are not of the charset. The gateway
 * hands a body of text on decoded, the bytes that were not UTF-8 lost: such a file is refused as well.
 */
export async function* decode(bytes: AsyncIterable<Uint8Array>, charset: string): AsyncIterable<string> {
  const decoder = new TextDecoder(charset, { fatal: true });
  try {
    for await (const part of bytes) yield whole(decoder.decode(part, { stream: true }), charset);
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw notIn(charset);
  }
}

const whole = (text: string, charset: string): string => {
  if (text.includes(replaced)) throw notIn(charset);
  return text;
};

const notIn = (charset: string): UnreadableFile =>
  new UnreadableFile(
    "file.encoding",
    `文件不是 ${charset} 编码或含有乱码(U+FFFD);GBK/GB18030 的 CSV 请以 application/octet-stream 并注明 format=csv、charset=gb18030 提交,或先上传 / ` +
      `the file is not ${charset}, or damaged (U+FFFD); send CSV in GB18030 as application/octet-stream with format=csv and charset=gb18030, or upload it`,
  );
