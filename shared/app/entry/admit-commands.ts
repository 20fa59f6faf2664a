import type { RowsReady } from "../../../events/rows-ready/v1.ts";
import { type EntryCommandRow, entryCommandRow } from "../../domain/entry/command-row.ts";
import { refusal } from "../../domain/refusal.ts";
import { fieldErrors } from "../../kernel/field-errors.ts";
import { refused } from "../../kernel/result.ts";
import type { AgencyReader } from "../../ports/agencies.ts";
import type { RequestLog } from "../../ports/requests.ts";
import type { RowResult } from "../../ports/submissions.ts";
import { advanceEntry, type EntryAct } from "./advance-entry.ts";
import type { DecideEntryDeps } from "./decide-entry.ts";
import * as acts from "./entry-acts.ts";
import { withOneCatalogue } from "../house.ts";
import { reportedOn, requestOf, taken, workChunk, type WorkChunkDeps } from "../submission/work-chunk.ts";

export interface AdmitCommandsDeps extends DecideEntryDeps, WorkChunkDeps {
  readonly agencies: Pick<AgencyReader, "byId">;
  readonly requests: Pick<RequestLog, "find">;
}

/**
 * Carries out a chunk's commands on entries, each by itself and by the same rules as one over HTTP. Commands on one entry go in
 * the order of the file. Each row is a request of its own, recorded with what it changed: done again it finds that.
 */
export const admitCommands = async (deps: AdmitCommandsDeps, message: RowsReady): Promise<readonly RowResult[]> => {
  const { by, correlationId } = message;
  const house = await withOneCatalogue(deps);
  const agency = await deps.agencies.byId(by.agencyId);
  return workChunk(deps, message, {
    turnOf: entryOf,
    decide: async (row, line) => {
      const input = entryCommandRow.safeParse(row, { reportInput: true });
      if (!input.success) return refused(fieldErrors(input.error));
      if (!agency) return refused(refusal("agency.notRegistered", "单位未登记 / the agency is not registered"));
      const { entryId, version = "any", officer } = input.data;
      const token = requestOf(message, line);
      const done = await advanceEntry(house, actOf(input.data), {
        entryId,
        caller: { agencyId: agency.agencyId, name: agency.name, roles: agency.roles, clientId: by.clientId },
        expectedVersion: version,
        receivedOn: reportedOn(message),
        by: { ...by, ...(officer === undefined ? {} : { officer }) },
        correlationId,
        request: { ...token, answerWith: () => ({ status: 200, body: { entryId } }) },
      });
      if (done.ok) return taken(entryId, true);
      // The entry may have moved by this very row, whose worker was killed before it could say so.
      const before = await deps.requests.find(token.clientId, token.key);
      return before ? taken(entryId, true) : done;
    },
  });
};

const entryOf = (input: unknown): string | undefined =>
  typeof input === "object" && input !== null && "entryId" in input ? String(input.entryId) : undefined;

const actOf = (row: EntryCommandRow): EntryAct => {
  switch (row.command) {
    case "prior-notice": {
      const { servedOn, method, text, proof } = row;
      return acts.servePriorNotice({
        servedOn,
        method,
        text,
        evidence: [{ title: "送达凭证", documentNo: proof }],
      });
    }
    case "public-notice":
      return acts.openPublicNotice({ channel: row.channel });
    case "determination":
      return acts.determineEntry({ validTo: row.validTo, adoption: row.adoption });
    case "report":
      return acts.reportEntry;
    case "publication":
      return acts.publishEntry;
    case "withdrawal":
      return acts.withdrawEntry({ reason: row.reason, why: row.why });
    case "exit":
      return acts.exitEntry({ reason: row.reason, why: row.why });
  }
};
