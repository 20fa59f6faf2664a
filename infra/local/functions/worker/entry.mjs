/** A Lambda runtime in a worker thread: loads one bundle, answers one invocation at a time. */
import { enableCompileCache } from "node:module";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { installLogFile } from "./log-lines.mjs";
import { installTableMeter } from "./table-meter.mjs";
import { installVirtualDate } from "./virtual-date.mjs";

const { file, exportName, functionName, functionArn, memoryMb, logFile, compileCache, clock } = workerData;

const log = installLogFile(logFile);
enableCompileCache(compileCache);
installVirtualDate(clock);
installTableMeter(workerData);

const contextFor = ({ id, timeoutMs }) => {
  const deadline = performance.now() + timeoutMs;
  return {
    awsRequestId: id,
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memoryMb),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
};

const describe = (problem) =>
  problem instanceof Error
    ? { errorType: problem.name, message: problem.message, stack: problem.stack }
    : { errorType: typeof problem, message: String(problem) };

const { [exportName]: handler } = await import(pathToFileURL(file).href);
if (typeof handler !== "function") throw new Error(`${file} exports no function ${exportName}`);

parentPort.on("message", async (message) => {
  const { id } = message;
  try {
    const result = await handler(JSON.parse(message.event), contextFor(message));
    parentPort.postMessage({ id, payload: JSON.stringify(result) ?? "null" });
  } catch (problem) {
    const { errorType, message: text, stack } = describe(problem);
    log({
      level: "ERROR",
      service: functionName,
      requestId: id,
      errorType,
      errorMessage: text,
      stack,
      timestamp: new Date(),
    });
    parentPort.postMessage({ id, errorType, message: text });
  }
});
parentPort.postMessage({ ready: true });
