import type { Refusal, RefusalCode } from "../domain/refusal.ts";
import type { FieldError } from "../kernel/field-errors.ts";

/** An answer on its way to the gateway. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Instead of a body: text of the type that the headers name. */
  readonly text?: string;
  /** Instead of a body: a file of the type that the headers name. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the HTTP border itself refuses, before anything is decided. */
export type BorderCode =
  | "body.unparsable"
  | "mediaType.unsupported"
  | "idempotencyKey.missing"
  | "idempotencyKey.invalid"
  | "precondition.required"
  | "scope.missing"
  | "identity.unverified"
  | "resource.unknown"
  | "internal";

type PlainCode = Exclude<RefusalCode, `transition.${string}`> | BorderCode;

const notYours = [403, "无权操作 / Not yours"] as const;

/** Every refusal in HTTP terms. A code that is left out does not compile. */
const terms: Readonly<Record<PlainCode, readonly [status: number, title: string]>> = {
  "input.invalid": [422, "输入有误 / Some fields are wrong"],
  "entry.unknown": [404, "没有该记录 / No such entry"],
  "entry.stale": [412, "记录已变更 / The entry has changed"],
  "entry.ended": [410, "记录已终止 / The entry has ended"],
  "entry.differs": [409, "同文号记录内容不同 / An entry of this document says something else"],
  "entry.withdrawn": [409, "同文号记录已终止 / The entry of this document was ended"],
  "external.unknown": [404, "没有该导入记录 / No such imported entry"],
  "external.differs": [409, "同期名单记载不同 / The edition says something else"],
  "edition.older": [409, "不是最新一期名单 / Not the newest edition"],
  "edition.incomplete": [409, "名单条数不符 / The edition is not whole"],
  "edition.shrinks": [409, "移出记录过多,须核实 / Many entries would end"],
  "subject.tooManyEntries": [409, "该主体记录过多 / Too many live entries of this subject"],
  "subject.unknown": [404, "没有该主体 / No such subject"],
  "subject.gone": [409, "该主体已不存在 / The subject is no more"],
  "subject.merged": [409, "该主体已并入他单位 / The subject has gone into another"],
  "subject.usccTaken": [409, "该代码已属其他主体 / The code is another subject's"],
  "subject.changeNotForKind": [409, "变更与主体类别不符 / Not a change for this kind of subject"],
  "subject.notYours": notYours,
  "notice.unknown": [404, "没有该公告 / No such notice"],
  "notice.over": [410, "公告期已满 / The notice is over"],
  "purpose.required": [422, "须注明查询用途 / A purpose is required"],
  "query.tooMany": [429, "查询过于频繁 / Too many queries"],
  "identity.notPerson": [409, "主体不是自然人 / The subject is not a person"],
  "superiorUnit.none": [409, "未登记上级主管单位 / No superior unit is recorded"],
  "superiorUnit.notified": [409, "已通报上级主管单位 / The superior unit was told before"],
  "entry.notYours": notYours,
  "objection.unknown": [404, "没有该异议 / No such objection"],
  "objection.notYours": notYours,
  "objection.stale": [412, "异议已变更 / The objection has changed"],
  "objection.open": [409, "同一理由的异议尚在办理 / An objection on this ground is open"],
  "objection.decided": [409, "同一理由的异议已处理 / This ground was decided"],
  "objection.closed": [409, "异议已办结 / The objection is closed"],
  "objection.tooMany": [409, "未决异议过多 / Too many open objections"],
  "objection.foundInaccurate": [409, "经核实有误 / Found to be wrong"],
  "objection.notVerified": [409, "尚未核实 / Not verified yet"],
  "objection.settled": [409, "已确认认定有误 / Already found in error"],
  "objection.notCorrectable": [409, "已退出,无从更正 / It has ended, there is nothing to correct"],
  "objection.notCorrected": [409, "尚未更正 / It has not been corrected yet"],
  "stay.stands": [409, "已登记停止执行 / This stay stands"],
  "stay.tooMany": [409, "停止执行过多 / Too many stays"],
  "stay.unknown": [409, "没有该停止执行 / No such stay stands"],
  "reinstatement.barred": [409, "不能恢复 / It cannot come back"],
  "complaint.unknown": [404, "没有该投诉 / No such complaint"],
  "complaint.notYours": notYours,
  "complaint.answered": [409, "投诉已答复 / The complaint was answered"],
  "exit.notYetExpired": [409, "尚未到期 / Not expired yet"],
  "lapse.stillValid": [409, "尚未到期 / Still valid"],
  "exit.reasonNotForList": [409, "退出原因与名单不符 / Not a reason for this list"],
  "exit.reasonNotYours": [403, "无权以此原因退出 / Not yours to give"],
  "crossCheck.blackListed": [409, "主体已列入黑名单 / The subject is black-listed"],
  "crossCheck.keyAttentionListed": [409, "主体在重点关注名单 / The subject is on the key-attention list"],
  "priorNotice.missing": [409, "未履行事前告知 / Prior notice is missing"],
  "priorNotice.running": [409, "陈述申辩期未满 / The window for a statement is open"],
  "publicNotice.missing": [409, "未公示 / Public notice is missing"],
  "publicNotice.open": [409, "已公示 / The public notice was opened before"],
  "publicNotice.running": [409, "公示期未满 / The public notice is running"],
  "statement.adopted": [409, "陈述申辩已采纳 / A statement was adopted"],
  "statement.none": [409, "没有待答复的陈述 / No statement waits"],
  "answer.tooLong": [409, "答复篇幅过大 / The answer is too long"],
  "statement.tooMany": [409, "陈述申辩过多 / Too many statements"],
  "statement.unanswered": [409, "陈述申辩未答复 / A statement is unanswered"],
  "officer.required": [409, "须写明经办人 / An officer must be named"],
  "officer.second": [409, "须由另一经办人 / Another officer must act"],
  "publication.byOffice": [409, "须由信用办发布 / Publication is the office's"],
  "repair.unknown": [404, "没有该修复申请 / No such application for repair"],
  "repair.notYours": notYours,
  "repair.red": [409, "红名单无需修复 / A red entry needs no repair"],
  "repair.notPenalty": [409, "非处罚信息无需修复 / Only a penalty is repaired"],
  "repair.excluded": [409, "不予修复 / Not to be repaired"],
  "repair.notPublished": [409, "尚未发布 / Not published yet"],
  "repair.tooEarly": [409, "未到可申请修复之日 / Too early for a repair"],
  "repair.open": [409, "已有办理中的修复申请 / An application is open"],
  "repair.again": [409, "未到可再次申请之日 / Too early to apply again"],
  "repair.notChecked": [409, "平台尚未核查 / The platform has not checked it"],
  "repair.checked": [409, "已核查 / It has been checked"],
  "repair.closed": [409, "该申请已办结 / The application is closed"],
  "submission.unknown": [404, "没有该报送 / No such submission"],
  "submission.notDone": [409, "尚未处理完毕 / Not finished yet"],
  "submission.tooLarge": [413, "文件过大 / The file is too large"],
  "submission.mediaType": [415, "不支持的文件类型 / This media type is not taken"],
  "submission.unparsable": [400, "无法解析 / Cannot be parsed"],
  "upload.unknown": [404, "没有该上传 / No such upload"],
  "upload.notYours": notYours,
  "upload.expired": [410, "上传已过期 / The upload is over"],
  "upload.empty": [409, "文件尚未上传 / The file is not there yet"],
  "upload.taken": [409, "该上传已使用 / The upload was handed in already"],
  "upload.purpose": [409, "上传用途不符 / Asked for something else"],
  "evidence.unknown": [404, "没有该材料 / No such evidence"],
  "evidence.notYours": [403, "无权查阅 / Not yours to read"],
  "evidence.citedOften": [422, "该材料不能再引用 / The evidence cannot be cited any more"],
  "evidence.gone": [410, "材料已删除 / The evidence was deleted"],
  "alert.unknown": [404, "没有该提醒 / No such alert"],
  "alert.notYours": notYours,
  "clocks.unmoved": [409, "期限未变 / Its duties stay as they are"],
  "period.unshortened": [409, "有效期未变 / It ends when it did"],
  "clocks.notYours": [403, "无权查看 / Not yours"],
  "compliance.notYours": [403, "无权查看 / Not yours"],
  "trigger.unknown": [404, "没有该触发 / No such trigger"],
  "trigger.ended": [409, "该记录已终止 / The entry has ended"],
  "measure.notInForce": [409, "该措施未在有效期内 / The measure was not in force"],
  "trigger.settled": [409, "该触发已办结 / The trigger is settled"],
  "trigger.notYours": notYours,
  "trigger.feedbackNotForKind": [409, "反馈与触发类型不符 / This outcome does not fit the trigger"],
  "trigger.notAnswered": [409, "尚未反馈 / Nothing was said yet"],
  "disclosure.unknown": [404, "没有该公示信息 / No such disclosure"],
  "disclosure.stale": [412, "该信息已变更 / The act has changed"],
  "disclosure.notYours": notYours,
  "disclosure.ended": [410, "公示已终止 / Its publicity is over"],
  "disclosure.takenDown": [409, "已终止公示 / It was taken down"],
  "disclosure.tooManyPublications": [409, "公示渠道过多 / Too many places of publication"],
  "case.unknown": [404, "没有该案例 / No such case"],
  "case.stale": [412, "案例已变更 / The case has changed"],
  "case.status": [409, "当前状态不可执行 / Not possible in this state"],
  "case.notPublic": [409, "未同意公开 / Its agency has not agreed to publication"],
  "case.entryInError": [409, "该记录认定有误 / Its entry was an error"],
  "webhook.unknown": [404, "未设置回调 / No webhook is set"],
  "webhook.notYours": notYours,
  "delivery.unknown": [404, "没有该事件 / No such event"],
  "measure.unknown": [404, "没有该措施 / No such measure"],
  "measure.stale": [412, "措施已变更 / The measure has changed"],
  "measure.noDraft": [409, "没有草案 / There is no draft"],
  "measure.incomplete": [409, "尚不能公布 / It cannot be published yet"],
  "measure.stillInForce": [409, "措施仍有效 / Its measures are in force"],
  "mou.unknown": [404, "没有该备忘录 / No such memorandum"],
  "mou.stale": [412, "备忘录已变更 / The memorandum has changed"],
  "calendar.stale": [412, "日历已变更 / The calendar has changed"],
  "agency.unknown": [404, "没有该单位 / No such agency"],
  "agency.clientTaken": [409, "客户端已属其他单位 / The client belongs to another agency"],
  "identity.unverified": [403, "身份未核验 / The identity is not verified"],
  "agency.notRegistered": [403, "单位未登记 / The agency is not registered"],
  "agency.role": [403, "无此权限 / Not within this agency's role"],
  "request.seen": [409, "请求已受理 / The request was answered"],
  "request.keyReused": [409, "幂等键已用于其他请求 / The Idempotency-Key was used for another request"],
  "request.busy": [409, "请稍后重试 / Busy, try again"],
  "cursor.invalid": [422, "游标无效 / The cursor is not one of ours"],
  "body.unparsable": [400, "无法解析 / Cannot be parsed"],
  "mediaType.unsupported": [415, "不支持的内容类型 / This content type is not taken"],
  "idempotencyKey.missing": [400, "缺少 Idempotency-Key / Idempotency-Key is missing"],
  "idempotencyKey.invalid": [400, "Idempotency-Key 无效 / Idempotency-Key is invalid"],
  "precondition.required": [428, "缺少 If-Match / If-Match is required"],
  "scope.missing": [403, "缺少权限 / The token lacks a scope"],
  "resource.unknown": [404, "没有该资源 / No such resource"],
  internal: [500, "内部错误 / Something broke on our side"],
};

const isPlain = (code: string): code is PlainCode => code in terms;

/** A refusal as RFC 9457 problem+json; its `type` is stable and made of the code. */
export const problemOf = (
  refused: Omit<Refusal, "code"> & { readonly code: RefusalCode | BorderCode },
  instance: string,
): Answer => {
  const [status, title] = isPlain(refused.code)
    ? terms[refused.code]
    : [409, "当前状态不可执行 / Not possible in this state"];
  return {
    status,
    headers: { "content-type": "application/problem+json; charset=utf-8" },
    body: {
      type: `/problems/${refused.code}`,
      title,
      status,
      detail: refused.detail,
      instance,
      ...(refused.errors ? { errors: refused.errors.map(pointed) } : {}),
    },
  };
};

const pointed = ({ field, code, detail }: FieldError) => ({
  pointer: field === "" ? "" : `/${field.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll(".", "/")}`,
  code,
  detail,
});
