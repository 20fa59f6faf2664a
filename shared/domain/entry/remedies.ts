import { reviewRoute } from "../objection/decide.ts";
import type { EntryCommandName } from "./transitions.ts";

const notices =
  "限认定之前,有异议的先办结;送达未成或须更正的,撤回后重新提出 / only before the determination, with objections closed; where a notice failed or is to be mended, withdraw and propose anew";
const hearing = "限告知后、认定前,其余请提出异议 / only between notice and determination, else object";
const onward = "请先办结异议和上一步 / close objections and take the step before first";
const repairing = "限公布期间,未公布的请提出异议 / only while it is public; before that object";
const settled = `异议已随记录了结;${reviewRoute}; it was closed with the entry`;
const noMeasures =
  "未公布的可提异议,已终止的无措施可停 / contest what is not public; of what has ended no measure is left";
const filed = "该记录已有,请就其办理 / it is there, go on with it";
const itself = "由平台办理 / the platform does it";

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
  notifySuperiorUnit: "限公布期间 / only while it is public",
  correct: "请提出异议,未公布的也可撤回重报 / object; what is not public can be withdrawn and filed anew",
  withdraw: "已公布的请退出 / what is public exits",
  exit: "未公布的请撤回,退出有误的请提出异议 / withdraw what is not public; object to what ended wrongly",
  lapse: itself,
  endMeasures: itself,
  moveClocks: itself,
  shortenPeriod: itself,
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
