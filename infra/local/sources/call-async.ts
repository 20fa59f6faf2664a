import { lastPart } from "../assembly/deployment.ts";
import type { MessageEngine } from "../engines/message-engine.ts";
import type { FunctionPool } from "../functions/function-pool.ts";
import type { Outcome } from "../functions/invocation.ts";

/** Where asynchronous calls can go. */
export interface CallTargets {
  readonly pools: ReadonlyMap<string, FunctionPool>;
  readonly messages: MessageEngine;
}

const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/**
 * Calls a function or sends to a queue, by ARN, as an event: a function that fails is called again (Lambda waits one and
 * two minutes, here it is a tenth of a second and two), and what keeps failing goes to the function's dead-letter queue.
 */
export const callAsync = async (
  { pools, messages }: CallTargets,
  targetArn: string,
  event: string,
): Promise<Outcome> => {
  if (targetArn.split(":")[2] === "sqs") {
    messages.send(targetArn, event);
    return { ok: true, payload: "null" };
  }
  const pool = pools.get(lastPart(targetArn));
  if (pool === undefined) throw new Error(`there is no function ${targetArn}`);
  let outcome = await pool.invoke(event);
  for (
    let retry = 1;
    !outcome.ok && outcome.errorType !== "Host.Stopping" && retry <= pool.spec.asyncRetries;
    retry++
  ) {
    await pause(retry * 100);
    outcome = await pool.invoke(event);
  }
  if (!outcome.ok && pool.spec.deadLetterArn !== undefined) messages.send(pool.spec.deadLetterArn, event);
  return outcome;
};
