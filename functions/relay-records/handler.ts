import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import type { AlertRaised } from "../../events/alert-raised/v1.ts";
import type { DecisionRecorded } from "../../events/decision-recorded/v1.ts";
import type { SubmissionReceived } from "../../events/submission-received/v1.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** A record that was written with what it tells, and is now passed on. */
export type Relayed = DecisionRecorded | AlertRaised | SubmissionReceived;

export interface RelayRecordsDeps {
  readonly readRecord: (image: unknown) => Relayed;
  /** Each sends messages on and gives the positions of those that were not taken. */
  readonly sendTo: Readonly<Record<Relayed["type"], (messages: readonly Relayed[]) => Promise<readonly number[]>>>;
  readonly telemetry: Telemetry;
}

/**
 * Streams of the lists and the intake: what was decided, raised or received goes on to those who work on it. The first
 * record that could not be passed on is given back, and everything behind it with it, so that nothing is left out.
 */
export const createHandler =
  (deps: RelayRecordsDeps) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const records = event.Records.map((record) => ({
      id: record.dynamodb?.SequenceNumber ?? "",
      read: read(deps, record),
    }));
    const failed = new Set(records.filter(({ read }) => read === undefined).map(({ id }) => id));
    const groups = Map.groupBy(
      records.flatMap(({ id, read: message }) => (message ? [{ id, message }] : [])),
      ({ message }) => message.type,
    );
    for (const [type, group] of groups) {
      try {
        const refused = await deps.sendTo[type](group.map(({ message }) => message));
        for (const position of refused) failed.add(group[position]?.id ?? "");
      } catch (error) {
        deps.telemetry.broken(`relay ${type}`, error);
        for (const { id } of group) failed.add(id);
      }
    }
    deps.telemetry.work("relayed", { records: records.length, failed: failed.size });
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };

const read = (deps: RelayRecordsDeps, record: DynamoDBStreamEvent["Records"][number]): Relayed | undefined => {
  try {
    return deps.readRecord(record.dynamodb?.NewImage);
  } catch (error) {
    deps.telemetry.broken(`stream record ${record.eventID ?? ""}`, error);
    return undefined;
  }
};
