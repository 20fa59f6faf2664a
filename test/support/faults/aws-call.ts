import type { HttpRequest } from "@smithy/core/protocols";

/** A call of a function to AWS. */
export interface AwsCall {
  readonly service: "dynamodb" | "sqs" | "sns" | "s3" | "kms" | "secretsmanager";
  readonly operation: string;
  /** What it works on: tables, a queue, a kind of file. */
  readonly on: string;
  /** Service, operation and place: calls of the same kind. */
  readonly kind: string;
  /** The rights that it takes, as `place:action`. */
  readonly uses: readonly string[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- AWS calls are JSON of any shape
  readonly input: any;
}

type Json = Readonly<Record<string, unknown>>;

/** A table's name in tests is its own with a suffix; a queue's is the end of its URL. */
const tableOf = (name: unknown): string => String(name).split("-")[0] ?? "";
const queueOf = (url: unknown): string => String(url).split("/").at(-1) ?? "";

/** Reads a request as the SDK is about to send it. */
export const readCall = (request: HttpRequest): AwsCall => {
  const [prefix = "", operation = ""] = (request.headers["x-amz-target"] ?? "").split(".");
  const text = typeof request.body === "string" || request.body instanceof Uint8Array ? textOf(request.body) : "";
  if (prefix.startsWith("DynamoDB")) return tableCall(operation, JSON.parse(text) as Json);
  if (prefix === "AmazonSQS") {
    const input = JSON.parse(text) as Json;
    const on = queueOf(input["QueueUrl"]);
    return call("sqs", operation, on, [`${on}:SendMessage`], input);
  }
  if (prefix === "TrentService") {
    const input = JSON.parse(text) as Json;
    const on = String(input["KeyId"]).endsWith("persons") ? "PersonKey" : "WebhookKey";
    return call("kms", operation, on, [`${on}:${operation}`], input);
  }
  if (prefix === "secretsmanager") return call("secretsmanager", operation, "Pepper", [`Pepper:${operation}`], {});
  if (text.startsWith("Action=")) {
    const form = new URLSearchParams(text);
    return call("sns", form.get("Action") ?? "", "Alerts", ["Alerts:Publish"], form);
  }
  return fileCall(request);
};

const textOf = (body: string | Uint8Array): string =>
  typeof body === "string" ? body : new TextDecoder().decode(body);

const call = (
  service: AwsCall["service"],
  operation: string,
  on: string,
  uses: readonly string[],
  input: unknown,
): AwsCall => ({ service, operation, on, kind: `${service} ${operation} ${on}`, uses, input });

const fileCall = ({ method, path, query }: HttpRequest): AwsCall => {
  if (query["list-type"] !== undefined) return call("s3", "ListObjects", "files", ["files:ListBucket"], { path });
  const operation = `${method.charAt(0)}${method.slice(1).toLowerCase()}Object`;
  const on = /(uploads|chunks|evidence)\//.exec(path)?.[1] ?? path;
  return call("s3", operation, on, [`${on}:${operation === "HeadObject" ? "GetObject" : operation}`], { path });
};

const tableCall = (operation: string, input: Json): AwsCall => {
  const uses = usesOf(operation, input);
  const on = [...new Set(uses.map((use) => use.split(":")[0]))].join("+");
  return call("dynamodb", operation, on, uses, input);
};

const usesOf = (operation: string, input: Json): readonly string[] => {
  const index = input["IndexName"] === undefined ? "" : `/${String(input["IndexName"])}`;
  switch (operation) {
    case "TransactWriteItems":
      return (input["TransactItems"] as Readonly<Record<string, Json>>[]).flatMap((item) =>
        Object.entries(item).map(([action, { TableName }]) => `${tableOf(TableName)}:${action}Item`),
      );
    case "BatchGetItem":
    case "BatchWriteItem":
      return Object.keys(input["RequestItems"] as Json).map((table) => `${tableOf(table)}:${operation}`);
    case "BatchExecuteStatement":
      return (input["Statements"] as Json[]).map(({ Statement }) => {
        const [, verb, name] = /^(INSERT INTO|UPDATE) "([^"]+)"/.exec(String(Statement)) ?? [];
        return `${tableOf(name)}:${verb === "UPDATE" ? "PartiQLUpdate" : "PartiQLInsert"}`;
      });
    default:
      return [`${tableOf(input["TableName"])}${index}:${operation}`];
  }
};
