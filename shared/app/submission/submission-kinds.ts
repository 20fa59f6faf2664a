import type { SubmissionKind } from "../../../events/vocabulary.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import type { AgencyRole, Caller } from "../../ports/agencies.ts";

/** Which roles let an agency hand in each kind of rows (SPEC "Who acts"). A kind that is left out does not compile. */
const handedInBy: Readonly<Record<SubmissionKind, readonly AgencyRole[]>> = {
  listEntries: ["authority"],
  externalEntries: ["office"],
  entryCommands: ["authority", "office"],
  feedback: ["implementing"],
  penalties: ["authority"],
  permits: ["authority"],
  acts: ["authority"],
};

const names: Readonly<Record<SubmissionKind, string>> = {
  listEntries: "仅认定单位可报送名单 / only authorities submit lists",
  externalEntries: "仅信用办可导入名单 / only the credit office imports lists",
  entryCommands: "仅认定单位和信用办可批量办理 / only authorities and the office send commands",
  feedback: "仅实施单位可报送反馈 / only implementing agencies give feedback",
  penalties: "仅作出处罚的单位可报送行政处罚 / only authorities report penalties",
  permits: "仅作出许可的单位可报送行政许可 / only authorities report permits",
  acts: "仅作出行政行为的单位可报送 / only authorities report acts",
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

/** Whether an agency may put in evidence: whoever takes part in a procedure, and so not those who only read the open lists. */
export const mayGiveEvidence = ({ roles }: Caller): Refusal | undefined =>
  roles.some((role) => role !== "partner")
    ? undefined
    : refusal("agency.role", "仅参与名单程序的单位可上传证据材料 / only agencies of a procedure put in evidence");
