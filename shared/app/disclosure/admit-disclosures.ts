import type { RowsReady } from "../../../events/rows-ready/v1.ts";
import { toldByChunk } from "../../domain/compliance/told-by-rows.ts";
import { checkRow } from "../../domain/disclosure/check.ts";
import { type DisclosureKind, disclosureKinds, standards } from "../../domain/disclosure/standard.ts";
import { documentKey } from "../../domain/entry/entry.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import type { AgencyReader } from "../../ports/agencies.ts";
import type { RowResult } from "../../ports/submissions.ts";
import { recordDisclosure, type RecordDisclosureDeps } from "./record-disclosure.ts";
import { reportedOn, taken, workChunk, type WorkChunkDeps } from "../submission/work-chunk.ts";

export interface AdmitDisclosuresDeps extends RecordDisclosureDeps, WorkChunkDeps {
  readonly agencies: Pick<AgencyReader, "byId">;
}

/** Records the acts of a chunk's rows (A §19, C 六). Rows on one decision are taken in the order of the file. */
export const admitDisclosures = async (
  deps: AdmitDisclosuresDeps,
  message: RowsReady,
): Promise<readonly RowResult[]> => {
  const kind = disclosureKind(message);
  const { submissionId, by, receivedAt, correlationId } = message;
  const agency = await deps.agencies.byId(by.agencyId);
  if (!agency) throw new Error(`${by.agencyId} handed in ${submissionId} and is not registered`);
  // Read once for a chunk: its rows are decided within seconds of each other.
  const calendar = await deps.calendar();
  const house = { ...deps, calendar: () => Promise.resolve(calendar) };
  return workChunk(deps, message, {
    turnOf: (row) => numberOf(kind, row),
    decide: async (row, line) => {
      const checked = checkRow(kind, row, {
        today: reportedOn(message) ?? shanghaiDate(deps.now()),
        agencyCode: agency.uscc,
      });
      if (!checked.ok) return checked;
      const recorded = await recordDisclosure(house, {
        row: checked.value,
        by,
        correlationId,
        origin: { submissionId, line, ...(receivedAt === undefined ? {} : { receivedAt }) },
      });
      return recorded.ok ? taken(recorded.value.disclosureId, recorded.value.own) : recorded;
    },
    // A refused row was reported and is not compliant (SPEC "Dual-publicity items"): it counts with the chunk's answers, once.
    tells: (answers) => {
      const rows = answers.filter(({ outcome }) => outcome === "rejected").length;
      const on = reportedOn(message) ?? shanghaiDate(deps.now());
      return rows === 0 ? undefined : toldByChunk(message, { agencyId: by.agencyId, kind, on, rows });
    },
  });
};

const disclosureKind = ({ kind, submissionId }: RowsReady): DisclosureKind => {
  const found = disclosureKinds.find((each) => each === kind);
  if (!found) throw new Error(`${submissionId} is of ${kind}, which are no disclosures`);
  return found;
};

const numberOf = (kind: DisclosureKind, row: unknown): string | undefined => {
  const number: unknown =
    typeof row === "object" && row !== null ? Reflect.get(row, standards[kind].at.decisionNo) : undefined;
  return typeof number === "string" ? documentKey(number) : undefined;
};
