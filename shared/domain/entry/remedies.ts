import { reviewRoute } from "../objection/decide.ts";
import type { EntryCommandName } from "./transitions.ts";

const notices =
  "告知、公示须在认定之前,异议未决的先办结 / notices come before the determination; close open objections first";
const hearing =
  "告知之后、认定之前可陈述申辩,其余请提出异议 / a statement is heard between notice and determination, else object";
const onward =
  "请先办结未决异议和上一步,已办过的无须再办 / close open objections and take the step before; what is done is done";
const repairing =
  "公布期间方可修复,未公布的请提出异议,已终止的无须修复 / repair is for what is public; object before, after its end none is needed";
const settled = `异议已随记录了结;${reviewRoute}; it was closed with the entry`;
const noMeasures =
  "未公布的可提异议,已终止的无措施可停 / contest what is not public; of what has ended no measure is left";
const filed = "该记录已有,请就其办理 / it is there already, go on with it";
const itself = "由平台按规则办理,无须提出 / the platform does it by itself";

/** What somebody can do whose command the table refuses: nobody is left without a way, and who contests least of all. */
export const remedies: Readonly<Record<EntryCommandName, string>> = {
  submit: filed,
  submitDetermined: filed,
  servePriorNotice: notices,
  openPublicNotice: notices,
  recordStatement: hearing,
  answerStatement: hearing,
  determine: onward,
  report: onward,
  publish: onward,
  notifySuperiorUnit: "公布期间方须函告上级单位 / its superior unit has to be told while it is public",
  correct:
    "未公布的请撤回重报,或提出异议;已终止的请提出异议 / withdraw what is not public and file it anew, or object; to what has ended object",
  withdraw: "已公布的请退出,已终止的无须撤回 / what is public exits, what has ended needs nothing",
  exit: "未公布的请撤回,已终止而有误的请提出异议 / withdraw what is not public; where what has ended was wrong, object",
  lapse: itself,
  endMeasures: itself,
  moveClocks: itself,
  findInError: itself,
  reinstate: itself,
  applyForRepair: repairing,
  checkRepair: repairing,
  approveRepair: repairing,
  refuseRepair: repairing,
  withdrawRepair: repairing,
  fileObjection: `该记录未生效,无须异议,可投诉 / it took no effect; complain about how it was handled`,
  verifyObjection: settled,
  closeObjection: settled,
  enterStay: noMeasures,
  endStay: noMeasures,
};
