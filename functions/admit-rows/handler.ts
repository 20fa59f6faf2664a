import { type RowsReady, rowsReadyV1 } from "../../events/rows-ready/v1.ts";
import { admitCommands, type AdmitCommandsDeps } from "../../shared/app/entry/admit-commands.ts";
import { admitExternal, type AdmitExternalDeps } from "../../shared/app/external/admit-external.ts";
import { admitRows, type AdmitRowsDeps } from "../../shared/app/entry/admit-rows.ts";
import { consume } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";
import type { RowResult } from "../../shared/ports/submissions.ts";

type Deps = AdmitRowsDeps & AdmitExternalDeps & AdmitCommandsDeps & { readonly telemetry: Telemetry };

/** Queue `Rows`: the rows of a chunk are decided, one by one. */
export const createHandler = (deps: Deps) =>
  consume(deps.telemetry, rowsReadyV1, async (message) => {
    const results = await admit(deps, message);
    const accepted = results.filter(({ outcome }) => outcome === "accepted").length;
    const rejected = results.filter(({ outcome }) => outcome === "rejected").length;
    deps.telemetry.count("RowsAccepted", accepted);
    deps.telemetry.count("RowsRejected", rejected);
    const { submissionId, correlationId, chunk } = message;
    return { name: "rows admitted", facts: { submissionId, correlationId, chunk, accepted, rejected } };
  });

const admit = (deps: Deps, message: RowsReady): Promise<readonly RowResult[]> => {
  switch (message.kind) {
    case "listEntries":
      return admitRows(deps, message);
    case "externalEntries":
      return admitExternal(deps, message);
    case "entryCommands":
      return admitCommands(deps, message);
    case "feedback":
    case "penalties":
    case "permits":
    case "acts":
      throw new Error(`${message.kind} have a queue of their own`);
  }
};
