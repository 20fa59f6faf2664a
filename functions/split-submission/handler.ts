import { submissionReceivedV1 } from "../../events/submission-received/v1.ts";
import { splitSubmission, type SplitSubmissionDeps } from "../../shared/app/submission/split-submission.ts";
import { consume } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** Queue `Submissions`: a stored file becomes chunks of rows. */
export const createHandler = (deps: SplitSubmissionDeps & { readonly telemetry: Telemetry }) =>
  consume(deps.telemetry, submissionReceivedV1, async (message) => {
    const rows = await splitSubmission(deps, message);
    deps.telemetry.count("RowsReceived", rows);
    const { submissionId, correlationId } = message;
    return { name: "submission split", facts: { submissionId, correlationId, rows } };
  });
