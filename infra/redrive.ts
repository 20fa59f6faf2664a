/**
 * `npm run redrive -- <queue> [--local [URL]]`: moves a queue's dead letters back to the queue that they came from.
 * Everything that a queue carries can be done twice, so redriving is always safe; mend the cause first.
 *
 *   npm run redrive -- Rows                 on AWS, by the credentials and region of the environment
 *   npm run redrive -- Rows --local         on the local host at port 8080
 */
import { parseArgs } from "node:util";
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";

const usage = "usage: npm run redrive -- <queue, e.g. Rows> [--local] [--host http://127.0.0.1:8080]";

const onAws = async (name: string): Promise<string> => {
  const sqs = new SQSClient({});
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  const { TaskHandle } = await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: Attributes?.["QueueArn"] }));
  return `moving, task ${TaskHandle ?? "unknown"}`;
};

const onLocalHost = async (name: string, host: string): Promise<string> => {
  const answer = await fetch(`${host}/_local/queues/${name}/redrive`, { method: "POST" });
  const { moved, detail } = (await answer.json()) as { moved?: number; detail?: string };
  if (!answer.ok) throw new Error(detail ?? String(answer.status));
  return `${moved ?? 0} messages moved`;
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { local: { type: "boolean", default: false }, host: { type: "string", default: "http://127.0.0.1:8080" } },
});
const [queue] = positionals;
try {
  if (queue === undefined) throw new Error(usage);
  const name = `Xinheng-${queue}Dead`;
  console.log(`${name}: ${values.local ? await onLocalHost(name, values.host) : await onAws(name)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
