import { Agent, request } from "node:http";

/** An error that the engine answered with. */
export class TableEngineError extends Error {
  /** The short name, `ResourceNotFoundException`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** The host's own few calls to DynamoDB and to its streams, without the SDK's start-up time. */
export interface TableClient {
  call<T = Record<string, unknown>>(operation: string, input: object): Promise<T>;
  stream<T = Record<string, unknown>>(operation: string, input: object): Promise<T>;
  close(): void;
}

/** Opens a client; connections are kept and reused. */
export const openTableClient = (endpoint: string): TableClient => {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const { hostname, port } = new URL(endpoint);
  const send = <T>(target: string, input: object): Promise<T> =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(input);
      const outgoing = request(
        {
          hostname,
          port,
          agent,
          method: "POST",
          headers: {
            "x-amz-target": target,
            "content-type": "application/x-amz-json-1.0",
            "content-length": Buffer.byteLength(body),
            "x-amz-date": "20260101T000000Z",
            // The engine wants to see a signature and checks none.
            authorization:
              "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.once("error", reject);
          response.once("end", () => {
            const text = Buffer.concat(chunks).toString("utf8");
            if (response.statusCode === 200) resolve(JSON.parse(text) as T);
            else reject(errorOf(text, response.statusCode ?? 0));
          });
        },
      );
      outgoing.once("error", reject);
      outgoing.end(body);
    });
  return {
    call: (operation, input) => send(`DynamoDB_20120810.${operation}`, input),
    stream: (operation, input) => send(`DynamoDBStreams_20120810.${operation}`, input),
    close: () => agent.destroy(),
  };
};

const errorOf = (text: string, status: number): Error => {
  try {
    const { __type, message, Message } = JSON.parse(text) as Record<string, string | undefined>;
    if (__type !== undefined) {
      return new TableEngineError(__type.slice(__type.indexOf("#") + 1), message ?? Message ?? "");
    }
  } catch {
    // Not JSON.
  }
  return new TableEngineError(`Http${status}`, text.slice(0, 200));
};
