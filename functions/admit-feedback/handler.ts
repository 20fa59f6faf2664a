import { rowsReadyV1 } from "../../events/rows-ready/v1.ts";
import { admitFeedback, type AdmitFeedbackDeps } from "../../shared/app/feedback/admit-feedback.ts";
import { consume } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** Queue `FeedbackRows`: the rows of a chunk are heard as feedback, one by one. */
export const createHandler = (deps: AdmitFeedbackDeps & { readonly telemetry: Telemetry }) =>
  consume(deps.telemetry, rowsReadyV1, async (message) => {
    const results = await admitFeedback(deps, message);
    const accepted = results.filter(({ outcome }) => outcome === "accepted").length;
    const rejected = results.filter(({ outcome }) => outcome === "rejected").length;
    deps.telemetry.count("RowsAccepted", accepted);
    deps.telemetry.count("RowsRejected", rejected);
    const { submissionId, correlationId, chunk } = message;
    return { name: "feedback admitted", facts: { submissionId, correlationId, chunk, accepted, rejected } };
  });
