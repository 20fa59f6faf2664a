import type { IncomingMessage } from "node:http";

/**
 * Reads a request's body; undefined when it is larger than allowed. What is too much is still taken from the wire and
 * dropped, up to a limit, so that the client gets to read the refusal.
 */
export const readBody = (request: IncomingMessage, most: number): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else {
        chunks.length = 0;
        if (size > most * 20) {
          request.pause();
          resolve(undefined);
        }
      }
    });
    request.once("end", () => resolve(size > most ? undefined : Buffer.concat(chunks)));
    request.once("error", reject);
    request.once("close", () => reject(new Error("the client went away")));
  });
