import type { SubmissionKind } from "../../events/vocabulary.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import type { AgencyRole, Caller } from "../ports/agencies.ts";

/** Which roles let an agency hand in each kind of rows (SPEC "Who acts"). A kind that is left out does not compile. */
const handedInBy: Readonly<Record<SubmissionKind, readonly AgencyRole[]>> = {
  listEntries: ["authority"],
  externalEntries: ["office"],
  entryCommands: ["authority", "office"],
  feedback: ["implementing"],
};

const names: Readonly<Record<SubmissionKind, string>> = {
  listEntries: "仅认定单位可报送名单 / only authorities submit lists",
  externalEntries: "仅信用办可导入名单 / only the credit office imports lists",
  entryCommands: "仅认定单位和信用办可批量办理 / only authorities and the office send commands",
  feedback: "仅实施单位可报送反馈 / only implementing agencies give feedback",
};

/** Whether an agency may hand in rows of a kind. */
export const mayHandIn = (kind: SubmissionKind, { roles }: Caller): Refusal | undefined =>
  handedInBy[kind].some((role) => roles.includes(role)) ? undefined : refusal("agency.role", names[kind]);

/** Whether an agency may hand in rows of any kind, and so upload a file of them. */
export const mayUpload = ({ roles }: Caller): Refusal | undefined =>
  Object.values(handedInBy)
    .flat()
    .some((role) => roles.includes(role))
    ? undefined
    : refusal(
        "agency.role",
        "仅认定单位、实施单位和信用办可上传文件 / only authorities, implementing agencies and the office upload files",
      );
