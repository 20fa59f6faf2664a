import { resolve } from "node:path";
import { parseInstant } from "./instant.ts";
import { StartRefused } from "./start-refused.ts";

/** What the command line asked for. */
export interface HostOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataFolder: string;
  /** Erase the data folder first. */
  readonly fresh: boolean;
  /** Where the virtual clock starts on fresh data, in ms since the epoch. */
  readonly clock: number | undefined;
  readonly samples: boolean;
}

const usage = "npm start -- [--port N] [--data DIR] [--fresh] [--clock INSTANT] [--no-samples]";

/** Reads the command line; anything it does not know is refused with exit code 2. */
export const readOptions = (given: readonly string[]): HostOptions => {
  const wrong = (what: string): never => {
    throw new StartRefused(`${what}; usage: ${usage}`, 2);
  };
  const options = { port: 8080, dataFolder: resolve(".data"), fresh: false, samples: true };
  let clock: number | undefined;
  const rest = given.flatMap((word) => {
    const cut = word.startsWith("--") ? word.indexOf("=") : -1;
    return cut < 0 ? [word] : [word.slice(0, cut), word.slice(cut + 1)];
  });
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const value = (): string => {
      const next = rest.shift();
      return next === undefined || next.startsWith("--") ? wrong(`${word} needs a value`) : next;
    };
    if (word === "--fresh") options.fresh = true;
    else if (word === "--no-samples") options.samples = false;
    else if (word === "--data") options.dataFolder = resolve(value());
    else if (word === "--port") {
      const text = value();
      options.port = Number(text);
      if (!/^\d+$/.test(text) || options.port > 65535) wrong(`--port must be 0 to 65535, not "${text}"`);
    } else if (word === "--clock") {
      const text = value();
      clock = parseInstant(text) ?? wrong(`--clock must be an RFC 3339 instant or YYYY-MM-DD, not "${text}"`);
    } else wrong(`unknown option "${word}"`);
  }
  return { ...options, clock };
};
