import type { SubmissionKind } from "../../../events/vocabulary.ts";
import { columns as entryColumns } from "../entry/columns.ts";
import { columns as commandColumns } from "../entry/command-columns.ts";
import { columns as externalColumns } from "../external/columns.ts";
import { columnsOf as disclosureColumns, standards } from "../disclosure/standard.ts";
import { columns as feedbackColumns } from "../feedback/columns.ts";
import type { Column } from "../row/column.ts";

/** The columns that a file of each kind has. A kind that is left out does not compile. */
export const columnsOf: Readonly<Record<SubmissionKind, readonly Column[]>> = {
  listEntries: entryColumns,
  externalEntries: externalColumns,
  entryCommands: commandColumns,
  feedback: feedbackColumns,
  penalties: disclosureColumns(standards.penalties),
  permits: disclosureColumns(standards.permits),
  acts: disclosureColumns(standards.acts),
};
