import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the person at the keyboard is told. */
export interface ReadyFacts {
  readonly address: string;
  readonly data: string;
  readonly now: number;
  readonly samplesFolder: string;
}

/** Prints how to go on; the last line is what scripts wait for. */
export const printReady = ({ address, data, now, samplesFolder }: ReadyFacts): void => {
  const client = firstClient(join(samplesFolder, "agencies.json"));
  const lines = [
    "",
    `  Interface    ${address}/openapi.json`,
    `  Tokens       ${address}/oauth2/token`,
    ...(client === undefined
      ? []
      : [`  Try          curl -u ${client} -d grant_type=client_credentials ${address}/oauth2/token`]),
    `  Clock        ${new Date(now).toISOString()}   (POST ${address}/_local/clock {"advanceTo": …})`,
    `  Data         ${data}   (functions' log: logs/functions.log)`,
    "  Stop         Ctrl-C",
    "",
    `Xinheng is ready at ${address}`,
  ];
  console.log(lines.join("\n"));
};

const firstClient = (file: string): string | undefined => {
  if (!existsSync(file)) return undefined;
  const [first] = JSON.parse(readFileSync(file, "utf8")) as { clientId: string; clientSecret: string }[];
  return first === undefined ? undefined : `${first.clientId}:${first.clientSecret}`;
};
