import { ok } from "node:assert/strict";
import type { Law } from "./law.ts";

/** What a refusal must say: what the case is, in both languages, with the way on. */
type Words = readonly [RegExp, RegExp];
const both = (chinese: RegExp, english: RegExp): Words => [chinese, english];
const mend = both(/请.*(更正|补充|重报|再)/, /mend|add what|apply again|between|after the/);
const field = both(/\p{Script=Han}|\d{4}-\d\d-\d\d/u, /./);
const review = both(/行政复议.*行政诉讼/, /reconsideration.*sue/);

/**
 * What each refusal of the lives must say for somebody to go on: the day to wait for, the document to bring, whom to ask, or that
 * it is done already and nothing more is needed. A code that is not here fails: its way on has to be thought of first.
 */
const waysOn: Readonly<Record<string, Words>> = {
  "input.invalid": field,
  "crossCheck.blackListed": both(/已列入黑名单.*§3/, /black-listed.*: ent_/),
  "crossCheck.keyAttentionListed": both(/其间不得列入红名单.*§4/, /key-attention list.*: ent_/),
  "officer.required": both(/经办人/, /officer/),
  "statement.adopted": both(/请撤回,或在 adoption 写明/, /withdraw it, or say in adoption/),
  "stay.tooMany": both(/\p{Script=Han}{4}/u, /\w{3}/),
  "period.unshortened": field,
  "priorNotice.missing": both(/须.*告知/, /serve the notice|prior notice comes before/),
  "priorNotice.running": both(/陈述申辩期至 \d{4}-/, /runs to \d{4}-/),
  "publicNotice.missing": both(/认定前须公示/, /open the notice/),
  "publicNotice.running": both(/公示期至 \d{4}-/, /runs to \d{4}-/),
  "publicNotice.open": both(/无需重复/, /opened before/),
  "statement.none": both(/没有待答复/, /no statement waits/),
  "statement.unanswered": both(/尚未答复/, /not been answered/),
  "statement.tooMany": both(/请提出异议/, /object instead/),
  "officer.second": both(/另一名经办人/, /another officer/),
  "publication.byOffice": both(/由信用办发布/, /to the office/),
  "entry.ended": both(/届满/, /is over|has ended/),
  "exit.notYetExpired": both(/尚在有效期内/, /not over/),
  "exit.reasonNotForList": both(/退出原因应为/, /for this list: \w+/),
  "lapse.stillValid": both(/尚在有效期内/, /neither idle/),
  "superiorUnit.none": both(/未登记上级主管单位/, /no superior unit/),
  "superiorUnit.notified": both(/已于 \d{4}-.*通报/, /told on \d{4}-/),
  "repair.unknown": both(/没有该修复申请/, /no such application/),
  "repair.closed": both(/可重新申请/, /a new one can be filed/),
  "repair.tooEarly": both(/自 \d{4}-\S+ 起可申请/, /from \d{4}-/),
  "repair.open": both(/等待决定或先撤回/, /wait for the decision/),
  "repair.again": both(/自 \d{4}-\S+ 起可再次申请.*行政复议.*行政诉讼/, /again from \d{4}-.*review/),
  "repair.notChecked": both(/须先由信用办核查/, /office has to check/),
  "repair.checked": both(/已核查并转认定单位/, /its authority has it/),
  "repair.red": both(/\p{Script=Han}{4}/u, /\w{3}/),
  "objection.open": both(/补证请先撤回/, /withdraw it first/),
  "objection.decided": both(/无新证据不再受理.*行政复议.*行政诉讼/, /sue.*new evidence/),
  "objection.closed": review,
  "objection.settled": both(/认定有误.*投诉/, /complain/),
  "objection.foundInaccurate": both(/应予更正或支持/, /correct it or uphold/),
  "objection.notVerified": both(/应于 \d{4}-\S+ 前核实/, /upheld or corrected/),
  "objection.notCorrectable": both(/应予支持或驳回.*行政复议/, /uphold the objection or reject/),
  "stay.stands": both(/无须重复/, /stands/),
  "stay.unknown": both(/现有/, /these do: /),
  "subject.gone": both(/该自然人已死亡/, /died/),
  "subject.changeNotForKind": both(/主体类别不符/, /kind of subject/),
  "subject.merged": both(/已并入 \S+/, /gone into .*\(sbj_/),
  // The platform asks these of itself: nobody reads them.
  "measure.stillInForce": field,
  "clocks.unmoved": field,
};
/** What the table of states refuses by itself, with a remedy of its own. */
const tableOf: Readonly<Record<string, Words>> = {
  fileObjection: both(/投诉/, /complain/),
  verifyObjection: review,
  closeObjection: review,
  enterStay: both(/异议/, /contest/),
  endStay: both(/异议/, /contest/),
};

const saysNothing = /不可操作|当前状态不可执行|not possible/;
const faultOf = (words: Words | undefined, detail: string): string | undefined => {
  if (!words) return "no way on is known";
  const middle = /(?<=.) ?\/ /.exec(detail)?.index ?? detail.length;
  const [chinese, whole] = [detail.slice(0, middle), detail.slice(middle)];
  if (!/\p{Script=Han}/u.test(chinese) || !/[a-z]/i.test(whole)) return "not in both languages";
  if (saysNothing.test(detail)) return "only that it cannot be";
  return words[0].test(detail) && words[1].test(whole) ? undefined : "not with its way on";
};

const transition = /^transition\.(\w+)\.(\w+)$/;
const refusals: Law = {
  name: "SPEC: nobody is refused without a code, and a way on in Chinese and English",
  check: (lived, saw) => {
    for (const { code, detail, errors } of lived.refusals) {
      const [, command = ""] = transition.exec(code) ?? [];
      // Those of plain commands are for `plainRefusals`.
      if (command !== "" && !(command in tableOf)) continue;
      saw(code);
      const fault = faultOf(command === "" ? waysOn[code] : tableOf[command], detail);
      ok(fault === undefined, `${code} (${detail}): ${fault}`);
      if (code !== "input.invalid") continue;
      ok(errors && errors.length > 0 && mend.every((words) => words.test(detail)), detail);
      for (const each of errors)
        ok(/\p{Script=Han}|\d{4}-/u.test(each.detail) && !saysNothing.test(each.detail), each.detail);
    }
  },
  ways: Object.fromEntries(
    [
      ...["objection.open", "objection.decided", "objection.closed", "objection.settled", "objection.notVerified"],
      ...["objection.notCorrectable", "stay.unknown", "officer.second", "crossCheck.blackListed"],
      ...["priorNotice.running", "publicNotice.running"],
      ...["statement.unanswered", "repair.tooEarly", "repair.open", "superiorUnit.none"],
      ...["superiorUnit.notified", "subject.merged", "subject.gone", "transition.enterStay.abandoned"],
    ].map((code) => [code, 1]),
  ),
};

/** Plain commands that the state does not allow: what can be done instead is said there as well. */
const plainRefusals: Law = {
  name: "SPEC: whatever the state of an entry does not allow, the refusal says what can be done instead",
  check: (lived, saw) => {
    for (const { code, detail } of lived.refusals) {
      if (!transition.test(code)) continue;
      saw(code);
      const fault = faultOf([/\p{Script=Han}{4}/u, /\w+ \w+/], detail);
      ok(fault === undefined, `${code} (${detail}): ${fault}`);
    }
  },
  ways: Object.fromEntries(
    ["recordStatement.published", "determine.published", "correct.exited", "report.published", "exit.abandoned"].map(
      (each) => [`transition.${each}`, 1],
    ),
  ),
};

export const refusalLaws: readonly Law[] = [refusals, plainRefusals];
