import { rowsReadyV1 } from "../../events/rows-ready/v1.ts";
import { admitRows, type AdmitRowsDeps } from "../../shared/app/admit-rows.ts";
import { consume } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** Queue `Rows`: the rows of a chunk are decided, one by one. */
export const createHandler = (deps: AdmitRowsDeps & { readonly telemetry: Telemetry }) =>
  consume(deps.telemetry, rowsReadyV1, async (message) => {
    const results = await admitRows(deps, message);
    const accepted = results.filter(({ outcome }) => outcome === "accepted").length;
    const rejected = results.filter(({ outcome }) => outcome === "rejected").length;
    deps.telemetry.count("RowsAccepted", accepted);
    deps.telemetry.count("RowsRejected", rejected);
    const { submissionId, correlationId, chunk } = message;
    return { name: "rows admitted", facts: { submissionId, correlationId, chunk, accepted, rejected } };
  });
