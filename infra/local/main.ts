/** `npm start`: serves the synthesized template on this machine. See `host.ts`. */
import { startRefusal } from "./place/start-refused.ts";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 5)) {
  console.error(`Xinheng needs Node 24, this is ${process.versions.node}: start it with npm start after npm ci`);
  process.exit(1);
}

// node:sqlite announces itself as experimental on every start; anything else that warns is still shown.
const warn = process.emitWarning.bind(process) as (...given: unknown[]) => void;
process.emitWarning = (...given: unknown[]) => {
  if (!given.includes("ExperimentalWarning")) warn(...given);
};

try {
  const { readOptions } = await import("./place/options.ts");
  const { runHost } = await import("./host.ts");
  await runHost(readOptions(process.argv.slice(2)));
} catch (problem) {
  const refusal = startRefusal(problem);
  console.error(refusal.line);
  process.exit(refusal.exitCode);
}
