import { rowsReadyV1 } from "../../events/rows-ready/v1.ts";
import { admitDisclosures, type AdmitDisclosuresDeps } from "../../shared/app/disclosure/admit-disclosures.ts";
import { consume } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** Queue `DisclosureRows`: the rows of a chunk are checked and become public, one by one. */
export const createHandler = (deps: AdmitDisclosuresDeps & { readonly telemetry: Telemetry }) =>
  consume(deps.telemetry, rowsReadyV1, async (message) => {
    const results = await admitDisclosures(deps, message);
    const accepted = results.filter(({ outcome }) => outcome === "accepted").length;
    const rejected = results.filter(({ outcome }) => outcome === "rejected").length;
    deps.telemetry.count("RowsAccepted", accepted);
    deps.telemetry.count("RowsRejected", rejected);
    const { submissionId, correlationId, chunk } = message;
    return { name: "disclosures admitted", facts: { submissionId, correlationId, chunk, accepted, rejected } };
  });
