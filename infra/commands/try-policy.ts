/**
 * `npm run policy:try -- FILE`: reads a candidate policy and says what it would have made of recorded history, entry by
 * entry (docs/policies.md). Writes nothing. Ends with 0 when nothing would differ, 1 when something would, 2 when it could
 * not be tried; a file that is no policy is refused with the line of each fault.
 *
 *   npm run policy:try -- candidate.json                          on the local host at port 8080
 *   npm run policy:try -- candidate.json --table <ListsTable>     on AWS, by the credentials and region of the environment
 *   --from 2026-09     decisions since that month, beside every entry that lives (since the first of last month)
 *   --dated            by the days in the files; else as if the candidate alone had always been in force
 *   --json             one JSON object a line
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createDecisionLog } from "../../shared/adapters/dynamodb/entry/decisions.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createEntryReader } from "../../shared/adapters/dynamodb/entry/entry-reader.ts";
import { createLiveEntries } from "../../shared/adapters/dynamodb/entry/live-entries.ts";
import { type Tried, tryPolicy } from "../../shared/app/policy/try-policy.ts";
import { shippedCalendar } from "../../shared/calendar/shipped.ts";
import { addMonths, shanghaiDate } from "../../shared/kernel/local-date.ts";
import { createRulebook } from "../../shared/policy/rulebook.ts";
import { type PolicyFile, readPolicyText } from "../../shared/policy/schema.ts";
import { shipped, shippedRulebook } from "../../shared/policy/shipped-rulebook.ts";

const usage =
  "usage: npm run policy:try -- FILE [--table NAME | --host http://127.0.0.1:8080] [--from YYYY-MM] [--dated] [--json]";

class Unable extends Error {}

const { values, positionals } = (() => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        table: { type: "string" },
        host: { type: "string", default: "http://127.0.0.1:8080" },
        from: { type: "string" },
        dated: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    });
  } catch {
    console.error(usage);
    process.exit(2);
  }
})();

const readCandidate = async (file: string): Promise<PolicyFile> => {
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new Unable(error.message);
  });
  const read = readPolicyText(file, text);
  if (!read.ok) throw new Unable(read.refusal.join("\n"));
  return read.value;
};

/** Where the tables are: those of the local host, or those that the environment leads to. */
const place = async (): Promise<{ readonly table: string; readonly now: Date }> => {
  if (values.table !== undefined) return { table: values.table, now: new Date() };
  const answer = await fetch(`${values.host}/_local/tables`).catch(() => undefined);
  if (!answer?.ok) throw new Unable(`no local host answers at ${values.host}; npm start, or name --table\n${usage}`);
  const { endpoint, now } = (await answer.json()) as { endpoint: string; now: string };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });
  return { table: "Lists", now: new Date(now) };
};

const told = new Map<string, number>();
const tell = ({ entry, differences }: Tried): void => {
  for (const { what } of differences) told.set(what, (told.get(what) ?? 0) + 1);
  const { entryId, list, severity, state, basis } = entry;
  if (values.json) {
    console.log(JSON.stringify({ entryId, list, severity, state, documentNo: basis.documentNo, differences }));
    return;
  }
  console.log(`${entryId}  ${list} ${severity} ${state}  ${basis.documentNo}`);
  for (const { on, act, what, now, then } of differences) console.log(`  ${on} ${act}: ${what}: ${now} -> ${then}`);
};

const main = async (): Promise<number> => {
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Unable(usage);
  const candidate = await readCandidate(file);
  const { table, now } = await place();
  const month = values.from ?? addMonths(shanghaiDate(now), -1).slice(0, 7);
  const from = new Date(`${month}-01T00:00:00+08:00`);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Unable(usage);
  const others = shipped().filter(({ policyId }) => policyId !== candidate.policyId);
  const db = connect();
  const found = await tryPolicy(
    {
      live: createLiveEntries(db, table),
      decisions: createDecisionLog(db, table),
      reader: createEntryReader(db, table),
      calendar: shippedCalendar(),
      now: shippedRulebook(),
      then: createRulebook(values.dated ? [...others, candidate] : [candidate]),
    },
    { from, to: now },
    tell,
  );
  db.destroy();
  const sums = [...told].map(([what, count]) => `${what} ${count}`).join(", ");
  console.error(
    `${candidate.policyId}@${candidate.version}: ${found.differing} of ${found.entries} entries of ${found.subjects} subjects would differ` +
      `${sums === "" ? "" : ` (${sums})`}; everything that lives, and what was decided since ${month}`,
  );
  return found.differing === 0 ? 0 : 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Unable ? error.message : error);
  process.exitCode = 2;
}
