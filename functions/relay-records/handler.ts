import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import type { Relayed } from "../../events/relayed.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

export interface RelayRecordsDeps {
  readonly readRecord: (image: unknown) => Relayed;
  /** Each sends messages on and gives the positions of those that were not taken. */
  readonly sendTo: Readonly<Record<Relayed["type"], (messages: readonly Relayed[]) => Promise<readonly number[]>>>;
  readonly telemetry: Telemetry;
}

/**
 * Streams of the lists, the disclosures, the intake, the feedback and the catalogue: what was decided, announced, received, answered or ended goes
 * on to those who work on it, in order. At the
 * first record that cannot be read or passed on it stops and gives back that record with everything behind it: nothing is
 * left out, and nothing behind a poisoned record is sent again and again.
 */
export const createHandler =
  (deps: RelayRecordsDeps) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const records = event.Records;
    let done = 0;
    while (done < records.length) {
      const run = readRun(deps, records.slice(done));
      const passed = await passOn(deps, run);
      done += passed;
      if (passed < run.length || run.length === 0) break;
    }
    deps.telemetry.work("relayed", { records: records.length, passedOn: done });
    const stuck = records[done]?.dynamodb?.SequenceNumber;
    return { batchItemFailures: stuck === undefined ? [] : [{ itemIdentifier: stuck }] };
  };

/** The readable records at the head that go to the same place. */
const readRun = (deps: RelayRecordsDeps, records: DynamoDBStreamEvent["Records"]): readonly Relayed[] => {
  const run: Relayed[] = [];
  for (const record of records) {
    const message = read(deps, record);
    if (!message || (run[0] && run[0].type !== message.type)) break;
    run.push(message);
  }
  return run;
};

/** Sends a run on; gives how many at its head were taken. */
const passOn = async (deps: RelayRecordsDeps, run: readonly Relayed[]): Promise<number> => {
  const [first] = run;
  if (!first) return 0;
  try {
    const refused = await deps.sendTo[first.type](run);
    return refused.length > 0 ? Math.min(...refused) : run.length;
  } catch (error) {
    deps.telemetry.broken(`relay ${first.type}`, error);
    return 0;
  }
};

const read = (deps: RelayRecordsDeps, record: DynamoDBStreamEvent["Records"][number]): Relayed | undefined => {
  try {
    return deps.readRecord(record.dynamodb?.NewImage);
  } catch (error) {
    deps.telemetry.broken(`stream record ${record.eventID ?? ""}`, error);
    return undefined;
  }
};
