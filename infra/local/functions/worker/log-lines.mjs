import { openSync, writeSync } from "node:fs";

/**
 * Sends what the function prints to the log file instead of the console; appending small writes is atomic, so that the
 * lines of several workers do not mix.
 * @param {string} file
 */
export const installLogFile = (file) => {
  const descriptor = openSync(file, "a");
  const write = (chunk, encoding, done) => {
    writeSync(descriptor, typeof chunk === "string" ? chunk : Buffer.from(chunk));
    const callback = typeof encoding === "function" ? encoding : done;
    if (callback !== undefined) process.nextTick(callback);
    return true;
  };
  process.stdout.write = write;
  process.stderr.write = write;
  return (line) => void write(`${JSON.stringify(line)}\n`);
};
